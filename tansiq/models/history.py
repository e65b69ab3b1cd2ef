"""What happened to the rows: the history, appended to and never changed, and the stamps of each table."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.language.vocabulary import ACTS, FACES
from tansiq.models.account import Account
from tansiq.models.record import Table, now

LONGEST_REASON = 500


class HistoryEntry(Table):
    """Who did what to which row, when and through which face; `changes` is JSON {field: [old, new]}, `reason` why it
    was done although a rule warned of it."""

    record_type = CharField(max_length=40)
    record_id = IntegerField()
    record_version = IntegerField()
    at = DateTimeField(default=now, index=True)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    face = CharField(max_length=10, constraints=[Check(FACES.check("face"))])
    act = CharField(max_length=10, constraints=[Check(ACTS.check("act"))])
    changes = TextField(default="{}")
    reason = CharField(max_length=LONGEST_REASON, null=True)

    account_id: int | None

    class Meta:
        indexes = ((("record_type", "record_id", "id"), False),)


class DataVersion(Table):
    """A number per table that grows with every change to it: caches and ETags are stamped with it."""

    name = CharField(max_length=40, unique=True)
    number = IntegerField(default=0)


class DataChange(Table):
    """What one step of a stamp changed, for copies that are kept in step: `rows` is JSON {table: [ids]}, the rows from
    whose change it follows, or empty where that may be any. `mark` differs in whatever two databases count alike."""

    name = CharField(max_length=40)
    number = IntegerField()
    mark = CharField(max_length=16)
    rows = TextField(null=True)

    class Meta:
        indexes = ((("name", "number"), True),)
