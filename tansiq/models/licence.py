"""Licences: each issue and each renewal of the permission by which an organisation works."""

from collections.abc import Iterable, Iterator
from datetime import date

from peewee import CharField, Check, DateField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import fold, fold_tight
from tansiq.language.words import N_, say
from tansiq.models.extra import ExtraField
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register


class Licence(Record):
    """One issue or renewal. Without a last day it holds until it is taken back."""

    organization = ForeignKeyField(Organization, backref="licences", on_delete="RESTRICT")
    number = CharField(max_length=60)
    authority = CharField(max_length=200, help_text=N_("Who issued it, such as the office of social affairs"))
    issued_on = DateField()
    expires_on = DateField(null=True, help_text=N_("Empty: it has no last day"))
    remarks = TextField(default="")
    number_key = CharField(max_length=60, default="")
    authority_key = CharField(max_length=200, default="")
    extra = ExtraField()

    organization_id: int

    derived = frozenset({"number_key", "authority_key"})

    class Meta:
        constraints = [Check("expires_on >= issued_on")]
        indexes = (
            (("number_key", "authority_key", "issued_on"), True),
            (("expires_on", "id"), False),
        )

    def complete(self) -> None:
        self.number_key, self.authority_key = fold_tight(self.number), fold(self.authority)

    def faults(self) -> Iterator[Fault]:
        if self.expires_on and self.issued_on and self.expires_on < self.issued_on:
            yield Fault("DATES_REVERSED", "expires_on", say("A licence does not expire before it is issued."))

    def fault_of_taken_value(self) -> Fault:
        text = say("A licence with this number, authority and day of issue is in the register already.")
        return Fault("LICENCE_KNOWN", "number", text)


def longest_lasting(licences: Iterable[Licence]) -> Licence | None:
    """The licence that holds longest; of two alike the one issued last. None where there is none."""
    found = [licence for licence in licences if licence.archived_at is None]
    return max(found, key=lambda one: (one.expires_on or date.max, one.issued_on, one.id or 0), default=None)


register(
    RecordType(
        model=Licence,
        one=say("Licence"),
        many=say("Licences"),
        rule="licence",
        writers="officers",
        proposers=ENTERED,
        position=31,
        parent="organization",
        follows_parent=True,
        belongs_to="organization",
        # Set apart, so that 19-A-44 keeps its order within Arabic words.
        name=lambda row: say("Licence %(number)s", number=f"\u2068{row.number}\u2069"),
        labels={"name": say("Licence")},
    )
)
