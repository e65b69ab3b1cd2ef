"""The place of each row of a sheet: in which country it is, and there the place that its codes and names mean.

Which country: the one chosen, else the row's own column, else the country that P-codes begin with, else the
stored country that knows most of the names.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from tansiq.exchange.lookup.inferred_areas import infer_areas
from tansiq.exchange.lookup.learned_places import Heard, LearnedPlaces, Taught, load_learned
from tansiq.exchange.lookup.place_index import AreaEntry, Gazetteer, all_codes, load
from tansiq.exchange.lookup.place_matcher import PlaceMatch, locate
from tansiq.exchange.lookup.place_steps import PLACE_FIELDS, steps
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.countries import country_code, country_names, country_of_pcode
from tansiq.exchange.values.periods import days_told
from tansiq.exchange.values.problems import Unreadable
from tansiq.language.area_names import keys_of
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

COUNTRY_FIELDS = ("country_pcode", "country", "country_en", "country_ar")
_KEY = (*COUNTRY_FIELDS, *PLACE_FIELDS)
_ENOUGH = 0.5


class Geocoder:
    """Finds the place of each row of a sheet. `chosen` is a code or a name of a country, given by a person.

    `heard` counts what was read by learned names, and which names nobody knows.
    """

    def __init__(self, viewer: Viewer, chosen: str | None = None) -> None:
        self._viewer = viewer
        countries = visible(Area, viewer).where((Area.level == 0) & Area.archived_at.is_null())
        self._stored = {area.pcode.upper(): area for area in countries}
        self._gazetteers: dict[str, Gazetteer] = {}
        self._taken = all_codes(viewer)
        self._learned: dict[str, LearnedPlaces] = {}
        self._known: dict[tuple[Any, ...], PlaceMatch] = {}
        self.heard = Heard()
        self.chosen = self._choose(chosen) if chosen else None
        self._usual = self.chosen

    def _choose(self, text: str) -> str:
        code = self._code(text)
        if code is None:
            raise Unreadable(say("No country is called %(name)s. Give its code, such as YE.", name=text))
        return code

    def _code(self, text: str) -> str | None:
        """The code of a stored country by code, name or alias, else of any country of the world."""
        if text.upper() in self._stored:
            return text.upper()
        for code, area in self._stored.items():
            if keys_of([text]) & keys_of([area.name_ar, area.name_en, *area.aliases.split("|")]):
                return code
        return country_code(text)

    def prepare(self, rows: Iterable[Reading]) -> None:
        """Settle the country that rows usually are of, and make the areas that a country's own codes tell of."""
        every = [reading.values for reading in rows]
        if self._usual is None:
            prefixes = Counter(filter(None, map(_country_of_codes, every)))
            self._usual = prefixes.most_common(1)[0][0] if prefixes else self._guess(every)
        by_country: dict[str, list[dict[str, Any]]] = {}
        for values in every:
            code = self._country(values)
            if code:
                by_country.setdefault(code, []).append(values)
        for code, told in by_country.items():
            gazetteer = self.gazetteer(code)
            if gazetteer.is_from_sheets:
                infer_areas(gazetteer, told)

    def gazetteer(self, code: str) -> Gazetteer:
        """The places of a country by its code; of one that is not stored, the country alone."""
        if code not in self._gazetteers:
            stored = self._stored.get(code)
            self._gazetteers[code] = load(self._viewer, stored, self._taken) if stored else _unheard(code, self._taken)
        return self._gazetteers[code]

    def _learned_of(self, code: str) -> LearnedPlaces:
        if code not in self._learned:
            stored = self._stored.get(code)
            self._learned[code] = load_learned(self._viewer, stored) if stored else LearnedPlaces()
        return self._learned[code]

    @property
    def taught(self) -> list[Taught]:
        """The names of areas that the rows teach."""
        return [one for learned in self._learned.values() for one in learned.taught.values()]

    @property
    def added(self) -> list[AreaEntry]:
        """The areas still to be entered, parents before children."""
        return [place for gazetteer in self._gazetteers.values() for place in gazetteer.added]

    def country_of(self, reading: Reading) -> str | None:
        """The code of the country that a row is of, by its cells or else as the sheet's other rows are."""
        return self._country(reading.values)

    def locate(self, reading: Reading, last_day: date | None = None) -> AreaEntry | None:
        """The place of a row; None, with the reason told on the reading, where it cannot be told.

        `last_day` is that of the row's work where its own values do not say it.
        """
        code = self._checked_country(reading)
        if code is None:
            return None
        gazetteer = self.gazetteer(code)
        day = days_told(reading.values)[1] or last_day if gazetteer.closed else None
        key = (code, day, *(reading.values.get(name) for name in _KEY))
        if key not in self._known:
            if not steps(reading.values) and not reading.first(*COUNTRY_FIELDS):
                reading.tell("error", "place-missing", "adm1_name", _nowhere(reading))
                return None
            self._known[key] = locate(gazetteer, reading.values, day, self._learned_of(code))
            found = self._known[key]
        else:
            found = _without_news(self._known[key])
        for severity, problem, name, sentence in found.messages:
            reading.tell(severity, problem, name, sentence)
        if found.read_by or found.unknown:
            self.heard.note(found.read_by, found.unknown, reading.row)
        return found.place

    def _checked_country(self, reading: Reading) -> str | None:
        name = next((name for name in COUNTRY_FIELDS if name in reading.values), "country")
        code = self._country(reading.values)
        if code is None and reading.first(*COUNTRY_FIELDS):
            reading.tell("error", "country-unknown", name, say("No country is called this. Write its name or code."))
        elif code is None:
            text = say("Neither the sheet nor its P-codes say which country this is. Choose it (--country).")
            reading.tell("error", "country-missing", name, text)
        elif self.chosen and code != self.chosen:
            reading.tell("error", "country-other", name, say("This row is of another country than the chosen one."))
            return None
        return code

    def _country(self, values: dict[str, Any]) -> str | None:
        told = [values[name] for name in COUNTRY_FIELDS if name in values]
        if told:
            return next(filter(None, map(self._code, told)), None)
        if self.chosen:
            return self.chosen
        coded = _country_of_codes(values)
        return coded if coded in self._stored else self._usual

    def _guess(self, every: list[dict[str, Any]]) -> str | None:
        """The stored country that knows most of the names, if it knows half of them and no other as many."""
        names = {(step.level, step.names) for values in every for step in steps(values)}
        if not names:
            return None
        known = Counter({code: self._knows(self.gazetteer(code), names) for code in self._stored})
        ranked = [*known.most_common(2), ("", 0), ("", 0)]
        (best, most), (_, next_most) = ranked[:2]
        return best if most >= _ENOUGH * len(names) and most > next_most else None

    @staticmethod
    def _knows(gazetteer: Gazetteer, names: set[tuple[int, tuple[str, str]]]) -> int:
        return sum(bool(gazetteer.named_anywhere(both)) for _, both in names)


def _country_of_codes(values: dict[str, Any]) -> str | None:
    return _country_of(values.get("adm3_pcode"), values.get("adm2_pcode"), values.get("adm1_pcode"))


@lru_cache(maxsize=4096)
def _country_of(*codes: str | None) -> str | None:
    """The country that the first of these codes of areas begins with which begins with one."""
    return next(filter(None, (country_of_pcode(code) for code in codes if code is not None)), None)


def _unheard(code: str, taken: set[str]) -> Gazetteer:
    country = AreaEntry(0, code, None, country_names(code))
    gazetteer = Gazetteer(country, True, taken)
    gazetteer.added.append(country)
    return gazetteer


def _without_news(found: PlaceMatch) -> PlaceMatch:
    """A new area is told of once, with the first row that names it."""
    return replace(found, messages=[one for one in found.messages if one[0] != "notice"])


def _nowhere(reading: Reading) -> Any:
    if reading.first("latitude", "longitude") is not None:
        return say("Only a point says where this is. Add the governorate or district, by name or P-code.")
    return say("Nothing says where this is. Add the governorate or district, by name or P-code.")
