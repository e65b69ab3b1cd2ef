"""Documents behind demands: letters, minutes, pictures of what is asked for. Their files lie beside the database."""

from peewee import ForeignKeyField

from tansiq.language.words import say
from tansiq.models.demand import Demand
from tansiq.models.document import Document, file_columns, title_column
from tansiq.models.extra import ExtraField
from tansiq.models.record_type import RecordType, register


class DemandDocument(Document):
    """One file; it may name private persons, and is for those who decide on the demand."""

    demand = ForeignKeyField(Demand, backref="documents", on_delete="RESTRICT")
    title = title_column()
    file_name, media_type, size, sha256, stored = file_columns()
    extra = ExtraField()

    demand_id: int


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
