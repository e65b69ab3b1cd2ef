"""Licences: each issue and each renewal of the permission by which an organisation works."""

from collections.abc import Iterator

from peewee import CharField, Check, DateField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import fold, fold_tight
from tansiq.language.words import N_, say
from tansiq.models.organization import Organization
from tansiq.models.record import Record


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
        required = say("This field is required.")
        for name in ("number", "authority"):
            if not (getattr(self, name) or "").strip():
                yield Fault("MISSING", name, required)
        issued, expires = self.__data__.get("issued_on"), self.__data__.get("expires_on")
        if issued is None:
            yield Fault("MISSING", "issued_on", required)
        elif expires is not None and expires < issued:
            yield Fault("DATES_REVERSED", "expires_on", say("A licence does not expire before it is issued."))
        elif self.is_entered_already():
            text = say("A licence with this number, authority and day of issue is in the register already.")
            yield Fault("LICENCE_KNOWN", "number", text)

    def is_entered_already(self) -> bool:
        """Whether another row, archived ones included, is the same issue."""
        other = Licence.select().where(
            Licence.number_key == fold_tight(self.number),
            Licence.authority_key == fold(self.authority),
            Licence.issued_on == self.issued_on,
        )
        return (other if self.id is None else other.where(Licence.id != self.id)).exists()
