"""All that the page of one case tells: who, where, why, what changed, and what its reader may do about it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import abort, request

from admin.cases.arranged import Speaking, arrangements_told
from admin.cases.listing import case_name, is_late, is_open, state_badge
from admin.cases.parties import taking_part
from admin.cases.thread import thread_told
from admin.current_viewer import viewer
from admin.overlaps.pairs import OverlapPair, pairs_of, rows_by_id, strength_badge
from admin.panel.small_map import case_map
from admin.views.owned_records import OwnedRecords, owned_records
from admin.words.naming import full_names, name_of, paths_by_id
from tansiq.cases.asking import find_case
from tansiq.cases.members import members_of, parties_of
from tansiq.cases.members import pairs_of as overlaps_in
from tansiq.cases.speaking import forbidden, is_in_charge_of, speaks_for
from tansiq.cases.what_changed import what_changed
from tansiq.duplication.weights import POINTS
from tansiq.faults import Refused
from tansiq.language.case_vocabulary import ARRANGEMENT_KINDS, CASE_ENDS, REPLIES
from tansiq.language.digits import whole
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import gettext, say
from tansiq.models import Account, Area, CaseDocument, Organization, OverlapCase, PlanItem, Sector
from tansiq.models.record_type import type_of
from tansiq.policy.visibility import visible

PAIRS = 8
"""Pairs that the page tells, the strongest; there are more where many take part."""


def the_case(given: object) -> OverlapCase:
    """The visible case with this id; 404 for any other."""
    try:
        return find_case(viewer(), given)
    except Refused:
        abort(404)


def told(case: OverlapCase) -> dict[str, Any]:
    """All that the templates of one case are given; a number of statements that does not grow with its members."""
    works, parties = members_of(viewer(), [case])[case.id], parties_of(case)
    overlaps = overlaps_in(viewer(), case, PAIRS + 1)
    pairs = pairs_of(overlaps[:PAIRS])
    voice = speaking(case, parties)
    may_write = bool(voice["own"] or voice["may_decide"]) and case.end_kind != "JOINED"
    return {
        **head(case),
        "pairs": pairs,
        "has_more_pairs": len(overlaps) > PAIRS,
        "items": items_of(pairs),
        "part": taking_part(case, works, parties),
        "parties": parties,
        "small_map": case_map(_area(case), works),
        "changed": what_changed(viewer(), case) if case.case_state == "RETURNED" else [],
        **voice,
        "kinds": ARRANGEMENT_KINDS,
        "replies": REPLIES.choices(),
        "may_arrange": bool(voice["own"] or voice["may_decide"]) and is_open(case) and case.case_state != "AGREED",
        "may_write": may_write,
        "is_mine": case.owner_id is not None and case.owner_id == viewer().account_id,
        "decisions": DECISIONS,
        "strength_badge": strength_badge,
        "why_ended": next((gettext(word.sentence) for word in CASE_ENDS if word.code == case.end_kind), ""),
        **thread_told(case, whole(request.args.get("before"))),
        "documents": documents_of(case, may_write),
        **arrangements_told(case, Speaking(parties, voice["own"], voice["may_decide"])),
    }


def speaking(case: OverlapCase, parties: Sequence[Organization] | None = None) -> dict[str, Any]:
    """Whether the reader decides the case, for which of its parties they speak, and whom to ask who does neither."""
    may_decide, spoken_for = is_in_charge_of(viewer(), case), speaks_for(viewer(), case)
    known = parties if parties is not None else parties_of(case) if spoken_for else ()
    return {
        "may_decide": may_decide,
        "own": [party for party in known if party.id in spoken_for],
        "why_not": "" if may_decide else str(forbidden(case).faults[0]),
    }


def head(case: OverlapCase) -> dict[str, Any]:
    """What stands above every page of a case."""
    sector = rows_by_id(Sector, [case.sector_id]).get(case.sector_id)
    place = paths_by_id([case.area_id], viewer()).get(case.area_id, "")
    owners = full_names(list(rows_by_id(Account, [case.owner_id]).values()), viewer())
    return {
        "case": case,
        "name": case_name(place, name_of(sector) if sector else ""),
        "place": place,
        "badge": state_badge(case),
        "strength": strength_badge(case.points / POINTS),
        "owner": owners.get(case.owner_id or 0, ""),
        "is_late": is_late(case),
        "is_open": is_open(case),
    }


def documents_of(case: OverlapCase, may_enter: bool) -> OwnedRecords:
    """What the parties and the officer laid before each other; those that were archived last."""
    found = owned_records(type_of(CaseDocument), case)
    return replace(found, texts=(say("Documents"), *found.texts[1:]), may_enter=may_enter)


def items_of(pairs: list[OverlapPair]) -> list[PlanItem]:
    """The items of plans that two of the interventions serve both, each once."""
    return list({item.id: item for pair in pairs for item in pair.shared}.values())


def _area(case: OverlapCase) -> Area | None:
    found: Area | None = visible(Area, viewer()).where(Area.id == case.area_id).first()
    return found
