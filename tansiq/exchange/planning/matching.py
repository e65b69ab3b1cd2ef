"""Rows without an id of ours: which are known, which change a known site, which say the same, and which are new.

equal to the letter to a row that was entered -> unchanged; all others are resolved
part of a proposal -> waiting;  equal to another row of the file in all that it was resolved to -> again
equal to a row that was entered in all that it was resolved to -> unchanged
the same who, what, where, when and whom as sites that no other row is:
    says what one of them says                  -> that one
    as many rows as sites, or more              -> they change these in their order, further ones are new
    fewer                                       -> new, with a warning: ids would tell them apart
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tansiq.exchange.lookup.known_rows import KnownSite, by_digest, by_proposal, interventions_by_id, sites_with_ids
from tansiq.exchange.planning import row_digests
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.planning.differences import of_intervention, of_site
from tansiq.exchange.planning.facts import resolve
from tansiq.exchange.planning.facts_where import month_told
from tansiq.exchange.sheet.reading import Reading
from tansiq.language.words import Sentence, say, say_count
from tansiq.models import ImportedRow, ProposedRow
from tansiq.models.reached_figure import MONTHS
from tansiq.records.row_identity import digest


@dataclass(eq=False, slots=True)
class MatchedRow:
    """A good row with its digests, and the known site that it is or changes; `facts` are of those that were resolved,
    `told` is how many problems there were before."""

    reading: Reading
    fingerprint: bytes
    unread: bytes
    facts: Facts = field(default_factory=Facts)
    identity: bytes = b""
    said: bytes = b""
    besides: bytes = b""
    source_id: str = ""
    known: KnownSite | None = None
    told: int = 0

    def take_back(self) -> None:
        """Forget what was told of its meaning, as nothing is entered of it."""
        del self.reading.problems[self.told :]


@dataclass
class Matching:
    """The rows of a sheet sorted by what the register knows of them. `again` pairs a row with the one that it repeats,
    `waiting` with the id of the proposal that it is part of, `months` with the one that tells of a later month."""

    unchanged: list[MatchedRow] = field(default_factory=list)
    others: list[MatchedRow] = field(default_factory=list)
    again: list[tuple[MatchedRow, MatchedRow]] = field(default_factory=list)
    waiting: list[tuple[MatchedRow, int]] = field(default_factory=list)
    months: list[tuple[MatchedRow, MatchedRow]] = field(default_factory=list)


def match(context: PlanningContext, good: Iterable[tuple[bytes, Reading]]) -> Matching:
    """Sort rows without ids; a few statements for a few hundred rows. Wrong ones are told on their readings."""
    rows = [
        MatchedRow(reading, digest, row_digests.unread(reading), told=len(reading.problems)) for digest, reading in good
    ]
    matcher = _Matcher(context)
    rest = matcher.known_by(ImportedRow.fingerprint, matcher.months_joined(rows), lambda row: row.fingerprint)
    rest = matcher.waiting([row for row in rest if row.identity or matcher.resolve(row)])
    rest = matcher.known_by(ImportedRow.said, matcher.once(rest), lambda row: row.said)
    matcher.known_by_identity(rest)
    matching = matcher.matching
    _tell_what_adds_up(matching.others)
    for row in (*matching.unchanged, *(row for row, _ in (*matching.again, *matching.waiting, *matching.months))):
        row.take_back()
    return matching


def _tell_what_adds_up(rows: Iterable[MatchedRow]) -> None:
    """Warn of new rows that another one differs from in numbers alone: their people are added up."""
    alike: dict[tuple[bytes, ...], list[MatchedRow]] = defaultdict(list)
    for row in rows:
        if row_digests.people_of(row.reading)[1]:
            alike[row.identity, row.besides, row.unread].append(row)
    for group in alike.values():
        firsts: dict[tuple[Any, ...], MatchedRow] = {}
        for row in group if len(group) > 1 else ():
            if firsts.setdefault(row.facts.key, row) is not row and row.known is None:
                row.reading.tell("warning", "adds-up", row_digests.people_of(row.reading)[0], _ADDS_UP)


class _Matcher:
    """The rows of one sheet on their way; `_taken` holds the rows that sites were found for, by site."""

    def __init__(self, context: PlanningContext) -> None:
        self.matching = Matching()
        self._context = context
        self._taken: dict[int, MatchedRow] = {}

    def known_by(self, column: Any, rows: Sequence[MatchedRow], key: Callable[[MatchedRow], bytes]) -> list[MatchedRow]:
        """Take the rows out that were entered with the same digest: each is one of the sites that have it."""
        found = by_digest(self._context.viewer, column, {key(row) for row in rows})
        rest = []
        for row in rows:
            sites = found.get(key(row), [])
            free = next((site for site in sites if site.id not in self._taken), None)
            if free is not None:
                self._take(row, free)
                self.matching.unchanged.append(row)
            elif not self._repeats(row, [site.id for site in sites]):
                rest.append(row)
        return rest

    def resolve(self, row: MatchedRow) -> bool:
        """Read what a row means; whether it is right."""
        row.facts = resolve(self._context, row.reading)
        if row.reading.is_wrong:
            return False
        row.identity, row.said = row_digests.known_by(row.reading, row.facts)
        row.besides = row_digests.besides(row.reading, row.facts)
        row.source_id = row_digests.source_id(row.reading)
        return True

    def months_joined(self, rows: Sequence[MatchedRow]) -> list[MatchedRow]:
        """The rows, of those that differ in the month of their figure alone the last one, with the figures of all."""
        monthly = [row for row in rows if month_told(row.reading)]
        apart = [row for row in rows if not month_told(row.reading)]
        groups: dict[Any, list[MatchedRow]] = defaultdict(list)
        for row in (row for row in monthly if self.resolve(row)):
            is_told = MONTHS in row.facts.site
            key = (row.identity, row.besides, row.unread, row.facts.key) if is_told else row.reading.row.number
            groups[key].append(row)
        return [*apart, *(row for group in groups.values() for row in self._joined(group))]

    def _joined(self, rows: list[MatchedRow]) -> list[MatchedRow]:
        """One row for each of the first rows of a month, further ones of the same month beside it."""
        firsts = dict[date, MatchedRow]()
        for row in rows:
            for month in row.facts.site.get(MONTHS, ()):
                firsts.setdefault(month, row)
        if len(firsts) < 2:
            return rows
        last = firsts[max(firsts)]
        last.facts.site[MONTHS] = {month: people for row in firsts.values() for month, people in
                                   row.facts.site[MONTHS].items()}  # fmt: skip
        last.fingerprint = digest({str(month): row.fingerprint.hex() for month, row in firsts.items()})
        last.said = row_digests.known_by(last.reading, last.facts).said
        joined = [row for row in firsts.values() if row is not last]
        self.matching.months += [(row, last) for row in joined]
        name, _month = month_told(last.reading) or ("", None)
        last.reading.tell("warning", "months-joined", name, _months_joined(len(firsts)))
        return [last, *(row for row in rows if row is not last and row not in joined)]

    def waiting(self, rows: Sequence[MatchedRow]) -> list[MatchedRow]:
        """Take the rows out that say the same as one that is part of a proposal."""
        found = by_proposal(self._context.viewer, ProposedRow.said, {row.said for row in rows})
        self.matching.waiting += [(row, found[row.said]) for row in rows if row.said in found]
        return [row for row in rows if row.said not in found]

    def once(self, rows: Sequence[MatchedRow]) -> list[MatchedRow]:
        """Take the rows out that say the same as another one of the sheet."""
        firsts: dict[tuple[bytes, ...], MatchedRow] = {}
        for row in rows:
            first = firsts.setdefault((row.said, row.besides, row.unread), row)
            if first is not row:
                self.matching.again.append((row, first))
        return list(firsts.values())

    def known_by_identity(self, rows: Sequence[MatchedRow]) -> None:
        """Find the sites that rows change, among those of the same who, what, where, when and whom."""
        found = by_digest(self._context.viewer, ImportedRow.identity, {row.identity for row in rows})
        alike: dict[bytes, list[MatchedRow]] = defaultdict(list)
        for row in self._known_by_values(rows, found):
            self.matching.others.append(row)
            alike[row.identity].append(row)
        for identity, group in alike.items():
            free = [site for site in found.get(identity, ()) if site.id not in self._taken and not site.is_archived]
            self._pair([row for row in group if row.known is None], free)

    def _known_by_values(self, rows: Sequence[MatchedRow], found: dict[bytes, list[KnownSite]]) -> list[MatchedRow]:
        """Give the rows their sites that say what is stored already; those that repeat such a row are taken out."""
        every = [site for sites in found.values() for site in sites]
        sites = sites_with_ids(self._context.viewer, {site.id for site in every})
        works = interventions_by_id(self._context.viewer, {site.intervention_id for site in every})
        rest = []
        for row in rows:
            same = [
                site
                for site in found.get(row.identity, ())
                if not of_site(sites[site.id], row.facts)
                and not of_intervention(works[site.intervention_id], row.facts, loosely=True)
            ]
            free = next((site for site in same if site.id not in self._taken and _may_be(row, site)), None)
            if free is not None:
                self._take(row, free)
            if free is not None and free.is_archived:
                self.matching.unchanged.append(row)
            elif free is not None or not self._repeats(row, [site.id for site in same]):
                rest.append(row)
        return rest

    def _pair(self, rows: list[MatchedRow], sites: list[KnownSite]) -> None:
        """Give rows the sites they change: those of the same id in the sender's system, then in their order."""
        by_source = {site.source_id: site for site in reversed(sites) if site.source_id}
        for row in rows:
            if row.source_id in by_source:
                self._take(row, by_source.pop(row.source_id))
        rows = [row for row in rows if row.known is None]
        sites = [site for site in sites if site.id not in self._taken]
        fewer = len(rows) < len(sites)
        for row in rows:
            site = next((site for site in sites if site.id not in self._taken and _may_be(row, site)), None)
            if site is not None and fewer:
                row.reading.tell("warning", "ids-wanted", "record_id", _IDS_WANTED)
            elif site is not None:
                self._take(row, site)

    def _take(self, row: MatchedRow, site: KnownSite) -> None:
        row.known = site
        self._taken[site.id] = row

    def _repeats(self, row: MatchedRow, site_ids: Collection[int]) -> bool:
        """Whether a row of the sheet that was found to be one of these sites says the same, in its other cells too."""
        taking = [self._taken[one] for one in site_ids if one in self._taken]
        first = next((other for other in taking if other.unread == row.unread and _same_besides(other, row)), None)
        if first is not None:
            self.matching.again.append((row, first))
        return first is not None


def _months_joined(count: int) -> Sentence:
    return say_count(
        "%(count)s row tells of this site, month by month. It is read as everybody reached so far.",
        "%(count)s rows tell of this site, month by month. They are read as everybody reached so far: the last month "
        "counts, and months are not added up.",
        count,
    )


def _same_besides(known: MatchedRow, row: MatchedRow) -> bool:
    """A row that is known to the letter was not resolved; where it says the same, its cells mean the same."""
    return row_digests.besides(known.reading, row.facts) == row_digests.besides(row.reading, row.facts)


def _may_be(row: MatchedRow, site: KnownSite) -> bool:
    """Two ids of one system are two rows."""
    return not row.source_id or not site.source_id or row.source_id == site.source_id


_ADDS_UP = say(
    "Another row says the same of who does what, where, when and for whom, with other numbers. Both are entered and "
    "add up. Where one corrects the other, keep only that one."
)
_IDS_WANTED = say(
    "Several records say the same of who does what where and when, so this row was taken as new. "
    "Export the records and change the rows that carry their ids."
)
