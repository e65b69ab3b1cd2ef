"""Documents behind demands: letters, minutes, pictures of what is asked for. Their files lie beside the database."""

from collections.abc import Iterator

from peewee import CharField, Check, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.demand import Demand
from tansiq.models.extra import ExtraField
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class DemandDocument(Record):
    """One file. `size` is bytes; `stored` is the random name under which it is kept, which nobody sees."""

    demand = ForeignKeyField(Demand, backref="documents", on_delete="RESTRICT")
    title = CharField(max_length=300)
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField(constraints=[Check("size > 0")])
    sha256 = CharField(max_length=64)
    stored = CharField(max_length=64, unique=True)
    extra = ExtraField()

    demand_id: int

    derived = carried = frozenset({"media_type", "size", "sha256", "stored"})

    def faults(self) -> Iterator[Fault]:
        if not self.stored:
            yield Fault("MISSING", "file", say("Choose a file first."))


register(
    RecordType(
        model=DemandDocument,
        one=say("Document of a demand"),
        many=say("Documents of demands"),
        rule="evidence",
        writers="officers",
        # Portals have no way to send a file.
        proposers=frozenset({"people"}),
        position=43,
        parent="demand",
        follows_parent=True,
        name=lambda row: row.title,
        labels={"demand": say("Demand")},
        secret=frozenset({"stored"}),
    )
)
