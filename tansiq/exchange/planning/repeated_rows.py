"""The rows of a sheet, read once each: rows that repeat another are counted and go no further."""

from dataclasses import dataclass, field

from tansiq.exchange.lookup.fingerprints import fingerprint
from tansiq.exchange.planning.row_digests import unread
from tansiq.exchange.sheet.reading import Reading, own_id, read_row, readable_fields
from tansiq.exchange.sheet.understand import Row, UnderstoodSheet
from tansiq.exchange.values.problems import Problem
from tansiq.language.words import say
from tansiq.platform.progress import Progress

EVERY = 5_000


@dataclass
class Sifted:
    """What is left of a sheet. `repeated` rows equal another to the letter, `same` ones in all their cells but for
    capitals and spaces.

    `again` holds the numbers of both, each with that of the row it repeats; `people` are the persons they name, and
    `told` says so at their cells.
    """

    rows: int = 0
    repeated: int = 0
    same: int = 0
    people: int = 0
    good: list[tuple[bytes, Reading]] = field(default_factory=list)
    wrong: list[Reading] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)

    def repeats(self, row: Row, first: Reading) -> None:
        """Note that a row says no more than another one; what it says is read of that one."""
        name, people = people_of(first)
        self.again.append((row.number, first.row.number))
        self.people += people or 0
        shown = "" if people is None else str(people)
        self.told.append(Problem(row.address(name), shown, _REPEATED, "notice", "repeated-row"))


def people_of(reading: Reading) -> tuple[str, int | None]:
    """The field that counts the people of a row, those reached or else those targeted, and how many they are."""
    name = next((name for name in ("reached", "targeted") if name in reading.values), "")
    return name, reading.values.get(name)


def sift(table: UnderstoodSheet, progress: Progress) -> Sifted:
    """Read all rows. A row with an unreadable cell is wrong, unless it carries an id of ours: only its changed
    cells need to be understood."""
    fields, sifted = readable_fields(table), Sifted()
    digests: dict[bytes, Reading] = {}
    prints: dict[tuple[bytes, bytes], Reading] = {}
    for row in table.rows():
        sifted.rows += 1
        if sifted.rows % EVERY == 0:
            progress("read", sifted.rows)
        first = digests.get(row.digest)
        if first is not None:
            sifted.repeated += 1
            sifted.repeats(row, first)
            continue
        digests[row.digest] = reading = read_row(row, fields)
        _sort(sifted, reading, prints)
    progress("read", sifted.rows)
    return sifted


def _sort(sifted: Sifted, reading: Reading, prints: dict[tuple[bytes, bytes], Reading]) -> None:
    """Two rows of one id of ours that say the same in all that is read are one, whatever else their cells hold."""
    own = own_id(reading)
    if reading.is_wrong and own is None:
        sifted.wrong.append(reading)
        return
    found = fingerprint(reading.values)
    first = prints.setdefault((found, b"" if own else unread(reading)), reading)
    if first is not reading:
        sifted.same += 1
        sifted.repeats(reading.row, first)
        return
    sifted.good.append((found, reading))


def problems_of(readings: list[Reading]) -> list[Problem]:
    """All that is told of these rows, in the order of the sheet."""
    return [problem for reading in sorted(readings, key=lambda r: r.row.number) for problem in reading.problems]


_REPEATED = say("This row says the same as another one; it is entered once, and its people are not added again.")
