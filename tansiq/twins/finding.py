"""The likely twins of an organisation, and those of the whole register: told to a person, and never joined by it.

    an organisation, saved or not -> those that share rare words, sounds, numbers, addresses -> weighed as imports do
                                  -> what the viewer may see of them, without pairs that somebody decided on

Contacts and licences are weighed as far as the viewer may see them, so that no score tells of what is hidden.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from peewee import chunked

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_likeness import Likeness
from tansiq.models import Licence, Organization, OrganizationContact, TwinDecision
from tansiq.policy.own_rows import has_own, own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.twins.addresses import domain_of_mail, domain_of_site
from tansiq.twins.known_organizations import (
    KnownOrganizations,
    find_all_twins,
    known_organizations,
    licence_key,
    weighed_entry,
)

TOLD = 5
"""Likely twins that a form tells."""
_AT_ONCE = 500
_KEPT_TO_FEW = {"DOMAIN", "LICENCE"}
"""What rests on papers that not everybody sees."""


@dataclass(frozen=True)
class LikelyTwin:
    """An organisation that is likely the same as another one: its score (0 to 1) and reasons."""

    organization: Organization
    likeness: Likeness


@dataclass(frozen=True)
class LikelyPair:
    """Two organisations that are likely one, by their ids, lower first."""

    first_id: int
    second_id: int
    likeness: Likeness


def likely_twins(viewer: Viewer, row: Organization, most: int = TOLD) -> list[LikelyTwin]:
    """The `most` likeliest twins of an organisation, saved or not, that `viewer` may see; the likeliest first.

    One that is joined to another has none: it is told where that one is.
    """
    own = row.__data__.get("id")
    if row.canonical_id is not None:
        return []
    with known_organizations() as known:
        entry = weighed_entry(row, *_papers(viewer, [own] if own else []).of(own))
        near = {row_id: known.entries[row_id] for row_id in known.nearest(entry)}
        rows = _visible_rows(viewer, near.keys() - _kept_apart(own))
        papers = _papers(viewer, [one.id for one in rows])
        found = [LikelyTwin(one, known.weigh(entry, papers.put_on(near[one.id], one.website))) for one in rows]
    likely = [one for one in found if one.likeness.is_likely]
    return sorted(likely, key=lambda one: (-one.likeness.score, one.organization.id))[:most]


def likely_pairs(viewer: Viewer) -> list[LikelyPair]:
    """All pairs of likely twins that `viewer` may see and look after one of, the likeliest first."""
    find_all_twins()
    with known_organizations() as known:
        found = list(known.pairs())
        decided = {(row.first_id, row.second_id) for row in _decisions()}
        ids = {row_id for first, second, _likeness in found for row_id in (first, second)}
        seen, own = _ids_seen(viewer, ids), _ids_looked_after(viewer)
        told = [
            LikelyPair(first, second, like)
            for first, second, like in found
            if (first, second) not in decided and {first, second} <= seen and (own is None or {first, second} & own)
        ]
        told = told if viewer.reads_all else _weighed_by_what_is_seen(viewer, known, told)
    return sorted(told, key=lambda one: (-one.likeness.score, one.first_id, one.second_id))


def likeness_of(viewer: Viewer, one: Organization, other: Organization) -> Likeness:
    """How likely two organisations are one, by what `viewer` may see of both."""
    papers = _papers(viewer, [one.id, other.id])
    with known_organizations() as known:
        first, second = (weighed_entry(row, *papers.of(row.id)) for row in (one, other))
        return known.weigh(first, second)


def _weighed_by_what_is_seen(
    viewer: Viewer, known: KnownOrganizations, pairs: Iterable[LikelyPair]
) -> list[LikelyPair]:
    pairs = list(pairs)
    asked = [one for one in pairs if _KEPT_TO_FEW & set(one.likeness.codes)]
    papers = _papers(viewer, {row_id for one in asked for row_id in (one.first_id, one.second_id)})
    found = [one for one in pairs if one not in asked]
    for one in asked:
        first, second = (papers.put_on(known.entries[row_id]) for row_id in (one.first_id, one.second_id))
        like = known.weigh(first, second)
        found += [replace(one, likeness=like)] if like.is_likely else []
    return found


class _Papers:
    """The domains of contacts and the licences of some organisations, as far as somebody may see them."""

    def __init__(self, domains: dict[int, frozenset[str]], licences: dict[int, frozenset[str]]) -> None:
        self._domains, self._licences = domains, licences

    def of(self, row_id: int | None) -> tuple[frozenset[str], frozenset[str]]:
        """Those of one; nothing of one that is not stored."""
        return self._domains.get(row_id or 0, frozenset()), self._licences.get(row_id or 0, frozenset())

    def put_on(self, entry: OrganizationEntry, website: str | None = None) -> OrganizationEntry:
        """An entry with these alone."""
        domains, licences = self.of(entry.id)
        return replace(entry, domains=domains | domain_of_site(website), licences=licences)


def _papers(viewer: Viewer, ids: Collection[int]) -> _Papers:
    domains: dict[int, frozenset[str]] = {}
    licences: dict[int, frozenset[str]] = {}
    for piece in chunked(sorted(ids), _AT_ONCE):
        contacts = visible(OrganizationContact, viewer).where(
            OrganizationContact.organization.in_(piece), OrganizationContact.archived_at.is_null()
        )
        for contact in contacts:
            domains[contact.organization_id] = domains.get(contact.organization_id, frozenset()) | domain_of_mail(
                contact.email
            )
        issued = visible(Licence, viewer).where(Licence.organization.in_(piece), Licence.archived_at.is_null())
        for one in issued:
            key = licence_key(one.number_key, one.authority_key)
            licences[one.organization_id] = licences.get(one.organization_id, frozenset()) | {key}
    return _Papers(domains, licences)


def _visible_rows(viewer: Viewer, ids: Collection[int]) -> list[Organization]:
    if not ids:
        return []
    return list(visible(Organization, viewer).where(Organization.id.in_(sorted(ids))))


def _ids_seen(viewer: Viewer, ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for piece in chunked(sorted(ids), _AT_ONCE):
        rows: Any = visible(Organization, viewer).select(Organization.id).where(Organization.id.in_(piece))
        found |= {row_id for (row_id,) in iter(rows.tuples().execute())}
    return found


def _ids_looked_after(viewer: Viewer) -> set[int] | None:
    """The organisations that are the viewer's own to look after; None where these are all."""
    if not has_own(viewer):
        return None
    rows: Any = own_rows(Organization, viewer).select(Organization.id)
    return {row_id for (row_id,) in iter(rows.tuples().execute())}


def _decisions() -> Iterable[TwinDecision]:
    """What was decided is no secret of its own: a pair that both sides of are seen is not told any more."""
    standing: Iterable[TwinDecision] = TwinDecision.select().where(TwinDecision.archived_at.is_null())
    return standing


def _kept_apart(row_id: int | None) -> set[int]:
    if row_id is None:
        return set()
    pairs = TwinDecision.select().where(
        TwinDecision.archived_at.is_null(), (TwinDecision.first == row_id) | (TwinDecision.second == row_id)
    )
    return {row.first_id + row.second_id - row_id for row in pairs}
