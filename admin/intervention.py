"""Interventions, with their partners and their sites."""

import io
from typing import Any

from flask import abort, flash, request
from flask_admin import expose
from flask_admin.helpers import get_form_data

from admin.copying import example
from admin.exporting import download
from admin.forms import GuardedForm, form_of, row_form_of, whole
from admin.groups import Group
from admin.guarded import GuardedView
from admin.intervention_form import PARTNER_FIELDS, PLACE_FIELDS, PROJECT_FIELDS, SITE_FIELDS, InterventionForm
from admin.lookups import Lookup
from admin.narrowing import by_code, by_row
from admin.overlapping import Warned, messages, warned
from admin.parts import PartsOf
from admin.rows import deed_of
from admin.showing import Sight, sight
from admin.viewing import viewer
from tansiq import changes, copies, entering
from tansiq.exchange.exporting import Filters
from tansiq.exchange.sheets_out import write_xlsx
from tansiq.faults import Refused
from tansiq.models import Intervention, Partnership, Project, Sector, Site
from tansiq.visibility import visible
from tansiq.words import say


def _top(table: Any) -> Any:
    return table.parent.is_null()


class InterventionView(GuardedView):
    """Who does what, when; the where stands in the sites."""

    group = "register"
    title = say("Interventions")
    new_title = say("Add an intervention")
    empty = say("No intervention yet. Add the first one, or import a 5W workbook.")
    groups = (
        Group(say("Who"), ("organization", "project")),
        Group(
            say("What"),
            ("title_ar", "title_en", "sector", "subsector", "activity_type", "modality", "status", "remarks"),
        ),
        Group(say("When and for how much"), ("starts_on", "ends_on", "budget", "currency")),
        Group(say("Publication"), ("is_published",)),
    )
    facts = ("record_id", "created_at", "changed_at")
    only = {"sector": _top, "subsector": lambda table: table.parent.is_null(False)}
    parts = (PartsOf(Partnership, "intervention", say("Add a partner")),)
    narrowings = (by_code("status"), by_row("sector", Sector, _top), by_code("modality"))
    column_list = ("title", "organization", "sector", "status", "starts_on", "ends_on")
    column_sortable_list = ("title", "status", "starts_on", "ends_on")
    column_export_list = (
        "record_id", "title_ar", "title_en", "organization", "sector", "status", "modality", "starts_on", "ends_on",
    )  # fmt: skip
    details_template = "panel/intervention.html"
    create_template = edit_template = "panel/intervention_form.html"
    site_columns = ("number", "area", "population_group", "targeted", "reached", "archived_at")

    def export_kinds(self) -> tuple[str, ...]:
        # A 5W sheet holds sites; it is offered where its own filters say all that the list's choices say.
        chosen = self.chosen()
        is_sayable = chosen["archived"] == "without" and not (chosen["modality"] or request.args.get("search"))
        return (*self.export_types, "5w") if is_sayable else self.export_types

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        """The list as a file, or the sites of what is listed as a 5W workbook."""
        if export_type != "5w" or "5w" not in self.export_kinds():
            return super().export(export_type)
        chosen = self.chosen()
        sector = changes.find(viewer(), Sector, chosen["sector"]).code if chosen["sector"] else None
        book = io.BytesIO()
        write_xlsx(viewer(), Filters(sector=sector, status=tuple(filter(None, [chosen["status"]]))), book)
        return download(book.getvalue(), "xlsx", "5w")

    def sites(self, row: Any) -> Sight:
        """The sites of an intervention, archived ones last."""
        query: Any = visible(Site, viewer()).where(Site.intervention == row.id)
        return sight(list(query.order_by(Site.archived_at.is_null(False), *Site.order())), self.site_columns, viewer())

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
        row = example(self.model)
        return self._create_form_class(get_form_data(), entering.copied(viewer(), row) if row else None)

    def edit_form(self, obj: Any = None) -> Any:
        held, first = entering.held(viewer(), obj), copies.next_site_number(obj.id)
        return self._edit_form_class(get_form_data(), held, first, whole(request.args.get("from")))

    def validate_form(self, form: Any) -> bool:
        """Whether to save: not where a row's button sent the form, which comes back with the row changed."""
        if (deed := deed_of(request.form)) is None:
            return bool(super().validate_form(form))
        name, what, place = deed
        if name in ("partners", "sites"):
            getattr(form, name).do(what, place)
        return False

    def create_model(self, form: Any) -> Any:
        row = Intervention()
        return row if self._keep(form, row) else False

    def update_model(self, form: Any, model: Any) -> bool:
        return self._keep(form, model)

    def _keep(self, form: Any, row: Intervention) -> bool:
        try:
            entry = form.entry(row)
            entering.save(viewer(), entry)
        except Refused as refusal:
            form.show(refusal)
            return False
        for message in messages(warned(viewer(), entry, 3)):
            flash(message, "warning")
        return True

    def overlaps(self, form: Any, row: Intervention | None) -> Warned:
        """What the form, as it is filled now, would do twice; shown without scripts where it comes back."""
        entry = form.entry(row or Intervention())
        entry.sites += form.others()
        return warned(viewer(), entry)

    @expose("/overlaps/", methods=("POST",))
    def overlaps_view(self) -> Any:
        """The same, asked while the form is being filled. Nothing is written."""
        if not (self.may("CREATE") or self.may("CHANGE")):
            abort(403)
        given = request.args.get("id")
        row = None if given is None else self.get_one(given)
        form = self.create_form() if row is None else self.edit_form(row)
        return self.render("panel/overlaps.html", found=self.overlaps(form, row))
