"""Lists of answers that a ministry keeps for its own fields. What is in use is retired, never removed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.words import N_, say
from tansiq.models.field_rules import alike_faults, label_faults
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register

MOST_CHOICES = 500
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


class ChoiceList(Record):
    """One list, which several fields may offer."""

    name_ar = CharField(max_length=200, default="")
    name_en = CharField(max_length=200, default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)

    derived = frozenset({"name_order_ar", "name_order_en"})

    def complete(self) -> None:
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        yield from label_faults(self, "name")

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        # Fields are described after lists, and lead to them.
        if act == "ARCHIVE" and self.fields.where(self.fields.model.archived_at.is_null()).exists():  # type: ignore[attr-defined]  # Peewee makes it.
            yield Fault("IN_USE", "", say("Fields offer the answers of this list: it stays with them."))


class Choice(Record):
    """One answer of a list: its code is what rows keep, and never changes; its labels may."""

    choice_list = ForeignKeyField(ChoiceList, backref="choices", on_delete="RESTRICT")
    code = CharField(max_length=40, help_text=N_("Latin letters and digits; it is kept in rows and never changes"))
    label_ar = CharField(max_length=200, default="")
    label_en = CharField(max_length=200, default="")
    position = IntegerField(default=0)
    retired_on = DateField(null=True, help_text=N_("From this day on it is no longer offered; what has it keeps it"))

    choice_list_id: int

    bounds = {"position": (0, 10_000)}

    class Meta:
        indexes = ((("choice_list", "code"), True),)

    @property
    def is_offered(self) -> bool:
        """Whether it may be chosen anew."""
        return self.retired_on is None and self.archived_at is None

    def faults(self) -> Iterator[Fault]:
        if not _CODE.fullmatch(self.code):
            text = say("A code has up to 40 Latin letters, digits, hyphens, points and underscores.")
            yield Fault("BAD_CODE", "code", text)
        yield from label_faults(self, "label")

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before and before["code"] != self.code:
            text = say("The code of an answer never changes: rows keep it. Retire this one and add another.")
            yield Fault("FIXED", "code", text)
        if before and before["choice_list"] != self.__data__.get("choice_list"):
            yield Fault("FIXED", "choice_list", say("An answer stays in its list."))
        if not self.keeps("choice_list"):
            return
        others: Any = Choice.select().where(Choice.choice_list == self.__data__.get("choice_list"))
        others = others.where(Choice.archived_at.is_null(), Choice.id != (self.id or 0))
        yield from alike_faults(self, others)
        if not before and others.count() >= MOST_CHOICES:
            text = say("A list has at most %(most)s answers. Make a record type of them instead.", most=MOST_CHOICES)
            yield Fault("TOO_MANY", "code", text)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        if act == "ARCHIVE":
            yield Fault("IN_USE", "", say("An answer that rows may have is retired by a day, not removed."))


register(
    RecordType(
        model=ChoiceList,
        one=say("List of answers"),
        many=say("Lists of answers"),
        rule="reference",
        proposers=frozenset({"people"}),
        menu="settings",
        is_short=True,
        searched=("name_ar", "name_en"),
    )
)
register(
    RecordType(
        model=Choice,
        # Translators: One of the answers that a field offers (a noun).
        one=say("Answer"),
        many=say("Answers"),
        rule="reference",
        proposers=frozenset({"people"}),
        has_pages=False,
        parent="choice_list",
        called_by=("choice_list",),
        name=lambda row: pick(row, "label"),
        labels={
            "choice_list": say("List of answers"),
            "code": say("Code"),
            "label_ar": say("Arabic label"),
            "label_en": say("English label"),
            "position": say("Place in the list"),
            "retired_on": say("Retired on"),
        },
    )
)
