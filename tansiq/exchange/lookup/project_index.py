"""The project a row belongs to: by its code, else by its title and organisation, else a new one."""

from dataclasses import dataclass

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.language.arabic import fold
from tansiq.models import Project
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import undone_imports


@dataclass(eq=False, slots=True)
class ProjectEntry:
    """One project, stored (with its id) or still to be entered (without)."""

    id: int | None
    code: str
    title_ar: str
    title_en: str
    organization: OrganizationEntry | None = None
    is_archived: bool = False


class ProjectIndex:
    """All projects that `viewer` may see, and those that the sheet adds."""

    def __init__(self, viewer: Viewer) -> None:
        self._by_code: dict[str, ProjectEntry] = {}
        self._by_title: dict[tuple[str, int | OrganizationEntry | None], ProjectEntry] = {}
        self.added: list[ProjectEntry] = []
        taken_back = undone_imports.undone_row_ids(Project)
        for row in visible(Project, viewer).order_by(Project.id):
            if row.id in taken_back:
                continue
            known = ProjectEntry(row.id, row.code or "", row.title_ar, row.title_en, None, row.archived_at is not None)
            self._register(known, row.organization_id)

    def find(self, code: str, titles: tuple[str, str], organization: OrganizationEntry) -> ProjectEntry:
        """The project with this code, else with a title of this organisation's; a new one if there is none."""
        known = self._find_known(code, titles, organization)
        if known is None:
            known = ProjectEntry(None, code, *titles, organization)
            self.added.append(known)
            self._register(known, organization.id or organization)
        return known

    def _find_known(self, code: str, titles: tuple[str, str], organization: OrganizationEntry) -> ProjectEntry | None:
        if code:
            return self._by_code.get(code.upper())
        keys = [(fold(title), organization.id or organization) for title in titles if title]
        return next((self._by_title[key] for key in keys if key in self._by_title), None)

    def _register(self, project: ProjectEntry, owner: int | OrganizationEntry | None) -> None:
        if project.code:
            self._by_code.setdefault(project.code.upper(), project)
        for title in (project.title_ar, project.title_en):
            if title and not project.is_archived:
                self._by_title.setdefault((fold(title), owner), project)
