"""What a ministry defines by itself: fields, record types, lists of answers, and the entries of its own types."""

from typing import Any

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    NodeList,
    TextField,
)
from playhouse.migrate import SchemaMigrator
from playhouse.postgres_ext import Psycopg3Database

EXTENDED = (
    "activity_type",
    "area",
    "commitment",
    "demand",
    "demand_document",
    "indicator",
    "indicator_target",
    "indicator_value",
    "intervention",
    "licence",
    "need",
    "organization",
    "organization_contact",
    "organization_document",
    "plan",
    "plan_comment",
    "plan_item",
    "population_group",
    "project",
    "sector",
    "site",
)
"""The tables whose rows have fields of the ministry's own from now on."""
CODES = {
    "value_type": (
        "TEXT', 'LONG_TEXT', 'WHOLE', 'NUMBER', 'YES_NO', 'DAY', 'MONTH', 'CHOICE', 'CHOICES', 'REFERENCE', 'POINT', "
        "'EMAIL', 'TELEPHONE', 'PCODE', 'WEB', 'CALCULATED', 'HEADING', 'ROWS"
    ),
    "use_state": "DRAFT', 'ACTIVE', 'RETIRED",
    "policy": "PUBLIC', 'OFFICERS', 'ORGANIZATION', 'ADMINISTRATORS', 'SIGNED_IN",
}


def among(column: str) -> SQL | NodeList:
    return Check(f"{column} IN ('{CODES[column]}')")


class Table(Model):
    class Meta:
        legacy_table_names = False


class ExtraField(Field):
    field_type = "JSON"

    def __init__(self) -> None:
        super().__init__(constraints=[SQL("DEFAULT '{}'")])

    def ddl(self, ctx: Any) -> NodeList:
        kept = super().ddl(ctx)
        if not isinstance(self.model._meta.database, Psycopg3Database):
            kept.nodes.append(SQL('CHECK (json_valid("extra"))'))
        return kept


class Area(Table):
    pass


class Commitment(Table):
    pass


class Demand(Table):
    pass


class Indicator(Table):
    pass


class Intervention(Table):
    pass


class Licence(Table):
    pass


class Need(Table):
    pass


class Organization(Table):
    pass


class Plan(Table):
    pass


class PlanItem(Table):
    pass


class Project(Table):
    pass


class Sector(Table):
    pass


class Site(Table):
    pass


class ChoiceList(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    name_ar = CharField(max_length=200, default="")
    name_en = CharField(max_length=200, default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)


class Choice(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    choice_list = ForeignKeyField(ChoiceList, backref="choices", on_delete="RESTRICT")
    code = CharField(max_length=40)
    label_ar = CharField(max_length=200, default="")
    label_en = CharField(max_length=200, default="")
    position = IntegerField(default=0)
    retired_on = DateField(null=True)

    class Meta:
        indexes = ((("choice_list", "code"), True),)


class TypeDefinition(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    key = CharField(max_length=40, unique=True)
    one_ar = CharField(max_length=60, default="")
    one_en = CharField(max_length=60, default="")
    many_ar = CharField(max_length=60, default="")
    many_en = CharField(max_length=60, default="")
    hint_ar = CharField(max_length=500, default="")
    hint_en = CharField(max_length=500, default="")
    icon = CharField(max_length=20, default="")
    menu = CharField(max_length=20, default="")
    position = IntegerField(default=0)
    policy = CharField(max_length=20, default="OFFICERS", constraints=[among("policy")])
    has_area = BooleanField(default=False)
    has_organization = BooleanField(default=False)
    has_point = BooleanField(default=False)
    owner_table = CharField(max_length=20, default="")
    owner_type = ForeignKeyField("self", null=True, backref="owned_types", on_delete="RESTRICT")
    title_number = IntegerField(null=True)
    use_state = CharField(max_length=10, default="DRAFT", constraints=[among("use_state")])
    retired_on = DateField(null=True)


class FieldDefinition(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="fields", on_delete="RESTRICT")
    key = CharField(max_length=40)
    former_keys = CharField(max_length=500, default="")
    value_type = CharField(max_length=12, constraints=[among("value_type")])
    label_ar = CharField(max_length=200, default="")
    label_en = CharField(max_length=200, default="")
    hint_ar = CharField(max_length=500, default="")
    hint_en = CharField(max_length=500, default="")
    group_ar = CharField(max_length=120, default="")
    group_en = CharField(max_length=120, default="")
    position = IntegerField(default=0)
    is_required = BooleanField(default=False)
    default_value = CharField(max_length=500, default="")
    choice_list = ForeignKeyField(ChoiceList, null=True, backref="fields", on_delete="RESTRICT")
    unit_ar = CharField(max_length=40, default="")
    unit_en = CharField(max_length=40, default="")
    decimals = IntegerField(null=True, constraints=[Check("decimals BETWEEN 0 AND 6")])
    least = DecimalField(max_digits=15, decimal_places=6, null=True)
    most = DecimalField(max_digits=15, decimal_places=6, null=True)
    pattern = CharField(max_length=20, default="")
    shows_if = TextField(default="")
    formula = TextField(default="")
    reference_table = CharField(max_length=40, default="")
    reference_type = ForeignKeyField(TypeDefinition, null=True, backref="referring_fields", on_delete="RESTRICT")
    is_published = BooleanField(default=True)
    is_personal = BooleanField(default=False)
    retention_months = IntegerField(null=True)
    is_listed = BooleanField(default=False)
    is_indexed = BooleanField(default=False)
    use_state = CharField(max_length=10, default="DRAFT", constraints=[among("use_state")])
    retired_on = DateField(null=True)

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]
        indexes = ((("record_table", "record_type"), False),)


class Entry(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    record_type = ForeignKeyField(TypeDefinition, backref="entries", on_delete="RESTRICT")
    area = ForeignKeyField(Area, null=True, backref="entries", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="entries", on_delete="RESTRICT")
    project = ForeignKeyField(Project, null=True, backref="entries", on_delete="RESTRICT")
    intervention = ForeignKeyField(Intervention, null=True, backref="entries", on_delete="RESTRICT")
    plan_item = ForeignKeyField(PlanItem, null=True, backref="entries", on_delete="RESTRICT")
    owner = ForeignKeyField("self", null=True, backref="rows", on_delete="RESTRICT")
    latitude = FloatField(null=True)
    longitude = FloatField(null=True)
    is_published = BooleanField(default=True)
    title = CharField(max_length=300, default="")
    title_order = CharField(max_length=60, default="")
    search = TextField(default="")
    extra = ExtraField()

    class Meta:
        indexes = (
            (("record_type", "title_order", "id"), False),
            (("record_type", "area"), False),
        )


class ExtraLink(Table):
    field = ForeignKeyField(FieldDefinition, backref="links", on_delete="RESTRICT")
    owner_table = CharField(max_length=40)
    owner_id = IntegerField()
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    project = ForeignKeyField(Project, null=True, backref="+", on_delete="RESTRICT")
    intervention = ForeignKeyField(Intervention, null=True, backref="+", on_delete="RESTRICT")
    site = ForeignKeyField(Site, null=True, backref="+", on_delete="RESTRICT")
    need = ForeignKeyField(Need, null=True, backref="+", on_delete="RESTRICT")
    licence = ForeignKeyField(Licence, null=True, backref="+", on_delete="RESTRICT")
    plan = ForeignKeyField(Plan, null=True, backref="+", on_delete="RESTRICT")
    plan_item = ForeignKeyField(PlanItem, null=True, backref="+", on_delete="RESTRICT")
    demand = ForeignKeyField(Demand, null=True, backref="+", on_delete="RESTRICT")
    commitment = ForeignKeyField(Commitment, null=True, backref="+", on_delete="RESTRICT")
    indicator = ForeignKeyField(Indicator, null=True, backref="+", on_delete="RESTRICT")
    entry = ForeignKeyField(Entry, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("owner_table", "owner_id", "field"), True),)


TABLES = (ChoiceList, Choice, TypeDefinition, FieldDefinition, Entry, ExtraLink)


def up(migrator: SchemaMigrator, db: Database) -> None:
    is_postgres = isinstance(db, Psycopg3Database)
    kept = "JSONB NOT NULL DEFAULT '{}'" if is_postgres else "TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(\"extra\"))"
    for table in EXTENDED:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "extra" {kept}')
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    for table in EXTENDED:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "extra"')
