"""Plans, the tree of their items and what was adopted; the goals that items serve."""

from datetime import datetime

from peewee import (
    BooleanField,
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


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class Organization(Table):
    pass


class Sector(Table):
    pass


class Record(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)


class Goal(Record):
    code = CharField(max_length=10, unique=True)
    parent = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    name_ar = CharField(max_length=300)
    name_en = CharField(max_length=300)
    position = IntegerField(default=0)
    search = TextField(default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [Check("parent_id <> id")]


class Plan(Record):
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    plan_kind = CharField(
        max_length=12,
        default="RECOVERY",
        constraints=[Check("plan_kind IN ('RECOVERY', 'STRATEGY', 'ANNUAL', 'OPERATIONAL', 'SECTOR')")],
    )
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    starts_on = DateField()
    ends_on = DateField()
    parent = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    phase = CharField(
        max_length=12,
        default="DRAFTING",
        constraints=[Check("phase IN ('ASSESSMENT', 'DRAFTING', 'CONSULTATION', 'ADOPTED', 'FOLLOW_UP', 'CLOSED')")],
    )
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    office_ar = CharField(max_length=300, default="")
    office_en = CharField(max_length=300, default="")
    description_ar = TextField(default="")
    description_en = TextField(default="")
    tolerance = IntegerField(default=10)
    is_published = BooleanField(default=False)
    edition = IntegerField(default=0)
    is_frozen = BooleanField(default=False)
    search = TextField(default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("ends_on >= starts_on"),
            Check("parent_id <> id"),
            Check("tolerance BETWEEN 0 AND 100"),
        ]
        indexes = ((("plan_kind", "starts_on", "ends_on"), False),)


class PlanPhase(Table):
    plan = ForeignKeyField(Plan, backref="+", on_delete="CASCADE", index=False)
    phase = CharField(
        max_length=12,
        constraints=[Check("phase IN ('ASSESSMENT', 'DRAFTING', 'CONSULTATION', 'ADOPTED', 'FOLLOW_UP', 'CLOSED')")],
    )
    starts_on = DateField()
    ends_on = DateField(null=True)

    class Meta:
        constraints = [Check("ends_on >= starts_on")]
        indexes = ((("plan", "phase"), True),)


class PlanItem(Record):
    plan = ForeignKeyField(Plan, backref="+", on_delete="RESTRICT", index=False)
    parent = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    position = IntegerField(null=True)
    item_kind = CharField(
        max_length=12,
        default="ACTIVITY",
        constraints=[Check("item_kind IN ('AXIS', 'OBJECTIVE', 'PROGRAMME', 'PROJECT', 'ACTIVITY', 'MILESTONE')")],
    )
    own_code = CharField(max_length=30, default="")
    name_ar = CharField(max_length=500, default="")
    name_en = CharField(max_length=500, default="")
    description_ar = TextField(default="")
    description_en = TextField(default="")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    office_ar = CharField(max_length=300, default="")
    office_en = CharField(max_length=300, default="")
    serves = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    budget = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("budget >= 0")])
    currency = CharField(max_length=3, default="")
    weight = DecimalField(max_digits=6, decimal_places=2, null=True)
    required = DecimalField(max_digits=15, decimal_places=3, null=True)
    unit = CharField(max_length=80, default="")
    people = IntegerField(null=True)
    item_state = CharField(
        max_length=12,
        default="NOT_STARTED",
        constraints=[Check("item_state IN ('NOT_STARTED', 'UNDER_WAY', 'DONE', 'SUSPENDED', 'CANCELLED')")],
    )
    progress = DecimalField(max_digits=5, decimal_places=2, null=True)
    reported_on = DateField(null=True)
    remark = TextField(default="")
    code = CharField(max_length=60, default="")
    order_key = CharField(max_length=60, default="")
    unit_key = CharField(max_length=80, default="")
    search = TextField(default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("parent_id <> id"),
            Check("ends_on >= starts_on"),
            Check("budget IS NULL OR currency <> ''"),
            Check("required IS NULL OR unit <> ''"),
            Check("weight >= 0"),
            Check("required >= 0"),
            Check("people >= 0"),
            Check("progress BETWEEN 0 AND 100"),
        ]
        indexes = ((("plan", "order_key"), False),)


class PlanItemSector(Table):
    item = ForeignKeyField(PlanItem, backref="+", on_delete="CASCADE", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("item", "sector"), True),)


class PlanItemArea(Table):
    item = ForeignKeyField(PlanItem, backref="+", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("item", "area"), True),)


class PlanItemSupporter(Table):
    item = ForeignKeyField(PlanItem, backref="+", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("item", "organization"), True),)


class PlanItemGoal(Table):
    item = ForeignKeyField(PlanItem, backref="+", on_delete="CASCADE", index=False)
    goal = ForeignKeyField(Goal, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("item", "goal"), True),)


class PlanVersion(Table):
    plan = ForeignKeyField(Plan, backref="+", on_delete="CASCADE", index=False)
    number = IntegerField()
    adopted_on = DateField(null=True)
    reason = TextField(default="")
    content = TextField(default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField(default=datetime.now)

    class Meta:
        indexes = ((("plan", "number"), True),)


TABLES = (Goal, Plan, PlanPhase, PlanItem, PlanItemSector, PlanItemArea, PlanItemSupporter, PlanItemGoal, PlanVersion)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
