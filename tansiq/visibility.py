"""Who may see and change what: the whole policy, readable in one sitting.

Each table has one rule: a function of the table (or an alias of it) and the viewer that gives the SQL
condition under which a row is visible. `None` stands for "every row", `NOBODY` for "no row".
A table without a rule stops the program at its start (`check_every_table_has_a_rule`).
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from peewee import SQL, Model, ModelSelect

from tansiq import models
from tansiq.models import Intervention, Organization, Project
from tansiq.viewer import Viewer

M = TypeVar("M", bound=Model)
Condition = Any
Rule = Callable[[Any, Viewer], Condition]

NOBODY = SQL("1 = 0")


def _standing(table: Any, viewer: Viewer) -> Condition:
    """Reference rows: everybody reads those that are not archived; administrators read all."""
    return None if viewer.is_admin else table.archived_at.is_null()


def _open_to_all(table: Any, viewer: Viewer) -> Condition:
    return None


def _published(table: Any, viewer: Viewer) -> Condition:
    """Entered rows: everybody reads the published ones that are not archived."""
    return None if viewer.is_admin else table.is_published & table.archived_at.is_null()


def _site(table: Any, viewer: Viewer) -> Condition:
    """A site is as visible as its intervention, whose publication and archiving it copies."""
    if viewer.is_admin:
        return None
    return table.is_published & table.archived_at.is_null() & table.intervention_archived_at.is_null()


def _with(parent: type[Model], key: str) -> Rule:
    """A part is visible where the row it belongs to is."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        allowed = condition(parent, viewer)
        if allowed is None:
            return None
        return getattr(table, key).in_(parent.select(parent.id).where(allowed))  # type: ignore[attr-defined]

    return rule


def _administrators(table: Any, viewer: Viewer) -> Condition:
    """Accounts, history and the like: administrators alone."""
    return None if viewer.is_admin else NOBODY


def _own(table: Any, viewer: Viewer) -> Condition:
    """What an account keeps for itself: nobody else sees it, administrators included."""
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


RULES: dict[type[Model], Rule] = {
    models.Area: _standing,
    models.AreaClosure: _open_to_all,
    models.AreaBoundary: _open_to_all,
    models.Sector: _standing,
    models.ActivityType: _standing,
    models.PopulationGroup: _standing,
    models.Organization: _published,
    models.OrganizationArea: _with(Organization, "organization"),
    models.OrganizationSector: _with(Organization, "organization"),
    models.Project: _published,
    models.ProjectDonor: _with(Project, "project"),
    models.Intervention: _published,
    models.Partnership: _with(Intervention, "intervention"),
    models.Site: _site,
    models.Need: _published,
    models.Account: _administrators,
    models.Role: _administrators,
    models.AccountRole: _administrators,
    models.HistoryEntry: _administrators,
    models.DataVersion: _administrators,
    models.OverlapDecision: _administrators,
    models.ImportedRow: _administrators,
    models.Batch: _administrators,
    models.BatchEntry: _administrators,
    models.Visit: _own,
    models.ChosenColumns: _own,
    models.SavedView: _own,
}

APPEND_ONLY: frozenset[type[Model]] = frozenset({models.HistoryEntry, models.DataVersion, models.BatchEntry})

OWN: frozenset[type[Model]] = frozenset({models.Visit, models.ChosenColumns, models.SavedView})
"""What an account keeps for itself: read and written by its owner alone."""

PERSONAL: dict[type[Model], frozenset[str]] = {models.Account: frozenset({"email", "name"})}
"""Fields that are personal data, by table."""

SECRET: dict[type[Model], frozenset[str]] = {models.Account: frozenset({"password", "fs_uniquifier"})}
"""Fields that are shown to nobody."""


def condition(model: type[Model], viewer: Viewer, table: Any = None) -> Condition:
    """The condition under which rows of `model` (read as `table`, an alias, if given) are visible.

    None means every row. Raises KeyError for a table without a rule.
    """
    return RULES[model](model if table is None else table, viewer)


def visible(model: type[M], viewer: Viewer) -> "ModelSelect[M]":
    """All rows of `model` that `viewer` may see; the one way to read rows on somebody's behalf."""
    allowed = condition(model, viewer)
    query = model.select()
    return query if allowed is None else query.where(allowed)


def may(viewer: Viewer, act: str, row: Model | type[Model]) -> bool:
    """Whether `viewer` may do `act` (a code of ACTS) to `row`, or to rows of a table at all."""
    model = row if isinstance(row, type) else type(row)
    if act == "READ":
        return _may_read(viewer, row)
    if model in OWN:
        return viewer.account_id is not None and (row is model or row.account_id == viewer.account_id)  # type: ignore[union-attr]
    return viewer.is_admin and model not in APPEND_ONLY


def _may_read(viewer: Viewer, row: Model | type[Model]) -> bool:
    if isinstance(row, type):
        return condition(row, viewer) is not NOBODY
    return visible(type(row), viewer).where(type(row)._meta.primary_key == row.__data__["id"]).exists()


def shows(viewer: Viewer, field: str, row: Model | type[Model]) -> bool:
    """Whether `viewer` may see the value of `field` on a row that is visible to them."""
    model = row if isinstance(row, type) else type(row)
    if field in SECRET.get(model, ()):
        return False
    return viewer.is_admin or field not in PERSONAL.get(model, ())


def check_every_table_has_a_rule(tables: Iterable[type[Model]] = models.ALL) -> None:
    """Raise LookupError naming the tables that have no rule of visibility."""
    missing = [table.__name__ for table in tables if table not in RULES]
    if missing:
        raise LookupError(f"No rule of visibility for: {', '.join(missing)}")
