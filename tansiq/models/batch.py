"""Changes made together that can be taken back together: a bulk action, an import, or the taking back of one."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField

from tansiq.language.vocabulary import BATCH_KINDS
from tansiq.models.account import Account
from tansiq.models.history import HistoryEntry
from tansiq.models.record import Table, now


class Batch(Table):
    """One deed of one person over many rows. `undoes` names the batch that this one took back; `deed` is a code where
    how it is taken back hangs on what it was (tansiq.records.undoing)."""

    kind = CharField(max_length=10, constraints=[Check(BATCH_KINDS.check("kind"))])
    title = CharField(max_length=300, default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    at = DateTimeField(default=now)
    undone_at = DateTimeField(null=True)
    undoes = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    deed = CharField(max_length=12, null=True)

    account_id: int | None
    undoes_id: int | None


class BatchEntry(Table):
    """One entry of the history that belongs to a batch."""

    batch = ForeignKeyField(Batch, backref="+", on_delete="RESTRICT")
    entry = ForeignKeyField(HistoryEntry, backref="+", on_delete="RESTRICT", unique=True)

    batch_id: int
    entry_id: int
