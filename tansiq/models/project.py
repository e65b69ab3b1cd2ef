"""Projects: the umbrella over interventions, with its donors and budget."""

from collections.abc import Iterator

from peewee import BooleanField, CharField, Check, DateField, DecimalField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.words import N_, say
from tansiq.models.column_values import MONEY
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
    currency = CharField(max_length=3, default="", help_text=N_("ISO 4217 code, such as USD or YER"))
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    is_published = BooleanField(default=True)
    search = TextField(default="")
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)

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
