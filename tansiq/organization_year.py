"""The year of organisations: where they were present, what they took on, how punctual they were, cases, partners.

A few statements, however many organisations; an entry that stands for another is told what that one did. None means
that it is not known, or not told to this reader, and is not zero.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import Case, fn

from tansiq.area_reports.content import Measure
from tansiq.area_reports.overlaps import is_told_of_cases
from tansiq.language.words import say
from tansiq.models import CaseMember, Commitment, Intervention, Organization, OverlapCase, Partnership, Round, Site
from tansiq.models.round_report import COMPLETE_STATES, RoundReport
from tansiq.period import Period
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may_ask, visible
from tansiq.reporting_period import FIRST_YEAR, LAST_YEAR
from tansiq.rounds.counts import expected_reports
from tansiq.rounds.days import on_time

Counts = Mapping[int, tuple[int, ...]]
WHO = fn.COALESCE(Organization.canonical, Organization.id)


class OrganizationYear(NamedTuple):
    """What is told of one organisation and year; see MEASURES for what each figure counts."""

    year: int
    district_count: int
    intervention_count: int
    commitment_count: int | None
    delivered_count: int | None
    report_due_count: int | None
    report_on_time_count: int | None
    case_opened_count: int | None
    case_settled_count: int | None
    partner_count: int


MEASURES = (
    Measure("district_count", say("Districts"), say("Districts with work of it on a day of the year, not cancelled.")),
    Measure(
        "intervention_count",
        say("Interventions"),
        say("Its interventions with a place and a day in the year; cancelled ones are left out."),
    ),
    Measure(
        "commitment_count",
        say("Commitments made"),
        say("What it took on of items of plans and of demands in the year; what was cancelled is left out."),
    ),
    Measure("delivered_count", say("Commitments delivered"), say("Commitments that it delivered in the year.")),
    Measure(
        "report_due_count",
        say("Round reports due"),
        say("Reports that were expected of it in reporting rounds due in the year; not known where none was."),
    ),
    Measure(
        "report_on_time_count",
        say("Round reports on time"),
        say("Those of them that were submitted on time, the days of grace included."),
    ),
    Measure(
        "case_opened_count",
        say("Cases opened"),
        say("Cases of duplication in which it takes part that were found in the year."),
    ),
    Measure(
        "case_settled_count",
        say("Cases settled"),
        say("Cases in which it takes part that were settled or dismissed in the year."),
    ),
    Measure(
        "partner_count",
        say("Partners"),
        say("Other organisations with a part in its interventions of the year, or in whose interventions it has one."),
    ),
)


def organization_years(viewer: Viewer, ids: Collection[int], year: int) -> dict[int, OrganizationYear]:
    """By id of each organisation: its year, as far as `viewer` is told; nothing for a year outside of 1900 to 2200."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not ids:
        return {}
    rows: Any = Organization.select(Organization.id, WHO).where(Organization.id.in_(sorted(ids))).tuples()
    asked = _Asked(viewer, dict(rows), year)
    found = (asked.presence(), asked.commitments(), asked.reports(), asked.cases())
    partners = asked.partners()
    return {row_id: asked.told(row_id, found, len(partners.get(who, ()))) for row_id, who in asked.whose.items()}


class _Asked:
    """Organisations by id with those that they stand for, and the year."""

    def __init__(self, viewer: Viewer, whose: Mapping[int, int], year: int) -> None:
        self.viewer, self.whose, self.year = viewer, whose, year
        self.ids = sorted(set(whose.values()))
        self.days = Period(date(year, 1, 1), date(year, 12, 31))

    def told(self, row_id: int, found: tuple[Counts | None, ...], partners: int) -> OrganizationYear:
        """The figures of one of them, zero where nothing was counted and None where nothing is told."""
        who = self.whose[row_id]
        presence, commitments, reports, cases = found
        none: tuple[int | None, int | None] = (None, None)
        figures = [
            *_pair(presence, who),
            *(none if commitments is None else _pair(commitments, who)),
            *(none if reports is None else reports.get(who, none)),
            *(_pair(cases, who) if cases is not None and self._is_told_cases(who) else none),
        ]
        return OrganizationYear._make((self.year, *figures, partners))

    def presence(self) -> Counts:
        """Districts and interventions, by the sites as the page of presence does."""
        query: Any = visible(Site, self.viewer.counting()).where(Site.organization.in_(self.ids))
        query = query.where(Site.status != "CANCELLED", self.days.meets(Site))
        query = query.where(Site.archived_at.is_null(), Site.intervention_archived_at.is_null())
        counts = (fn.COUNT(Site.district.distinct()), fn.COUNT(Site.intervention.distinct()))
        return _by_id(query.select(Site.organization, *counts).group_by(Site.organization))

    def commitments(self) -> Counts | None:
        """Made, and delivered; None for a portal that reads no plans."""
        if not may_ask(self.viewer, "plans:read"):
            return None
        query = self._of(visible(Commitment, self.viewer).where(stands(Commitment)), Commitment.organization)
        counts = (self._count(Commitment.offered_on), self._count(Commitment.delivered_on))
        return _by_id(query.select(WHO, *counts).group_by(WHO))

    def reports(self) -> Counts | None:
        """Due, and on time, of the rounds that opened and are due in the year."""
        within = Round.due_on.between(*self.days)
        rounds = list(visible(Round, self.viewer).where(Round.opened_at.is_null(False), within))
        if not rounds:
            return None
        complete = RoundReport.round_state.in_(sorted(COMPLETE_STATES))
        in_time = [((RoundReport.round == row.id) & complete & on_time(row, RoundReport.first_submitted_at), 1)
                   for row in rounds]  # fmt: skip
        query = expected_reports(self.viewer, *rounds).where(WHO.in_(self.ids))
        return _by_id(query.select(WHO, fn.COUNT(RoundReport.id), fn.SUM(Case(None, in_time, 0))).group_by(WHO))

    def cases(self) -> Counts | None:
        """Opened, and settled; None for a portal without the scope of cases."""
        if not may_ask(self.viewer, "duplication:read"):
            return None
        query = visible(OverlapCase, self.viewer).where(OverlapCase.joined_into.is_null())
        query = query.join(CaseMember, on=(CaseMember.case == OverlapCase.id))
        query = query.join(Intervention, on=(Intervention.id == CaseMember.intervention))
        query = self._of(query, Intervention.organization)
        counts = [fn.COUNT(Case(None, [(day.between(*self.days), OverlapCase.id)]).distinct())
                  for day in (OverlapCase.opened_on, OverlapCase.settled_on)]  # fmt: skip
        return _by_id(query.select(WHO, *counts).group_by(WHO))

    def partners(self) -> Mapping[int, set[int]]:
        """By organisation: the others that it works with."""
        found: dict[int, set[int]] = {}
        for one, other in self._pairs():
            if one != other:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
        return found

    def _pairs(self) -> Iterator[tuple[int, int]]:
        owner, partner = Organization.alias("owner"), Organization.alias("partner")
        whose, whom = fn.COALESCE(owner.canonical, owner.id), fn.COALESCE(partner.canonical, partner.id)
        query: Any = visible(Intervention, self.viewer.counting()).where(Intervention.archived_at.is_null())
        query = query.where(Intervention.status != "CANCELLED", self.days.meets(Intervention))
        query = query.join(Partnership, on=(Partnership.intervention == Intervention.id))
        query = query.join(owner, on=(owner.id == Intervention.organization))
        query = query.join(partner, on=(partner.id == Partnership.organization))
        concerned = whose.in_(self.ids) | whom.in_(self.ids)
        yield from query.where(concerned).select(whose, whom).distinct().tuples()

    def _of(self, query: Any, key: Any) -> Any:
        return query.join(Organization, on=(Organization.id == key)).where(WHO.in_(self.ids))

    def _count(self, day: Any) -> Any:
        return fn.COUNT(Case(None, [(day.between(*self.days), 1)]))

    def _is_told_cases(self, who: int) -> bool:
        """Of others' cases a partner is shown those alone that are theirs too, which would tell a wrong number."""
        return is_told_of_cases(self.viewer) or who in self.viewer.organization_ids


def _pair(counts: Counts | None, who: int) -> tuple[int, ...]:
    return (counts or {}).get(who, (0, 0))


def _by_id(query: Any) -> dict[int, tuple[int, ...]]:
    return {key: tuple(int(count or 0) for count in counts) for key, *counts in query.tuples()}
