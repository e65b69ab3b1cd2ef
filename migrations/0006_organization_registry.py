"""The registry as an office keeps it: identity, board and standing of organisations, licences, contacts, documents.

PostgreSQL alters the table in place. SQLite adds columns, but neither their references nor another list of kinds:
there the stored definition is written anew, as SQLite's own manual has it for changes that touch no stored row
(lang_altertable.html, section 7). Copying the table would cut what refers to its rows.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from peewee import (
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

KINDS_BEFORE = "kind IN ('UN', 'INGO', 'NNGO', 'ASSOCIATION', 'COOPERATIVE', 'UNION', 'FOUNDATION', 'INITIATIVE', 'GOVERNMENT', 'DONOR', 'RED_CROSS_CRESCENT', 'ACADEMIC', 'PRIVATE', 'OTHER')"
KINDS = "kind IN ('UN', 'INGO', 'NNGO', 'ASSOCIATION', 'COOPERATIVE', 'UNION', 'FOUNDATION', 'INITIATIVE', 'WOMEN_GROUP', 'GOVERNMENT', 'DONOR', 'RED_CROSS_CRESCENT', 'ACADEMIC', 'PRIVATE', 'OTHER')"
NAMED, NOT_ITSELF = "name_ar <> '' OR name_en <> '' OR acronym <> ''", "canonical_id <> id"
NEW_CHECKS = {
    "organization_parent_check": "parent_id <> id",
    "organization_board_check": "board_ends_on >= board_elected_on",
}
COLUMNS = {
    "iati_identifier": "VARCHAR(100)",
    "website": "VARCHAR(300)",
    "founded_on": "DATE",
    "parent_id": "INTEGER",
    "board_elected_on": "DATE",
    "board_ends_on": "DATE",
    "suspended_on": "DATE",
    "dissolved_on": "DATE",
    "standing_reason": "TEXT",
    "licence_issued_on": "DATE",
    "licence_expires_on": "DATE",
}
INDEXES = {"iati_identifier": "UNIQUE INDEX", "parent_id": "INDEX"}


class Table(Model):
    class Meta:
        legacy_table_names = False


class Area(Table):
    pass


def columns_before(kinds: str) -> dict[str, Any]:
    """The columns of the table as 0001 made it."""
    return {
        "version": IntegerField(default=1),
        "created_at": DateTimeField(default=datetime.now),
        "changed_at": DateTimeField(default=datetime.now),
        "archived_at": DateTimeField(null=True),
        "name_ar": CharField(max_length=300, default=""),
        "name_en": CharField(max_length=300, default=""),
        "acronym": CharField(max_length=60, default=""),
        "acronym_ar": CharField(max_length=60, default=""),
        "aliases": TextField(default=""),
        "kind": CharField(max_length=30, default="OTHER", constraints=[Check(kinds)]),
        "registration_number": CharField(max_length=60, null=True, unique=True),
        "home_area": ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT"),
        "canonical": ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT"),
        "is_published": BooleanField(default=True),
        "acronym_key": CharField(max_length=60, default="", index=True),
        "name_key_ar": CharField(max_length=300, default="", index=True),
        "name_key_en": CharField(max_length=300, default="", index=True),
        "search": TextField(default=""),
    }


def new_columns(parent: Callable[[], Any]) -> dict[str, Any]:
    """The columns that are added, in their order, which is that in which they are made here."""
    return {
        "iati_identifier": CharField(max_length=100, null=True, unique=True),
        "website": CharField(max_length=300, null=True),
        "founded_on": DateField(null=True),
        "parent": parent(),
        "board_elected_on": DateField(null=True),
        "board_ends_on": DateField(null=True),
        "suspended_on": DateField(null=True),
        "dissolved_on": DateField(null=True),
        "standing_reason": TextField(null=True),
        "licence_issued_on": DateField(null=True),
        "licence_expires_on": DateField(null=True),
    }


def shape(columns: dict[str, Any], checks: list[str]) -> type[Table]:
    """A model of the table in one of its shapes."""

    class Meta:
        table_name = "organization"
        constraints = [Check(check) for check in checks]

    return type("Organization", (Table,), {**columns, "Meta": Meta})


def parent() -> ForeignKeyField:
    return ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")


def bare_parent() -> IntegerField:
    return IntegerField(null=True, column_name="parent_id")


BEFORE = shape(columns_before(KINDS_BEFORE), [NAMED, NOT_ITSELF])
# Without references and checks of the new columns, so that SQLite drops these in place.
BETWEEN = shape({**columns_before(KINDS), **new_columns(bare_parent)}, [NAMED, NOT_ITSELF])
AFTER = shape({**columns_before(KINDS), **new_columns(parent)}, [NAMED, NOT_ITSELF, *NEW_CHECKS.values()])
Organization = AFTER


class OrganizationMembership(Table):
    organization = ForeignKeyField(Organization, backref="+", on_delete="CASCADE", index=False)
    network = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    class Meta:
        constraints = [Check("organization_id <> network_id")]
        indexes = ((("organization", "network"), True),)


class Entered(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)


class Licence(Entered):
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    number = CharField(max_length=60)
    authority = CharField(max_length=200)
    issued_on = DateField()
    expires_on = DateField(null=True)
    remarks = TextField(default="")
    number_key = CharField(max_length=60, default="")
    authority_key = CharField(max_length=200, default="")

    class Meta:
        constraints = [Check("expires_on >= issued_on")]
        indexes = ((("number_key", "authority_key", "issued_on"), True), (("expires_on", "id"), False))


class OrganizationContact(Entered):
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    name = CharField(max_length=200)
    job = CharField(max_length=200, default="")
    phone = CharField(max_length=40, default="")
    email = CharField(max_length=200, default="")
    is_public = BooleanField(default=False)
    phone_key = CharField(max_length=40, default="")


class OrganizationDocument(Entered):
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    title = CharField(max_length=300)
    document_kind = CharField(
        max_length=30,
        default="LICENCE",
        constraints=[
            Check(
                "document_kind IN ('LICENCE', 'REGISTRATION_CERTIFICATE', 'BYLAWS', 'BOARD_MINUTES', 'FINANCIAL_REPORT', 'OTHER')"
            )
        ],
    )
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField(constraints=[Check("size > 0")])
    sha256 = CharField(max_length=64)
    stored = CharField(max_length=64, unique=True)


TABLES = (OrganizationMembership, Licence, OrganizationContact, OrganizationDocument)


def up(migrator: SchemaMigrator, db: Database) -> None:
    for name, kind in COLUMNS.items():
        db.execute_sql(f'ALTER TABLE "organization" ADD COLUMN "{name}" {kind}')
    for name, kind in INDEXES.items():
        db.execute_sql(f'CREATE {kind} "organization_{name}" ON "organization" ("{name}")')
    if isinstance(db, PostgresqlDatabase):
        _constrain(db)
    else:
        _redefine(db, AFTER)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    # The shape before knows no groups of women.
    db.execute_sql("UPDATE organization SET kind = 'OTHER' WHERE kind = 'WOMEN_GROUP'")
    for name in INDEXES:
        db.execute_sql(f'DROP INDEX "organization_{name}"')
    if not isinstance(db, PostgresqlDatabase):
        _redefine(db, BETWEEN)
    for name in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "organization" DROP COLUMN "{name}"')
    if isinstance(db, PostgresqlDatabase):
        _check_kinds(db, KINDS_BEFORE)
    else:
        _redefine(db, BEFORE)


def _constrain(db: Database) -> None:
    _check_kinds(db, KINDS)
    reference = 'FOREIGN KEY ("parent_id") REFERENCES "organization" ("id") ON DELETE RESTRICT'
    db.execute_sql(f'ALTER TABLE "organization" ADD CONSTRAINT "organization_parent_id_fkey" {reference}')
    for name, check in NEW_CHECKS.items():
        db.execute_sql(f'ALTER TABLE "organization" ADD CONSTRAINT "{name}" CHECK ({check})')


def _check_kinds(db: Database, kinds: str) -> None:
    db.execute_sql('ALTER TABLE "organization" DROP CONSTRAINT "organization_kind_check"')
    db.execute_sql(f'ALTER TABLE "organization" ADD CONSTRAINT "organization_kind_check" CHECK ({kinds})')


def _redefine(db: Database, model: type[Table]) -> None:
    """Write the table's definition anew; its rows stay as they are."""
    with db.bind_ctx([model]):
        text, _ = model._schema._create_table(safe=False).query()  # type: ignore[attr-defined]
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema = ON")
    db.execute_sql("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'organization'", (text,))
    # Whoever has the database open reads its definition again.
    db.execute_sql(f"PRAGMA schema_version = {version + 1}")
    db.execute_sql("PRAGMA writable_schema = RESET")
    if (found := db.execute_sql("PRAGMA integrity_check").fetchone()[0]) != "ok":
        raise RuntimeError(f"The table of organisations came out wrong: {found}")
