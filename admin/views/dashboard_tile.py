"""Tiles of dashboards: first which records, then what of them is shown."""

from collections.abc import Mapping
from typing import Any

from flask import abort, request
from flask_admin import expose
from wtforms import SelectField
from wtforms.validators import Optional

from admin.current_viewer import viewer
from admin.dashboards.groupings import (
    Choices,
    day_choices,
    form_groupings,
    form_of,
    grouping_choices,
    item_choices,
    measured_choices,
)
from admin.panel.all_faults import show_all_faults
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, holder_at, holder_name
from admin.views.dashboard import drawn
from admin.views.of_owner import OwnedRecordView
from admin.words.labels import label
from tansiq.language.words import gettext, say
from tansiq.models import DashboardTile, Record, TypeDefinition
from tansiq.models.dashboard_tile import OF_CASES
from tansiq.models.definitions import ENTRY, Holder, known
from tansiq.summaries import Subject, all_subjects, subject_of

CHOSEN = ("measured", "first_group", "second_group", "day")
"""Fields that are chosen from what the records have."""
NOT_SHOWN = frozenset({"name_ar", "name_en", "position"})
"""Fields on which what a tile shows does not rest."""
NOT_OF_FORMS = ("measure", "second_group", "span", "day", "filters")
"""Fields that say nothing of figures of a form: each item says how it is put together."""
NOT_OF_CASES = ("tile_kind", "measure", *CHOSEN, "filters")
"""Fields that say nothing of figures of cases."""
CASES: Holder = (OF_CASES, None)


class DashboardTileView(OwnedRecordView):
    """One tile; its dashboard shows it."""

    icon = "dashboard"
    new_title = say("Add a tile")
    empty = say("No tile yet.")
    groups = (
        FieldGroup(say("What it is called"), ("name_ar", "name_en")),
        FieldGroup(say("What it shows"), ("tile_kind", "measure", "measured", "first_group", "second_group")),
        FieldGroup(say("Of which records"), ("area", "span", "day", "filters")),
        FieldGroup(say("Where it stands"), ("position",)),
    )
    facts = ("dashboard", "record_table", "record_type", "created_at", "changed_at")
    column_list = ("name", "tile_kind", "record_table", "record_type", "measure", "first_group")
    column_sortable_list = ("tile_kind", "record_table", "measure")
    columns_at_owner = column_list
    create_template = edit_template = "panel/tile_form.html"

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        owner = self.owner_at(request.args.get(self.key))
        if {"of", "copy", "proposal"}.isdisjoint(request.args):
            forms = [(ENTRY, int(form.id)) for form in known().forms_in_use()]
            told: list[Holder] = [holder for holder in forms if form_of(holder) is not None]
            offered = [*(one.holder for one in all_subjects(viewer())), *told, CASES]
            kinds = [(address_of(one), holder_name(one)) for one in offered]
            given = {self.key: owner.id}
            return self.render("panel/choose_records.html", kinds=kinds, title=self.new_title, given=given)
        if self._holder() != CASES and self._subject() is None and form_of(self._holder()) is None:
            abort(404)
        return super().create_view()

    def new_row(self) -> Record:
        row: Any = super().new_row()
        row.record_table, row.record_type = self._holder() or abort(404)
        if self._holder() == CASES:
            row.tile_kind = "CASES"
        return row  # type: ignore[no-any-return]

    def first_values(self) -> dict[str, Any]:
        last = DashboardTile.select(DashboardTile.position).order_by(DashboardTile.position.desc())
        place = last.where(DashboardTile.dashboard == request.args.get(self.key)).scalar()
        return {"tile_kind": "CHART", "measure": "COUNT", "span": "ALL", "position": 0 if place is None else place + 1}

    def create_form(self, obj: Any = None) -> Any:
        return _offered(super().create_form(obj), self._holder())

    def edit_form(self, obj: Any = None) -> Any:
        return _offered(super().edit_form(obj), (obj.record_table, obj.record_type_id))

    def scaffold_form(self) -> Any:
        members = {
            name: SelectField(
                label(name, "dashboard_tile"), coerce=_or_none, default="", choices=[], validators=[Optional()]
            )
            for name in CHOSEN
        }
        # What the tile in the form shows, where that was asked for.
        return type("TileForm", (super().scaffold_form(),), {**members, "preview": None})

    def _save(self, row: Any, form: Any) -> bool:
        if "_preview" in request.form:
            self._show_preview(row, form)
            return False
        return bool(super()._save(row, form))

    def _show_preview(self, row: Any, form: Any) -> None:
        """Let the form tell what is wrong with its tile, and draw it if nothing but its name is."""
        self.fill_row(row, form)
        show_all_faults(form, row, DashboardTile.get_by_id(row.id).values() if row.id else {})
        wrong = {field.short_name for field in form if field.errors}
        if wrong <= NOT_SHOWN and not form.form_errors:
            row.complete()
            form.preview = drawn(row, is_stored=False)

    def _holder(self) -> Holder | None:
        if copied := request.args.get("copy"):
            row = self.get_one(copied)
            return row.record_table, row.record_type_id
        given = request.args.get("of", "")
        return CASES if given == OF_CASES else holder_at(given)

    def _subject(self) -> Subject | None:
        holder = self._holder()
        return None if holder is None else subject_of(viewer(), holder)


def _or_none(value: Any) -> str:
    """What was chosen; a form that does not say it chose none."""
    return "" if value is None else str(value)


def _offered(form: Any, holder: Holder | None) -> Any:
    """The form with what the records have to choose from; what a tile names and is no longer there is seen."""
    if holder == CASES:
        for name in NOT_OF_CASES:
            del form[name]
        return form
    form.tile_kind.choices = [one for one in form.tile_kind.choices if one[0] != "CASES"]
    subject = None if holder is None else subject_of(viewer(), holder)
    if (asked_form := form_of(holder)) is not None:
        return _offered_of_form(form, asked_form)
    groups = [] if subject is None else grouping_choices(subject)
    offered = {
        "measured": [] if subject is None else measured_choices(subject),
        "first_group": groups,
        "second_group": groups,
        "day": [] if subject is None else day_choices(subject),
    }
    return _chosen_from(form, offered)


def _offered_of_form(form: Any, asked: TypeDefinition) -> Any:
    """The same for a tile that tells figures of a form."""
    for name in NOT_OF_FORMS:
        del form[name]
    form.tile_kind.choices = [one for one in form.tile_kind.choices if one[0] != "LIST"]
    return _chosen_from(form, {"measured": item_choices(asked), "first_group": form_groupings()})


def _chosen_from(form: Any, offered: Mapping[str, Choices]) -> Any:
    for name, choices in offered.items():
        kept = form[name].data
        gone = [(kept, gettext("no longer there"))] if kept and kept not in dict(choices) else []
        form[name].choices = [("", gettext("none")), *choices, *gone]
    return form
