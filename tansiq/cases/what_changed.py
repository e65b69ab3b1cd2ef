"""What a case was decided on, and what of it has changed since: told where a case returns.

facts of each member as decided (CaseMember.facts) -- compared with facts now --> returned_because, as JSON
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import orjson

from tansiq.duplication.decided_facts import PLAIN, facts_of
from tansiq.duplication.reasons import SpokenName
from tansiq.language.spoken_days import Day
from tansiq.language.words import Sentence, say
from tansiq.models import CaseMember, Intervention, OverlapCase
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

FIELDS = (*PLAIN, "cancelled", "places")
"""What the facts tell, in their order."""


def remember_facts(case: OverlapCase) -> None:
    """Keep what each member is now as what was decided on; part of the deed that decides, so nobody is asked."""
    for work_id, facts in facts_of_members([case.id]).items():
        here = (CaseMember.case == case.id) & (CaseMember.intervention == work_id)
        CaseMember.update(facts=facts).where(here).execute()


def facts_of_members(case_ids: list[int]) -> dict[int, str]:
    """By id of each intervention that takes part in one of some cases: its facts as they are now."""
    stands = CaseMember.case.in_(case_ids) & CaseMember.left_on.is_null()
    works = CaseMember.select(CaseMember.intervention).where(stands)
    rows: Any = Intervention.select(Intervention.id, facts_of(Intervention)).where(Intervention.id.in_(works)).tuples()
    return dict(iter(rows))


def differences(decided: Mapping[int, str | None], now: Mapping[int, str]) -> list[dict[str, Any]]:
    """What makes a decided case return, by intervention: those that came, and the fields that differ with both values.

    `decided` holds None for an intervention that was not there then. One that left changes nothing for the others.
    """
    found: list[dict[str, Any]] = []
    for work_id, facts in sorted(now.items()):
        before = decided.get(work_id)
        if before is None:
            found.append({"intervention": work_id, "what": "came"})
        elif before != facts:
            found += [{"intervention": work_id, **one} for one in _fields(before, facts)]
    return found


def _fields(before: str, now: str) -> Iterator[dict[str, Any]]:
    for name, was, becomes in zip(FIELDS, before.split("|"), now.split("|"), strict=True):
        if was != becomes:
            yield {"what": name, "was": was, "now": becomes}


def written(changed: list[dict[str, Any]]) -> str:
    """The differences as the case keeps them."""
    return orjson.dumps(changed).decode()


AGAIN = [{"intervention": None, "what": "again"}]
"""They overlap again after they had not."""


def what_changed(viewer: Viewer, case: OverlapCase) -> list[Sentence]:
    """Why a case returned, as sentences; of interventions that `viewer` does not see nothing is told."""
    return what_changed_in(viewer, [case])[case.id]


def what_changed_in(viewer: Viewer, cases: Iterable[OverlapCase]) -> dict[int, list[Sentence]]:
    """The same of several cases by their ids, in one statement."""
    kept = {case.id: orjson.loads(case.returned_because or "[]") for case in cases}
    ids = {one["intervention"] for changed in kept.values() for one in changed} - {None}
    rows = visible(Intervention, viewer).where(Intervention.id.in_(sorted(ids))) if ids else ()
    titles = {row.id: _title(row) for row in rows}
    return {
        case_id: [_sentence(one, titles.get(one["intervention"])) for one in changed if _is_told(one, titles)]
        for case_id, changed in kept.items()
    }


def _is_told(one: Mapping[str, Any], titles: Mapping[int, object]) -> bool:
    return one["intervention"] is None or one["intervention"] in titles


def _title(row: Intervention) -> SpokenName:
    arabic, english = row.title_ar or row.title_en, row.title_en or row.title_ar
    return SpokenName(arabic or row.record_id, english or row.record_id)


def _sentence(one: Mapping[str, Any], title: SpokenName | None) -> Sentence:
    what = one["what"]
    if what == "again":
        return say("They overlap again.")
    if what == "came":
        return say("“%(title)s” has come since.", title=title)
    if what in ("starts_on", "ends_on"):
        return _of_day(what, title, one["was"], one["now"])
    if what == "cancelled":
        return say("Whether “%(title)s” is cancelled has changed.", title=title)
    return _OF_FIELDS[what](title)


def _of_day(what: str, title: SpokenName | None, was: str, now: str) -> Sentence:
    values: dict[str, Any] = {"title": title, "was": _day(was), "now": _day(now)}
    if what == "starts_on":
        return say("The first day of “%(title)s” was %(was)s and is %(now)s.", **values)
    return say("The last day of “%(title)s” was %(was)s and is %(now)s.", **values)


def _day(text: str) -> object:
    return Day(date.fromisoformat(text)) if text else say("open")


_OF_FIELDS: Mapping[str, Callable[[SpokenName | None], Sentence]] = {
    "organization": lambda title: say("“%(title)s” belongs to another organisation now.", title=title),
    "sector": lambda title: say("The sector of “%(title)s” has changed.", title=title),
    "subsector": lambda title: say("The sub-sector of “%(title)s” has changed.", title=title),
    "activity_type": lambda title: say("The activity of “%(title)s” has changed.", title=title),
    "modality": lambda title: say("The modality of “%(title)s” has changed.", title=title),
    "places": lambda title: say("The places or the people served by “%(title)s” have changed.", title=title),
}
