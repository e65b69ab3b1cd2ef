"""make bench-identity: how often the matcher joins what is one organisation, and how often what is not.

Lists of mentions with their truth, which people wrote down and the matcher never sees, are matched as one sheet
each. Of all pairs of mentions that became one organisation, precision is the share that is one; of all that are
one, recall is the share that became one. What is left in doubt is told to a person and counts as apart: the second
table counts the pairs that are told as likely twins, by the rule that speaks most for each.
"""

import csv
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tansiq.demo.random_numbers import Dice
from tansiq.exchange.lookup.organization_index import OrganizationIndex
from tansiq.exchange.lookup.organization_matcher import OrganizationMatcher
from tansiq.exchange.lookup.organization_mention import Mention, spelled
from tansiq.exchange.lookup.place_words import PlaceWords
from tansiq.reference import tables
from tests.bench.spellings import made_up, mistyped
from tests.bench.translations import translated
from tests.bench.twin_score import TwinScore, rule_table, twin_score

LISTS = Path(__file__).with_name("organizations.csv")
LEAST_PRECISION = 0.98
_MISSPELLED, _SHORT = 0.5, 8
_PLACES = 2
"""The lowest level of areas whose names a register is asked for."""


@dataclass(frozen=True)
class Named:
    """One mention as it stands in a list, and the body it is of."""

    body: str
    acronym: str
    name_ar: str
    name_en: str
    kind: str

    @property
    def mention(self) -> Mention | None:
        """What an import makes of it."""
        return spelled(self.name_ar, self.name_en, self.acronym, kind=self.kind)


@dataclass(frozen=True)
class Score:
    """Pairs of mentions of a list: those of one body, those that were joined, and those that are both."""

    title: str
    mentions: int
    same: int
    joined: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.same if self.same else 1.0


def main() -> int:
    """Print the table; 1 where a list falls short of the precision that is promised."""
    scores = list(measure())
    print(table(scores))  # noqa: T201  The bench speaks to whoever runs it.
    print(f"\n{rule_table(measure_twins())}")  # noqa: T201
    return int(any(score.precision < LEAST_PRECISION for score in scores))


def measure() -> Iterator[Score]:
    """The scores of every list, with acronyms and with names alone."""
    for title, rows in _lists():
        yield score(title, rows)


def measure_twins() -> Iterator[TwinScore]:
    """The pairs of every list that are told as likely twins."""
    places = PlaceWords(_areas())
    for title, rows in (*_lists(), *_lists_in_two_languages()):
        yield twin_score(title, [(row.body, said) for row in rows if (said := row.mention)], places)


def _lists() -> Iterator[tuple[str, Sequence[Named]]]:
    """Every list with acronyms, and with names alone."""
    for title, rows in {**read(LISTS), "made up": list(made_up(Named))}.items():
        yield f"{title}, with acronyms", rows
        yield f"{title}, names alone", _names_alone(rows)


def _lists_in_two_languages() -> Iterator[tuple[str, Sequence[Named]]]:
    """Those of which a person is told by translation alone: misspelled, and made up of words of the table."""
    yield "yemen, misspelled", misspelled(read(LISTS)["yemen"])
    yield "made up in two languages", list(translated(Named))


def misspelled(rows: Iterable[Named], seed: str = "misspelled") -> list[Named]:
    """The rows with a letter wrong in the longest word of every second name."""
    dice = Dice(seed)
    return [_misspelled(row, dice) if dice.happens(_MISSPELLED) else row for row in rows]


def _misspelled(row: Named, dice: Dice) -> Named:
    names = {field: getattr(row, field) for field in ("name_ar", "name_en")}
    return replace(row, **{field: mistyped(dice, name) for field, name in names.items() if len(name) > _SHORT})


def read(path: Path) -> dict[str, list[Named]]:
    """The lists of a file, by name, in the order of the file."""
    found: dict[str, list[Named]] = {}
    with path.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            found.setdefault(row.pop("list"), []).append(Named(**row))
    return found


def score(title: str, rows: Sequence[Named]) -> Score:
    """Match the rows as the mentions of one sheet that comes into an empty register."""
    kept = [(row.body, said) for row in rows if (said := row.mention)]
    matcher = OrganizationMatcher(OrganizationIndex(), PlaceWords(_areas()))
    matcher.survey([said for _, said in kept])
    became = [matcher.match(said).organization or index for index, (_, said) in enumerate(kept)]
    bodies = [body for body, _ in kept]
    both = list(zip(bodies, became, strict=True))
    return Score(title, len(kept), _pairs(bodies), _pairs(became), _pairs(both))


def _names_alone(rows: Sequence[Named]) -> list[Named]:
    """The same mentions without acronyms, be they in a column or in the name; each spelling of a name once.

    A name that two bodies bear, but for case and accents, is left out: only their acronyms told them apart.
    """
    found = {}
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        bearers[_letters(row)].add(row.body)
    for row in rows:
        said = row.mention
        if said is not None and said.names and len(bearers[_letters(row)]) == 1:
            bare = replace(row, acronym="", name_ar=said.name_ar, name_en=said.name_en)
            found[bare] = bare
    return list(found)


def _letters(row: Named) -> str:
    signs = unicodedata.normalize("NFKD", f"{row.name_ar} {row.name_en}".casefold())
    return " ".join("".join(sign for sign in signs if not unicodedata.combining(sign)).split())


def _pairs(things: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(things).values())


def _areas() -> Iterator[tuple[str, list[str]]]:
    for facts in tables.areas("yemen"):
        if facts.level <= _PLACES:
            yield facts.pcode, [facts.name_ar, facts.name_en, *facts.aliases.split("|")]


def table(scores: Iterable[Score]) -> str:
    """The scores, a line each, as a table of Markdown."""
    lines = ["| list | mentions | pairs of one body | joined pairs | precision | recall |",
             "| --- | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    lines += [
        f"| {one.title} | {one.mentions:,} | {one.same:,} | {one.joined:,} | {one.precision:.3f} | {one.recall:.3f} |"
        for one in scores
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
