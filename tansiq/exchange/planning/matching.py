"""Rows without an id of ours: which are known, which change a known site, and which are new.

fingerprint known -> unchanged
identity known exactly once in the register and once in the file -> that site is changed
else -> new (with a warning where the register has several such sites: ids would tell them apart)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tansiq.exchange.lookup.fingerprints import identity
from tansiq.exchange.lookup.known_rows import KnownSite, by_fingerprint, by_identity
from tansiq.exchange.planning.context import Ground
from tansiq.exchange.sheet.reading import Reading
from tansiq.language.words import say


@dataclass(eq=False, slots=True)
class Row:
    """A good row with its digests, and the known site that it is or changes."""

    reading: Reading
    fingerprint: bytes
    identity: bytes
    known: KnownSite | None = None


@dataclass
class Matching:
    """The rows of a sheet sorted by what the register knows of them."""

    unchanged: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)


def match(at: Ground, good: Iterable[tuple[bytes, Reading]]) -> Matching:
    """Sort rows without ids; two statements for a few hundred rows."""
    rows = [Row(reading, digest, identity(reading.values)) for digest, reading in good]
    known = by_fingerprint(at.viewer, {row.fingerprint for row in rows})
    matching = Matching()
    for row in rows:
        row.known = known.get(row.fingerprint)
        (matching.unchanged if row.known else matching.others).append(row)
    _match_identities(at, matching)
    return matching


def _match_identities(at: Ground, matching: Matching) -> None:
    taken = {row.known.id for row in matching.unchanged if row.known}
    found = by_identity(at.viewer, {row.identity for row in matching.others})
    times = Counter(row.identity for row in matching.others)
    for row in matching.others:
        sites = [site for site in found.get(row.identity, ()) if site.id not in taken]
        if len(sites) == 1 and times[row.identity] == 1:
            row.known = sites[0]
        elif sites:
            text = say("Several records say the same of who does what where and when, so this row was taken as new. "
                       "Export the records and change the rows that carry their ids.")  # fmt: skip
            row.reading.tell("warning", "ids-wanted", "record_id", text)
