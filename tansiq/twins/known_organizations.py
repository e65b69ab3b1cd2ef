"""The organisations of the register as twins are looked for among them: kept in memory, brought up to date by stamps.

    stamps moved -> ids and versions of all rows -> those that differ are read and put in anew

Those that are archived, or joined to another one, are left out: nobody is told of them. What is kept holds everything,
hidden rows too; `finding` tells of it what the viewer may see.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from peewee import chunked

from tansiq.exchange.lookup.acronyms import acronym_keys
from tansiq.exchange.lookup.name_likeness import name_keys
from tansiq.exchange.lookup.organization_evidence import OrganizationEvidence
from tansiq.exchange.lookup.organization_index import OrganizationEntry, organization_entry
from tansiq.exchange.lookup.organization_likeness import Likeness, likeness
from tansiq.exchange.lookup.organization_twins import KeyedBodies
from tansiq.exchange.lookup.place_words import PlaceWords, place_words
from tansiq.language.arabic import fold_tight
from tansiq.models import Area, Licence, Organization, OrganizationContact
from tansiq.models.data_stamps import stamps_of_now, table_name
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import ANONYMOUS
from tansiq.twins.addresses import domain_of_mail, domain_of_site

_AT_ONCE = 500
_SOME = 100
"""Organisations whose twins are looked for while others wait: some tenths of a second."""
_LONGEST, _MOST_NAMES = 300, 20
"""Letters of a name, and names of one organisation, that are compared: whatever somebody types, it takes no longer."""
_TABLES = tuple(map(table_name, (Organization, OrganizationContact, Licence, Area)))
_turn = RLock()


@contextmanager
def known_organizations() -> "Iterator[KnownOrganizations]":
    """Those of the database in use, as they are now; nobody else looks at them meanwhile."""
    with _turn:
        found = _kept.get(db.obj, KnownOrganizations, alive=db.obj)
        found.bring_up_to_date()
        yield found


def find_all_twins() -> None:
    """Look for the twins of all, some at a time: of a whole register it takes seconds, once, for which nobody who types
    the name of another one should wait."""
    is_done = False
    while not is_done:
        with known_organizations() as found:
            is_done = found.find_some(_SOME) == 0


class KnownOrganizations:
    """Entries by id, the keys they are found by, and the likely twins of each as far as they were asked for."""

    def __init__(self) -> None:
        self.entries: dict[int, OrganizationEntry] = {}
        self.evidence = OrganizationEvidence(PlaceWords())
        self._keyed = KeyedBodies[int]()
        self._seen: dict[int, tuple[Any, ...]] = {}
        self._twins: dict[int, dict[int, Likeness]] = {}
        self._asked: set[int] = set()
        self._stamps: tuple[int, ...] = ()

    def nearest(self, entry: OrganizationEntry) -> list[int]:
        """The ids of those that may be the same as an entry, stored or not; its own is left out."""
        return [row_id for row_id in self._keyed.nearest(keys_of_entry(entry)) if row_id != entry.id]

    def weigh(self, one: OrganizationEntry, other: OrganizationEntry) -> Likeness:
        """How likely two of them are one."""
        return likeness(one, other, self.evidence)

    def pairs(self) -> Iterator[tuple[int, int, Likeness]]:
        """All pairs that are likely one by all that is known of them, each once, lower id first."""
        self.find_some(len(self.entries))
        for row_id, twins in self._twins.items():
            yield from ((row_id, other, found) for other, found in twins.items() if row_id < other)

    def find_some(self, most: int) -> int:
        """Look for the twins of so many of those whose twins were never looked for; how many are left."""
        left = list(self.entries.keys() - self._asked)
        for row_id in left[:most]:
            self._find_twins(row_id)
            self._asked.add(row_id)
        return max(len(left) - most, 0)

    def _find_twins(self, row_id: int) -> None:
        """Weigh one against those near it; each of a pair knows the other."""
        entry, own = self.entries[row_id], self._twins.setdefault(row_id, {})
        for other in self.nearest(entry):
            found = own.get(other) or self.weigh(entry, self.entries[other])
            if found.is_likely:
                own[other] = found
                self._twins.setdefault(other, {})[row_id] = found

    def bring_up_to_date(self) -> None:
        """Read what has changed since; nothing where the stamps are as they were."""
        told = stamps_of_now()
        now = tuple(told.get(name, 0) for name in _TABLES)
        if now == self._stamps:
            return
        if now[-1:] != self._stamps[-1:]:
            # Areas change seldom; what names of places say of a pair is weighed anew.
            self.evidence = OrganizationEvidence(place_words(ANONYMOUS))
            self._twins.clear()
            self._asked.clear()
        self._read()
        self._stamps = now

    def _read(self) -> None:
        domains, licences = _domains(), _licences()
        now = {row[0]: (*row, domains[row[0]], licences[row[0]]) for row in _versions()}
        for row_id in [one for one in self._seen if self._seen[one] != now.get(one)]:
            self._forget(row_id)
        for piece in chunked([row_id for row_id in now if row_id not in self._seen], _AT_ONCE):
            for row in Organization.select().where(Organization.id.in_(piece)):
                self._keep(row, domains[row.id], licences[row.id])
                self._seen[row.id] = now[row.id]

    def _keep(self, row: Organization, domains: frozenset[str], licences: frozenset[str]) -> None:
        entry = weighed_entry(row, domains, licences)
        self.entries[row.id] = entry
        self._keyed.add(row.id, keys_of_entry(entry))

    def _forget(self, row_id: int) -> None:
        del self._seen[row_id], self.entries[row_id]
        self._keyed.remove(row_id)
        self._asked.discard(row_id)
        for other in self._twins.pop(row_id, {}):
            self._twins[other].pop(row_id, None)


_kept: LruCache[KnownOrganizations] = LruCache(4)


def weighed_entry(row: Organization, domains: frozenset[str], licences: frozenset[str]) -> OrganizationEntry:
    """An organisation, stored or not, with all by which it is weighed: `domains` of its contacts, its `licences`."""
    entry = organization_entry(row)
    entry.spellings = [name[:_LONGEST] for name in entry.spellings[:_MOST_NAMES]]
    entry.domains, entry.licences = domains | domain_of_site(row.website), licences
    return entry


def keys_of_entry(entry: OrganizationEntry) -> Iterator[str]:
    """What an organisation is found by: twins share one of these at least."""
    for name in entry.names:
        yield from name_keys(name)
    yield from (f"acronym {key}" for acronym in entry.acronyms for key in acronym_keys(acronym))
    numbers = (entry.registration_number, entry.iati_identifier)
    yield from (f"number {fold_tight(number)}" for number in numbers if number)
    yield from (f"domain {domain}" for domain in entry.domains)
    yield from (f"licence {licence}" for licence in entry.licences)


def licence_key(number_key: str, authority_key: str) -> str:
    """What one licence is known by, whenever it was renewed."""
    return f"{number_key} of {authority_key}"


def _versions() -> Iterator[tuple[Any, ...]]:
    """Of all that stand for themselves and are not archived: the id, and what differs after each change."""
    table = Organization
    stands = table.archived_at.is_null() & table.canonical.is_null()
    # As text: to read thousands of moments takes longer than to ask for them.
    rows: Any = table.select(table.id, table.version, table.changed_at.cast("TEXT")).where(stands).tuples()
    return iter(rows.execute())


def _domains() -> dict[int, frozenset[str]]:
    table = OrganizationContact
    told = table.select(table.organization, table.email).where(table.archived_at.is_null(), table.email != "")
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for row_id, address in iter(told.tuples().execute()):
        found[row_id] |= domain_of_mail(address)
    return found


def _licences() -> dict[int, frozenset[str]]:
    table = Licence
    told = table.select(table.organization, table.number_key, table.authority_key).where(table.archived_at.is_null())
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for row_id, number, authority in iter(told.tuples().execute()):
        found[row_id] |= {licence_key(number, authority)}
    return found
