"""The report of an import in the language now spoken: what becomes of the rows, and all that is wrong, by cause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tansiq.exchange.planning.plan import Plan
from tansiq.exchange.values.problems import Problem
from tansiq.language.vocabulary import LEVEL_NAMES, LEVELS
from tansiq.language.words import N_, gettext, listed, ngettext

CHANGES = 30
ADDRESSES = 10
"""Cells of one cause that the screen shows; the marked workbook shows them all."""

_SEVERITIES = {"error": N_("Errors"), "warning": N_("Warnings"), "notice": N_("Notices")}


@dataclass
class Cause:
    """One cause with all its cells."""

    severity: str
    text: str
    cells: list[tuple[str, str]] = field(default_factory=list)


def causes(problems: Iterable[Problem]) -> list[Cause]:
    """Problems that say the same, joined; errors first, then as they come in the sheet."""
    found: dict[tuple[str, str], Cause] = {}
    for problem in problems:
        text = str(problem.sentence)
        cause = found.setdefault((problem.severity, text), Cause(problem.severity, text))
        cause.cells.append((problem.address, problem.value))
    order = list(_SEVERITIES)
    return sorted(found.values(), key=lambda cause: order.index(cause.severity))


def lines(plan: Plan) -> Iterator[str]:
    """The whole report, line by line."""
    yield from _rows(plan)
    yield from _added(plan)
    yield from _organizations(plan)
    yield from _changes(plan)
    yield from column_lines(plan.left_out, plan.not_kept, plan.unknown_columns)
    yield from problem_lines(plan.problems)


def _rows(plan: Plan) -> Iterator[str]:
    tally = plan.tally
    rows = ngettext("%(count)s row", "%(count)s rows", tally.rows)
    yield gettext("Sheet %(sheet)s: %(rows)s.", sheet=plan.sheet, rows=rows)
    for text, count in (
        (N_("new"), tally.new),
        (N_("changed"), tally.changed),
        (N_("unchanged"), tally.unchanged),
        (N_("equal to another row to the letter, entered once"), tally.repeated),
        (N_("equal to another row but for spelling, entered once"), tally.same),
        (N_("parts of a total, by sex, age or disability"), tally.parts),
        (N_("earlier months of another row's site"), tally.months),
        (N_("wrong, not entered"), tally.wrong),
    ):
        yield f"  {count:>9,}  {gettext(text)}"
    yield from _remarks(plan)


def _remarks(plan: Plan) -> Iterator[str]:
    derived, archived = plan.remarks["status-derived"], plan.remarks["archived"]
    if plan.tally.again_people:
        people = f"{plan.tally.again_people:,}"
        yield gettext(
            "The rows that repeat others or are parts of them name %(people)s people, who are not added again.",
            people=people,
        )
    if derived:
        yield ngettext(
            "%(count)s row gives no status; it was told by its dates, ongoing where it has none.",
            "%(count)s rows give no status; it was told by their dates, ongoing where they have none.",
            derived,
        )
    if plan.tally.waiting:
        yield waiting_already(plan.tally.waiting)
    if archived:
        yield ngettext(
            "%(count)s row is archived in the register; it was left so.",
            "%(count)s rows are archived in the register; they were left so.",
            archived,
        )


def waiting_already(count: int) -> str:
    """How many rows of a sheet are part of an open proposal."""
    return ngettext(
        "%(count)s row waits for review already, as part of a proposal; it was left out.",
        "%(count)s rows wait for review already, as parts of proposals; they were left out.",
        count,
    )


def _added(plan: Plan) -> Iterator[str]:
    for level, code in enumerate(LEVEL_NAMES):
        added = sum(place.level == level for place in plan.areas)
        if added:
            yield gettext("New areas, %(level)s: %(count)s", level=LEVELS.label(code), count=f"{added:,}")
    interventions = sum(intervention.is_new for intervention in plan.interventions)
    for text, count in (
        (N_("New organisations: %(count)s"), len(plan.organizations)),
        (N_("New projects: %(count)s"), len(plan.projects)),
        (N_("New interventions: %(count)s"), interventions),
    ):
        if count:
            yield gettext(text, count=f"{count:,}")
    if plan.drafts:
        yield "  " + ngettext(
            "%(count)s of them is a draft, as it lacks a title or a first day.",
            "%(count)s of them are drafts, as they lack a title or a first day.",
            plan.drafts,
        )


def _organizations(plan: Plan) -> Iterator[str]:
    """How pairs of acronym and name became organisations, with the reason of each that joined another."""
    merging = plan.merging
    if not merging.organizations:
        return
    organizations = ngettext("%(count)s organisation", "%(count)s organisations", merging.count)
    yield ngettext(
        "%(count)s pair of acronym and name is %(organizations)s.",
        "%(count)s pairs of acronym and name are %(organizations)s.",
        len(merging.organizations),
        organizations=organizations,
    )
    for reason in merging.reasons.values():
        yield f"  - {reason}"
    if merging.alike > 0:
        yield "  - " + ngettext(
            "%(count)s pair differs from another only in capitals, accents, spaces or punctuation.",
            "%(count)s pairs differ from another only in capitals, accents, spaces or punctuation.",
            merging.alike,
        )


def _changes(plan: Plan) -> Iterator[str]:
    """Old and new value of what changes."""
    if plan.change_lines:
        yield gettext("Changes:")
    for change in plan.change_lines[:CHANGES]:
        yield f"  {change}"
    more = len(plan.change_lines) - CHANGES
    if more > 0:
        yield "  " + ngettext("and %(count)s more change", "and %(count)s more changes", more)


def column_lines(left_out: Sequence[str], not_kept: Sequence[str], unknown: Sequence[str] = ()) -> Iterator[str]:
    """The headers of columns that were not read, and why."""
    for text, headers in (
        (N_("Left out because they are personal: %(columns)s"), left_out),
        (N_("Understood, but kept nowhere: %(columns)s"), not_kept),
        (N_("Not understood: %(columns)s"), unknown),
    ):
        if headers:
            yield gettext(text, columns=listed(" ".join(header.split()) for header in headers))


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems by severity and cause, each with its first cells."""
    shown = ""
    for cause in causes(problems):
        if cause.severity != shown:
            shown = cause.severity
            yield ""
            yield f"{gettext(_SEVERITIES[shown])}:"
        yield f"- {cause.text}"
        for address, value in cause.cells[:ADDRESSES]:
            yield f"    {address}  {value}".rstrip()
        more = len(cause.cells) - ADDRESSES
        if more > 0:
            yield "    " + ngettext("and %(count)s more cell", "and %(count)s more cells", more)
