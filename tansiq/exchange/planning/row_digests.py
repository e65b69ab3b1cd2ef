"""What a row says once it is resolved, as digests: rows that say the same are one, whatever the letters of their cells.

identity  who does what, where, when and for whom: the row that it changes where its numbers differ
said      that with all numbers, partners, money and remarks: the row that it repeats
unread    the cells of columns that were not read, and of those that hold personal data
besides   what was read and is kept nowhere: the sender's own id of the row, indicators, an unknown sub-sector, the
          code of another area than the one that was found

Rows of one sheet are the same only where all four are equal. New organisations, projects and areas are told by their
names until they are entered.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from tansiq.exchange.lookup.fingerprints import PEOPLE, WHERE
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.context import Facts
from tansiq.exchange.planning.facts import GROUPS
from tansiq.exchange.planning.plan import SiteDraft
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values import text
from tansiq.language.arabic import fold, fold_tight
from tansiq.models.reached_figure import MONTHS
from tansiq.models.site import COUNTS
from tansiq.records.row_identity import OF_INTERVENTION, digest, digest_of, plain

_RESOLVED = frozenset(name for names, _ in GROUPS.values() for name in names) - (PEOPLE - frozenset(COUNTS))
_LOST = {
    "subsector": ("subsector", "subsector_en", "subsector_ar"),
    "budget": ("budget", "currency"),
    "latitude": ("latitude", "longitude"),
}
"""By fact: the cells that tell of it, and keep rows apart where they could not be taken for it."""
_LEVELS = {"adm1_": 1, "adm2_": 2, "adm3_": 3, "settlement_name": 4, "settlement_pcode": 4}


class Known(NamedTuple):
    """What a row is known by when it comes again.

    `identity` is 16 bytes over who does what, where, when and for whom, equal to that of the stored site
    (`identity_of`); `said` 16 bytes over all that it was resolved to, but for a status that it does not give.
    """

    identity: bytes
    said: bytes


def known_by(reading: Reading, facts: Facts) -> Known:
    """The digests of a row and what it was resolved to."""
    told = _who_what_where(reading, facts)
    who_what_where = plain(told)
    return Known(digest_of(who_what_where), digest_of([*who_what_where, *plain(_besides_who(reading, facts, told))]))


def _besides_who(reading: Reading, facts: Facts, who_what_where: dict[str, Any]) -> dict[str, Any]:
    """All else that a row was resolved to."""
    every = (*facts.intervention.items(), *facts.site.items())
    told = {name: value for name, value in every if value is not None and name not in who_what_where}
    if "status" not in reading.values:
        told.pop("status", None)
    for role, organizations in facts.partners.items():
        told[role] = repr(sorted(str(_reference(one)) for one in organizations))
    if facts.items:
        told["items"] = repr(facts.items)
    return told


def entered_digests(draft: SiteDraft) -> dict[str, bytes]:
    """What a row is known by from now on: its new organisations, projects and areas have ids now."""
    return known_by(draft.reading, draft.facts)._asdict()


def source_id(reading: Reading) -> str:
    """The id of a row in its sender's own system, folded; "" where it gives none."""
    return fold(reading.values.get("source_id", ""))[:255]


def people_of(reading: Reading) -> tuple[str, int | None]:
    """The field that counts the people of a row, those reached or else those targeted, and how many they are."""
    name = next((name for name in ("reached", "targeted") if name in reading.values), "")
    return name, reading.values.get(name)


def unread(reading: Reading) -> bytes:
    """16 bytes over the cells that were not read."""
    read = reading.row.table.read
    cells = enumerate(reading.row.raw)
    return digest({str(at): _letters(cell) for at, cell in cells if cell is not None and at not in read})


def besides(reading: Reading, facts: Facts) -> bytes:
    """16 bytes over what was read and is kept nowhere."""
    work, site = facts.intervention, facts.site
    lost = {name for fact, names in _LOST.items() if site.get(fact, work.get(fact)) is None for name in names}
    lost |= {name for name in WHERE & reading.values.keys() if _is_elsewhere(name, reading.values[name], facts.place)}
    told: dict[str, Any] = {
        name: _letters(value)
        for name, value in reading.values.items()
        if name not in _RESOLVED and name not in work and name not in site
    }
    if "reported_on" in reading.values and MONTHS not in facts.site:
        # A day of reporting without anybody reached keeps rows apart.
        told["reported_on"] = _letters(reading.values["reported_on"])
    told |= {name: _letters(reading.values[name]) for name in lost & reading.values.keys()}
    # A row whose P-code is a failed formula may be of another place than its name says.
    failed = sorted(
        problem.address.rstrip("0123456789") for problem in reading.problems if problem.code == "code-failed"
    )
    return digest({**told, "code-failed": tuple(failed)} if failed else told)


def _is_elsewhere(name: str, value: Any, place: AreaEntry | None) -> bool:
    """Whether a cell names a finer area than the place that was found, or has the code of another one."""
    level = _level_of(name)
    found = place.at(level) if place is not None and level is not None else None
    if level is None or found is None:
        return level is not None
    return name.endswith("_pcode") and fold_tight(value) != fold_tight(found.pcode)


@lru_cache(maxsize=64)
def _level_of(name: str) -> int | None:
    """The level of the areas that a field names or codes."""
    return next((level for stem, level in _LEVELS.items() if name.startswith(stem)), None)


def _letters(value: Any) -> tuple[str, ...] | None:
    """A cell with its signs, which tell "<18" from ">18", whatever its capitals, digits and spaces."""
    letters = "" if value is None else text.plain(value).casefold()
    return (letters,) if letters else None


def _who_what_where(reading: Reading, facts: Facts) -> dict[str, Any]:
    told = {name: facts.intervention.get(name) for name in OF_INTERVENTION}
    told |= {"organization": _reference(facts.organization), "project": _reference(facts.project)}
    told |= {"area": _reference(facts.place), "population_group": facts.site.get("population_group")}
    return told | {"record_id": reading.values.get("record_id")}


def _reference(entry: OrganizationEntry | ProjectEntry | AreaEntry | None) -> Any:
    """The id of a stored row; the names of a new one."""
    if entry is None or entry.id is not None:
        return entry and entry.id
    return ("new", *_names(entry))


def _names(entry: OrganizationEntry | ProjectEntry | AreaEntry) -> Iterator[Any]:
    if isinstance(entry, OrganizationEntry):
        # Two bodies of one name are told apart by their kinds alone.
        yield from (entry.registration_number, entry.kind)
        yield from (fold(entry.acronym), fold(entry.name_ar), fold(entry.name_en))
    elif isinstance(entry, AreaEntry):
        yield from (entry.pcode, fold(entry.name_ar), fold(entry.name_en), _reference(entry.parent))
    else:
        yield from (fold(entry.code), fold(entry.title_ar), fold(entry.title_en), _reference(entry.organization))
