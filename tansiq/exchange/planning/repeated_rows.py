"""The rows of a sheet, read once each: rows that repeat another are counted and go no further."""

from dataclasses import dataclass, field

from tansiq.exchange.lookup.fingerprints import fingerprint
from tansiq.exchange.planning.merged_counts import refuse_merged_counts
from tansiq.exchange.planning.row_digests import people_of, unread
from tansiq.exchange.planning.split_rows import parts_of_wholes
from tansiq.exchange.sheet.reading import Reading, own_id, read_row, readable_fields
from tansiq.exchange.sheet.understand import Row, UnderstoodSheet
from tansiq.exchange.values.problems import Problem
from tansiq.language.words import Sentence, say
from tansiq.platform.progress import Progress

EVERY = 5_000


@dataclass
class Sifted:
    """What is left of a sheet. `repeated` rows equal another to the letter, `same` ones in all their cells but for
    capitals and spaces.

    `parts` count some of the people of another row. `again` holds the numbers of all three, each with that of the row
    it repeats or is part of; `people` are the persons they name, and `told` says so at their cells.
    """

    rows: int = 0
    repeated: int = 0
    same: int = 0
    parts: int = 0
    people: int = 0
    good: list[tuple[bytes, Reading]] = field(default_factory=list)
    wrong: list[Reading] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)

    def repeats(self, row: Row, first: Reading) -> None:
        """Note that a row says no more than another one; what it says is read of that one."""
        self._leave_out(row, first, people_of(first), _REPEATED)

    def is_part(self, reading: Reading, whole: Reading) -> None:
        """Note that a row counts some of the people of another one."""
        self.parts += 1
        self._leave_out(reading.row, whole, people_of(reading), _PART)

    def _leave_out(self, row: Row, first: Reading, counted: tuple[str, int | None], sentence: Sentence) -> None:
        name, people = counted
        self.again.append((row.number, first.row.number))
        self.people += people or 0
        shown = "" if people is None else str(people)
        self.told.append(Problem(row.address(name), shown, sentence, "notice", "repeated-row"))


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
        digest = row.digest
        first = digests.get(digest)
        if first is not None:
            sifted.repeated += 1
            sifted.repeats(row, first)
            continue
        digests[digest] = reading = read_row(row, fields)
        _sort(sifted, reading, prints)
    progress("read", sifted.rows)
    _join_parts(table, sifted)
    _refuse_merged(table, sifted)
    return sifted


def _join_parts(table: UnderstoodSheet, sifted: Sifted) -> None:
    if not table.places.keys() & {"sex", "age", "disability"}:
        return
    parts = {id(part): whole for part, whole in parts_of_wholes(reading for _, reading in sifted.good)}
    for _, reading in sifted.good:
        if id(reading) in parts:
            sifted.is_part(reading, parts[id(reading)])
    sifted.good = [pair for pair in sifted.good if id(pair[1]) not in parts]


def _refuse_merged(table: UnderstoodSheet, sifted: Sifted) -> None:
    good = [reading for _, reading in sifted.good]
    refuse_merged_counts(table, [*good, *sifted.wrong], [number for number, _ in sifted.again])
    # A row with an id of ours is wrong only where such a cell differs from its record.
    wrong = {id(reading) for reading in good if reading.is_wrong and own_id(reading) is None}
    sifted.wrong += [reading for reading in good if id(reading) in wrong]
    sifted.good = [pair for pair in sifted.good if id(pair[1]) not in wrong]


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


_PART = say("This row counts a part of the people of the row for all, and is not added to it.")
_REPEATED = say("This row says the same as another one; it is entered once, and its people are not added again.")
