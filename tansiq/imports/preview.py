"""The preview of an import as JSON, bounded: what would be new, changed, left, repeated, and what is wrong.

Counts are complete; of the entries the first MOST of each kind are kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from tansiq.exchange.planning.plan import Draft, Plan, Team
from tansiq.exchange.values.problems import Problem
from tansiq.imports.field_changes import Names, differing
from tansiq.imports.stored_sentences import Json, of_name, of_sentence
from tansiq.policy.viewer import Viewer

MOST = 2_000
"""Entries of one kind that are kept to be looked at; the marked workbook holds every message."""
_CAUSES = 500


def tally_of(plan: Plan) -> dict[str, int]:
    """How many rows of the sheet become what, and how many areas, organisations and others come with them."""
    more = {
        "again": plan.tally.repeated + plan.tally.same,
        "areas": len(plan.areas),
        "organizations": len(plan.bodies),
        "respelled": len(plan.respelled),
        "projects": len(plan.ventures),
        "interventions": sum(_is_new(team) for team in plan.teams),
        "archived": plan.remarks["archived"],
        "derived": plan.remarks["status-derived"],
    }
    severities = Counter(problem.severity for problem in plan.problems)
    return {**asdict(plan.tally), **more, "warnings": severities["warning"], "notices": severities["notice"]}


def preview_of(viewer: Viewer, plan: Plan) -> Json:
    """Everything a person looks at before anything is entered, as `viewer` may see it."""
    names = Names(viewer)
    return {
        "new": list(islice(_new(plan), MOST)),
        "changed": list(islice(_changed(plan, names), MOST)),
        "unchanged": sorted(plan.unchanged)[:MOST],
        "again": sorted(plan.again)[:MOST],
        "waiting": sorted(plan.waiting)[:MOST],
        "wrong": _causes(plan.problems, ("error",)),
        "warnings": _causes(plan.problems, ("warning", "notice")),
        "areas": [{**of_name(place), "level": place.level} for place in plan.areas[:MOST]],
        "organizations": [of_name(body) for body in plan.bodies[:MOST]],
        "projects": [of_name(venture) for venture in plan.ventures[:MOST]],
        "merged": [of_sentence(reason) for reason in islice(plan.merging.reasons.values(), MOST)],
        "columns": {"personal": plan.left_out, "not_kept": plan.not_kept, "unknown": plan.unknown_columns},
    }


def _is_new(team: Team) -> bool:
    return team.stored is None or team.next_number is not None


def _new(plan: Plan) -> Iterator[Json]:
    for team in plan.teams:
        for draft in team.drafts:
            if draft.site is None:
                yield _row(team, draft)


def _row(team: Team, draft: Draft) -> Json:
    work, site = draft.facts.intervention, draft.facts.site
    return {
        "row": draft.reading.row.number,
        "organization": of_name(draft.facts.body) if draft.facts.body else None,
        "title": {"ar": work.get("title_ar", ""), "en": work.get("title_en", ""), "code": ""},
        "place": of_name(draft.facts.place) if draft.facts.place else None,
        "status": work.get("status"),
        "targeted": site.get("targeted"),
        "reached": site.get("reached"),
        "proposed": team.is_proposed,
        "joins": None if _is_new(team) or team.stored is None else team.stored.id,
    }


def _changed(plan: Plan, names: Names) -> Iterator[Json]:
    for team in plan.teams:
        if team.stored is None:
            yield from (_moved(team, draft) for draft in team.drafts if draft.site is not None)
            continue
        for draft in team.drafts:
            if draft.site is not None and (draft.told or team.told or team.partners):
                said = list(differing(team, draft, names))
                told = {"row": draft.reading.row.number, "proposed": team.is_proposed}
                yield {**told, "intervention": team.stored.id, "changes": said}


def _moved(team: Team, draft: Draft) -> Json:
    """A known site that goes over to an intervention of its own."""
    return {**_row(team, draft), "intervention": draft.site.intervention_id if draft.site else None, "changes": []}


def _causes(problems: Iterable[Problem], severities: tuple[str, ...]) -> list[Json]:
    """Problems that say the same, joined, each with its first cells; as many cells in all as are kept."""
    found: dict[tuple[str, str], Json] = {}
    kept = 0
    for problem in problems:
        if problem.severity not in severities:
            continue
        key = (problem.severity, str(problem.sentence))
        if key not in found and len(found) == _CAUSES:
            continue
        cause = found.setdefault(key, _cause(problem))
        cause["count"] += 1
        if kept < MOST:
            cause["cells"].append([problem.address, problem.value[:200]])
            kept += 1
    return sorted(found.values(), key=lambda cause: (severities.index(cause["severity"]), -cause["count"]))


def _cause(problem: Problem) -> dict[str, Any]:
    return {"severity": problem.severity, "text": of_sentence(problem.sentence), "count": 0, "cells": []}
