"""The rows of a sheet, read once each: rows that repeat another are counted and go no further."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tansiq.exchange.lookup.fingerprints import fingerprint
from tansiq.exchange.sheet.reading import Reading, own_id, read, readable
from tansiq.exchange.sheet.understand import Understood
from tansiq.exchange.values.problems import Problem

Progress = Callable[[str, int], None]
EVERY = 5_000


@dataclass
class Sifted:
    """What is left of a sheet. `repeated` rows equal another to the letter, `same` ones in all we understand.

    `again` holds the numbers of both, each with that of the row it repeats.
    """

    rows: int = 0
    repeated: int = 0
    same: int = 0
    good: list[tuple[bytes, Reading]] = field(default_factory=list)
    wrong: list[Reading] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)


def sift(table: Understood, progress: Progress) -> Sifted:
    """Read all rows. A row with an unreadable cell is wrong, unless it carries an id of ours: only its changed
    cells need to be understood."""
    fields, sifted = readable(table), Sifted()
    digests: dict[bytes, int] = {}
    prints: dict[bytes, int] = {}
    for row in table.rows():
        sifted.rows += 1
        if sifted.rows % EVERY == 0:
            progress("read", sifted.rows)
        digest = row.digest
        first = digests.setdefault(digest, row.number)
        if first != row.number:
            sifted.repeated += 1
            sifted.again.append((row.number, first))
            continue
        _sort(sifted, read(row, fields), prints)
    progress("read", sifted.rows)
    return sifted


def _sort(sifted: Sifted, reading: Reading, prints: dict[bytes, int]) -> None:
    if reading.is_wrong and own_id(reading) is None:
        sifted.wrong.append(reading)
        return
    found = fingerprint(reading.values)
    first = prints.setdefault(found, reading.row.number)
    if first != reading.row.number:
        sifted.same += 1
        sifted.again.append((reading.row.number, first))
        return
    sifted.good.append((found, reading))


def problems_of(readings: list[Reading]) -> list[Problem]:
    """All that is told of these rows, in the order of the sheet."""
    return [problem for reading in sorted(readings, key=lambda r: r.row.number) for problem in reading.problems]
