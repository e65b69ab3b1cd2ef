"""The people of a unit: chosen among accounts that the viewer sees, or named by the address they sign in under."""

from dataclasses import replace
from typing import Any

from admin.current_viewer import viewer
from admin.panel.forms import GuardedForm, show_faults
from admin.panel.lookups import Lookup, ReferenceField
from admin.panel.parts_page import EditableParts, demand_unchanged
from admin.words.formatting import DisplayRows
from tansiq.accounts.named import account_at
from tansiq.faults import Refused
from tansiq.language.words import N_, say
from tansiq.models.account import is_mail_address
from tansiq.units.people import named_people

_HINT = N_("Type the e-mail address under which the person signs in, exactly.")
_FIELD = "account"


class PersonLookup(Lookup):
    """Accounts. An address that is typed is taken as it stands: whose it is, is asked when all else is right."""

    def called(self, text: str) -> list[tuple[Any, str]]:
        return [(text, text)] if is_mail_address(text) else super().called(text)


class PeopleParts(EditableParts):
    """People of a unit, on the page on which they are struck out and added."""

    def display_rows(self, row: Any) -> DisplayRows:
        display = super().display_rows(row)
        named = {account.id: account for account in named_people(viewer(), row)}
        shown = {**named, **display.parents.get(_FIELD, {})}
        return replace(display, parents={**display.parents, _FIELD: shown})

    def form(self, lookups: dict[str, Lookup]) -> type[GuardedForm]:
        base = super().form(lookups)
        field = ReferenceField(say("Person"), lookups[self.key(_FIELD)], description=_HINT)
        return type(base.__name__, (base,), {_FIELD: field})

    def save(self, row: Any, form: Any, struck_out: set[str]) -> bool:
        typed = form[_FIELD].data
        if isinstance(typed, str):
            try:
                self._find(row, form, typed)
            except Refused as refusal:
                show_faults(form, refusal)
                return False
        is_saved = super().save(row, form, struck_out)
        if not is_saved:
            # The form is shown again: it tells no number of somebody whom the viewer does not see.
            form[_FIELD].data = typed
        return is_saved

    def _find(self, row: Any, form: Any, typed: str) -> None:
        """Put the number of whoever signs in under the typed address in its place. Raises Refused."""
        if missing := self.faults(form):
            raise Refused(*missing)
        demand_unchanged(row, form)
        form[_FIELD].data = account_at(viewer(), row, typed, _FIELD)
