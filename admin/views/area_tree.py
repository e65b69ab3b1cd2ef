"""One level of the tree of areas: what lies right below an area, and what can be opened further."""

from typing import Any, TypedDict

from admin.words.formatting import value_text
from admin.words.naming import full_names, name_of
from tansiq.faults import Refused
from tansiq.models import Area
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

MOST = 1_000
"""Areas that one level shows at most; whoever wants others types their name."""


class TreeNode(TypedDict):
    """An area in the tree: its name, how a field shows it once chosen, and whether something lies below."""

    id: int
    name: str
    code: str
    level: str
    full: str
    opens: bool


def tree_branch(viewer: Viewer, above: object) -> list[TreeNode]:
    """The standing areas right below the visible area with the id `above`, or the countries where it is None.

    Three statements, whatever their number.
    """
    if above is None:
        return _tree_nodes(viewer, Area.parent.is_null())
    try:
        return _tree_nodes(viewer, Area.parent == changes.find(viewer, Area, above).id)
    except Refused:
        return []


def _tree_nodes(viewer: Viewer, lying: Any) -> list[TreeNode]:
    standing = visible(Area, viewer).where(Area.archived_at.is_null())
    rows = list(standing.where(lying).order_by(Area.pcode).limit(MOST))
    names = full_names(rows, viewer)
    opening = _opening(viewer, [row.id for row in rows])
    return [
        TreeNode(
            id=row.id,
            name=name_of(row),
            code=row.pcode,
            level=value_text("level", row.level),
            full=names[row.id],
            opens=row.id in opening,
        )
        for row in rows
    ]


def _opening(viewer: Viewer, ids: list[int]) -> set[int]:
    """Those of the areas `ids` below which areas stand."""
    below = visible(Area, viewer).where(Area.archived_at.is_null(), Area.parent.in_(ids))
    return {row.parent_id for row in below.select(Area.parent).distinct() if row.parent_id is not None}
