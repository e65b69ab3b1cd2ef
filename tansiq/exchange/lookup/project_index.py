"""The project a row belongs to: by its code, else by its title and organisation, else a new one."""

from dataclasses import dataclass

from tansiq.exchange.lookup.organization_index import Body
from tansiq.language.arabic import fold
from tansiq.models import Project
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import undone_imports


@dataclass(eq=False, slots=True)
class Venture:
    """One project, stored (with its id) or still to be entered (without)."""

    id: int | None
    code: str
    title_ar: str
    title_en: str
    body: Body | None = None
    is_archived: bool = False


class Ventures:
    """All projects that `viewer` may see, and those that the sheet adds."""

    def __init__(self, viewer: Viewer) -> None:
        self._by_code: dict[str, Venture] = {}
        self._by_title: dict[tuple[str, int | Body | None], Venture] = {}
        self.added: list[Venture] = []
        taken_back = undone_imports.ids(Project)
        for row in visible(Project, viewer).order_by(Project.id):
            if row.id in taken_back:
                continue
            known = Venture(row.id, row.code or "", row.title_ar, row.title_en, None, row.archived_at is not None)
            self._register(known, row.organization_id)

    def find(self, code: str, titles: tuple[str, str], body: Body) -> Venture:
        """The project with this code, else with a title of this organisation's; a new one if there is none."""
        known = self._known(code, titles, body)
        if known is None:
            known = Venture(None, code, *titles, body)
            self.added.append(known)
            self._register(known, body.id or body)
        return known

    def _known(self, code: str, titles: tuple[str, str], body: Body) -> Venture | None:
        if code:
            return self._by_code.get(code.upper())
        keys = [(fold(title), body.id or body) for title in titles if title]
        return next((self._by_title[key] for key in keys if key in self._by_title), None)

    def _register(self, venture: Venture, owner: int | Body | None) -> None:
        if venture.code:
            self._by_code.setdefault(venture.code.upper(), venture)
        for title in (venture.title_ar, venture.title_en):
            if title and not venture.is_archived:
                self._by_title.setdefault((fold(title), owner), venture)
