"""Contacts: persons through whom an organisation is reached. Names, numbers and addresses are personal data."""

from collections.abc import Iterator

from peewee import BooleanField, CharField, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.words import N_, say
from tansiq.models.contact_formats import contact_faults, dialable
from tansiq.models.extra import ExtraField
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register
from tansiq.platform.mail_addresses import normal_form


class OrganizationContact(Record):
    """One person and how to reach them. `is_public` says that they agreed to be named to others."""

    organization = ForeignKeyField(Organization, backref="contacts", on_delete="RESTRICT")
    name = CharField(max_length=200)
    job = CharField(max_length=200, default="", help_text=N_("Such as chairperson, director, accountant"))
    phone = CharField(max_length=40, default="", help_text=N_("With the country's code, such as +967 1 234567"))
    email = CharField(max_length=200, default="")
    is_public = BooleanField(default=False)
    phone_key = CharField(max_length=40, default="")
    extra = ExtraField()

    organization_id: int

    derived = frozenset({"phone_key"})

    def complete(self) -> None:
        self.phone_key = dialable(self.phone) or ""
        self.email = normal_form(self.email or "")

    def faults(self) -> Iterator[Fault]:
        if not (self.phone or self.email):
            yield Fault("MISSING", "phone", say("Give a telephone number or an e-mail address."))
        yield from contact_faults(self.phone, self.email)


register(
    RecordType(
        model=OrganizationContact,
        one=say("Contact"),
        many=say("Contacts"),
        rule="contact",
        writers="officers",
        proposers=ENTERED,
        position=32,
        parent="organization",
        follows_parent=True,
        belongs_to="organization",
        name=lambda row: row.name,
        personal=frozenset({"name", "phone", "email", "phone_key"}),
    )
)
