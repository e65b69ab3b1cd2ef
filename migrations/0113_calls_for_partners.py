"""Calls for partners for items of plans, who is invited to them, and what they answer."""

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

KINDS = "offer_kind IN ('MONEY', 'QUANTITY', 'STAFF', 'EQUIPMENT', 'SITES', 'DAYS')"
OF_MONEY = "(offer_kind = 'MONEY') = (currency <> '')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Organization(Table):
    pass


class PlanItem(Table):
    pass


class Project(Table):
    pass


class Entered(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)


class Call(Entered):
    item = ForeignKeyField(PlanItem, backref="+", on_delete="RESTRICT")
    text_ar = TextField(default="")
    text_en = TextField(default="")
    opens_on = DateField()
    closes_on = DateField()
    call_state = CharField(
        max_length=10, default="PREPARED", constraints=[Check("call_state IN ('PREPARED', 'OPEN', 'CLOSED')")]
    )
    project = ForeignKeyField(Project, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        constraints = [Check("closes_on >= opens_on")]


class CallAsk(Table):
    call = ForeignKeyField(Call, backref="+", on_delete="CASCADE", index=False)
    offer_kind = CharField(max_length=10, constraints=[Check(KINDS)])
    amount = DecimalField(max_digits=16, decimal_places=2, constraints=[Check("amount > 0")])
    currency = CharField(max_length=3, default="")
    text = CharField(max_length=300, default="")

    class Meta:
        constraints = [Check(OF_MONEY)]
        indexes = ((("call", "offer_kind"), False),)


class CallInvitation(Entered):
    call = ForeignKeyField(Call, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    note = TextField(default="")


class CallAnswer(Entered):
    call = ForeignKeyField(Call, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    answer_state = CharField(
        max_length=10,
        default="OFFERED",
        constraints=[Check("answer_state IN ('OFFERED', 'DECLINED', 'ACCEPTED', 'REFUSED', 'REPLACED')")],
    )
    note = TextField(default="")
    reason = TextField(default="")
    answered_at = DateTimeField()
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")
    is_recorded = BooleanField(default=False)


class CallOffer(Table):
    answer = ForeignKeyField(CallAnswer, backref="+", on_delete="CASCADE", index=False)
    offer_kind = CharField(max_length=10, constraints=[Check(KINDS)])
    amount = DecimalField(max_digits=16, decimal_places=2, constraints=[Check("amount > 0")])
    currency = CharField(max_length=3, default="")
    text = CharField(max_length=300, default="")

    class Meta:
        constraints = [Check(OF_MONEY)]
        indexes = ((("answer", "offer_kind"), False),)


REFERRED = (Account, Organization, PlanItem, Project)
TABLES = (Call, CallAsk, CallInvitation, CallAnswer, CallOffer)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((*REFERRED, *TABLES)):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((*REFERRED, *TABLES)):
        db.drop_tables(tuple(reversed(TABLES)))
