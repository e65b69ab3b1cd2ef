"""Projects: the umbrella over interventions, with its donors and budget."""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, DecimalField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.currencies import is_currency
from tansiq.language.words import say
from tansiq.models.column_values import MONEY
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.organization import Organization
from tansiq.models.record import Record, Table
from tansiq.models.record_type import ENTERED, Part, RecordType, register


class Project(Record):
    """One project. `budget` is in units of `currency` (ISO 4217)."""

    code = CharField(max_length=80, null=True, unique=True)
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    organization = ForeignKeyField(Organization, null=True, backref="projects", on_delete="RESTRICT")
    budget = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("budget >= 0")])
    currency = CharField(max_length=3, default="")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    is_published = BooleanField(default=True)
    search = TextField(default="")
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    organization_id: int | None

    derived = frozenset({"search", "title_order_ar", "title_order_en"})
    bounds = {"budget": MONEY}

    class Meta:
        constraints = [
            Check("title_ar <> '' OR title_en <> '' OR code <> ''"),
            Check("ends_on >= starts_on"),
            Check("budget IS NULL OR currency <> ''"),
        ]

    def complete(self) -> None:
        self.search = search_text([self.title_ar, self.title_en, self.code])
        self.title_order_ar, self.title_order_en = order_keys(self.title_ar, self.title_en, self.code)

    def faults(self) -> Iterator[Fault]:
        if not (self.title_ar or self.title_en or self.code):
            yield Fault("NAME_MISSING", "title_ar", say("Give a title, in Arabic or in English."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))
        if self.budget is not None and not self.currency:
            yield Fault("CURRENCY_MISSING", "currency", say("Say in which currency the budget is."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from currency_faults(self.currency)


def currency_faults(currency: str) -> Iterator[Fault]:
    """What is wrong with the code of a currency; "" is none."""
    if currency and not is_currency(currency):
        text = say("“%(given)s” is the code of no currency. Choose one of the list.", given=currency)
        yield Fault("UNKNOWN_CODE", "currency", text)


class ProjectDonor(Table):
    """An organisation that pays for a project."""

    project = ForeignKeyField(Project, backref="donors", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    project_id: int
    organization_id: int

    class Meta:
        indexes = ((("project", "organization"), True),)


register(
    RecordType(
        model=Project,
        one=say("Project"),
        many=say("Projects"),
        rule="published",
        writers="officers",
        proposers=ENTERED,
        position=20,
        menu="register",
        lies_in="organization.home_area",
        belongs_to="organization",
        scope="registry:read",
        parts=(Part(ProjectDonor, say("Donors")),),
        code="code",
    )
)
