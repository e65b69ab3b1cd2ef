"""What a person decided about two interventions that overlap."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import say
from tansiq.models.account import Account
from tansiq.models.intervention import Intervention
from tansiq.models.record import Record, now
from tansiq.models.record_type import RecordType, register


class OverlapDecision(Record):
    """One decision on one pair (lower id first), valid while both have the facts it was made on
    (tansiq.duplication.decided_facts). The versions tell how often each had changed by then."""

    first = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE", index=False)
    second = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
    decision = CharField(max_length=15, constraints=[Check(DECISIONS.check("decision"))])
    first_version = IntegerField()
    second_version = IntegerField()
    note = TextField(default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    decided_at = DateTimeField(default=now)
    first_facts = TextField(null=True)
    second_facts = TextField(null=True)

    first_id: int
    second_id: int
    account_id: int | None

    # The versions are told in the history: deciding the same again after a change is a new decision. The facts are kept
    # there and shown to nobody, so that a decision that is brought back stands for what it stood for.
    derived = frozenset({"account", "decided_at"})

    class Meta:
        constraints = [Check("first_id < second_id")]
        indexes = ((("first", "second"), True),)


register(
    RecordType(
        model=OverlapDecision,
        one=say("Decision about an overlap"),
        many=say("Decisions on overlaps"),
        rule="decisions",
        writers="officers",
        position=95,
        has_pages=False,
        called_by=("first", "second"),
        secret=frozenset({"first_facts", "second_facts"}),
        labels={
            "first": say("One intervention"),
            "second": say("The other intervention"),
            "decision": say("Decision"),
            "note": say("Note"),
            "first_version": say("Changes of the one until then"),
            "second_version": say("Changes of the other until then"),
        },
    )
)
