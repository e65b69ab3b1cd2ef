"""Comments: what partners say of a plan while it is consulted upon, and the items that they propose.

PlanComment --plan, item-----> Plan, PlanItem     what it is said of: an item, or the plan as a whole
            --joined_into----> PlanComment        those on one matter are grouped, and answered together
            --taken_into-----> PlanItem           the item that it became, or that was changed for it
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from peewee import CharField, Check, DateField, DecimalField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.plan_vocabulary import COMMENT_KINDS, COMMENT_OUTCOMES
from tansiq.language.words import N_, say
from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.column_values import is_row_id
from tansiq.models.extra import ExtraField
from tansiq.models.item_rules import ITEM_ARCHIVED, faults_of_taking
from tansiq.models.organization import Organization
from tansiq.models.plan import Plan
from tansiq.models.plan_item import PlanItem
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.sector import Sector
from tansiq.platform import clock

SAID: frozenset[str] = frozenset(
    {"plan", "item", "organization", "comment_kind", "text", "proposed", "sector", "area", "quantity", "unit"}
    | {"written_on"}
)
"""What whoever comments says; all else is what becomes of it."""
_LONGEST_NAME = 80


class PlanComment(Record):
    """One comment: a remark, or an item that is proposed (`proposed` is its name, in whatever language).

    `quantity` is in units as its `unit` says in words. `organization` is the one for which it is written, empty where
    somebody speaks for themself; `author` is the name of the person, known to few.
    """

    plan = ForeignKeyField(Plan, backref="comments", on_delete="RESTRICT")
    item = ForeignKeyField(PlanItem, null=True, backref="comments", on_delete="RESTRICT")
    comment_kind = CharField(max_length=10, default="REMARK", constraints=[Check(COMMENT_KINDS.check("comment_kind"))])
    text = TextField(default="")
    proposed = CharField(max_length=500, default="", help_text=N_("Only for an item that you propose"))
    sector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    quantity = DecimalField(max_digits=15, decimal_places=3, null=True, constraints=[Check("quantity >= 0")])
    unit = CharField(max_length=80, default="", help_text=N_("Such as metres, classrooms, households connected"))
    organization = ForeignKeyField(Organization, null=True, backref="plan_comments", on_delete="RESTRICT")
    written_on = DateField(default=clock.today)
    joined_into = ForeignKeyField("self", null=True, backref="joined", on_delete="RESTRICT")
    comment_outcome = CharField(
        max_length=10, default="OPEN", constraints=[Check(COMMENT_OUTCOMES.check("comment_outcome"))]
    )
    answer = TextField(default="")
    answered_on = DateField(null=True)
    taken_into = ForeignKeyField(PlanItem, null=True, backref="comments_taken", on_delete="RESTRICT")
    # Kept by the program.
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    author = CharField(max_length=200, default="")
    answered_by = CharField(max_length=200, default="")
    search = TextField(default="")
    extra = ExtraField()

    plan_id: int
    item_id: int | None
    sector_id: int | None
    area_id: int | None
    organization_id: int | None
    joined_into_id: int | None
    taken_into_id: int | None
    account_id: int | None

    derived = frozenset({"account", "author", "answered_by", "search"})
    bounds = {"quantity": (0, 10**11)}

    class Meta:
        constraints = [Check("text <> '' OR proposed <> ''"), Check("joined_into_id <> id")]

    def complete(self) -> None:
        self.search = search_text([self.proposed, self.text])

    def faults(self) -> Iterator[Fault]:
        if self.comment_kind not in COMMENT_KINDS:
            yield Fault("UNKNOWN_CODE", "comment_kind", say("Choose what you want to say from the list."))
        yield from self._faults_of_words()
        if self.quantity is not None and not self.unit:
            yield Fault("UNIT_MISSING", "unit", say("Say in which unit the quantity is."))
        if self.written_on > clock.today():
            yield Fault("DAY_AHEAD", "written_on", say("This day has not come yet."))
        yield from self._faults_of_outcome()

    def _faults_of_words(self) -> Iterator[Fault]:
        if self.comment_kind == "NEW_ITEM" and not self.proposed:
            yield Fault("NAME_MISSING", "proposed", say("Give the item that you propose a name."))
        if self.comment_kind == "REMARK":
            if self.proposed:
                text = say("A remark proposes no item. Leave the name empty, or choose that you propose an item.")
                yield Fault("NOT_PROPOSED", "proposed", text)
            if not self.text:
                yield Fault("TEXT_MISSING", "text", say("Write what you have to say."))

    def _faults_of_outcome(self) -> Iterator[Fault]:
        if self.comment_outcome not in COMMENT_OUTCOMES:
            yield Fault("UNKNOWN_CODE", "comment_outcome", say("Choose one of the listed answers."))
        if self.comment_outcome == "DECLINED" and not self.answer:
            yield Fault("REASON_MISSING", "answer", say("Say why it is not taken into the plan."))
        if self.comment_outcome == "ANSWERED" and not self.answer:
            yield Fault("TEXT_MISSING", "answer", say("Write the answer."))
        if (self.comment_outcome == "TAKEN") != (self.__data__.get("taken_into") is not None):
            yield Fault("ITEM_MISSING", "taken_into", say("Choose the item of the plan into which it is taken."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        plan = self.referred("plan")
        if not self.__data__.get("id") and plan is not None:
            yield from faults_of_consultation(plan)
        for name in ("item", "taken_into"):
            if before.get(name) != self.__data__.get(name):
                yield from self._faults_of_item(name)
        if before.get("joined_into") != self.__data__.get("joined_into"):
            yield from self._faults_of_joining()

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        """Those that wait with it would wait for ever."""
        waiting: Any = PlanComment.select().where(
            PlanComment.joined_into == self.id, PlanComment.comment_outcome == "OPEN", PlanComment.archived_at.is_null()
        )
        if act == "ARCHIVE" and waiting.exists():
            yield Fault("LEADS_OTHERS", "", say("Others were joined with this comment. Separate them first."))

    def _faults_of_item(self, name: str) -> Iterator[Fault]:
        """Both the item that it is about and the one it became stand in its own plan."""
        item = self.referred(name)
        if item is not None and item.plan_id != self.__data__.get("plan"):
            yield Fault("OTHER_PLAN", name, say("This item stands in another plan. Choose one of the same plan."))
        elif item is not None and name == "item" and item.archived_at is not None:
            yield Fault("ARCHIVED", name, ITEM_ARCHIVED)
        elif name == "taken_into":
            yield from (replace(fault, field=name) for fault in faults_of_taking(item))

    def _faults_of_joining(self) -> Iterator[Fault]:
        """What it is joined into is neither itself nor joined further, and speaks of the same plan."""
        into = self.__data__.get("joined_into")
        if not is_row_id(into):
            return
        stands: Any = PlanComment.select().where(
            PlanComment.id == into, PlanComment.joined_into.is_null(), PlanComment.plan == self.__data__.get("plan")
        )
        if into == self.__data__.get("id") or not stands.exists():
            text = say("Join it into a comment on the same plan that stands by itself.")
            yield Fault("JOINED_FURTHER", "joined_into", text)


def faults_of_consultation(plan: Plan) -> Iterator[Fault]:
    """What stands against commenting on a plan now."""
    if plan.phase != "CONSULTATION" or plan.archived_at is not None:
        text = say("The plan is not in consultation now: nothing can be said of it.")
        yield Fault("NOT_IN_CONSULTATION", "", text)


def called(row: PlanComment) -> str:
    """How a comment is called: the item that it proposes, else its first words."""
    words = " ".join((row.proposed or row.text).split())
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1].rstrip() + "…"


register(
    RecordType(
        model=PlanComment,
        # Translators: What a partner says of a plan or of one of its items while it is consulted upon (a noun).
        one=say("Comment"),
        many=say("Comments"),
        rule="comment",
        writers="officers",
        proposers=frozenset({"people"}),
        readers_say=SAID,
        position=44,
        parent="plan",
        follows_parent=True,
        lies_in="plan.area",
        belongs_to="organization",
        name=called,
        labels={
            "item": say("On the item"),
            "text": say("What is said"),
            "proposed": say("Proposed item"),
            "quantity": say("Quantity"),
            "unit": say("Unit"),
            "organization": say("For the organisation"),
            "written_on": say("Written on"),
            "joined_into": say("Joined into"),
            "answer": say("Answer"),
            "answered_on": say("Answered on"),
            "answered_by": say("Answered by"),
            "taken_into": say("Became the item"),
            "author": say("Written by"),
        },
        personal=frozenset({"author", "answered_by"}),
        is_known_in_charge=True,
    )
)
