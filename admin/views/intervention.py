"""Interventions, with their partners and their sites."""

import io
from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data

from admin.current_viewer import viewer
from admin.overlaps.brief import Neighbours, neighbours
from admin.overlaps.form_warnings import OverlapWarnings, overlap_warnings, warning_messages
from admin.overlaps.warned_of import sent_warning
from admin.overlaps.while_filling import WhileFilling, while_filling
from admin.panel.copying import row_to_copy
from admin.panel.field_groups import FieldGroup
from admin.panel.file_names import disposition
from admin.panel.filters import PUBLISHED, ChoiceFilter, filter_by_code, filter_by_row, with_all
from admin.panel.form_rows import pressed_button
from admin.panel.forms import GuardedForm, form_of, row_form_of, whole_or_zero
from admin.panel.guarded_view import GuardedView
from admin.panel.list_export import download
from admin.panel.list_state import ListState, list_state
from admin.panel.lookups import Lookup
from admin.panel.new_form import keep_unseen, row_to_amend, say_unseen
from admin.panel.paging import is_longer
from admin.panel.parts_page import EditableParts
from admin.panel.period_filter import PeriodFilter
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.reference_filter import ReferenceFilter, of_organization, sited_in
from admin.panel.related_records import FIRST, count_text
from admin.panel.save_or_propose import proposal_to_amend, save_row
from admin.panel.small_map import SmallMap, intervention_map
from admin.panel.wrong_texts import flash_wrong
from admin.plans.work_filters import MAY_SERVE, SERVES
from admin.views.intervention_form import PARTNER_FIELDS, PLACE_FIELDS, PROJECT_FIELDS, SITE_FIELDS, InterventionForm
from admin.views.intervention_places import rows_with_places
from admin.views.site_series import Series, series_of_sites
from admin.views.told_to_round import told_to_round
from admin.words.formatting import DisplayRows, display_rows
from tansiq import intervention_entry
from tansiq.attention import is_draft_to_complete, is_ended_but_ongoing, is_without_sites
from tansiq.cases.avoided import note_avoided
from tansiq.exchange.export.exporting import Filters
from tansiq.exchange.export.month_layout import MonthLayout
from tansiq.faults import Refused
from tansiq.language.words import Sentence, say
from tansiq.models import Area, Intervention, Organization, Partnership, Project, Sector, Site
from tansiq.policy.visibility import visible
from tansiq.proposals.proposed_entry import entry_of
from tansiq.records import changes, denormalised
from tansiq.records.backlinks import MOST

SAYABLE = {"organization", "area", "sector", "status", "period"}
"""The filters that a 5W sheet can have too."""
_SHEETS: dict[str, tuple[MonthLayout, Sentence]] = {
    "5w": ("last", say("5W")),
    "5w-rows": ("rows", say("5W, a row a month")),
    "5w-columns": ("columns", say("5W, a column a month")),
}
"""By kind of file: what a 5W sheet tells of people reached by month, and how it is offered."""


def _top(table: Any) -> Any:
    return table.parent.is_null()


_ATTENTION = {
    "no_sites": (say("Without sites"), is_without_sites),
    "ended_ongoing": (say("Ended, but still ongoing"), is_ended_but_ongoing),
    "drafts": (say("Drafts without a title or a first day"), is_draft_to_complete),
}
ATTENTION = ChoiceFilter(
    "attention",
    say("Needs attention"),
    lambda: with_all([(code, str(text)) for code, (text, _condition) in _ATTENTION.items()]),
    lambda table, value: _ATTENTION[value][1](table),
)
"""The same conditions as on the start page, so that its counts and this list agree."""


class InterventionView(GuardedView):
    """Who does what, when; the where stands in the sites."""

    icon = "intervention"
    new_title = say("Add an intervention")
    empty = say("No intervention yet. Add the first one, or import a 5W workbook.")
    groups = (
        FieldGroup(say("Who"), ("organization", "project")),
        FieldGroup(
            say("What"),
            ("title_ar", "title_en", "sector", "subsector", "activity_type", "modality", "status", "remarks"),
        ),
        FieldGroup(say("When and for how much"), ("starts_on", "ends_on", "budget", "currency")),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    facts = ("record_id", "created_at", "changed_at")
    only = {"sector": _top, "subsector": lambda table: table.parent.is_null(False)}
    within = {"subsector": "sector"}
    parts = (EditableParts(Partnership, "intervention", say("Add a partner")),)
    filters = (
        ReferenceFilter("organization", Organization, of_organization),
        ReferenceFilter("area", Area, sited_in, hint=say("With all that lies in it")),
        filter_by_row("sector", Sector, _top),
        filter_by_code("status"),
        PeriodFilter(say("Running in the period")),
        filter_by_code("modality"),
        SERVES,
        MAY_SERVE,
        ATTENTION,
        PUBLISHED,
    )
    column_list = (
        "title", "organization", "sector", "places", "targeted", "reached", "status", "starts_on", "ends_on",
    )  # fmt: skip
    column_sortable_list = ("title", "organization", "sector", "status", "starts_on", "ends_on")
    column_offered = (
        "record_id", "title_ar", "title_en", "project", "subsector", "activity_type", "modality", "budget",
        "currency", "remarks", "is_published", "created_at", "changed_at",
    )  # fmt: skip
    details_template = "panel/intervention.html"
    create_template = edit_template = "panel/intervention_form.html"
    site_columns = ("number", "area", "population_group", "targeted", "reached", "archived_at")

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return ("site.intervention",)

    def export_kinds(self, state: ListState) -> tuple[str, ...]:
        # A 5W sheet holds sites; it is offered where its own filters say all that the list's choices say.
        in_force = {name for name, found in state.filter_values.items() if found.values}
        is_sayable = not state.search and in_force <= SAYABLE
        kinds = super().export_kinds(state)
        return (*kinds, *_SHEETS) if is_sayable else kinds

    def export_label(self, kind: str) -> str:
        return str(_SHEETS[kind][1]) if kind in _SHEETS else super().export_label(kind)

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        """The list as a file, or the sites of what is listed as a 5W workbook."""
        state = list_state(self)
        if export_type not in _SHEETS or export_type not in self.export_kinds(state):
            return super().export(export_type)
        layout, title = _SHEETS[export_type]
        # A year of months makes as many rows of each.
        most = MOST_AT_ONCE // 12 if layout == "rows" else MOST_AT_ONCE
        if waits := put_off(is_longer(self, state, most), title):
            return waits
        from tansiq.exchange.export.workbook_writer import write_xlsx

        book = io.BytesIO()
        try:
            write_xlsx(viewer(), _filters(state), book, layout)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(state.address)
        return download(book.getvalue(), "xlsx", disposition(title, self.about_file(state).where, "xlsx"))

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        return rows_with_places(rows, names)

    def sites(self, row: Any) -> tuple[DisplayRows, str]:
        """The first sites of an intervention, archived ones last, and how many there are."""
        query: Any = visible(Site, viewer()).where(Site.intervention == row.id)
        first = query.order_by(Site.archived_at.is_null(False), *Site.order()).limit(FIRST)
        return display_rows(list(first), self.site_columns, viewer()), count_text(query.limit(MOST + 1).count())

    def series(self, row: Any) -> Series:
        """What its standing sites had reached together, month by month."""
        standing = visible(Site, viewer()).where(Site.intervention == row.id, Site.archived_at.is_null())
        return series_of_sites(list(standing.select(Site.id)))

    def series_address(self, row: Any) -> str:
        """Where a month of all its sites is reported, for whoever may."""
        return str(self.get_url("month.index", intervention=row.id))

    def neighbours(self, row: Any) -> Neighbours:
        """Its best overlaps."""
        return neighbours(row)

    def small_map(self, row: Any) -> SmallMap | None:
        """Its sites as points."""
        return intervention_map(row)

    # The form: one page for the intervention, its new project, its partners and its sites.
    def _process_ajax_references(self) -> dict[str, Any]:
        places = {f"site.{name}": Lookup(f"site.{name}", Site._meta.fields[name].rel_model) for name in PLACE_FIELDS}
        return {**super()._process_ajax_references(), **places}

    def scaffold_form(self) -> type[GuardedForm]:
        lookups = self._form_ajax_refs
        form: Any = form_of(self.model, self.form_columns, lookups, InterventionForm)
        form.kinds = {
            "project": row_form_of(Project, PROJECT_FIELDS, lookups),
            "partners": row_form_of(Partnership, PARTNER_FIELDS, lookups),
            "sites": row_form_of(Site, SITE_FIELDS, lookups),
        }
        kind: type[GuardedForm] = form
        return kind

    def create_form(self, obj: Any = None) -> Any:
        row, proposal = row_to_copy(self.model), proposal_to_amend()
        entry = entry_of(viewer(), proposal) if proposal else intervention_entry.copied(viewer(), row) if row else None
        form = self.with_own_fields(self._create_form_class)(get_form_data(), entry)
        return say_unseen(form, row_to_amend(self.model))

    def edit_form(self, obj: Any = None) -> Any:
        if not self.may_act("CHANGE", obj):
            abort(403)
        proposal, first = proposal_to_amend(), denormalised.next_site_number(obj.id)
        entry = entry_of(viewer(), proposal) if proposal and proposal.record_id == obj.id else None
        held = entry or intervention_entry.held(viewer(), obj)
        form = self.with_own_fields(self._edit_form_class)
        shown = form(get_form_data(), held, first, whole_or_zero(request.args.get("from")))
        return self.seen_part(shown, obj)

    def validate_form(self, form: Any) -> bool:
        """Whether to save: not where a row's button sent the form, which comes back with the row changed."""
        if (deed := pressed_button(request.form)) is None:
            return bool(super().validate_form(form))
        name, what, place = deed
        if name in ("partners", "sites"):
            getattr(form, name).do(what, place)
        return False

    def show_further_faults(self, form: Any) -> None:
        stored = form.shown.intervention
        row = Intervention(**stored.__data__) if stored.id else Intervention()
        unread = [field.short_name for field in form if field.errors]
        form.show_further(intervention_entry.faults(viewer(), form.entry(row), unread))

    def create_model(self, form: Any) -> Any:
        row = Intervention()
        left = self._enter(form, row)
        if left is None:
            return False
        note_avoided(viewer(), sent_warning(), left.overlaps)
        return row

    def update_model(self, form: Any, model: Any) -> bool:
        return self._enter(form, model) is not None

    def _enter(self, form: Any, row: Intervention) -> OverlapWarnings | None:
        """Save or propose what the form holds, and tell of its overlaps; None where it was refused."""
        try:
            entry = form.entry(row)
            keep_unseen(row, form)
            save_row(row, lambda acting: intervention_entry.save(acting, entry), told_to_round(row))
        except Refused as refusal:
            form.show(refusal)
            return None
        left = overlap_warnings(viewer(), entry, 3)
        for message in warning_messages(left):
            flash(message, "warning")
        return left

    def while_filling(self, form: Any, row: Intervention | None) -> WhileFilling:
        """What the form, as it is filled now, would do twice, and what else is told; shown without scripts where it
        comes back."""
        entry = form.entry(row or Intervention())
        entry.sites += form.others()
        return while_filling(viewer(), entry)

    @expose("/overlaps/", methods=("POST",))
    def overlaps_view(self) -> Any:
        """The same, asked while the form is being filled. Nothing is written."""
        if not (self.may_act("CREATE") or self.may_act("CHANGE")):
            abort(403)
        given = request.args.get("id")
        row = None if given is None else self.get_one(given)
        form = self.create_form() if row is None else self.edit_form(row)
        return self.render("panel/while_filling.html", told=self.while_filling(form, row), form=form)


def _filters(state: ListState) -> Filters:
    """The filters of the list as those of a 5W sheet."""
    meant = {name: found.meant for name, found in state.filter_values.items() if found.values}
    organization, area, period = meant.get("organization"), meant.get("area"), meant.get("period")
    sector = changes.find(viewer(), Sector, meant["sector"]).code if "sector" in meant else None
    return Filters(
        within=area.pcode if area else None,
        sector=sector,
        organization=str(organization.canonical_id or organization.id) if organization else None,
        status=(meant["status"],) if "status" in meant else (),
        begins=period.begins if period else None,
        ends=period.ends if period else None,
    )
