"""The reports of a round as they are shown: the lines of lists, and the cells of files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from admin.current_viewer import viewer
from admin.panel.list_export import Cell
from admin.words.coded_fields import code_label
from admin.words.naming import name_of
from tansiq.forms.deadlines import Punctuality
from tansiq.language.words import gettext, ngettext
from tansiq.models import Area, Organization, OrganizationContact, Round, RoundReport
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.visibility import visible
from tansiq.rounds.days import punctuality_of
from tansiq.rounds.who_has_not import Lacking


class ReportLine(NamedTuple):
    """A report with the name of its organisation, whether it is in time in words, and whom to call."""

    report: RoundReport
    name: str
    in_time: str
    contacts: Sequence[OrganizationContact] = ()


def lines_of(row: Round, reports: Sequence[RoundReport]) -> list[ReportLine]:
    """The lines of some reports of a round; one statement for all names."""
    names = names_of(reports)
    return [ReportLine(one, names[one.id], in_time(punctuality_of(row, one.first_submitted_at))) for one in reports]


def names_of(reports: Iterable[RoundReport]) -> Mapping[int, str]:
    """By id of some reports: what their organisations are called, as far as the reader may know; one statement."""
    whose = {one.id: one.organization_id for one in reports}
    rows = visible(Organization, viewer()).where(among(Organization.id, id_list(set(whose.values()))))
    known = {row.id: row for row in rows}
    return {report_id: _name(known.get(organization_id)) for report_id, organization_id in whose.items()}


def lacking_lines(
    row: Round, found: Mapping[Area | None, Sequence[Lacking]]
) -> list[tuple[Area | None, list[ReportLine]]]:
    """By area: who has not reported."""
    names = names_of(one.report for lacking in found.values() for one in lacking)
    return [(area, [_lacking(row, one, names[one.report.id]) for one in lacking]) for area, lacking in found.items()]


def in_time(told: Punctuality) -> str:
    """Whether a report is in time, in words: "Late, 3 days late"."""
    text = code_label("punctuality", told.code)
    if not told.days_late:
        return text
    return gettext(", ").join((text, ngettext("%(count)s day late", "%(count)s days late", told.days_late)))


def titles() -> list[str]:
    """The heads of the columns of the file of all reports."""
    return [
        gettext("Organisation"), gettext("State"), gettext("First submitted"), gettext("Submitted"),
        gettext("In time"), gettext("Why there is nothing to report"),
    ]  # fmt: skip


def cells(lines: Sequence[ReportLine]) -> Iterator[list[Cell]]:
    """Its rows."""
    for line in lines:
        report = line.report
        first, last = _day(report.first_submitted_at), _day(report.submitted_at)
        state = code_label("round_state", report.round_state)
        yield [line.name, state, first, last, line.in_time, report.nil_reason]


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else clock.local(moment).date().isoformat()


def lacking_titles() -> list[str]:
    """The heads of the columns of the list to telephone by."""
    return [
        gettext("Area"), gettext("Organisation"), gettext("State"), gettext("In time"), gettext("Telephone"),
        gettext("Email Address"),
    ]  # fmt: skip


def lacking_cells(found: Sequence[tuple[Area | None, Sequence[ReportLine]]]) -> Iterator[list[Cell]]:
    """Its rows; an organisation stands under each of its areas."""
    for area, lines in found:
        for line in lines:
            state, phones = code_label("round_state", line.report.round_state), _joined(line, "phone")
            yield [name_of(area) if area else "", line.name, state, line.in_time, phones, _joined(line, "email")]


def _joined(line: ReportLine, name: str) -> str:
    told = [f"{who.name} {value}" for who in line.contacts if (value := getattr(who, name))]
    return gettext(", ").join(told)


def _lacking(row: Round, one: Lacking, name: str) -> ReportLine:
    return ReportLine(one.report, name, in_time(punctuality_of(row, one.report.first_submitted_at)), one.contacts)


def _name(row: Organization | None) -> str:
    # One that is not published stands in lists of those alone who may see it.
    return gettext("An organisation that is not shown to you") if row is None else name_of(row)
