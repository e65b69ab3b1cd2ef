"""This month: what one's own sites reached, a number each, saved all at once.

GET  ?month=2026-11-01&intervention=7&area=12&page=1   a page of sites, each with the last figure before
     &show=missing                                     those alone of which nobody told yet
POST people-12=180&shown-12=...                         what differs from what was shown is reported, or proposed
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from flask import abort, flash, jsonify, redirect, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.figure_fields import months_offered
from admin.panel.lookups import Lookup
from admin.panel.reference_filter import ReferenceFilter
from admin.panel.save_or_propose import may_act
from admin.panel.signed_in_view import SignedInView
from admin.words.formatting import DisplayRows, display_rows, figure, month_text, number_text
from tansiq import monthly_report
from tansiq.faults import Refused
from tansiq.geography.within import lies_in
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, gettext, ngettext, say
from tansiq.models import Area, Intervention, ReachedFigure, Site
from tansiq.models.column_values import LARGEST
from tansiq.models.reached_figure import this_month
from tansiq.monthly_report import ReportLine
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import submit

AT_ONCE = 50
"""Sites of one page."""
DEEPEST = 10_000
FILTERS = (
    ReferenceFilter("intervention", Intervention, lambda table, row: table.intervention == row.id),
    ReferenceFilter("area", Area, lies_in, hint=say("With all that lies in it")),
)
NAMES = ("intervention", "area", "population_group")


class Cell(NamedTuple):
    """One number as the form holds it: the text, and what is wrong with it."""

    text: str
    fault: str = ""


@dataclass
class Typed:
    """What was typed: the people of each site that differ from what was shown, and the cells to be shown again."""

    people: dict[int, int | None] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def faults(self) -> dict[int, str]:
        return {site_id: cell.fault for site_id, cell in self.cells.items() if cell.fault}

    def tell(self, site_id: int, fault: str) -> None:
        """Put what is wrong beside a number."""
        self.cells[site_id] = Cell(self.cells[site_id].text, fault)


class MonthPage(SignedInView):
    """/admin/month/"""

    title: Sentence = say("Reached this month")
    group = "register"
    icon = "check"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="month", url="month")

    def is_visible(self) -> bool:
        return may_act("CHANGE", ReachedFigure)

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Any:
        """The sites of a page with their numbers; sent back, the numbers are saved."""
        if not self.is_visible():
            abort(403)
        asked = _asked(request.args)
        lines, has_next = _lines(asked)
        typed = Typed()
        if request.method == "POST":
            typed = _read(request.form, lines)
            if not typed.faults and self._save(asked, typed, lines):
                return redirect(self._after(asked, has_next))
        return self.render(
            "panel/month.html", asked=asked, lines=lines, has_next=has_next, typed=typed, shown=_shown(lines),
            months=months_offered(), filters=FILTERS, is_proposed=_is_proposed(lines), month_text=month_text,
        )  # fmt: skip

    @expose("/lookup/<of>/")
    def ajax_lookup(self, of: str) -> Any:
        """Rows whose names hold what is typed, for the fields that narrow the page."""
        found: Lookup = next((one.lookup for one in FILTERS if one.name == of), None) or abort(404)
        return jsonify(found.get_list(request.args.get("query"), limit=12))

    def _save(self, asked: "Asked", typed: Typed, lines: list[ReportLine]) -> bool:
        """Report all that was typed; False where something is refused, which then stands beside its number."""
        try:
            sent = _report(typed.people, lines, asked.month)
        except Refused as refusal:
            for fault in refusal.faults:
                if fault.field.isdigit() and int(fault.field) in typed.cells:
                    typed.tell(int(fault.field), str(fault))
                else:
                    flash(str(fault), "error")
            return False
        _say(typed.people, sent)
        for text in _fallen(typed.people, lines):
            flash(text, "warning")
        return True

    def _after(self, asked: "Asked", has_next: bool) -> str:
        """The next page where the button asks for it, else the same one, which sites that were told of have left."""
        page = asked.page + 1 if "next" in request.form and has_next and not asked.is_missing else asked.page
        return asked.address(page)


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    month: date
    values: Mapping[str, Any]
    page: int
    is_missing: bool = False
    """Whether those sites alone are asked for of which nobody told yet."""

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is in force, or holds what was not understood."""
        return any(found.values or found.fault for found in self.values.values())

    def address(self, page: int = 0) -> str:
        """The address of another page of the same."""
        known = {name: value for found in self.values.values() for name, value in found.values.items()}
        month = None if self.month == this_month() else self.month.isoformat()
        show = "missing" if self.is_missing else None
        return url_for("month.index", month=month, page=page or None, show=show, **known)


def _asked(given: Any) -> Asked:
    return Asked(
        _month(given.get("month", "")),
        {one.name: one.read(given) for one in FILTERS},
        min(whole(given.get("page")) or 0, DEEPEST),
        given.get("show") == "missing",
    )


def _month(given: str) -> date:
    """One of the months offered; the present one for anything else."""
    offered = {code for code, _text in months_offered()}
    return date.fromisoformat(given) if given in offered else this_month()


def _lines(asked: Asked) -> tuple[list[ReportLine], bool]:
    find = monthly_report.sites_not_told if asked.is_missing else monthly_report.sites_to_report
    query = find(viewer(), asked.month)
    for one in FILTERS:
        condition = one.condition_of(Site, asked.values[one.name])
        query = query if condition is None else query.where(condition)
    rows = list(query.limit(AT_ONCE + 1).offset(asked.page * AT_ONCE))
    return monthly_report.lines_of(viewer(), rows[:AT_ONCE], asked.month), len(rows) > AT_ONCE


def _shown(lines: list[ReportLine]) -> DisplayRows:
    return display_rows([line.site for line in lines], NAMES, viewer())


def _is_proposed(lines: list[ReportLine]) -> bool:
    """Whether what is typed here is sent for review."""
    return bool(lines) and not may(viewer(), "CHANGE", lines[0].site)


def _read(given: Any, lines: list[ReportLine]) -> Typed:
    """The numbers that were typed, in any digits; one that nobody touched says nothing."""
    typed = Typed()
    for line in lines:
        site_id = line.site.id
        text = given.get(f"people-{site_id}")
        if text is None:
            continue
        typed.cells[site_id] = Cell(text)
        number, is_number = _number(text)
        shown = whole(given.get(f"shown-{site_id}", "" if line.people is None else str(line.people)), 10)
        if not is_number:
            typed.tell(site_id, gettext("“%(given)s” is not a whole number.", given=text.strip()))
        elif number not in (shown, line.people):
            typed.people[site_id] = number
            if line.people != shown:
                typed.tell(site_id, _meanwhile(line))
    return typed


def _meanwhile(line: ReportLine) -> str:
    now = gettext("not known") if line.people is None else number_text(line.people)
    return gettext("Somebody else reported meanwhile: %(number)s. Send yours again to replace it.", number=now)


def _number(text: str) -> tuple[int | None, bool]:
    """A number, or None for an empty field; and whether it is one that can be kept."""
    plain = "".join(text.translate(SEPARATORS).split())
    if not plain:
        return None, True
    number = int(plain) if plain.isdecimal() and len(plain) <= len(str(LARGEST)) else LARGEST + 1
    return (number, True) if number <= LARGEST else (None, False)


SEPARATORS = str.maketrans("", "", "\u00a0\u202f\u066c,'’_\u200b\u200e\u200f\u2066\u2067\u2068\u2069")


def _report(people: Mapping[int, int | None], lines: list[ReportLine], month: date) -> int:
    """Report, or propose what may not be published; how many proposals were sent.

    Each district is a proposal of its own, so that the officer who is in charge of it decides on a whole one.
    """
    parts: dict[int | None, dict[int, int | None]] = defaultdict(dict)
    for line in lines:
        if line.site.id in people:
            place = line.site.district_id or line.site.governorate_id
            parts[place][line.site.id] = people[line.site.id]
    return sum(_submit(part, month) for part in parts.values())


def _submit(part: Mapping[int, int | None], month: date) -> bool:
    return submit(viewer(), lambda acting: monthly_report.report(acting, part, month)) is not None


def _say(people: Mapping[int, int | None], sent: int) -> None:
    if not people:
        flash(gettext("Nothing differs from what the register holds."))
    elif sent:
        flash(
            ngettext(
                "%(count)s figure was sent for review.", "%(count)s figures were sent for review.", figure(len(people))
            ),
            "success",
        )  # fmt: skip
    else:
        flash(ngettext("%(count)s figure was saved.", "%(count)s figures were saved.", figure(len(people))), "success")


def _fallen(people: Mapping[int, int | None], lines: list[ReportLine]) -> Iterator[str]:
    """A number below the last one is most likely of the month alone."""
    fallen = [
        line for line in lines if (now := people.get(line.site.id)) is not None and line.before is not None
        and now < line.before
    ]  # fmt: skip
    if fallen:
        yield ngettext(
            "%(count)s figure is below the one before. Figures count everybody reached so far, not only this month.",
            "%(count)s figures are below the ones before. Figures count everybody reached so far, not only this month.",
            figure(len(fallen)),
        )
