"""What partners say of plans while they are consulted upon."""

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

KINDS = "comment_kind IN ('REMARK', 'NEW_ITEM')"
OUTCOMES = "comment_outcome IN ('OPEN', 'ANSWERED', 'TAKEN', 'DECLINED')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class Organization(Table):
    pass


class Plan(Table):
    pass


class PlanItem(Table):
    pass


class Sector(Table):
    pass


class PlanComment(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    plan = ForeignKeyField(Plan, backref="comments", on_delete="RESTRICT")
    item = ForeignKeyField(PlanItem, null=True, backref="comments", on_delete="RESTRICT")
    comment_kind = CharField(max_length=10, default="REMARK", constraints=[Check(KINDS)])
    text = TextField(default="")
    proposed = CharField(max_length=500, default="")
    sector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    quantity = DecimalField(max_digits=15, decimal_places=3, null=True, constraints=[Check("quantity >= 0")])
    unit = CharField(max_length=80, default="")
    organization = ForeignKeyField(Organization, null=True, backref="plan_comments", on_delete="RESTRICT")
    written_on = DateField()
    joined_into = ForeignKeyField("self", null=True, backref="joined", on_delete="RESTRICT")
    comment_outcome = CharField(max_length=10, default="OPEN", constraints=[Check(OUTCOMES)])
    answer = TextField(default="")
    answered_on = DateField(null=True)
    taken_into = ForeignKeyField(PlanItem, null=True, backref="comments_taken", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")
    answered_by = CharField(max_length=200, default="")
    search = TextField(default="")

    class Meta:
        constraints = [Check("text <> '' OR proposed <> ''"), Check("joined_into_id <> id")]


TABLES = (PlanComment,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
