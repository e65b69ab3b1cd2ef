"""Statistics and indicators of the third sector, as an office of social affairs presents them: organisations by kind
and legal status, what was registered, renewed and ended, how many there are for the inhabitants, their work by sector.

People employed and volunteers are in no field of the register, and are not told.
"""

from collections.abc import Iterator
from typing import Any

from tansiq.area_reports.content import Content, Line, Measure, Number, Table, told
from tansiq.area_reports.question import Asked, sector_ids
from tansiq.area_reports.sections import Section, register
from tansiq.coverage import CoverageAnswer, CoverageQuestion, Figures, cached_coverage
from tansiq.geography.within import lies_in
from tansiq.language.vocabulary import LEGAL_STATUSES, ORGANIZATION_KINDS, THIRD_SECTOR
from tansiq.language.words import Sentence, say
from tansiq.models import Area, Organization
from tansiq.organizations.licensing_in_period import count_by_kind, registrations
from tansiq.period import Period
from tansiq.policy.visibility import visible

PER = 100_000
REGISTERED = Measure(
    "registered",
    say("Organisations of the third sector"),
    say(
        "Organisations whose seat is in the area on the last day of the period, dissolved ones left out, twins as one."
    ),
)
ASSOCIATIONS = Measure("associations", say("Associations"), say("Those of them that are associations."))
INHABITANTS = Measure("inhabitants", say("Inhabitants"), say("Persons, as the register of areas says."), "PEOPLE")
RATES = (
    Measure(
        "organizations_per_100000",
        say("Organisations per 100,000 inhabitants"),
        say("Organisations of the third sector divided by inhabitants; not known without these."),
        "PER_100000",
    ),
    Measure(
        "associations_per_100000",
        say("Associations per 100,000 inhabitants"),
        say("Associations divided by inhabitants; not known without these."),
        "PER_100000",
    ),
)
FLOWS = (
    Measure("new", say("Newly registered"), say("Organisations whose first licence was issued in the period.")),
    Measure("renewed", say("Renewed"), say("Organisations to which a further licence was issued in the period.")),
    Measure(
        "expired",
        say("Licence ended"),
        say("Organisations with a licence whose last day lies in the period, and none in force on its last day."),
    ),
    Measure("suspended", say("Suspended in the period"), say("Organisations that are suspended since a day in it.")),
    Measure("dissolved", say("Dissolved in the period"), say("Organisations that are dissolved since a day in it.")),
)
AT_WORK = (
    Measure(
        "at_work",
        say("Organisations at work"),
        say("Organisations of the third sector with work in the area in the period, wherever their seat is."),
    ),
    Measure("interventions", say("Interventions"), say("Their interventions, cancelled ones left out.")),
    Measure(
        "reached",
        say("People reached"),
        say("Persons whom they reached: in each place the most of any sector and intervention."),
        "PEOPLE",
    ),
)


def _tell(asked: Asked) -> Content:
    organizations = _of_third_sector(asked)
    counts = count_by_kind(organizations, asked.day)
    work = _work(asked)
    standing = {key: count for key, count in counts.items() if key[1] != "DISSOLVED"}
    whole = sum(standing.values())
    associations = sum(count for (kind, _status), count in standing.items() if kind == "ASSOCIATION")
    figures = [
        *told((REGISTERED, ASSOCIATIONS, INHABITANTS), (whole, associations, asked.area.population)),
        *told(RATES, [_rate(one, asked.area.population) for one in (whole, associations)]),
        *told(FLOWS, registrations(organizations, Period(asked.period.begins, asked.day))),
        *told(AT_WORK, _at_work(work.totals)),
    ]
    return Content(figures, [_by_kind(counts), _by_sector(work)], list(_notes(asked)))


def _of_third_sector(asked: Asked) -> Any:
    """Organisations of these kinds with their seat in the area; one that is the same as another counts with it."""
    query = visible(Organization, asked.viewer).join(Area, on=(Organization.home_area == Area.id))
    founded = Organization.founded_on.is_null() | (Organization.founded_on <= asked.day)
    stands = Organization.archived_at.is_null() & Organization.canonical.is_null() & founded
    return query.where(stands, Organization.kind.in_(THIRD_SECTOR), lies_in(Area, asked.area))


def _work(asked: Asked) -> CoverageAnswer:
    question = CoverageQuestion(
        asked.area,
        asked.area.level,
        frozenset({"SECTOR"}),
        asked.period,
        organization_kinds=THIRD_SECTOR,
        with_margins=True,
    )
    return cached_coverage(asked.viewer.counting(), question)


def _by_kind(counts: dict[tuple[str, str], int]) -> Table:
    """A line for each kind of which there are any: by legal status, and all that are not dissolved."""
    # Those suspended and dissolved in the period are other figures of this section, with keys of their own.
    statuses = [Measure(f"status_{word.code.lower()}", say(word.label), say(word.sentence)) for word in LEGAL_STATUSES]
    kinds = [word for word in ORGANIZATION_KINDS if any(kind == word.code for kind, _status in counts)]
    lines = [Line(_of_kind(counts, word.code), label=say(word.label)) for word in kinds]
    title = say("By kind and legal status")
    return Table("by_kind", title, say("Kind of organisation"), (*statuses, REGISTERED), lines)


def _of_kind(counts: dict[tuple[str, str], int], kind: str) -> tuple[int, ...]:
    found = [counts.get((kind, status), 0) for status in LEGAL_STATUSES.codes]
    return (*found, sum(found) - counts.get((kind, "DISSOLVED"), 0))


def _by_sector(work: CoverageAnswer) -> Table:
    known = {one: cell for one, cell in work.of_sectors.items() if cell.organization_count}
    lines = [Line(_at_work(known[one]), sector_id=one) for one in sector_ids(known)]
    return Table("by_sector", say("Work by sector"), say("Sector"), AT_WORK, lines)


def _at_work(cell: Figures) -> tuple[Number, ...]:
    return (cell.organization_count, cell.intervention_count, cell.people_reached)


def _rate(count: int, inhabitants: int | None) -> Number:
    return count / inhabitants * PER if inhabitants else None


def _notes(asked: Asked) -> Iterator[Sentence]:
    area = asked.area
    if area.population is not None and area.population_year is not None:
        told = {"year": str(area.population_year), "source": area.population_source}
        yield (
            say("Inhabitants are those of %(year)s, source: %(source)s.", **told)
            if area.population_source
            else say("Inhabitants are those of %(year)s.", **told)
        )
    if asked.day < asked.period.ends:
        yield say("The period is not over: legal status and what became of licences are told as of today.")
    yield say("People employed and volunteers are not told: the register has no field for them.")


STATISTICS = register(
    Section(
        "third_sector",
        50,
        say("Statistics of the third sector"),
        say("Organisations that are neither of the state nor of the United Nations nor for profit, and their work."),
        "registry:read",
        _tell,
    )
)
