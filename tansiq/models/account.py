"""People who sign in, their roles, and what these are limited to: the areas an officer is in charge of, the
organisations a partner speaks for. The panel adds what its sign-in library needs on the same tables."""

import re
from collections.abc import Iterator

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.words import LANGUAGES, say
from tansiq.models.area import Area
from tansiq.models.organization import Organization
from tansiq.models.record import Record, Table
from tansiq.models.record_type import Part, RecordType, register
from tansiq.platform.mail_addresses import normal_form

_ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f,;<>]{1,64}@[^@\s\x00-\x1f\x7f,;<>]{1,190}")


def is_mail_address(text: str) -> bool:
    """Whether somebody can be known by a text as an address of mail."""
    return _ADDRESS.fullmatch(text) is not None


class Account(Record):
    """One person. Name and address are personal data: `visibility.may_see_field` decides who sees them."""

    email = CharField(max_length=255, unique=True)
    name = CharField(max_length=200, default="")
    password = CharField(max_length=255, null=True)
    active = BooleanField(default=True)
    fs_uniquifier = CharField(max_length=64, unique=True)
    language = CharField(max_length=2, default="ar")
    confirmed_at = DateTimeField(null=True)
    # The history tells when a password was set; the password itself stands in no history.
    password_set_at = DateTimeField(null=True)
    last_sign_in_at = DateTimeField(null=True)
    second_factor_at = DateTimeField(null=True)

    derived = frozenset({"password", "fs_uniquifier", "confirmed_at", "last_sign_in_at"})

    def complete(self) -> None:
        self.email = normal_form(self.email)

    def faults(self) -> Iterator[Fault]:
        if not is_mail_address(self.email):
            yield Fault("INVALID", "email", say("“%(email)s” is no e-mail address.", email=self.email))
        if self.language not in LANGUAGES:
            yield Fault("INVALID", "language", say("Choose one of the languages offered."))


class Role(Table):
    """A role an account may hold; the names are those of the vocabulary of roles."""

    name = CharField(max_length=40, unique=True)
    description = TextField(default="")


class AccountRole(Table):
    """One role of one account."""

    account = ForeignKeyField(Account, backref="account_roles", on_delete="CASCADE", index=False)
    role = ForeignKeyField(Role, backref="+", on_delete="RESTRICT")

    account_id: int
    role_id: int

    class Meta:
        indexes = ((("account", "role"), True),)


class AccountArea(Table):
    """An area that an officer is in charge of, with all that lies in it."""

    account = ForeignKeyField(Account, backref="account_areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    account_id: int
    area_id: int

    class Meta:
        indexes = ((("account", "area"), True),)


class AccountOrganization(Table):
    """An organisation that a partner speaks for."""

    account = ForeignKeyField(Account, backref="account_organizations", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    account_id: int
    organization_id: int

    class Meta:
        indexes = ((("account", "organization"), True),)


register(
    RecordType(
        model=Account,
        one=say("Account"),
        many=say("People"),
        rule="account",
        position=90,
        menu="settings",
        parts=(
            Part(AccountRole, say("Roles"), rule="own"),
            Part(AccountArea, say("Areas in their charge"), rule="own"),
            Part(AccountOrganization, say("Organisations they speak for"), rule="own"),
        ),
        name=lambda row: row.name or row.email,
        searched=("name", "email"),
        personal=frozenset({"email", "name"}),
        secret=frozenset({"password", "fs_uniquifier"}),
    )
)
