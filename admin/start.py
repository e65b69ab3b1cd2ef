"""The start page: how much the register holds, and what to do first."""

from typing import Any

from flask_admin import AdminIndexView, expose

from admin.guarded import Guard, GuardedView
from admin.viewing import viewer
from tansiq.visibility import visible
from tansiq.words import say


class StartPage(Guard, AdminIndexView):
    """/admin/ itself."""

    def __init__(self) -> None:
        super().__init__(name=say("Start"), url="/admin")

    @expose()
    def index(self) -> Any:
        views = [view for view in self.admin._views if isinstance(view, GuardedView)]
        counts = {view: _standing(view) for view in views}
        first = [view for view, count in counts.items() if not count and view.is_visible()]
        return self.render("panel/start.html", counts=counts, first=first)


def _standing(view: GuardedView) -> int:
    """How many rows that are not archived the viewer may see."""
    return int(visible(view.model, viewer()).where(view.model.archived_at.is_null()).count())
