"""Merging, dividing and ending administrative units: what becomes of what is below is told first, and asked.

list, rows ticked --> /merge/?row=..&row=..    page of a unit --> /split/?id=..  /end/?id=..
sent -> tansiq.units -> one batch, offered to be taken back
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import abort, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data
from wtforms import SelectField
from wtforms.validators import InputRequired

from admin.current_viewer import viewer
from admin.panel.forms import GuardedForm, form_field, show_fault
from admin.panel.inputs import DayField
from admin.panel.lookups import Lookup, ReferenceField
from admin.panel.undo_offers import flash_with_button
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import N_, Sentence, gettext, say
from tansiq.models import Batch, Unit
from tansiq.policy.visibility import may
from tansiq.units.ending import all_below, end
from tansiq.units.merging import merge
from tansiq.units.moving import units_below
from tansiq.units.splitting import Piece, split

MOST_MERGED = 50
MOST_PIECES = 9
_OF_NEW = ("unit_kind", "name_ar", "name_en", "code", "area", "parent")
_OF_PIECE = ("name_ar", "name_en", "code", "area")
_PARENT = Lookup("parent", Unit)
_LOOKUPS = {"parent": _PARENT, "area": Lookup("area", Unit._meta.fields["area"].rel_model)}


class UnitDeedsMixin:
    """The pages of the deeds that change several units at once."""

    get_url: Any
    get_one: Any
    render: Any

    def may_reorganize(self, row: Unit) -> bool:
        """Whether the viewer merges, divides and ends a unit: that is never proposed."""
        return row.archived_at is None and may(viewer(), "CHANGE", row)

    @expose("/merge/", methods=("GET", "POST"))
    def merge_view(self) -> Any:
        """Units become one on a day: a new one, or one that takes the others in."""
        rows = self._chosen_units()
        form = _merge_form()(get_form_data(), data=_of_both(rows))
        values = {"rows": rows, "form": form, "versions": [f"{row.id}:{row.version}" for row in rows]}
        if not self._is_sent(form):
            return self.render("panel/unit_merge.html", **values)
        into = _filled(form, _OF_NEW) if form.into.data is None else self.get_one(form.into.data)
        batch = _done(form, lambda: merge(viewer(), _as_read(rows), into, form.day.data))
        if batch is None:
            return self.render("panel/unit_merge.html", **values)
        return self._told(batch, gettext("Merged into “%(unit)s”.", unit=name_of(into)), into)

    @expose("/split/", methods=("GET", "POST"))
    def split_view(self) -> Any:
        """A unit is divided into new ones on a day; of each unit below it is asked where it goes."""
        [row] = self._reorganized([request.values.get("id")])
        count = min(max(whole(request.values.get("count")) or 2, 2), MOST_PIECES)
        below = units_below(row, date.min)
        data = {f"area_{number}": row.area_id for number in range(1, count + 1)}
        form = _split_form(count, below)(get_form_data(), data=data)
        values = {"row": row, "form": form, "count": count, "below": below, "most": MOST_PIECES, "fields": _OF_PIECE}
        if not self._is_sent(form):
            return self.render("panel/unit_split.html", **values)
        pieces = _pieces(row, form, count, below)
        batch = _done(form, lambda: split(viewer(), _as_read([row])[0], pieces, form.day.data), pieces)
        if batch is None:
            return self.render("panel/unit_split.html", **values)
        return self._told(batch, gettext("“%(unit)s” was divided.", unit=name_of(row)), row)

    @expose("/end/", methods=("GET", "POST"))
    def end_view(self) -> Any:
        """A unit ends on a day; what is below it ends too, or moves."""
        [row] = self._reorganized([request.values.get("id")])
        form = _end_form()(get_form_data())
        values = {"row": row, "form": form, "below": all_below(row, date.min)}
        if not self._is_sent(form):
            return self.render("panel/unit_end.html", **values)
        under = None if form.under.data is None else self.get_one(form.under.data)
        batch = _done(form, lambda: end(viewer(), _as_read([row])[0], form.day.data, under))
        if batch is None:
            return self.render("panel/unit_end.html", **values)
        return self._told(batch, gettext("“%(unit)s” was ended.", unit=name_of(row)), row)

    def _is_sent(self, form: Any) -> bool:
        return request.method == "POST" and bool(form.validate())

    def _chosen_units(self) -> list[Unit]:
        """The units that were ticked or sent."""
        return self._reorganized(request.values.getlist("row")[:MOST_MERGED] or [None])

    def _reorganized(self, given: Sequence[Any]) -> list[Unit]:
        """The visible units with these ids, each of which the viewer may change; else 404 or 403."""
        rows = [self.get_one(one) for one in dict.fromkeys(given)]
        if not all(self.may_reorganize(row) for row in rows):
            abort(403)
        return rows

    def _told(self, batch: Batch, text: str, row: Unit) -> Any:
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=batch.id)
        return redirect(self.get_url(".details_view", id=row.id))


def _done(form: Any, deed: Callable[[], Batch], pieces: Sequence[Piece] = ()) -> Batch | None:
    """The batch of a deed; None where it is refused, which is told in the form: of the first new unit that was not
    saved any more at the fields of that one."""
    try:
        return deed()
    except Refused as refusal:
        at = next((number for number, piece in enumerate(pieces, 1) if not piece.unit.__data__.get("id")), None)
        for fault in refusal.faults:
            own = f"{fault.field}_{at}"
            show_fault(form, own if own in form else fault.field, fault)
    return None


def _as_read(rows: Sequence[Unit]) -> list[Unit]:
    """The units with the versions at which the page that was sent showed them."""
    seen = dict(one.split(":", 1) for one in request.form.getlist("version") if ":" in one)
    for row in rows:
        row.version = whole(seen.get(str(row.id))) or 0
    return list(rows)


def _day_field(label: Sentence, hint: str) -> Any:
    return DayField(label, validators=[InputRequired()], description=hint)


def _merge_form() -> type[GuardedForm]:
    members: dict[str, Any] = {
        "day": _day_field(say("On which day"), N_("The first day of the new one; the others end on the day before.")),
        "into": ReferenceField(say("Unit that takes the others in"), _PARENT),
    }
    members |= {name: form_field(Unit._meta.fields[name], _LOOKUPS, is_optional=True) for name in _OF_NEW}
    return type("MergeForm", (GuardedForm,), members)


def _end_form() -> type[GuardedForm]:
    members = {
        "day": _day_field(say("Its last day"), N_("On the day after it is no unit any more.")),
        "under": ReferenceField(say("Unit under which they move"), _PARENT),
    }
    return type("EndForm", (GuardedForm,), members)


def _split_form(count: int, below: Sequence[Unit]) -> type[GuardedForm]:
    members: dict[str, Any] = {
        "day": _day_field(say("On which day"), N_("The first day of the new ones; this one ends on the day before.")),
    }
    for number in range(1, count + 1):
        members |= {
            f"{name}_{number}": form_field(Unit._meta.fields[name], _LOOKUPS, is_optional=True) for name in _OF_PIECE
        }
    for child in below:
        members[f"child_{child.id}"] = SelectField(name_of(child), choices=lambda: _numbers(count), coerce=str)
    return type("SplitForm", (GuardedForm,), members)


def _numbers(count: int) -> list[tuple[str, str]]:
    return [(str(number), gettext("New unit %(number)s", number=number)) for number in range(1, count + 1)]


def _filled(form: Any, names: Sequence[str], ending: str = "", **values: Any) -> Unit:
    """A new unit as the form says."""
    return Unit(**values, **{name: form[f"{name}{ending}"].data for name in names})


def _pieces(row: Unit, form: Any, count: int, below: Sequence[Unit]) -> list[Piece]:
    own = {"unit_kind": row.unit_kind, "parent": row.parent_id, "is_published": row.is_published}
    return [
        Piece(
            _filled(form, _OF_PIECE, f"_{number}", **own),
            [child.id for child in below if form[f"child_{child.id}"].data == str(number)],
        )
        for number in range(1, count + 1)
    ]


def _of_both(rows: Sequence[Unit]) -> dict[str, Any]:
    """What the units to be merged have in common, to begin the new one with."""
    held = {name: {row.__data__[name] for row in rows} for name in ("unit_kind", "area", "parent")}
    return {name: next(iter(values)) for name, values in held.items() if len(values) == 1}
