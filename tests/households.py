"""Invented households as several organisations would write them, with the truth beside: tests and benches alike.

Nobody in it is real: given names and families are put together at random. A household is written once to three times,
each time with the habits and slips of another hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tansiq.demo.random_numbers import Dice


def _listed(names: str) -> list[str]:
    return names.split()


MEN = _listed(
    """
    محمد أحمد علي عبدالله صالح حسين حسن ناصر سالم عمر خالد إبراهيم يحيى عبدالرحمن يوسف سعيد فؤاد جمال ماجد طارق وليد
    هاني سامي نبيل عادل منصور قاسم ياسر مهدي هادي راشد مصطفى موسى هشام فيصل فارس عمار طلال شوقي رضا حمزة بدر نصر
    """
)
WOMEN = _listed(
    "فاطمة عائشة خديجة مريم زينب سعاد هدى ليلى منى سمية حليمة جميلة نادية وفاء أروى سارة سحر صباح ياسمين نبيلة"
)
_ROOTS = _listed("حضرم صنعان عدن زبيد عمر نجار حداد خطيب بكر سعد شام مطر شهر قحطان حمير همدان كثير عولق يافع صلو")
FAMILIES = [f"{article}{root}ي" for root in _ROOTS for article in ("ال", "با")]
_IN_LATIN = {
    "ا": "a", "أ": "a", "إ": "i", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ى": "a", "ة": "a", "ؤ": "o",
}  # fmt: skip


@dataclass(frozen=True)
class Household:
    """One household as it is: the name of its head in four parts, and what else lists ask."""

    head: tuple[str, str, str, str]
    spouse: str
    national_id: str
    telephone: str
    place: tuple[int, int, int]
    birth_year: int
    size: int


def written_households(entries: int, seed: int) -> tuple[list[dict[str, Any]], list[int]]:
    """About `entries` rows as lists hold them, and for each the number of its household."""
    dice = Dice(f"households {seed}")
    households = list(_households(int(entries * 0.85), dice))
    truth = list(range(len(households)))
    truth += [dice.randrange(len(households)) for _ in range(entries - len(households))]
    dice.shuffle(truth)
    return [{"id": at, **_written(households[number], dice)} for at, number in enumerate(truth)], truth


def _households(wanted: int, dice: Dice) -> Iterator[Household]:
    """Every third one is headed by a brother of the one before: the same lineage and place, and another given name."""
    before: Household | None = None
    for _ in range(wanted):
        one = _household(wanted, dice)
        if before and dice.random() < 0.33:
            one = replace(one, head=(one.head[0], *before.head[1:]), place=before.place)
        before = one
        yield one


def _household(wanted: int, dice: Dice) -> Household:
    subdistrict = dice.randrange(max(2, wanted // 300))
    return Household(
        head=(_often(MEN, dice), _often(MEN, dice), _often(MEN, dice), _often(FAMILIES, dice)),
        spouse=" ".join((_often(WOMEN, dice), _often(MEN, dice), _often(FAMILIES, dice))),
        national_id=str(dice.randrange(10**10, 10**11)),
        telephone=f"77{dice.randrange(10**7):07d}",
        place=(subdistrict // 6, subdistrict, subdistrict * 9 + dice.randrange(9)),
        birth_year=dice.randint(1940, 2004),
        size=dice.randint(1, 12),
    )


def _often(names: list[str], dice: Dice) -> str:
    """A name, those that come first the more often."""
    return names[min(int(dice.expovariate(4 / len(names))), len(names) - 1)]


def _written(household: Household, dice: Dice) -> dict[str, Any]:
    district, subdistrict, settlement = household.place
    return {
        "head": _name(household.head, dice),
        "spouse": _name(tuple(household.spouse.split()), dice) if dice.random() < 0.55 else None,
        "national_id": household.national_id if dice.random() < 0.55 else None,
        "telephone": _telephone(household.telephone, dice) if dice.random() < 0.6 else None,
        "district": district,
        "subdistrict": subdistrict,
        "settlement": settlement if dice.random() < 0.9 else None,
        "birth_year": household.birth_year + dice.choice((0, 0, 0, -1, 1)) if dice.random() < 0.95 else None,
        "size": max(1, household.size + dice.choice((0, 0, 1, -1))),
    }


def _telephone(number: str, dice: Dice) -> str:
    return dice.choice(("", "+967", "00967", "0")) + number


HABITS: list[tuple[float, Callable[[str], str]]] = [
    (0.4, lambda name: name.replace("أ", "ا").replace("إ", "ا")),
    (0.3, lambda name: name.replace("ة", "ه")),
    (0.2, lambda name: name.replace("عبدال", "عبد ال")),
    (0.1, lambda name: name.replace(" ", " بن ", 1)),
    (0.1, lambda name: name.replace(" ال", " ")),
    (0.06, lambda name: "".join(_IN_LATIN.get(letter, letter) for letter in name)),
]
"""How often hands write in these ways."""


def _name(parts: tuple[str, ...], dice: Dice) -> str:
    if len(parts) == 4 and dice.random() < 0.2:
        parts = (*parts[:2], parts[3])
    name = " ".join(_slipped(part, dice) if dice.random() < 0.05 else part for part in parts)
    for share, habit in HABITS:
        if dice.random() < share:
            name = habit(name)
    return name


def _slipped(word: str, dice: Dice) -> str:
    at = dice.randrange(1, len(word))
    return dice.choice((word[:at] + word[at + 1 :], word[:at] + word[at - 1] + word[at:]))
