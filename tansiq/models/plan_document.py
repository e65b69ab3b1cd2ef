"""Documents of plans: letters, minutes, maps, the plan as it was signed. Their files lie beside the database."""

from peewee import ForeignKeyField

from tansiq.language.words import say
from tansiq.models.document import Document, file_columns, title_column
from tansiq.models.plan import Plan
from tansiq.models.record_type import RecordType, register


class PlanDocument(Document):
    """One file, for whoever reads the plan."""

    plan = ForeignKeyField(Plan, backref="documents", on_delete="RESTRICT")
    title = title_column()
    file_name, media_type, size, sha256, stored = file_columns()

    plan_id: int


register(
    RecordType(
        model=PlanDocument,
        one=say("Document of a plan"),
        many=say("Documents of plans"),
        rule="with_its_row",
        writers="officers",
        # Portals have no way to send a file.
        proposers=frozenset({"people"}),
        position=46,
        parent="plan",
        follows_parent=True,
        lies_in="plan.area",
        belongs_to="plan.organization",
        name=lambda row: row.title,
        labels={"plan": say("Plan")},
        secret=frozenset({"stored"}),
    )
)
