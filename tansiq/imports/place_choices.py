"""What whoever imports says of names of areas that nobody knows: each is learned, and the rows are compared anew.

the names that the preview lists -> the area that each means, by its P-code -> learned names -> PLANNING
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from tansiq.exchange.learned_names import Lesson, teach
from tansiq.faults import Fault, Refused
from tansiq.imports import runs
from tansiq.language.cleaning import clean_line
from tansiq.language.words import say
from tansiq.models import Area, AreaClosure, ImportRun
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

_SETTLEMENT = 4
_LONGEST_CODE = 40


class _Choice(NamedTuple):
    """A name of the preview, and the P-code that was given for it."""

    place: dict[str, Any]
    code: str


def choose_places(viewer: Viewer, run: ImportRun, given: Mapping[str, str]) -> int:
    """Learn what some of the unknown names of a preview mean, by their keys and the P-code of an area, and have the
    rows compared anew. How many names that were; nothing is said by "".

    All or none. Raises Refused: MOVED_ON, FORBIDDEN, NOTHING_CHOSEN, AREA_UNKNOWN or AREA_ELSEWHERE with the name that
    it is about, NAME_REJECTED.
    """
    with changes.together():
        changes.require(viewer, "CHANGE", run)
        choices = list(_choices(run, given))
        if not choices:
            raise Refused(Fault("NOTHING_CHOSEN", "", say("Say of one name at least which area it means.")))
        if faults := list(_refusals(viewer, choices, Lesson(run.file_name, run.id))):
            raise Refused(*faults)
        runs.move(viewer, run, ("PLANNED",), "PLANNING")
    return len(choices)


def _refusals(viewer: Viewer, choices: Sequence[_Choice], lesson: Lesson) -> Iterator[Fault]:
    """Learn each name; what stands against it, of all of them."""
    for choice in choices:
        try:
            within, area = _areas(viewer, choice)
            for spelling in choice.place["spellings"]:
                teach(viewer, area, within, spelling, lesson)
        except Refused as refused:
            yield from refused.faults


def _choices(run: ImportRun, given: Mapping[str, str]) -> Iterator[_Choice]:
    places = orjson.loads(run.report).get("places", []) if run.report else []
    for place in places:
        code = clean_line(given.get(place["key"], "")).replace("\x00", "")[:_LONGEST_CODE]
        if code:
            yield _Choice(place, code)


def _areas(viewer: Viewer, choice: _Choice) -> tuple[Area, Area]:
    """The area within which a name was read, and the one that it means. Raises Refused."""
    name, level = " / ".join(choice.place["spellings"]), choice.place["level"]
    within, area = (_standing(viewer, code) for code in (choice.place["within"]["code"], choice.code))
    if within is None or area is None:
        text = say("“%(name)s”: no area that stands has the P-code %(code)s.", name=name, code=choice.code)
        raise Refused(Fault("AREA_UNKNOWN", "", text))
    is_free = level == _SETTLEMENT and within.level == 0
    lies = AreaClosure.select().where(AreaClosure.ancestor == within.id, AreaClosure.descendant == area.id)
    if area.id == within.id or not lies.exists() or not (is_free or area.level == level):
        text = say("“%(name)s”: the area %(code)s is of another level, or does not lie in %(parent)s.",
                   name=name, code=area.pcode, parent=within.name_ar or within.name_en)  # fmt: skip
        raise Refused(Fault("AREA_ELSEWHERE", "", text))
    return within, area


def _standing(viewer: Viewer, code: str) -> Area | None:
    stands = Area.archived_at.is_null() & Area.valid_until.is_null()
    found: Area | None = visible(Area, viewer).where(Area.pcode.in_([code, code.upper()]), stands).first()
    return found
