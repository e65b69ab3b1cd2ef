"""A plan as a workbook to save, and whether one of items may be sent for it."""

import io
from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.file_names import disposition
from admin.panel.list_export import download
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.save_or_propose import may_act
from admin.words.naming import name_of
from tansiq.exchange.export.plan_layouts import LAYOUTS, PlanLayout
from tansiq.faults import Refused
from tansiq.language.words import N_, gettext
from tansiq.models import ImportRun, Plan, PlanItem
from tansiq.policy.visibility import may
from tansiq.records import changes

_NAMES: dict[PlanLayout, str] = {
    "numbering": N_("With codes such as 1.2.3"),
    "indentation": N_("With indented names"),
    "columns": N_("With a column for each level"),
}


class PlanWorkbookMixin:
    """What the page of a plan does with workbooks."""

    @expose("/workbook/")
    def workbook(self) -> Any:
        """The items of a plan as a workbook that can be imported again, in the layout that is asked for."""
        plan, layout = _plan(), next((code for code in LAYOUTS if code == request.args.get("layout")), LAYOUTS[0])
        is_long = PlanItem.select().where(PlanItem.plan == plan.id).count() > MOST_AT_ONCE
        if waits := put_off(is_long, name_of(plan)):
            return waits
        from tansiq.exchange.export.plan_sheet import write_plan_xlsx

        book = io.BytesIO()
        write_plan_xlsx(viewer(), plan, book, layout)
        return download(book.getvalue(), "xlsx", disposition(name_of(plan), None, "xlsx"))

    def layouts(self) -> list[tuple[str, str]]:
        """(code, name) of the ways in which a workbook tells the levels of items."""
        return [(code, gettext(text)) for code, text in _NAMES.items()]

    def may_import(self, row: Plan) -> bool:
        """Whether the viewer may send a workbook of items for a plan as it is now."""
        is_open = row.archived_at is None and not row.is_frozen and not row.is_closed
        return is_open and may(viewer(), "CREATE", ImportRun) and may_act("CHANGE", row)


def _plan() -> Plan:
    try:
        found: Plan = changes.find(viewer(), Plan, request.args.get("id"))
    except Refused:
        abort(404)
    return found
