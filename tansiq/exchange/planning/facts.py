"""What the values of a row mean in the register: each group of fields becomes facts of an intervention or site.

A row that updates a record by its id has only those groups read whose cells differ from the record.
"""

from collections.abc import Callable, Iterable

from tansiq.exchange.lookup.fingerprints import PEOPLE, WHERE, WHO
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_matcher import LANGUAGES
from tansiq.exchange.planning import facts_what as what
from tansiq.exchange.planning import facts_where as where
from tansiq.exchange.planning import facts_who as who
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.sheet.fields import PERIODS
from tansiq.exchange.sheet.reading import Reading
from tansiq.language.words import say
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
    "modality": (frozenset({"modality"}), what.modality),
    "group": (_spoken("population_group"), where.group),
    "people": (PEOPLE - {"severity", "distinct_people"}, where.people),
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


def _facts_of(groups: Iterable[str], says_status: bool) -> frozenset[str]:
    """The facts that these groups of fields become; a status that is not given is only a default."""
    names = {name for group in groups for name in _FACTS.get(group, ())}
    also = {
        name for group in groups for other, sources in _ALSO_FROM.items() if group in sources for name in _FACTS[other]
    }
    return frozenset(names | also if says_status else (names | also) - {"status"})


def _sums_up(name: str, present: frozenset[str]) -> bool:
    return name in {"targeted", "reached"} and any(other.startswith(f"{name}_") for other in present)


_LONGEST = {
    **{f"title{code}": 500 for code in LANGUAGES},
    **{f"activity{code}": 500 for code in LANGUAGES},
    **{f"project_title{code}": 500 for code in LANGUAGES},
    **{f"organization_name{code}": 300 for code in LANGUAGES},
    **{f"lead_name{code}": 300 for code in LANGUAGES},
    **{f"settlement_name{code}": 200 for code in LANGUAGES},
    **{f"adm{level}_name{code}": 200 for level in (1, 2, 3) for code in LANGUAGES},
    **{f"adm{level}_pcode": 30 for level in (1, 2, 3)},
    "settlement_pcode": 40, "record_id": 80, "project_code": 80, "organization_acronym": 60,
    "registration_number": 60,
}  # fmt: skip
"""Letters that the register's columns hold."""


def resolve(
    context: PlanningContext,
    reading: Reading,
    groups: Iterable[str] = GROUPS,
    organization: OrganizationEntry | None = None,
) -> Facts:
    """The facts of a row; what stands against them is told on the reading, all of it.

    `organization` is that of the record that the row changes, where the groups do not tell of another one.
    """
    groups = list(groups)
    facts = Facts(organization=organization, spoken=context.spoken & _facts_of(groups, "status" in reading.values))
    for name, longest in _LONGEST.items():
        if len(reading.values.get(name, "")) > longest:
            sentence = say("This is longer than %(longest)s letters. Shorten it.", longest=longest)
            reading.tell("error", "too-long", name, sentence)
    for name in groups:
        GROUPS[name][1](context, reading, facts)
    return facts
