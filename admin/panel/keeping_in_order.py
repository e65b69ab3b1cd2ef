"""Own fields by which a long list is not narrowed or ordered, because nothing keeps them in order: told where somebody
asks for one, with a button that has it kept in order.

?sort=extra.12  ->  "... is not kept in order", [Keep “Depth” in order]  --POST-->  the definition, saved or proposed
"""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.list_state import ListState, list_state, own_name
from admin.panel.own_columns import slow_fields
from admin.panel.save_or_propose import may_act, save_or_propose
from admin.panel.wrong_texts import flash_wrong
from admin.words.formatting import number_text
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition
from tansiq.models.extra import extra_name
from tansiq.models.field_definition import INDEXABLE
from tansiq.platform import background
from tansiq.policy.visibility import may
from tansiq.records import changes
from tansiq.records.own_lists import LONG


@dataclass(frozen=True)
class SlowField:
    """A field that was asked for and does not narrow or order the list: what is said of it, and the words of the button
    that has it kept in order; "" where the reader has no such button."""

    name: str
    said: str
    button: str = ""


class KeepingInOrderMixin:
    """Of a list: what it tells of fields that are not kept in order, and the deed that has one kept so."""

    holder: Any
    get_url: Any

    @property
    def slow_names(self) -> dict[str, str]:
        """By name: what fields are called that this list is too long for."""
        return {extra_name(one.number): pick(one, "label") for one in slow_fields(self.holder)}

    def slow_asked(self, state: ListState) -> list[SlowField]:
        """The fields that a state of this long list asks for and leaves out."""
        slow = {extra_name(one.number): one for one in slow_fields(self.holder)}
        return [_slow(slow[name]) for name in state.left_out]

    def all_asked(self, state: ListState) -> dict[str, str]:
        """The parts of the address of the list as it is, and of what it was asked for and is left out."""
        slow = self.slow_names
        left_out = {name: text for name, text in request.args.items() if own_name(name) in slow or text in slow}
        return {**state.parameters(), **left_out}

    @expose("/keep-in-order/", methods=("POST",))
    def keep_in_order_view(self) -> Any:
        """Have a field kept in order, or propose that."""
        asked = self.all_asked(list_state(self))
        name = request.form.get("field", "")
        slow = {extra_name(one.number): one for one in slow_fields(self.holder)}
        if name not in slow or not _may_ask(slow[name]):
            abort(404)
        row = changes.find(viewer(), FieldDefinition, slow[name].number)
        row.is_indexed = True
        try:
            save_or_propose(lambda acting: changes.save(acting, row))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            background.hurry("own_indexes")
            flash(_building(row), "success")
        return redirect(self.get_url(".index_view", **asked))


def _slow(one: FieldDefinition) -> SlowField:
    name, label = extra_name(one.number), pick(one, "label")
    if one.is_indexed:
        return SlowField(name, _building(one))
    said = gettext(
        "There are more than %(most)s of these records. Such a list is narrowed and ordered by what is kept in order "
        "alone, and “%(name)s” is not: the list is shown without it.",
        most=number_text(LONG),
        name=label,
    )
    if one.value_type not in INDEXABLE:
        return SlowField(name, said)
    if not _may_ask(one):
        advice = gettext("Ask the ministry to have it kept in order.")
        return SlowField(name, f"{said} {advice}")
    if may(viewer(), "CHANGE", one):
        return SlowField(name, said, gettext("Keep “%(name)s” in order", name=label))
    return SlowField(name, said, gettext("Propose to keep “%(name)s” in order", name=label))


def _may_ask(one: FieldDefinition) -> bool:
    return not one.is_indexed and one.value_type in INDEXABLE and may_act("CHANGE", one)


def _building(one: FieldDefinition) -> str:
    return gettext(
        "“%(name)s” is being put in order, which takes some minutes in a long list. Until then the list is shown "
        "without it.",
        name=pick(one, "label"),
    )
