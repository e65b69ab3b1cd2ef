"""What a person decided about two organisations that are likely twins: they are not the same."""

from collections.abc import Iterator

from peewee import Check, DateTimeField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.account import Account
from tansiq.models.organization import Organization
from tansiq.models.record import Record, now
from tansiq.models.record_type import RecordType, register


class TwinDecision(Record):
    """Two organisations (lower id first) of which a person said that they are not the same. While it stands nobody is
    warned of the pair; archived it is taken back."""

    first = ForeignKeyField(Organization, backref="+", on_delete="CASCADE", index=False)
    second = ForeignKeyField(Organization, backref="+", on_delete="CASCADE")
    note = TextField(default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    decided_at = DateTimeField(default=now)

    first_id: int
    second_id: int
    account_id: int | None

    derived = frozenset({"account", "decided_at"})

    class Meta:
        constraints = [Check("first_id < second_id")]
        indexes = ((("first", "second"), True),)

    def faults(self) -> Iterator[Fault]:
        if self.first_id == self.second_id:
            yield Fault("SAME_ORGANIZATION", "second", say("Choose two organisations: these are one and the same."))


register(
    RecordType(
        model=TwinDecision,
        one=say("Decision about likely twins"),
        many=say("Decisions on likely twins"),
        rule="officers",
        writers="officers",
        position=96,
        has_pages=False,
        called_by=("first", "second"),
        labels={"first": say("One organisation"), "second": say("The other organisation"), "note": say("Note")},
    )
)
