"""Two interventions side by side: every field of both, those that differ marked, equal ones quiet."""

from dataclasses import dataclass
from typing import Any

from flask import abort
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.overlaps.pairs import OverlapSide, decisions
from admin.panel.field_groups import names_in
from admin.panel.registered_views import view_of_table
from admin.panel.timeline import timeline
from admin.words.formatting import NO_VALUE, bdi, display_rows, number_text
from admin.words.labels import label
from admin.words.naming import paths_by_id
from tansiq.cases.of_pairs import cases_of_pairs
from tansiq.duplication.decisions import pairs_to_decide
from tansiq.duplication.find_overlaps import overlap_between
from tansiq.faults import Refused
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Intervention, Partnership, Site
from tansiq.plans.served_by_both import items_served_by_both
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import visible
from tansiq.records import changes

FACTS = ("record_id", "created_at", "changed_at")


@dataclass(frozen=True)
class ComparedField:
    """One field of both. `is_equal` also where both are empty."""

    label: Sentence
    first: Markup
    second: Markup
    is_equal: bool


def interventions_of_pair(one: object, other: object) -> tuple[Intervention, Intervention]:
    """The two visible interventions with these ids, the lower id first; 404 for any other, and for one twice."""
    try:
        rows = [changes.find(viewer(), Intervention, row_id) for row_id in (one, other)]
    except Refused:
        abort(404)
    first, second = sorted(rows, key=lambda row: row.id)
    if first.id == second.id:
        abort(404)
    return first, second


def comparison(first: Intervention, second: Intervention) -> dict[str, Any]:
    """What the page of a pair shows."""
    overlap = overlap_between(viewer(), first, second)
    own = names_in(view_of_table(Intervention).groups)
    names = [name for name in (*own, *FACTS) if may_see_field(viewer(), name, Intervention)]
    fields, sides = _fields(first, second, names), _sides(first, second)
    decided = decisions([(first.id, second.id)]).get((first.id, second.id))
    may_decide = bool(pairs_to_decide(viewer(), [(first.id, second.id)]))
    shared = items_served_by_both(viewer(), [(first.id, second.id)]).get((first.id, second.id), [])
    told = {
        "shared": shared,
        "overlap": overlap,
        "case_id": cases_of_pairs(viewer(), [overlap]).get((first.id, second.id)) if overlap else None,
        "fields": fields,
        "decided": decided,
        "line": timeline(first, second, overlap),
    }
    return {"may_decide": may_decide, "first": sides[0], "second": sides[1], **told}


def _fields(first: Intervention, second: Intervention, names: list[str]) -> list[ComparedField]:
    seen = display_rows([first, second], names, viewer())
    plain = [
        ComparedField(
            label(name, "intervention"), seen.value(first, name), seen.value(second, name), _equal(first, second, name)
        )
        for name in names
    ]
    return [
        *plain,
        _multi_line_field(label("partnership"), first, second, _partners),
        _multi_line_field(say("Sites"), first, second, _sites),
    ]


def _equal(first: Intervention, second: Intervention, name: str) -> bool:
    return bool(first.__data__.get(name) == second.__data__.get(name))


def _multi_line_field(title: Sentence, first: Intervention, second: Intervention, tell: Any) -> ComparedField:
    one, other = tell(first), tell(second)
    return ComparedField(title, one, other, one == other)


def _partners(row: Intervention) -> Markup:
    held = list(visible(Partnership, viewer()).where(Partnership.intervention == row.id).order_by(Partnership.id))
    seen = display_rows(held, ["organization", "role"], viewer())
    return _lines([Markup("{} · {}").format(seen.value(one, "organization"), seen.value(one, "role")) for one in held])


def _sites(row: Intervention) -> Markup:
    """Each site with its place and its people, targeted and reached."""
    standing = visible(Site, viewer()).where(Site.intervention == row.id, Site.archived_at.is_null())
    held: list[Site] = list(standing.order_by(Site.number))
    seen = display_rows(held, ["area", "population_group"], viewer())
    return _lines([_site(site, seen) for site in held])


def _site(site: Site, seen: Any) -> Markup:
    people = gettext(
        "targeted %(targeted)s, reached %(reached)s", targeted=_people(site.targeted), reached=_people(site.reached)
    )
    return Markup("{} · {} · {}").format(seen.value(site, "area"), seen.value(site, "population_group"), bdi(people))


def _people(count: int | None) -> str:
    return gettext("not known") if count is None else number_text(count)


def _lines(lines: list[Markup]) -> Markup:
    return Markup("<br>").join(lines) or NO_VALUE


def _sides(first: Intervention, second: Intervention) -> list[OverlapSide]:
    seen = display_rows([first, second], ["organization"], viewer())
    return [
        OverlapSide(row, seen.parents["organization"].get(row.organization_id), _places(row)) for row in (first, second)
    ]


def _places(row: Intervention) -> str:
    """The way to its place, or how many places there are."""
    query: Any = visible(Site, viewer()).where(Site.intervention == row.id, Site.archived_at.is_null())
    ids = [area for (area,) in query.select(Site.area).distinct().limit(2).tuples()]
    if len(ids) != 1:
        return gettext("Several places") if ids else ""
    return paths_by_id(ids, viewer()).get(ids[0], "")
