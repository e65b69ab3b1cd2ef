"""Cases of duplication, what is written in them, and what is arranged; and that two are not the same can be decided."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    PostgresqlDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

BEFORE = "decision IN ('DUPLICATE', 'COMPLEMENTARY', 'SAME_PROJECT', 'LATER')"
AFTER = "decision IN ('DUPLICATE', 'COMPLEMENTARY', 'SAME_PROJECT', 'NOT_SAME', 'LATER')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class Sector(Table):
    pass


class PopulationGroup(Table):
    pass


class Organization(Table):
    pass


class Intervention(Table):
    pass


class Proposal(Table):
    pass


class Entered(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)


class OverlapCase(Entered):
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")
    case_state = CharField(
        max_length=10,
        default="OPEN",
        constraints=[Check("case_state IN ('OPEN', 'IN_CONTACT', 'AGREED', 'SETTLED', 'DISMISSED', 'RETURNED')")],
    )
    owner = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    due_on = DateField(null=True)
    settled_as = CharField(max_length=15, null=True, constraints=[Check(AFTER.replace("decision", "settled_as"))])
    note = TextField(default="")
    opened_on = DateField()
    settled_on = DateField(null=True)
    points = IntegerField(default=0)
    overlaps_from = DateField(null=True)
    overlaps_to = DateField(null=True)
    checked_until = DateField(null=True)
    mark = BigIntegerField(default=0)
    organization_count = IntegerField(default=0)
    intervention_count = IntegerField(default=0)
    ended_on = DateField(null=True)
    end_kind = CharField(max_length=10, null=True, constraints=[Check("end_kind IN ('CHANGED', 'OVER', 'JOINED')")])
    joined_into = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    returned_because = TextField(default="")

    class Meta:
        indexes = (
            (("area", "sector"), False),
            (("case_state", "points", "id"), False),
            (("changed_at", "id"), False),
            (("checked_until", "id"), False),
        )


class CaseMember(Table):
    case = ForeignKeyField(OverlapCase, backref="+", on_delete="CASCADE", index=False)
    intervention = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
    facts = TextField(null=True)
    left_on = DateField(null=True)

    class Meta:
        indexes = ((("case", "intervention"), True),)


class CaseUpkeep(Table):
    steps = TextField(default="")
    day = DateField(null=True)


class CaseMessage(Entered):
    case = ForeignKeyField(OverlapCase, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    text = TextField()
    written_at = DateTimeField()
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")


class Arrangement(Entered):
    case = ForeignKeyField(OverlapCase, backref="+", on_delete="RESTRICT")
    arrangement_kind = CharField(
        max_length=15,
        constraints=[
            Check(
                "arrangement_kind IN ('WITHDRAW', 'MOVE', 'DATES', 'AREAS', 'GROUPS', 'SAME_PROJECT', "
                "'COMPLEMENTARY', 'NOT_SAME')"
            )
        ],
    )
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    lead = ForeignKeyField(Intervention, null=True, backref="+", on_delete="CASCADE")
    note = TextField(default="")
    answer_by = DateField(null=True)
    arrangement_state = CharField(
        max_length=12,
        default="PROPOSED",
        constraints=[
            Check("arrangement_state IN ('PROPOSED', 'AGREED', 'CARRIED_OUT', 'OBJECTED', 'LAPSED', 'REFUSED')")
        ],
    )
    proposal = ForeignKeyField(Proposal, null=True, backref="+", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")


class ArrangementStep(Table):
    arrangement = ForeignKeyField(Arrangement, backref="+", on_delete="CASCADE", index=False)
    intervention = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    population_group = ForeignKeyField(PopulationGroup, null=True, backref="+", on_delete="RESTRICT", index=False)
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)

    class Meta:
        indexes = ((("arrangement", "intervention"), True),)


class ArrangementAnswer(Entered):
    arrangement = ForeignKeyField(Arrangement, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    reply = CharField(max_length=10, constraints=[Check("reply IN ('AGREE', 'OBJECT')")])
    note = TextField(default="")
    answered_at = DateTimeField()
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    is_recorded = BooleanField(default=False)


TABLES = (
    OverlapCase,
    CaseMember,
    CaseUpkeep,
    CaseMessage,
    Arrangement,
    ArrangementStep,
    ArrangementAnswer,
)


def decisions(check: str) -> type[Table]:
    """The table of decisions with one list of decisions or the other."""

    class OverlapDecision(Entered):
        first = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE", index=False)
        second = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
        decision = CharField(max_length=15, constraints=[Check(check)])
        first_version = IntegerField()
        second_version = IntegerField()
        note = TextField(default="")
        account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
        decided_at = DateTimeField()
        first_facts = TextField(null=True)
        second_facts = TextField(null=True)

        class Meta:
            constraints = [Check("first_id < second_id")]
            indexes = ((("first", "second"), True),)

    return OverlapDecision


def up(migrator: SchemaMigrator, db: Database) -> None:
    _redefine(db, AFTER)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    # That they are not the same is what is left of it: both may stay.
    db.execute_sql("UPDATE overlap_decision SET decision = 'COMPLEMENTARY' WHERE decision = 'NOT_SAME'")
    _redefine(db, BEFORE)


def _redefine(db: Database, check: str) -> None:
    """Nothing refers to decisions: SQLite, which changes no check, is given another table with the same rows."""
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql('ALTER TABLE "overlap_decision" DROP CONSTRAINT "overlap_decision_decision_check"')
        db.execute_sql(
            f'ALTER TABLE "overlap_decision" ADD CONSTRAINT "overlap_decision_decision_check" CHECK ({check})'
        )
        return
    table = decisions(check)
    for index in db.get_indexes("overlap_decision"):
        if index.sql:
            db.execute_sql(f'DROP INDEX "{index.name}"')
    db.execute_sql('ALTER TABLE "overlap_decision" RENAME TO "former_decision"')
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    with db.bind_ctx((table,)):
        db.create_tables((table,), safe=False)
    db.execute_sql(f'INSERT INTO "overlap_decision" ({columns}) SELECT {columns} FROM "former_decision"')
    db.execute_sql('DROP TABLE "former_decision"')
