"""What the values of a row mean in the register: each group of fields becomes facts of an intervention or site.

A row that updates a record by its id has only those groups read whose cells differ from the record.
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any

from tansiq.exchange.lookup.fingerprints import PEOPLE, WHERE, WHO
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_steps import LANGUAGES
from tansiq.exchange.planning import facts_what as what
from tansiq.exchange.planning import facts_where as where
from tansiq.exchange.planning import facts_who as who
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.planning.facts_own import OwnFactsOfWork
from tansiq.exchange.sheet.fields import PERIODS
from tansiq.exchange.sheet.reading import Reading
from tansiq.faults import Fault
from tansiq.models import Area, Intervention, Organization, Project, Site
from tansiq.models.column_values import column_faults, text_fault
from tansiq.models.reached_figure import MONTHS
from tansiq.models.site import COUNTS

Resolve = Callable[[PlanningContext, Reading, Facts], None]


def _spoken(*stems: str) -> frozenset[str]:
    return frozenset(f"{stem}{code}" for stem in stems for code in LANGUAGES)


GROUPS: dict[str, tuple[frozenset[str], Resolve]] = {
    "organization": (WHO, who.organization),
    "lead": (_spoken("lead_name"), who.lead),
    "donors": (frozenset({"donor"}), who.donors),
    "place": (WHERE - {"settlement_kind"}, where.place),
    "point": (frozenset({"latitude", "longitude"}), where.point),
    "sector": (_spoken("sector", "subsector") | {"sector_code"}, what.sector),
    "title": (_spoken("title"), what.title),
    "remarks": (frozenset({"remarks"}), what.remarks),
    "activity": (_spoken("activity"), what.activity),
    "project": (_spoken("project_title") | {"project_code"}, who.project),
    "dates": (frozenset({"starts_on", "ends_on", *PERIODS}), where.dates),
    "status": (frozenset({"status"}), where.status),
    "items": (frozenset({"plan_item"}), what.items),
    "modality": (frozenset({"modality"}), what.modality),
    "group": (_spoken("population_group"), where.group),
    "people": (PEOPLE - {"severity", "distinct_people"} | {"reported_on", MONTHS}, where.people),
    "distinct": (frozenset({"distinct_people"}), where.distinct),
    "money": (frozenset({"budget", "currency"}), what.money),
}
"""Groups of fields in the order in which they are read; later ones may use the facts of earlier ones."""

_ALSO_FROM = {"title": ("activity",), "remarks": ("activity",)}
_FACTS = {
    "lead": ("PROGRAMMING",),
    "donors": ("FUNDING",),
    "point": ("latitude", "longitude"),
    "sector": ("sector", "subsector"),
    "title": ("title_ar", "title_en"),
    "remarks": ("remarks",),
    "activity": ("activity_type",),
    "project": ("project",),
    "dates": ("starts_on", "ends_on"),
    "status": ("status",),
    "items": ("items",),
    "modality": ("modality",),
    "group": ("population_group",),
    "distinct": ("is_distinct_people",),
    "money": ("budget", "currency"),
    "people": COUNTS,
}


def speaks_of(columns: Iterable[str]) -> frozenset[str]:
    """The facts that a sheet with these fields speaks of: a fact without a column never changes a stored row."""
    present = frozenset(columns)
    told = {name for name in COUNTS if name in present or _sums_up(name, present)}
    for group, names in _FACTS.items():
        if group != "people" and any(GROUPS[source][0] & present for source in (group, *_ALSO_FROM.get(group, ()))):
            told.update(names)
    return frozenset(told)


@lru_cache(maxsize=1024)
def _facts_of(groups: tuple[str, ...], says_status: bool) -> frozenset[str]:
    """The facts that these groups of fields become; a status that is not given is only a default."""
    names = {name for group in groups for name in _FACTS.get(group, ())}
    also = {
        name for group in groups for other, sources in _ALSO_FROM.items() if group in sources for name in _FACTS[other]
    }
    return frozenset(names | also if says_status else (names | also) - {"status"})


@lru_cache(maxsize=1024)
def _told_of(spoken: frozenset[str], groups: tuple[str, ...], says_status: bool) -> frozenset[str]:
    """Those of the facts that a sheet speaks of: one set for all rows that are read alike."""
    return spoken & _facts_of(groups, says_status)


_text_fault = lru_cache(maxsize=4096)(text_fault)


def _sums_up(name: str, present: frozenset[str]) -> bool:
    return name in {"targeted", "reached"} and any(other.startswith(f"{name}_") for other in present)


_KEPT_IN: dict[str, Any] = {
    **dict.fromkeys(_spoken("title", "activity"), Intervention.title_ar),
    **dict.fromkeys(_spoken("project_title"), Project.title_ar),
    **dict.fromkeys(_spoken("organization_name", "lead_name"), Organization.name_ar),
    **dict.fromkeys(_spoken("settlement_name", "adm1_name", "adm2_name", "adm3_name"), Area.name_ar),
    "settlement_pcode": Area.pcode, "record_id": Intervention.record_id, "project_code": Project.code,
    "organization_acronym": Organization.acronym, "registration_number": Organization.registration_number,
}  # fmt: skip
_LONGEST = {
    **{name: column.max_length for name, column in _KEPT_IN.items()},
    # Settlements without a code of their own lengthen it.
    **{f"adm{level}_pcode": 30 for level in (1, 2, 3)},
}
"""Letters that the register's columns hold of texts which several rows have in common."""


def resolve(
    context: PlanningContext,
    reading: Reading,
    groups: Iterable[str] = GROUPS,
    organization: OrganizationEntry | None = None,
    own: Collection[str] | None = None,
) -> Facts:
    """The facts of a row; what stands against them is told on the reading, all of it.

    `organization` is that of the record that the row changes, where the groups do not tell of another one; `own` are
    the columns of the ministry's fields that are read, all of them if not said.
    """
    groups = tuple(groups)
    facts = Facts(organization=organization, spoken=_told_of(context.spoken, groups, "status" in reading.values))
    for name, longest in _LONGEST.items():
        if name in reading.values and (fault := _text_fault(name, reading.values[name], longest)):
            _tell(reading, fault)
    for name in groups:
        GROUPS[name][1](context, reading, facts)
    if context.own is not None:
        _read_own(context.own, reading, facts, context.own.names if own is None else own)
    for fault in (*column_faults(Intervention, facts.intervention), *column_faults(Site, facts.site)):
        if not reading.is_wrong:
            _tell(reading, fault)
    return facts


def _read_own(columns: OwnFactsOfWork, reading: Reading, facts: Facts, names: Collection[str]) -> None:
    told = columns.read(reading, names)
    facts.intervention |= told.values[Intervention]
    facts.site |= told.values[Site]
    facts.spoken |= {name for values in told.values.values() for name in values}
    for fault in told.faults:
        _tell(reading, fault)


def _tell(reading: Reading, fault: Fault) -> None:
    reading.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)
