"""Items of plans: axes, objectives, programmes, projects, activities and milestones, in one tree.

    PlanItem 1 ---- n PlanItem (those under it, in their order)
             1 ---- n PlanItemSector, PlanItemArea, PlanItemSupporter, PlanItemGoal
             n ---- 1 the item of the parent plan that it serves

`code` and `order_key` tell where an item stands; `tansiq.records.item_numbers` writes them within the change that
moves it, so that ORDER BY order_key gives the outline.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from peewee import CharField, Check, DateField, DecimalField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import fold_tight, search_text
from tansiq.language.plan_vocabulary import ITEM_KINDS, ITEM_STATES
from tansiq.language.words import N_, say
from tansiq.models import item_rules
from tansiq.models.area import Area
from tansiq.models.column_values import MONEY, PEOPLE
from tansiq.models.extra import ExtraField
from tansiq.models.goal import Goal
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.organization import Organization
from tansiq.models.plan import Plan
from tansiq.models.project import currency_faults
from tansiq.models.record import Record, Table
from tansiq.models.record_type import ENTERED, Part, RecordType, register
from tansiq.models.sector import Sector


class PlanItem(Record):
    """One item. It is answered for by an organisation (`organization`), or by an office in plain words (`office_*`).

    `budget` is in units of `currency` (ISO 4217). `required` is a quantity of `unit`, in words as entered. `people`
    are persons to be served, not households. `weight` is its share among its siblings; empty: an equal share.
    `progress` is what was reported, 0 to 100, where nothing tells it otherwise.
    """

    plan = ForeignKeyField(Plan, backref="items", on_delete="RESTRICT", index=False)
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    position = IntegerField(null=True, help_text=N_("Place among its siblings, from 1; empty: the last"))
    item_kind = CharField(max_length=12, default="ACTIVITY", constraints=[Check(ITEM_KINDS.check("item_kind"))])
    own_code = CharField(max_length=30, default="", help_text=N_("Only where its number is not to be its code"))
    name_ar = CharField(max_length=500, default="")
    name_en = CharField(max_length=500, default="")
    description_ar = TextField(default="")
    description_en = TextField(default="")
    organization = ForeignKeyField(Organization, null=True, backref="plan_items", on_delete="RESTRICT")
    office_ar = CharField(max_length=300, default="")
    office_en = CharField(max_length=300, default="")
    serves = ForeignKeyField("self", null=True, backref="served_by", on_delete="RESTRICT")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    budget = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("budget >= 0")])
    currency = CharField(max_length=3, default="")
    weight = DecimalField(
        max_digits=6, decimal_places=2, null=True, help_text=N_("Its share among its siblings; empty: an equal share")
    )
    required = DecimalField(max_digits=15, decimal_places=3, null=True, help_text=N_("How much, in its unit"))
    unit = CharField(max_length=80, default="", help_text=N_("Such as metres, classrooms, households connected"))
    people = IntegerField(null=True, help_text=N_("Persons to be served, not households"))
    item_state = CharField(max_length=12, default="NOT_STARTED", constraints=[Check(ITEM_STATES.check("item_state"))])
    progress = DecimalField(max_digits=5, decimal_places=2, null=True, help_text=N_("From 0 to 100"))
    reported_on = DateField(null=True)
    remark = TextField(default="")
    # Kept by the program.
    code = CharField(max_length=60, default="")
    order_key = CharField(max_length=60, default="")
    unit_key = CharField(max_length=80, default="")
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    plan_id: int
    parent_id: int | None
    organization_id: int | None
    serves_id: int | None

    derived = frozenset({"code", "order_key", "unit_key", "search", "name_order_ar", "name_order_en"})
    held_with = "plan"
    bounds = {
        "position": (1, 10**5 - 1),
        "budget": MONEY,
        "weight": (0, 1000),
        "required": (0, 10**11),
        "people": PEOPLE,
        "progress": (0, 100),
    }

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("parent_id <> id"),
            Check("ends_on >= starts_on"),
            Check("budget IS NULL OR currency <> ''"),
            Check("required IS NULL OR unit <> ''"),
            Check("weight >= 0"),
            Check("required >= 0"),
            Check("people >= 0"),
            Check("progress BETWEEN 0 AND 100"),
        ]
        indexes = ((("plan", "order_key"), False),)

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.own_code])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)
        # A sign such as % folds to nothing.
        self.unit_key = fold_tight(self.unit) or self.unit

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))
        if self.item_kind not in ITEM_KINDS:
            yield Fault("UNKNOWN_CODE", "item_kind", say("Choose one of the listed kinds of item."))
        if self.item_state not in ITEM_STATES:
            yield Fault("UNKNOWN_CODE", "item_state", say("Choose one of the listed states."))
        if self.budget is not None and not self.currency:
            yield Fault("CURRENCY_MISSING", "currency", say("Say in which currency the budget is."))
        if self.required is not None and not self.unit:
            yield Fault("UNIT_MISSING", "unit", say("Say in which unit the quantity is."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from currency_faults(self.currency)
        yield from item_rules.faults(self, before)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        yield from item_rules.faults_of_plan(Plan.get_by_id(self.plan_id))
        if act == "RESTORE":
            yield from (replace(fault, field="") for fault in item_rules.faults_of_code(self))


class PlanItemSector(Table):
    """A sector in which an item is carried out."""

    item = ForeignKeyField(PlanItem, backref="sectors", on_delete="CASCADE", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")

    item_id: int
    sector_id: int

    class Meta:
        indexes = ((("item", "sector"), True),)


class PlanItemArea(Table):
    """An area, of any level, in which an item is carried out; without any it is carried out in all of the plan's."""

    item = ForeignKeyField(PlanItem, backref="areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    item_id: int
    area_id: int

    class Meta:
        indexes = ((("item", "area"), True),)


class PlanItemSupporter(Table):
    """An organisation that supports whoever answers for an item."""

    item = ForeignKeyField(PlanItem, backref="supporters", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    item_id: int
    organization_id: int

    class Meta:
        indexes = ((("item", "organization"), True),)


class PlanItemGoal(Table):
    """A target of the Sustainable Development Goals, or a goal as a whole, that an item serves."""

    item = ForeignKeyField(PlanItem, backref="goals", on_delete="CASCADE", index=False)
    goal = ForeignKeyField(Goal, backref="+", on_delete="RESTRICT")

    item_id: int
    goal_id: int

    class Meta:
        indexes = ((("item", "goal"), True),)


register(
    RecordType(
        model=PlanItem,
        # Translators: One line of a plan, of any level: an axis, an objective, a project, an activity ...
        one=say("Plan item"),
        many=say("Plan items"),
        rule="with_its_row",
        writers="officers",
        proposers=ENTERED,
        position=36,
        parent="plan",
        follows_parent=True,
        lies_in="plan.area",
        belongs_to="organization",
        told_by="organization",
        scope="plans:read",
        parts=(
            Part(PlanItemSector, say("Sectors")),
            Part(PlanItemArea, say("Areas")),
            Part(PlanItemSupporter, say("Supporting organisations")),
            Part(PlanItemGoal, say("Sustainable development goals")),
        ),
        code="code",
        labels={
            "parent": say("Stands under"),
            "organization": say("Responsible organisation"),
            "office_ar": say("Responsible office, where it is no organisation of the register (Arabic)"),
            "office_en": say("Responsible office, where it is no organisation of the register (English)"),
            "position": say("Place among its siblings"),
        },
    )
)
