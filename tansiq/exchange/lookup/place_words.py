"""The places that names of organisations speak of: "Ministry of Health - Aden" is not the one of Abyan."""

from collections import defaultdict
from collections.abc import Iterable

from tansiq.exchange.values.countries import country_code, every_country
from tansiq.language.arabic import fold
from tansiq.language.area_names import keys_of
from tansiq.models import Area
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_LONGEST = 3
"""Words that the name of a place has at most, as far as names of organisations are searched for it."""
_LOWEST = 2
"""Names of lower places are also words of other things: hope, unity, the market."""


class PlaceWords:
    """Names of countries, and of the register's first two levels of areas, in every spelling that it knows."""

    def __init__(self, areas: Iterable[tuple[str, Iterable[str]]] = ()) -> None:
        self._places: dict[str, set[str]] = defaultdict(set)
        for language in ("ar", "en", "fr"):
            for code, name in every_country(language):
                self._know(code, [name])
        for code, names in areas:
            self._know(country_code(code) or code if code.isalpha() else code, names)

    def _know(self, code: str, names: Iterable[str]) -> None:
        for key in keys_of(names):
            if len(key) > 1:
                self._places[key].add(code)

    def meant(self, text: str) -> frozenset[str]:
        """The codes of the places that a text is the name of."""
        return frozenset(self._places.get("".join(fold(text).split()), ()))

    def within(self, name: str) -> list[frozenset[str]]:
        """The places that a name speaks of, each as the codes it may mean, longer ones before their parts."""
        words, found, at = fold(name).split(), [], 0
        while at < len(words):
            for length in range(_LONGEST, 0, -1):
                meant = self.meant(" ".join(words[at : at + length])) if at + length <= len(words) else frozenset()
                if meant:
                    found.append(meant)
                    at += length - 1
                    break
            at += 1
        return found

    def differ(self, one: str, other: str) -> bool:
        """Whether two names speak of different places, or one of them of a place and the other of none."""
        first, second = self.within(one), self.within(other)
        return not (_all_met(first, second) and _all_met(second, first))

    def contradict(self, one: str, other: str) -> bool:
        """Whether each of two names speaks of a place that the other does not speak of."""
        first, second = self.within(one), self.within(other)
        return not _all_met(first, second) and not _all_met(second, first)


def _all_met(places: list[frozenset[str]], others: list[frozenset[str]]) -> bool:
    return all(any(place & other for other in others) for place in places)


def place_words(viewer: Viewer) -> PlaceWords:
    """Those of the areas that `viewer` may see."""
    rows = visible(Area, viewer).select(Area.pcode, Area.name_ar, Area.name_en, Area.aliases)
    areas = rows.where(Area.level <= _LOWEST).tuples().execute()
    return PlaceWords((code, [ar, en, *aliases.split("|")]) for code, ar, en, aliases in iter(areas))
