"""What organisations take on of items of plans, and of demands."""

from peewee import (
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    DecimalField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

STATES = "commitment_state IN ('OFFERED', 'AGREED', 'UNDER_WAY', 'DELIVERED', 'CANCELLED')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class PlanItem(Table):
    pass


class Demand(Table):
    pass


class Organization(Table):
    pass


class Intervention(Table):
    pass


class Commitment(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    item = ForeignKeyField(PlanItem, null=True, backref="commitments", on_delete="RESTRICT")
    demand = ForeignKeyField(Demand, null=True, backref="commitments", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="commitments", on_delete="RESTRICT")
    intervention = ForeignKeyField(Intervention, null=True, backref="commitments", on_delete="RESTRICT")
    quantity = DecimalField(max_digits=15, decimal_places=3, null=True, constraints=[Check("quantity >= 0")])
    unit = CharField(max_length=80, default="")
    people = IntegerField(null=True, constraints=[Check("people >= 0")])
    amount = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("amount >= 0")])
    currency = CharField(max_length=3, default="")
    commitment_state = CharField(max_length=10, default="OFFERED", constraints=[Check(STATES)])
    offered_on = DateField()
    due_on = DateField(null=True)
    delivered_on = DateField(null=True)
    remark = TextField(default="")
    unit_key = CharField(max_length=80, default="")

    class Meta:
        constraints = [
            Check("(item_id IS NULL) <> (demand_id IS NULL)"),
            Check("quantity IS NULL OR unit <> ''"),
            Check("amount IS NULL OR currency <> ''"),
            Check("due_on >= offered_on"),
            Check("delivered_on >= offered_on"),
        ]


TABLES = (Commitment,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
