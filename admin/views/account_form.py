"""The form of a person: who they are, their roles, and the areas and organisations that these are limited to.

Account + Rights  --shown by-->  AccountForm  --rights()-->  people.save_person  --Refused-->  show()
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from wtforms import SelectMultipleField

from admin.panel.form_rows import FormRows
from admin.panel.forms import GuardedForm, RowForm, fill, initial_values, whole_or_zero
from admin.views.intervention_form import FormFault
from admin.words.labels import label
from tansiq.accounts.people import Rights
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import ROLES, Word
from tansiq.language.words import gettext
from tansiq.models import Account
from tansiq.policy.viewer import Ids

FIELDS = ("name", "email", "language")
LIMITS = {"areas": "area", "organizations": "organization"}
"""By name of the rows: the field that each of them holds."""

ANCHORS = ("roles", *LIMITS)
"""The parts of the form that are no single field, by the id of their frame."""


class AccountForm(GuardedForm):
    """`kinds` are the classes of the rows by name: "areas", "organizations"."""

    kinds: ClassVar[dict[str, type[RowForm]]]
    roles = SelectMultipleField(label("roles"), choices=ROLES.choices, validate_choice=False)

    def __init__(self, formdata: Any = None, account: Account | None = None, rights: Rights | None = None) -> None:
        """Show an account with its rights, or what was sent in their place."""
        self.account, held = account, rights or Rights()
        super().__init__(formdata, data={**initial_values(account or Account()), "roles": sorted(held.roles)})
        self.areas = FormRows("areas", self.kinds["areas"], lambda n: gettext("Area %(number)s", number=n))
        self.organizations = FormRows(
            "organizations", self.kinds["organizations"], lambda n: gettext("Organisation %(number)s", number=n)
        )
        self.wrong: list[tuple[str, str]] = []
        for name, ids in (("areas", held.area_ids), ("organizations", held.organization_ids)):
            if formdata:
                self._rows(name).read(formdata, {})
            else:
                self._rows(name).show([{LIMITS[name]: row_id} for row_id in sorted(ids)])

    @property
    def offered_roles(self) -> list[tuple[Word, bool]]:
        """Each role, and whether it is ticked."""
        return [(word, word.code in (self.roles.data or ())) for word in ROLES]

    def rows(self) -> Iterator[tuple[str, RowForm]]:
        """(title, form) of each area and organisation."""
        for name in LIMITS:
            rows = self._rows(name)
            yield from ((rows.title(number), form) for number, form in enumerate(rows.forms, 1))

    def validate(self, extra_validators: Any = None) -> bool:
        return all([super().validate(extra_validators), *(form.validate() for _title, form in self.rows())])

    @property
    def errors(self) -> dict[Any, Any]:
        """Whatever is wrong anywhere in the form."""
        rows = {title: form.errors for title, form in self.rows() if form.errors}
        return {**super().errors, **rows, **({"": self.wrong} if self.wrong else {})}

    def wrongs(self) -> Iterator[FormFault]:
        """What is wrong with the roles and what they are limited to, in the order of the page."""
        yield from (FormFault(anchor, str(label(anchor)), text) for anchor, text in self.wrong)
        for title, form in self.rows():
            for field in form:
                yield from (FormFault(field.id, title, text) for text in field.errors)

    def wrongs_of(self, anchor: str) -> list[str]:
        """What is wrong with the roles, the areas or the organisations as a whole."""
        return [text for name, text in self.wrong if name == anchor]

    def fill(self, account: Account) -> Rights:
        """Write the declared fields to the account, and give the rights that the form holds."""
        fill(account, self, FIELDS)
        account.version = whole_or_zero(self.version.data) or 1
        return Rights(frozenset(self.roles.data or ()), self._ids("areas"), self._ids("organizations"))

    def show(self, refusal: Refused) -> None:
        """Put each fault beside its field or part, or on top."""
        for fault in refusal.faults:
            if fault.field in ANCHORS:
                self.wrong.append((fault.field, str(fault)))
            else:
                place = self[fault.field].errors if fault.field in self else self.form_errors
                place.append(str(fault))

    def show_further(self, faults: Iterable[Fault]) -> None:
        """Put what is wrong beside what could not be read: a field, or a list of areas or organisations, that is told
        of already has no value to be judged by."""
        told = {name for name in FIELDS if self[name].errors}
        told |= {name for name in LIMITS if any(form.errors for form in self._rows(name).forms)}
        self.show(Refused(*(fault for fault in faults if fault.field not in told)))

    def _rows(self, name: str) -> FormRows:
        rows: FormRows = getattr(self, name)
        return rows

    def _ids(self, name: str) -> Ids:
        found = (form[LIMITS[name]].data for form in self._rows(name).forms if not form.is_removed)
        return frozenset(row_id for row_id in found if row_id)
