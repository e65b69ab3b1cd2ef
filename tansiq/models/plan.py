"""Plans: what an area, an organisation or an office means to do over a period, made of items (plan_item).

Plan 1 ---- n PlanItem (the tree)
     1 ---- n PlanPhase (when each phase began and ended)
     1 ---- n PlanVersion (what was adopted, as it was adopted)
     n ---- 1 Plan it derives from
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.plan_vocabulary import PLAN_KINDS, PLAN_PHASES
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.column_values import is_row_id
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.organization import Organization
from tansiq.models.record import Record, Table
from tansiq.models.record_type import Part, RecordType, register

ONCE_ADOPTED = ("ADOPTED", "FOLLOW_UP")
"""The phases that a plan is in only once it was adopted."""


class Plan(Record):
    """One plan. It is an organisation's (`organization`), or an office's that the register does not hold (`office_*`).

    `edition` is the number of the version in force, 0 before the first adoption. While `is_frozen`, what the plan
    says is changed by an amendment alone; what was achieved is reported all the same. `tolerance` is points of 100.
    """

    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    plan_kind = CharField(max_length=12, default="RECOVERY", constraints=[Check(PLAN_KINDS.check("plan_kind"))])
    area = ForeignKeyField(Area, backref="plans", on_delete="RESTRICT")
    starts_on = DateField()
    ends_on = DateField()
    parent = ForeignKeyField("self", null=True, backref="derived_plans", on_delete="RESTRICT")
    phase = CharField(max_length=12, default="DRAFTING", constraints=[Check(PLAN_PHASES.check("phase"))])
    organization = ForeignKeyField(Organization, null=True, backref="plans", on_delete="RESTRICT")
    office_ar = CharField(max_length=300, default="")
    office_en = CharField(max_length=300, default="")
    description_ar = TextField(default="")
    description_en = TextField(default="")
    tolerance = IntegerField(
        default=10, help_text=N_("Points of 100 by which an item may lag before it counts as late")
    )
    is_published = BooleanField(default=False)
    edition = IntegerField(default=0)
    is_frozen = BooleanField(default=False)
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    area_id: int
    parent_id: int | None
    organization_id: int | None

    derived = frozenset({"edition", "is_frozen", "search", "name_order_ar", "name_order_en"})
    bounds = {"tolerance": (0, 100)}

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("ends_on >= starts_on"),
            Check("parent_id <> id"),
            Check("tolerance BETWEEN 0 AND 100"),
        ]
        indexes = ((("plan_kind", "starts_on", "ends_on"), False),)

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))
        if self.plan_kind not in PLAN_KINDS:
            yield Fault("UNKNOWN_CODE", "plan_kind", say("Choose one of the listed kinds of plan."))
        if self.phase not in PLAN_PHASES:
            yield Fault("UNKNOWN_CODE", "phase", say("Choose one of the listed phases."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if self.phase in ONCE_ADOPTED and not self.edition:
            text = say("The plan was not adopted yet. Adopt it on its own page: its phase follows.")
            yield Fault("NOT_ADOPTED", "phase", text)
        if self._derives_from_itself():
            text = say("The chosen plan derives from this one, directly or over others. Choose another one.")
            yield Fault("PARENT_IS_BELOW", "parent", text)

    def _derives_from_itself(self) -> bool:
        """Whether the way up through the parents leads back here; the stored ones form no circle."""
        seen, above = {self.__data__.get("id")}, self.__data__.get("parent")
        while is_row_id(above):
            if above in seen:
                return True
            seen.add(above)
            above = Plan.select(Plan.parent).where(Plan.id == above).scalar()
        return False

    @property
    def is_closed(self) -> bool:
        """Whether nothing in it changes any more."""
        return bool(self.phase == "CLOSED")


class PlanPhase(Table):
    """When a plan was, or is meant to be, in one of its phases; an empty end is open."""

    plan = ForeignKeyField(Plan, backref="phases", on_delete="CASCADE", index=False)
    phase = CharField(max_length=12, constraints=[Check(PLAN_PHASES.check("phase"))])
    starts_on = DateField()
    ends_on = DateField(null=True)

    plan_id: int

    class Meta:
        constraints = [Check("ends_on >= starts_on")]
        indexes = ((("plan", "phase"), True),)


register(
    RecordType(
        model=Plan,
        # Translators: What an area or an office means to do over a period, with its tree of items (a noun).
        one=say("Plan"),
        many=say("Plans"),
        rule="published",
        writers="officers",
        proposers=frozenset({"people"}),
        position=35,
        menu="plans",
        lies_in="area",
        belongs_to="organization",
        is_common=True,
        scope="plans:read",
        parts=(Part(PlanPhase, say("Phases")),),
        labels={
            "parent": say("Derives from"),
            "organization": say("Whose plan it is"),
            "office_ar": say("Office, where it is no organisation of the register (Arabic)"),
            "office_en": say("Office, where it is no organisation of the register (English)"),
        },
    )
)
