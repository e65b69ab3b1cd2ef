"""The preview of an import as JSON, bounded: what would be new, changed, left, repeated, and what is wrong.

Counts are complete; of the entries the first MOST of each kind are kept.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

import orjson

from tansiq.exchange.lookup.learned_places import UnknownName
from tansiq.exchange.planning.plan import InterventionDraft, Plan, SiteDraft
from tansiq.exchange.values.problems import Problem
from tansiq.imports.field_changes import RowNames, field_changes
from tansiq.imports.stored_texts import Json, name_to_json, sentence_to_json
from tansiq.models.reached_figure import MONTHS
from tansiq.policy.viewer import Viewer

MOST = 2_000
"""Entries of one kind that are kept to be looked at; the marked workbook holds every message."""
_CAUSES = 500
NOTHING_ALONG = ("areas", "organizations", "respelled", "projects", "interventions", "drafts", "archived", "derived")
"""What comes along with sites alone: sheets of other rows count none of these."""


def tally_of(plan: Plan) -> dict[str, int]:
    """How many rows of the sheet become what, and how many areas, organisations and others come with them."""
    more = {
        "again": plan.tally.repeated + plan.tally.same + plan.tally.parts + plan.tally.months,
        "areas": len(plan.areas),
        "organizations": len(plan.organizations),
        "respelled": len(plan.respelled),
        "projects": len(plan.projects),
        "interventions": sum(intervention.is_new for intervention in plan.interventions),
        "drafts": plan.drafts,
        "archived": plan.remarks["archived"],
        "derived": plan.remarks["status-derived"],
        "places": len(plan.heard.unknown),
    }
    severities = Counter(problem.severity for problem in plan.problems)
    return {**asdict(plan.tally), **more, "warnings": severities["warning"], "notices": severities["notice"]}


def preview_of(viewer: Viewer, plan: Plan) -> Json:
    """Everything a person looks at before anything is entered, as `viewer` may see it."""
    names = RowNames(viewer)
    return {
        "new": list(islice(_new(plan), MOST)),
        "changed": list(islice(_changed(plan, names), MOST)),
        "unchanged": sorted(plan.unchanged)[:MOST],
        "again": sorted(plan.again)[:MOST],
        "waiting": sorted(plan.waiting)[:MOST],
        "wrong": causes_of(plan.problems, ("error",)),
        "warnings": causes_of(plan.problems, ("warning", "notice")),
        "areas": [{**name_to_json(place), "level": place.level} for place in plan.areas[:MOST]],
        "organizations": [name_to_json(organization) for organization in plan.organizations[:MOST]],
        "projects": [name_to_json(project) for project in plan.projects[:MOST]],
        "merged": [sentence_to_json(reason) for reason in islice(plan.merging.reasons.values(), MOST)],
        "places": [_unknown(one) for one in plan.heard.unknown.values()],
        "columns": {"personal": plan.left_out, "not_kept": plan.not_kept, "unknown": plan.unknown_columns},
    }


def _unknown(name: UnknownName) -> Json:
    """A name of an area that nobody knows, and what a person may say that it means; its key is the same in any plan."""
    told = orjson.dumps([name.within.pcode, name.level, name.spellings])
    return {
        "key": hashlib.blake2b(told, digest_size=8).hexdigest(),
        "spellings": name.spellings,
        "level": name.level,
        "within": name_to_json(name.within),
        "near": [name_to_json(place) for place in name.near],
        "new": name.is_new,
        "count": name.count,
        "cell": name.cell,
    }


def _new(plan: Plan) -> Iterator[Json]:
    for intervention in plan.interventions:
        for draft in intervention.sites:
            if draft.site is None:
                yield _row(intervention, draft)


def _row(intervention: InterventionDraft, draft: SiteDraft) -> Json:
    work, site = draft.facts.intervention, draft.facts.site
    return {
        "row": draft.reading.row.number,
        "organization": name_to_json(draft.facts.organization) if draft.facts.organization else None,
        "title": {"ar": work.get("title_ar", ""), "en": work.get("title_en", ""), "code": ""},
        "place": name_to_json(draft.facts.place) if draft.facts.place else None,
        "status": work.get("status"),
        "targeted": site.get("targeted"),
        "reached": last_figure(site),
        "proposed": intervention.is_proposed,
        "joins": None if intervention.is_new or intervention.stored is None else intervention.stored.id,
    }


def last_figure(site: Mapping[str, Any]) -> int | None:
    """What a site is said to have reached: by its last month, where it is told by month."""
    months = site.get(MONTHS)
    found: int | None = months[max(months)] if months else site.get("reached")
    return found


def _changed(plan: Plan, names: RowNames) -> Iterator[Json]:
    for intervention in plan.interventions:
        if intervention.stored is None:
            yield from (_moved(intervention, draft) for draft in intervention.sites if draft.site is not None)
            continue
        for draft in intervention.sites:
            if draft.site is not None and (draft.changes or intervention.changes or intervention.partners):
                said = list(field_changes(intervention, draft, names))
                told = {"row": draft.reading.row.number, "proposed": intervention.is_proposed}
                yield {**told, "intervention": intervention.stored.id, "changes": said}


def _moved(intervention: InterventionDraft, draft: SiteDraft) -> Json:
    """A known site that goes over to an intervention of its own."""
    return {
        **_row(intervention, draft),
        "intervention": draft.site.intervention_id if draft.site else None,
        "changes": [],
    }


def causes_of(problems: Iterable[Problem], severities: tuple[str, ...]) -> list[Json]:
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
    return {"severity": problem.severity, "text": sentence_to_json(problem.sentence), "count": 0, "cells": []}
