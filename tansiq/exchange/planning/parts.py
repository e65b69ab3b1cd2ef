"""Rows that count a part of the people, by sex, age or disability, beside the row that counts all of them.

"Female" / "0-17" / "Adult - Male" / "All" --part_of--> Part(sex, ages, disability), each empty where it says all

The row for all is the total, wherever it stands. Without one, parts are added up where they are the whole: both sexes,
ages without gaps and overlaps, with and without disability, or those crossed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tansiq.exchange.values.text import plain
from tansiq.language.arabic import fold

Ages = tuple[int, int]
OLDEST = 999
_LONGEST = 100
"""Letters of a text that may name a part; a longer one is no word for it, and takes long to look through."""
_CHILDREN, _ADULTS, _ELDERLY = (0, 17), (18, OLDEST), (60, OLDEST)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split("|"))


TOTALS = _words(
    "|a|all|total|totals|overall|both|both sexes|all sexes|all genders|all ages|everybody|everyone|tous|toutes|"
    "ensemble|"
    "les deux|les deux sexes|tous les âges|total général|t|all people|"
    "الكل|الجميع|الإجمالي|إجمالي|المجموع|كلا الجنسين|"
    "الجنسين|كل الأعمار|جميع الأعمار|كل الفئات|جميع الفئات العمرية|الاجمالي العام"
)
_SEXES = {
    "F": _words(
        "f|female|females|women and girls|femme|femmes|féminin|feminine|filles et femmes|أنثى|إناث|الإناث|اناث"
    ),
    "M": _words("m|male|males|men and boys|h|homme|hommes|masculin|masculine|hommes et garçons|ذكر|ذكور|الذكور"),
    "X": _words("x|other|others|o|autre|autres|أخرى|non binary"),
    "U": _words("u|unspecified|not specified|non spécifié|non précisé|undisclosed"),
}
_OF_AGE = {
    ("F", _ADULTS): _words("women|woman|adult female|adult females|نساء|النساء|امرأة"),
    ("M", _ADULTS): _words("men|man|adult male|adult males|رجال|الرجال|رجل"),
    ("F", _CHILDREN): _words("girl|girls|fille|filles|بنات|فتيات|الفتيات|البنات"),
    ("M", _CHILDREN): _words("boy|boys|garçon|garçons|أولاد|فتيان|الفتيان|الأولاد"),
    ("", _CHILDREN): _words("child|children|minor|minors|enfant|enfants|أطفال|الأطفال|طفل"),
    ("", _ADULTS): _words("adult|adults|adulte|adultes|بالغ|بالغون|بالغين|البالغون|البالغين"),
    ("", _ELDERLY): _words(
        "elderly|older|older people|older persons|personnes âgées|aînés|مسنون|مسنين|المسنون|كبار السن"
    ),
}
_DISABLED = {
    "D": _words(
        "y|yes|d|pwd|pwds|disabled|disability|disabilities|people with disabilities|persons with disabilities|"
        "with disability|handicap|handicapés|personnes handicapées|oui|نعم|معاق|معاقون|ذوو الإعاقة|ذوي الإعاقة"
    ),
    "N": _words("n|no|none|without disability|not disabled|sans handicap|non|لا|بدون إعاقة|غير معاق"),
}
_RANGE = re.compile(r"(\d+)\D{1,6}(\d+)")
_BELOW = re.compile(r"(<=|≤|<|under|below|less than|moins de|أقل من|اقل من|دون)\s*(\d+)")
_ABOVE = re.compile(
    r"(?:>=|≥|>|over|above|plus de|أكثر من|فوق)\s*(\d+)|(\d+)\s*(?:\+|and|et|ans et|years and|فأكثر|فاكثر|فما فوق)"
)
_IN_MONTHS = re.compile(r"month|mois|شهر|أشهر")


@dataclass(frozen=True)
class Part:
    """Whom a row counts; `ages` are whole years, both ends included. An axis that it says nothing of is empty."""

    sex: str = ""
    ages: Ages | None = None
    disability: str = ""

    @property
    def is_whole(self) -> bool:
        return self == Part()

    def of_all(self, axis: str) -> "Part":
        """The same, whatever it says of one axis."""
        if axis == "ages":
            return replace(self, ages=None)
        return replace(self, sex="") if axis == "sex" else replace(self, disability="")

    def within(self, other: "Part") -> "Part | None":
        """Both together; None where they say different things of one axis."""
        pairs = [(self.sex, other.sex), (self.ages, other.ages), (self.disability, other.disability)]
        if any(one and two and one != two for one, two in pairs):
            return None
        return Part(self.sex or other.sex, self.ages or other.ages, self.disability or other.disability)


def part_of(sex: str = "", age: str = "", disability: str = "") -> Part | None:
    """The part that the cells of three columns name; None where a word is not known."""
    if max(map(len, (sex, age, disability))) > _LONGEST:
        return None
    named: Part | None = Part()
    for text, found in ((sex, _by_sex(sex)), (age, _by_age(age)), (disability, _by_disability(disability))):
        other = Part() if fold(text) in TOTALS else found
        named = named.within(other) if named is not None and other is not None else None
    return named


def part_of_category(text: str) -> tuple[Part, str]:
    """The part that one text such as "Adult - Male - IDP" names, and what else it says, which may be a group."""
    named, rest = Part(), []
    for piece in re.split(r"\s+-\s+|[,;/|]", text):
        found = Part() if fold(piece) in TOTALS else _by_sex(piece) or _by_words(piece) or _disabled(piece)
        together = named.within(found) if found is not None else None
        if together is None:
            rest.append(piece.strip())
        else:
            named = together
    return named, " - ".join(rest)


def _by_sex(text: str) -> Part | None:
    found = next((sex for sex, words in _SEXES.items() if fold(text) in words), None)
    return Part(found) if found else _by_words(text)


def _by_words(text: str) -> Part | None:
    return next((Part(*named) for named, words in _OF_AGE.items() if fold(text) in words), None)


def _by_age(text: str) -> Part | None:
    ages = _years(plain(text).casefold())
    return Part(ages=ages) if ages is not None else _by_words(text)


def _years(text: str) -> Ages | None:
    low, high = _span(text)
    if low is None:
        return None
    if _IN_MONTHS.search(text):
        low, high = low // 12, high if high == OLDEST else (high + 1) // 12 - 1
    return low, OLDEST if high >= 99 else high


def _span(text: str) -> tuple[int | None, int]:
    if found := _RANGE.search(text):
        return int(found[1]), int(found[2])
    if found := _BELOW.search(text):
        return 0, int(found[2]) - (found[1] not in ("<=", "≤"))
    if found := _ABOVE.search(text):
        return int(found[1] or found[2]), OLDEST
    return None, OLDEST


def _by_disability(text: str) -> Part | None:
    found = next((code for code, words in _DISABLED.items() if fold(text) in words), None)
    return Part(disability=found) if found else None


def _disabled(text: str) -> Part | None:
    """As `_by_disability`, of a text that says it in words: "no" alone says nothing of it."""
    return _by_disability(text) if len(fold(text)) > 3 or fold(text) == "pwd" else None


def add_up(counted: Sequence[tuple[Part, int]]) -> int | None:
    """The people of all parts, where these are the whole of them and none is counted twice; else None."""
    if len(counted) != len({part for part, _ in counted}):
        return None
    if [part for part, _ in counted] == [Part()]:
        return counted[0][1]
    for axis in ("sex", "ages", "disability"):
        values = {getattr(part, axis) for part, _ in counted}
        if _is_complete(axis, values):
            pieces = [
                add_up([(part.of_all(axis), count) for part, count in counted if getattr(part, axis) == one])
                for one in values
            ]
            return None if None in pieces else sum(piece for piece in pieces if piece is not None)
    return None


def are_apart(parts: Sequence[Part]) -> bool:
    """Whether nobody is in two of the parts: each pair differs in an axis that both tell of."""
    return all(_differ(one, other) for at, one in enumerate(parts) for other in parts[:at])


def _differ(one: Part, other: Part) -> bool:
    if one.ages and other.ages and (one.ages[1] < other.ages[0] or other.ages[1] < one.ages[0]):
        return True
    pairs = ((one.sex, other.sex), (one.disability, other.disability))
    return any(first and second and first != second for first, second in pairs)


def _is_complete(axis: str, values: set[object]) -> bool:
    if axis == "sex":
        return {"F", "M"} <= values <= {"F", "M", "X", "U"}
    if axis == "disability":
        return values == {"D", "N"}
    return None not in values and _have_no_gap(sorted(one for one in values if isinstance(one, tuple)))


def _have_no_gap(ages: Sequence[Ages]) -> bool:
    """Whether ages follow each other from birth on; "0-18" beside "18+" meet in one year, as sheets write it."""
    meets = all(low - before in (0, 1) for (_, before), (low, _) in pairwise(ages))
    return bool(ages) and ages[0][0] == 0 and ages[-1][1] == OLDEST and meets
