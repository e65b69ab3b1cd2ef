"""Items of the agenda of a meeting: free text, or something of the register (about_rules)."""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import CharField, Check, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.meeting_vocabulary import ABOUT_KINDS
from tansiq.language.words import N_, say
from tansiq.models.about_rules import faults_of_about, faults_of_new_about
from tansiq.models.meeting import Meeting
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.sector import Sector


class AgendaItem(Record):
    """One item. `position` orders the agenda, with the id; `minutes_of_item` say what was said of it. What it is about
    is named by whoever may see that; a title is shown to all who see the meeting."""

    meeting = ForeignKeyField(Meeting, backref="agenda", on_delete="RESTRICT", index=False)
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    position = IntegerField(default=0, help_text=N_("Smaller numbers come first"))
    about_kind = CharField(
        max_length=20, default="", constraints=[Check(f"about_kind = '' OR {ABOUT_KINDS.check('about_kind')}")]
    )
    about_id = IntegerField(null=True)
    about_sector = ForeignKeyField(Sector, null=True, backref="agenda_items", on_delete="RESTRICT")
    remark = TextField(default="")
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)

    meeting_id: int
    about_sector_id: int | None

    derived = frozenset({"title_order_ar", "title_order_en"})
    bounds = {"position": (0, 10_000)}

    class Meta:
        constraints = [Check("title_ar <> '' OR title_en <> '' OR about_kind <> ''")]
        indexes = ((("meeting", "position", "id"), False), (("about_kind", "about_id"), False))

    def complete(self) -> None:
        self.title_order_ar, self.title_order_en = order_keys(self.title_ar, self.title_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.title_ar or self.title_en or self.about_kind):
            text = say("Say what is to be spoken of, in Arabic or in English.")
            yield Fault("NAME_MISSING", "title_ar", text)
        yield from faults_of_about(self)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from faults_of_new_about(self, before)
        if before and before["meeting"] != self.__data__.get("meeting"):
            yield Fault("FIXED", "meeting", say("An item stays on the agenda of its meeting."))


register(
    RecordType(
        model=AgendaItem,
        # Translators: What is to be spoken of at a meeting.
        one=say("Agenda item"),
        many=say("Agenda"),
        rule="with_its_row",
        writers="officers",
        position=47,
        parent="meeting",
        follows_parent=True,
        lies_in="meeting.area",
        is_common=True,
        called_by=("meeting",),
        labels={
            "meeting": say("Meeting"),
            # Translators: The place of something in an order.
            "position": say("Position"),
            # Translators: What an item of an agenda or a decision is about.
            "about_kind": say("About"),
            "about_id": say("Which one"),
            "about_sector": say("Sector of the gap"),
            "remark": say("Remark"),
        },
    )
)
