"""What the page of coverage is asked: its address, read with patience and written again.

?within=12&level=DISTRICT&from=2026-01-01&to=2026-12-31&group=IDP&sector=WSH&sector=FSC&kind=UN&show=need&on=WSH
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from peewee import Case, Model

from admin.coverage.measures import SHOWN, USUAL
from admin.current_viewer import viewer
from admin.panel.figure_fields import months_offered
from admin.panel.lookups import Lookup
from admin.panel.typed_day import TypedDay, shown_day, typed_day
from admin.words.naming import full_names
from tansiq.coverage import CoverageQuestion
from tansiq.language.digits import whole
from tansiq.language.vocabulary import LEVEL_NAMES, ORGANIZATION_KINDS, Vocabulary
from tansiq.language.words import N_, Sentence, gettext, say
from tansiq.models import Area, PopulationGroup, Sector
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.visibility import visible

ORDERS = Vocabulary(
    "order of the rows",
    ("worst", N_("Worst first"), N_("The areas that are covered least come first.")),
    ("name", N_("By name"), N_("The areas in the order of their names.")),
)
EARLIEST, LATEST = date(1900, 1, 1), date(9999, 12, 31)
"""What an open beginning and an open end stand for."""
MOST_PAGE = 10_000


@dataclass(frozen=True)
class Choices:
    """One question as a person puts it. `faults` tell what in the address was not understood.

    `area` is None where the register has no areas or the one asked for was not found. `on` is the code of the one
    sector that the map shows, the rows are ordered by and a telephone tells of; "" is all of them together.
    """

    area: Area | None
    level: int
    period: Period | None
    groups: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    show: str
    sort: str
    on: str
    page: int
    gaps: int
    typed: str
    as_of: date | None = None
    days: Mapping[str, TypedDay] = field(default_factory=dict)
    faults: tuple[Sentence | str, ...] = field(default=())

    def question(self, area: Area) -> CoverageQuestion:
        """What the domain is asked."""
        return CoverageQuestion(
            within=area,
            level=self.level,
            by=frozenset({"SECTOR"}),
            period=self.period,
            sectors=self.sectors,
            population_groups=self.groups,
            organization_kinds=self.kinds,
            as_of=self.as_of,
            with_margins=True,
        )

    def arguments(self, **changed: Any) -> dict[str, Any]:
        """The address of these choices with some of them changed; None leaves one out."""
        period = self.period
        known: dict[str, Any] = {
            "within": self.area.id if self.area else None,
            "level": LEVEL_NAMES[self.level],
            "from": "" if period is None or period.begins == EARLIEST else period.begins.isoformat(),
            "to": "" if period is None or period.ends == LATEST else period.ends.isoformat(),
            "group": self.groups or None,
            "sector": self.sectors or None,
            "kind": self.kinds or None,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "show": self.show if self.show != USUAL else None,
            "sort": self.sort if self.sort != "worst" else None,
            "on": self.on or None,
        }
        return {name: value for name, value in {**known, **changed}.items() if value is not None}

    def address(self, place: str = "index", /, **changed: Any) -> str:
        """The address of a page of coverage for these choices, some of them changed."""
        return url_for(f"coverage.{place}", **self.arguments(**changed))

    def work(self, area: int | None, sector: int | None) -> dict[str, Any]:
        """What the list of interventions is asked for, so that it shows what is behind a cell."""
        dates = {name: value for name, value in self.arguments().items() if name in ("from", "to")}
        place = area or (self.area.id if self.area else None)
        return {name: value for name, value in {"area": place, "sector": sector, **dates}.items() if value}


def read_choices(given: Any) -> Choices:
    """The choices in an address (a MultiDict); whatever is missing or not understood has its usual value."""
    faults: list[Sentence | str] = []
    area, typed = _area(given, faults)
    period, days = read_period(given, faults)
    return Choices(
        area=area,
        level=_level(given.get("level", ""), area),
        period=period,
        groups=_codes(PopulationGroup, given.getlist("group"), faults),
        sectors=_codes(Sector, given.getlist("sector"), faults),
        kinds=tuple(kind for kind in given.getlist("kind") if kind in ORGANIZATION_KINDS),
        show=given.get("show") if given.get("show") in SHOWN else USUAL,
        sort=given.get("sort") if given.get("sort") in ORDERS else "worst",
        on=_plain(given.get("on", ""))[:60],
        page=_number(given.get("page")),
        gaps=_number(given.get("gaps")),
        typed=typed,
        as_of=_month(given.get("as_of", "")),
        days=days,
        faults=tuple(faults),
    )


def lookup() -> Lookup:
    """The areas that may be typed."""
    return Lookup("within", Area)


def _area(given: Any, faults: list[Sentence | str]) -> tuple[Area | None, str]:
    """The area asked for, and what stands in its field. What was typed goes before what was chosen earlier."""
    chosen = _chosen(_plain(given.get("within", "")), faults)
    typed = _plain(given.get("within-text", ""))
    name = full_names([chosen], viewer())[chosen.id] if chosen else ""
    if typed and typed != name:
        found = lookup().called(typed)
        chosen = lookup().get_one(found[0][0]) if len(found) == 1 else None
        name = found[0][1] if len(found) == 1 else typed
        if not found:
            faults.append(say("The register has nothing called “%(given)s”.", given=typed))
        elif chosen is None:
            faults.append(say("Several records match “%(given)s”. Choose one of them.", given=typed))
    if chosen is None and not typed and not given.get("within"):
        chosen = first_country()
        name = full_names([chosen], viewer())[chosen.id] if chosen else ""
    return chosen, name


def _chosen(given: str, faults: list[Sentence | str]) -> Area | None:
    """By id, as our own links have it, or by P-code, as others may write it."""
    if not given:
        return None
    found: Area | None = lookup().get_one(given) if given.isascii() and given.isdigit() else None
    found = found or visible(Area, viewer()).where(Area.pcode == given).first()
    if found is None:
        faults.append(say("There is no area with the P-code %(pcode)s.", pcode=given))
    return found


def first_country() -> Area | None:
    """The country that a question without an area is about: that of the register, where it has several."""
    countries = visible(Area, viewer()).where(Area.level == 0, Area.archived_at.is_null())
    is_own = Case(None, [(Area.pcode == clock.country(), 0)], 1)
    found: Area | None = countries.order_by(is_own, Area.pcode).first()
    return found


def levels_below(area: Area | None) -> list[int]:
    """The levels that a table of the area can have."""
    above = area.level if area else 0
    return [level for level in range(1, len(LEVEL_NAMES)) if level > above] or [len(LEVEL_NAMES) - 1]


def _level(given: str, area: Area | None) -> int:
    below = levels_below(area)
    level = LEVEL_NAMES.index(given) if given in LEVEL_NAMES else below[0]
    return level if level in below else below[0]


def read_period(given: Any, faults: list[Sentence | str]) -> tuple[Period | None, Mapping[str, TypedDay]]:
    """The period from `from` to `to`, with what stands in their fields: none where both are empty, this year where
    neither is there or they are not understood."""
    year = _year(clock.today().year)
    if "from" not in given and "to" not in given:
        return year, {"from": shown_day(year.begins), "to": shown_day(year.ends)}
    days = {name: typed_day(given.get(name, "")) for name in ("from", "to")}
    begins, ends = days["from"].day, days["to"].day
    wrong: list[Sentence | str] = [one.wrong for one in days.values() if one.wrong]
    if begins and ends and ends < begins:
        wrong.append(say("The end is before the beginning."))
    if wrong:
        faults += wrong
        return year, days
    return (Period(begins or EARLIEST, ends or LATEST) if begins or ends else None), days


def presets() -> list[tuple[str, Period | None]]:
    """(what it is called, period) of the periods most often asked for, from this year on."""
    today = clock.today()
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    return [
        (gettext("This year"), _year(today.year)),
        (gettext("This quarter"), Period(first, _last_of_quarter(first))),
        (gettext("Last year"), _year(today.year - 1)),
        (gettext("Any time"), None),
    ]


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _last_of_quarter(first: date) -> date:
    following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _codes(model: type[Model], given: Iterable[str], faults: list[Sentence | str]) -> tuple[str, ...]:
    """The codes that exist: a misspelt one would look like a place where nothing is done."""
    asked = tuple(dict.fromkeys(filter(None, map(_plain, given))))[:100]
    if not asked:
        return ()
    code: Any = model._meta.fields["code"]
    rows: Any = visible(model, viewer()).select(code).where(code.in_(asked)).tuples()
    known = {row[0] for row in rows}
    if missing := [code for code in asked if code not in known]:
        faults.append(say("There is no such code: %(codes)s.", codes=", ".join(missing)[:100]))
    return tuple(code for code in asked if code in known)


def _month(given: str) -> date | None:
    """One of the months offered; None, for the last figures, for anything else."""
    return date.fromisoformat(given) if given in dict(months_offered()) else None


def _plain(text: str) -> str:
    """Text as both databases take it."""
    return text.replace("\x00", "").strip()


def _number(given: str | None) -> int:
    return min(whole(given) or 0, MOST_PAGE)
