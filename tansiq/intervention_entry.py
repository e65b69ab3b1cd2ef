r"""One intervention as a form holds it: itself, its project, its partners and its sites, saved together or not at all.

    Entry -> save -> faults of every row -> project, intervention, partners, sites, removed sites (archived)
                  \                      \
                   `----------------------`--> Refused: every fault with its place; nothing was written

A place names the row and the field: "ends_on" of the intervention itself, "project.code", "partners",
"sites.1.targeted", "removed.0"; rows are counted from 0 as the entry holds them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from tansiq.duplication.find_overlaps import overlaps_of
from tansiq.duplication.overlap import Overlap
from tansiq.duplication.pairs import LEADING
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Intervention, Partnership, PlanItem, Project, Record, Site
from tansiq.models.column_values import column_faults
from tansiq.models.definitions import holder_of, known
from tansiq.models.intervention import PLACELESS
from tansiq.models.site import PEOPLE_PARTS
from tansiq.plans.serving import commit_to_items, items_to_serve
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes, denormalised, row_faults
from tansiq.records.copied_values import copied_values
from tansiq.records.rule_faults import rule_faults

Part = dict[str, Any]


@dataclass
class Entry:
    """What a form holds. `sites` stand in the order in which they are to be shown, with the version at which
    they were read; `removed` are stored sites to be archived. Stored sites in neither list stay as they are.
    `partners` are {"organization": id, "role": code}. `project` is a new one, entered with the intervention. `serves`
    are ids of items of plans to which it is committed from now on.
    """

    intervention: Intervention
    partners: list[Part] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    removed: list[Site] = field(default_factory=list)
    project: Project | None = None
    serves: list[int] = field(default_factory=list)


def standing_sites(viewer: Viewer, intervention: Intervention) -> list[Site]:
    """The sites of a stored intervention that are not archived, in the order in which they are shown."""
    query = visible(Site, viewer).where(Site.intervention == intervention.id, Site.archived_at.is_null())
    return list(query.order_by(*Site.order()))


def held(viewer: Viewer, intervention: Intervention) -> Entry:
    """A stored intervention as its form shows it at first."""
    query = visible(Partnership, viewer).where(Partnership.intervention == intervention.id).order_by(Partnership.id)
    partners = [{"organization": part.organization_id, "role": part.role} for part in query]
    return Entry(intervention, partners, standing_sites(viewer, intervention))


def copied(viewer: Viewer, intervention: Intervention) -> Entry:
    """A new entry after the example of a stored one: nobody is reached yet, and nothing is saved."""
    example = held(viewer, intervention)
    return Entry(
        Intervention.of(copied_values(intervention)), example.partners, [_copied_site(site) for site in example.sites]
    )


def complete_totals(site: Site, before: Part) -> None:
    """Let "targeted" and "reached" be the sum of their parts where nobody says otherwise.

    `before` are the values of the stored site, {} of a new one: a total that was the sum of its parts, and was
    left alone while these changed, follows them.
    """
    was = Site.of(before)
    for measure in ("targeted", "reached"):
        total, old = getattr(site, measure), was.sum_of_parts(measure)
        if total is None or (old is not None and total == old == getattr(was, measure)):
            setattr(site, measure, site.sum_of_parts(measure) if _has_parts(site, measure) else total)


def overlaps(viewer: Viewer, entry: Entry, first: int = 5) -> list[Overlap]:
    """The best overlaps of an entry, saved or not; empty while too much of it is missing or wrong."""
    row = entry.intervention
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        return []
    leading = [part["organization"] for part in entry.partners if part["role"] in LEADING and part["organization"]]
    return overlaps_of(viewer, row, entry.sites, leading, first)


def items_to_offer(viewer: Viewer, entry: Entry) -> list[PlanItem]:
    """The items of plans that an entry, saved or not, may serve, with those to which it is to be committed."""
    places = {site.area_id for site in entry.sites if site.area_id}
    found = items_to_serve(viewer, entry.intervention, places)
    chosen = visible(PlanItem, viewer).where(
        PlanItem.id.in_(entry.serves), PlanItem.id.not_in([row.id for row in found])
    )
    return [*chosen, *found] if entry.serves else found


def faults(viewer: Viewer, entry: Entry, unread: Iterable[str] = ()) -> list[Fault]:
    """Everything wrong with an entry as it is filled, each at its place; nothing is written.

    `unread` are places whose values could not be read: no rule over these is asked.
    """
    found = [*_faults(entry), *_among(viewer, entry), *_strange(viewer, entry)]
    return [*found, *_by_rules(viewer, entry, {*unread, *(fault.field for fault in found)})]


def save(viewer: Viewer, entry: Entry) -> Intervention:
    """Save all of an entry in one transaction. Raises Refused with every fault at its place: FORBIDDEN,
    NOT_FOUND (a site of another intervention), MISSING, CHANGED_MEANWHILE, CONFLICT, or those of the rows."""
    row = entry.intervention
    changes.require(viewer, "CHANGE" if row.id else "CREATE", row)
    with changes.together():
        if row.id:
            # Two who add a site of one place and group at once would not see each other's.
            hold(Intervention, [row.id])
        found = _Found(faults(viewer, entry))
        found.stop()
        _write(viewer, entry, found)
        found.stop()
    return row


class _Found:
    """Faults gathered from several rows, each at its place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Gather what the block is refused for."""
        try:
            yield
        except Refused as refusal:
            self.faults += _placed(place, refusal.faults)

    def stop(self) -> None:
        if self.faults:
            raise Refused(*self.faults)


def _write(viewer: Viewer, entry: Entry, found: _Found) -> None:
    row = entry.intervention
    if entry.project is not None:
        with found.at("project"):
            row.project_id = changes.save(viewer, entry.project, is_asked=True).id
    with found.at(""):
        changes.save(viewer, row, is_asked=True)
    if not row.__data__.get("id"):
        return
    with found.at("partners"):
        changes.replace_parts(viewer, row, Partnership, entry.partners)
    _arrange(entry)
    for number, site in enumerate(entry.sites):
        with found.at(f"sites.{number}"):
            site.intervention_id = row.id
            changes.save(viewer, site, is_asked=True)
    for number, site in enumerate(entry.removed):
        with found.at(f"removed.{number}"):
            changes.archive(viewer, site)
    with found.at("serves"):
        commit_to_items(viewer, row, entry.serves)


def _faults(entry: Entry) -> Iterator[Fault]:
    """All that is wrong with the rows by themselves."""
    for place, row in _rows(entry):
        yield from _placed(place, _alone(row))
    for number, part in enumerate(entry.partners):
        yield from _placed(f"partners.{number}", column_faults(Partnership, part))


def _rows(entry: Entry) -> Iterator[tuple[str, Record]]:
    """The rows that are saved, each with its place."""
    yield "", entry.intervention
    if entry.project:
        yield "project", entry.project
    yield from ((f"sites.{number}", site) for number, site in enumerate(entry.sites))


def _by_rules(viewer: Viewer, entry: Entry, told: set[str]) -> Iterator[Fault]:
    """What rules of the ministry refuse or ask about, but for those over fields that are told of already."""
    for place, row in _rows(entry):
        if isinstance(row, Site) and entry.intervention.id and not row.__data__.get("intervention"):
            # Whose it is says who may be told of its personal fields.
            row.intervention_id = entry.intervention.id
        if place not in told - {""}:
            named = {name.removeprefix(f"{place}.") for name in told if not place or name.startswith(f"{place}.")}
            yield from _placed(place, rule_faults(viewer, row, _before(row), named))


def _alone(row: Record) -> list[Fault]:
    asked = row_faults.faults_by_itself if isinstance(row, Site) else row_faults.all_faults
    return asked(row, _before(row), later=("intervention",))


def _before(row: Record) -> dict[str, Any]:
    """The stored values of a row that own fields are compared with; {} where none are defined."""
    has_own = bool(row.__data__.get("id") and known().all_of(holder_of(row)))
    stored = type(row).get_or_none(type(row).id == row.id) if has_own else None
    return stored.values() if stored is not None else {}


def _among(viewer: Viewer, entry: Entry) -> Iterator[Fault]:
    """What is wrong with the sites together: none where the intervention is to be published, or a second of one place
    and group that was not so before."""
    stored = {site.id: site for site in standing_sites(viewer, entry.intervention)} if entry.intervention.id else {}
    told = {site.id for site in (*entry.sites, *entry.removed)}
    others = [site for site in stored.values() if site.id not in told]
    if entry.intervention.needs_place and not (entry.sites or others):
        yield Fault("MISSING", "sites", PLACELESS)
    fresh = count(denormalised.next_site_number(entry.intervention.id))
    firsts = {site.key: (site.number, False) for site in others}
    for place, site in enumerate(entry.sites):
        number = site.number if site.id else next(fresh)
        is_new = site.id not in stored or stored[site.id].key != site.key
        first, was_new = firsts.setdefault(site.key, (number, is_new))
        if first != number and None not in site.key and (is_new or was_new):
            yield from _placed(f"sites.{place}", [Site.fault_of_twin(first)])


def _strange(viewer: Viewer, entry: Entry) -> Iterator[Fault]:
    """Sites that are no standing sites of this intervention: forged, or archived by somebody meanwhile."""
    told = [(f"sites.{n}", site) for n, site in enumerate(entry.sites)]
    told += [(f"removed.{n}", site) for n, site in enumerate(entry.removed)]
    stored = [(place, site) for place, site in told if site.id]
    own = (
        {site.id for site in standing_sites(viewer, entry.intervention)} if stored and entry.intervention.id else set()
    )
    for place, site in stored:
        if site.id not in own:
            yield Fault("NOT_FOUND", place, say("This site is archived or belongs elsewhere. Reload the page."))


def _placed(place: str, faults: Iterable[Fault]) -> list[Fault]:
    return [replace(fault, field=".".join(filter(None, (place, fault.field)))) for fault in faults]


def _arrange(entry: Entry) -> None:
    """Give the sites the places they have among themselves in the order of the entry; their numbers stay.

    Only places that the sites have already are dealt out anew, so that no two share one.
    """
    fresh = count(denormalised.next_site_number(entry.intervention.id))
    numbers = [site.number if site.id else next(fresh) for site in entry.sites]
    places = sorted(site.position or number for site, number in zip(entry.sites, numbers, strict=True))
    for site, number, place in zip(entry.sites, numbers, places, strict=True):
        site.position = None if place == number else place


def _has_parts(site: Site, measure: str) -> bool:
    return any(getattr(site, f"{measure}_{part}") is not None for part in PEOPLE_PARTS)


def _copied_site(site: Site) -> Site:
    left = {"intervention", "number", "position"}
    values = copied_values(site).items()
    return Site.of({name: value for name, value in values if name not in left and "reached" not in name})
