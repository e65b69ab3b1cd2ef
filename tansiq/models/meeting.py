"""Meetings: of those who coordinate, once or in a series.

Meeting <--series-- Meeting, Meeting ...       the first of a series says how often and until when; each of them
                                               is a meeting of its own, with its agenda and its minutes
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.meeting_vocabulary import MEETING_KINDS, MEETING_STATES, MEETING_STEPS, MONTHS_OF_STEPS
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.contact_formats import is_web_address
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record, now
from tansiq.models.record_type import RecordType, register
from tansiq.platform import clock

MOST_OF_SERIES = 60
"""Meetings that a series has at most: five years of one each month."""

WEB_ADDRESS = say("A web address begins with https:// or http:// and has no spaces.")
LONGEST_MEETING = timedelta(days=14)


def later_by_months(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last one of a month that is shorter."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


class Meeting(Record):
    """One meeting. `starts_at` and `ends_at` are moments in UTC, without a zone; people enter and read them in the
    country's. `series` is the first meeting of its series, whose `every` says how often and `until_on` until which
    day, included; `series_place` counts the meetings of a series from 0. `calendar_sequence` grows with each change
    that calendars are told of."""

    meeting_kind = CharField(max_length=12, constraints=[Check(MEETING_KINDS.check("meeting_kind"))])
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    area = ForeignKeyField(Area, backref="meetings", on_delete="RESTRICT")
    starts_at = DateTimeField()
    ends_at = DateTimeField()
    place = CharField(max_length=300, default="", help_text=N_("Such as a hall, with its street"))
    link = CharField(
        max_length=500, default="", help_text=N_("Of a meeting that is held over the net; begins with https://")
    )
    meeting_state = CharField(
        max_length=10, default="PLANNED", constraints=[Check(MEETING_STATES.check("meeting_state"))]
    )
    minutes_ar = TextField(default="")
    minutes_en = TextField(default="")
    series = ForeignKeyField("self", null=True, backref="followers", on_delete="RESTRICT")
    series_place = IntegerField(default=0)
    every = CharField(max_length=10, default="", constraints=[Check(f"every = '' OR {MEETING_STEPS.check('every')}")])
    until_on = DateField(null=True, help_text=N_("The last day on which one of the series may be held"))
    calendar_sequence = IntegerField(default=0)
    is_published = BooleanField(
        default=False,
        help_text=N_("Everybody reads when and where it is, its agenda and its decisions; no names of people"),
    )
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)

    area_id: int
    series_id: int | None

    derived = frozenset({"search", "name_order_ar", "name_order_en", "series", "series_place", "calendar_sequence"})

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("ends_at > starts_at"),
            Check("every = '' OR until_on IS NOT NULL"),
        ]
        indexes = ((("series", "series_place"), True), (("area", "starts_at"), False), (("starts_at", "id"), False))

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.meeting_kind not in MEETING_KINDS:
            yield Fault("UNKNOWN_CODE", "meeting_kind", say("Choose one of the listed kinds of meeting."))
        if self.meeting_state not in MEETING_STATES:
            yield Fault("UNKNOWN_CODE", "meeting_state", say("Choose one of the listed states."))
        if not (self.place or self.link):
            yield Fault("MISSING", "place", say("Say where it is held: a place, or a link."))
        if self.link and not is_web_address(self.link):
            yield Fault("BAD_ADDRESS", "link", WEB_ADDRESS)
        yield from self._faults_of_time()
        yield from self._faults_of_series()

    def _faults_of_time(self) -> Iterator[Fault]:
        if self.ends_at <= self.starts_at:
            yield Fault("DATES_REVERSED", "ends_at", say("It ends before it begins."))
        elif self.ends_at - self.starts_at > LONGEST_MEETING:
            text = say("A meeting takes %(most)s days at most.", most=LONGEST_MEETING.days)
            yield Fault("TOO_LONG", "ends_at", text)

    def _faults_of_series(self) -> Iterator[Fault]:
        if not self.every:
            return
        if self.every not in MEETING_STEPS:
            yield Fault("UNKNOWN_CODE", "every", say("Choose how often from the list."))
        elif self.until_on is None:
            text = say("A series has an end: say until which day. It can be moved later.")
            yield Fault("MISSING", "until_on", text)
        elif self.until_on < clock.local(self.starts_at).date():
            yield Fault("DATES_REVERSED", "until_on", say("The series ends before its first meeting."))
        elif self.count_in_series > MOST_OF_SERIES:
            text = say(
                "This would be %(found)s meetings; a series has %(most)s at most. Choose an earlier last day.",
                found=self.count_in_series, most=MOST_OF_SERIES,
            )  # fmt: skip
            yield Fault("TOO_MANY", "until_on", text)

    @property
    def count_in_series(self) -> int:
        """How many meetings a series has that begins with this one, by its days in the country."""
        if not self.every or self.until_on is None:
            return 1
        begins = clock.local(self.starts_at).date()
        months = (self.until_on.year - begins.year) * 12 + self.until_on.month - begins.month
        return months // MONTHS_OF_STEPS[self.every] + 1

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if not self.keeps("starts_at", "ends_at"):
            return
        if self._is_new_time(before) and self.meeting_state == "PLANNED" and self.starts_at < now():
            text = say("This time is over. Choose a later one, or say that the meeting was held.")
            yield Fault("PAST", "starts_at", text)
        if self.meeting_state == "HELD" and self.starts_at > now():
            yield Fault("DAY_AHEAD", "meeting_state", say("It has not begun yet."))

    def _is_new_time(self, before: Mapping[str, Any]) -> bool:
        return (before.get("starts_at"), before.get("meeting_state")) != (self.starts_at, self.meeting_state)


register(
    RecordType(
        model=Meeting,
        # Translators: Of people who come together (a noun).
        one=say("Meeting"),
        many=say("Meetings"),
        rule="meeting",
        writers="officers",
        position=46,
        lies_in="area",
        is_common=True,
        labels={
            "meeting_kind": say("Kind of meeting"),
            "starts_at": say("Begins"),
            "ends_at": say("Ends"),
            "place": say("Place"),
            "link": say("Link"),
            "meeting_state": say("State"),
            "minutes_ar": say("Arabic minutes"),
            "minutes_en": say("English minutes"),
            "every": say("How often"),
            "until_on": say("Until"),
        },
    )
)
