"""Mail addresses in the one form in which they are found and counted. People whose addresses become the same stay two.

Of these one keeps the address: whoever has it in this form already, else whoever may sign in, else the oldest. The
others stay as they are, sign in no more, and are told by their numbers: an administrator gives them another address,
or archives them.
"""

from collections import defaultdict

import structlog
from peewee import AutoField, BooleanField, CharField, Database, DateTimeField, Model
from playhouse.migrate import SchemaMigrator

from tansiq.platform.mail_addresses import normal_form

log = structlog.get_logger("migration")


class Table(Model):
    id = AutoField()

    class Meta:
        legacy_table_names = False


class Account(Table):
    email = CharField(max_length=255, unique=True)
    active = BooleanField(default=True)
    archived_at = DateTimeField(null=True)


class Registration(Table):
    email = CharField(max_length=255)


class OrganizationContact(Table):
    email = CharField(max_length=200, default="")


TABLES = (Account, Registration, OrganizationContact)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        _bring_accounts()
        for table in (Registration, OrganizationContact):
            for row in table.select():
                _bring(row)


def down(migrator: SchemaMigrator, db: Database) -> None:
    """The addresses lead to the same mailboxes as before."""


def _bring_accounts() -> None:
    groups = defaultdict(list)
    for row in Account.select():
        groups[normal_form(row.email)].append(row)
    for email, rows in groups.items():
        kept, *others = sorted(rows, key=lambda row: (row.email != email, not _may_sign_in(row), row.id))
        _bring(kept)
        if others:
            told = "give them another address or archive them: they sign in no more"
            log.warning("several people with one address", keeps=kept.id, others=[row.id for row in others], to_do=told)


def _may_sign_in(row: Account) -> bool:
    return bool(row.active) and row.archived_at is None


def _bring(row: Account | Registration | OrganizationContact) -> None:
    table, email = type(row), normal_form(row.email)
    # A domain may grow as the net writes it; what does not fit any more stays, and is corrected by a person.
    if email != row.email and len(email) <= table.email.max_length:
        table.update(email=email).where(table.id == row.id).execute()
