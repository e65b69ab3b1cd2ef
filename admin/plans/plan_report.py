"""A plan as a report to hand on: what it is, its tree with figures, its budgets, its timetable."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from admin.current_viewer import viewer
from admin.panel.print_head import print_head
from admin.plans.outline import Outline
from admin.words.coded_fields import code_label
from admin.words.formatting import day_text, figure, number_text, percent_text
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq.language.units import unit_text
from tansiq.language.words import gettext, language, ngettext, spoken_locale
from tansiq.models import Area, Organization, Plan, PlanItem
from tansiq.plans.figures import ItemFigures
from tansiq.plans.standing_items import standing_items
from tansiq.platform import clock
from tansiq.platform.typesetting import typeset
from tansiq.policy.visibility import visible

MOST_ROWS = 1_500
"""Items of a report; a longer plan is for a workbook."""
MOST_PERIODS = 24
"""Columns of a timetable: what does not fit in so many months is shown by quarters, else by years."""
_STEPS = (1, 3, 12)


def plan_report(plan: Plan) -> bytes:
    """A plan as PDF, in the language now spoken."""
    items = standing_items(viewer(), plan)
    shown = items[:MOST_ROWS]
    begins = _begins(plan, shown)
    data = {
        **_head(plan),
        **_words(),
        "rows": _rows(plan, shown, begins),
        "periods": [_period_text(at) for at in begins],
    }
    today = _place(begins, clock.today()) if begins else -1
    left = len(items) - len(shown)
    text = ngettext("%(count)s more item is not shown: save the plan as a workbook.",
                    "%(count)s more items are not shown: save the plan as a workbook.", figure(left))  # fmt: skip
    return typeset("plan", {**data, "today": today, "too-long": text if left else ""}, {}, "pdf")


def _head(plan: Plan) -> dict[str, Any]:
    area = visible(Area, viewer()).where(Area.id == plan.area_id).first()
    whose = visible(Organization, viewer()).where(Organization.id == plan.organization_id).first()
    office, answer = name_of_office(plan), Outline(plan).answer
    facts = [
        (str(label("plan_kind")), code_label("plan_kind", plan.plan_kind)),
        (str(label("area")), name_of(area) if area else ""),
        (gettext("Period"), _days(plan.starts_on, plan.ends_on)),
        (str(label("phase")), code_label("phase", plan.phase)),
        (gettext("Whose plan"), name_of(whose) if whose else office),
        (str(label("edition")), number_text(plan.edition) if plan.edition else ""),
        (gettext("Progress"), percent_text(answer.whole.progress)),
    ]
    return {
        **print_head(name_of(plan)),
        "facts": [fact for fact in facts if fact[1]],
        "budgets": [(currency, number_text(amount)) for currency, amount in answer.whole.budgets.items()],
    }


def name_of_office(row: Any) -> str:
    """The office that answers for a plan or an item, in the language now spoken, else in the other one."""
    first, second = (row.office_en, row.office_ar) if language() == "en" else (row.office_ar, row.office_en)
    return str(first or second)


def _words() -> dict[str, Any]:
    return {
        "columns": [
            *(gettext("Code"), gettext("Plan item"), gettext("Responsible"), gettext("Period")),
            *(str(label("budget")), str(label("required")), gettext("Progress")),
        ],
        "words": {
            "budgets": gettext("Budget by currency"),
            "items": gettext("Outline"),
            "timetable": gettext("Timetable"),
            "planned": gettext("Planned days"),
            "done": gettext("Done"),
            "late": gettext("Late"),
            "today": gettext("Today"),
        },
    }


def _rows(plan: Plan, items: list[PlanItem], begins: list[date]) -> list[dict[str, Any]]:
    found = Outline(plan).answer.figures
    names = _names(items)
    return [_row(item, found.get(item.id, ItemFigures()), names, begins) for item in items]


def _row(item: PlanItem, figures: ItemFigures, names: dict[int, str], begins: list[date]) -> dict[str, Any]:
    late = ngettext("%(count)s day late", "%(count)s days late", figures.late_days)
    ends = [day for day in (item.starts_on, item.ends_on) if day is not None]
    first, last = (_place(begins, min(ends)), _place(begins, max(ends))) if ends and begins else (-1, -1)
    return {
        "code": item.code,
        "depth": len(item.order_key) // 5 - 1,
        "name": name_of(item),
        "kind": code_label("item_kind", item.item_kind),
        "who": names.get(item.organization_id or 0) or name_of_office(item),
        "days": _days(item.starts_on, item.ends_on),
        "budget": f"{number_text(item.budget)} {item.currency}" if item.budget is not None else "",
        "required": f"{number_text(item.required)} {unit_text(item.unit)}" if item.required is not None else "",
        "progress": percent_text(figures.progress),
        "state": code_label("item_state", item.item_state),
        "late": late if figures.late_days else "",
        "is-done": item.item_state == "DONE",
        "first": first,
        "last": last,
    }


def _names(items: Iterable[PlanItem]) -> dict[int, str]:
    """By id: the organisations that answer for items."""
    ids = sorted({item.organization_id for item in items if item.organization_id is not None})
    rows: Any = visible(Organization, viewer())
    return {row.id: name_of(row) for row in rows.where(Organization.id.in_(ids))}


def _days(first: date | None, last: date | None) -> str:
    return " – ".join(day_text(day) for day in (first, last) if day is not None)


def _begins(plan: Plan, items: Iterable[PlanItem]) -> list[date]:
    """The first day of each column of the timetable; none where no item has days."""
    days = [day for item in items for day in (item.starts_on, item.ends_on) if day is not None]
    if not days:
        return []
    first, last = min(*days, plan.starts_on), max(*days, plan.ends_on)
    for step in _STEPS:
        found = _months(first, last, step)
        if len(found) <= MOST_PERIODS:
            break
    return found[: 2 * MOST_PERIODS]


def _months(first: date, last: date, step: int) -> list[date]:
    """The first days of the months, quarters or years from one day to another."""
    at = date(first.year, (first.month - 1) // step * step + 1, 1)
    found = []
    while at <= last:
        found.append(at)
        months = at.month - 1 + step
        at = date(at.year + months // 12, months % 12 + 1, 1)
    return found


def _place(begins: list[date], day: date) -> int:
    """Which column a day falls into; -1 for one outside."""
    at = sum(begin <= day for begin in begins) - 1
    is_after = bool(begins) and day >= begins[-1] + timedelta(days=366)
    return -1 if is_after else at


def _period_text(begin: date) -> str:
    return format_date(begin, "MMM y", locale=spoken_locale())
