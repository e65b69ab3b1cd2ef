"""Why two interventions overlap, in words: "Both deliver water trucking in Khanfar, 17 days in common"."""

import re
from dataclasses import dataclass
from datetime import date

from tansiq.language.spoken_days import Day
from tansiq.language.words import Sentence, data_language, language, say, say_count

_LARGE = re.compile(r"\W[A-Z][a-z]")
"""A later word that is written large, and is no acronym."""


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name of the data, said in the language of whoever reads it, or in the other one where that is empty."""

    ar: str
    en: str

    def __str__(self) -> str:
        return ((self.en or self.ar) if data_language() == "en" else (self.ar or self.en)) or ""


class NameInSentence(SpokenName):
    """A name within a sentence: English writes "water trucking" there, and leaves "WASH" as it is, and "Water,
    Sanitation and Hygiene", whose words are all written large.
    """

    def __str__(self) -> str:
        name = SpokenName.__str__(self)
        if language() != "en" or not name[1:2].islower() or _LARGE.search(name):
            return name
        return name[0].lower() + name[1:]


@dataclass(frozen=True, slots=True)
class Doing:
    """What one of the two does and where, for the words: the level is that of its area."""

    place: SpokenName
    area_id: int
    level: int
    activity: NameInSentence | None
    activity_id: int | None


def reason(one: Doing, other: Doing, sector: NameInSentence, begins: date, ends: date | None) -> Sentence:
    """Why these two overlap, as a sentence to be said later; the days are those on which both run."""
    fine, around = (one, other) if one.level >= other.level else (other, one)
    values = {"place": fine.place, "around": around.place, "sector": sector, "time": _time(begins, ends)}
    is_same_place = one.area_id == other.area_id
    if one.activity is None or other.activity is None:
        return _in_sector(is_same_place, values)
    if one.activity_id == other.activity_id:
        return _same_activity(is_same_place, {**values, "activity": one.activity})
    return _other_activity(is_same_place, {**values, "first": one.activity, "second": other.activity})


def _same_activity(is_same_place: bool, values: dict[str, object]) -> Sentence:
    if is_same_place:
        return say("Both deliver %(activity)s in %(place)s, %(time)s.", **values)
    return say("Both deliver %(activity)s, one in %(place)s, the other in all of %(around)s, %(time)s.", **values)


def _other_activity(is_same_place: bool, values: dict[str, object]) -> Sentence:
    if is_same_place:
        return say("Both work in %(sector)s in %(place)s (%(first)s; %(second)s), %(time)s.", **values)
    return say(
        "Both work in %(sector)s (%(first)s; %(second)s), one in %(place)s, the other in all of %(around)s, %(time)s.",
        **values,
    )


def _in_sector(is_same_place: bool, values: dict[str, object]) -> Sentence:
    if is_same_place:
        return say("Both work in %(sector)s in %(place)s, %(time)s.", **values)
    return say("Both work in %(sector)s, one in %(place)s, the other in all of %(around)s, %(time)s.", **values)


def _time(begins: date, ends: date | None) -> Sentence:
    if ends is None:
        return say("both still running since %(day)s", day=Day(begins))
    count = (ends - begins).days + 1
    return say_count(
        "%(count)s day in common, %(days)s", "%(count)s days in common, %(days)s", count, days=_days(begins, ends)
    )


def _days(begins: date, ends: date) -> Sentence | Day:
    """3 to 19 March 2026, 3 March to 1 May 2026, 3 March 2026 to 2 January 2027, or one day alone."""
    if begins == ends:
        return Day(ends)
    is_one_month = (begins.year, begins.month) == (ends.year, ends.month)
    pattern = "d" if is_one_month else "d MMMM" if begins.year == ends.year else "d MMMM y"
    return say("%(begins)s to %(ends)s", begins=Day(begins, pattern), ends=Day(ends))
