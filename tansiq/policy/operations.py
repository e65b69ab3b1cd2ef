"""What people leave behind when they work, each its doer's own: deeds over many rows, and workbooks that they sent."""

from peewee import Model

from tansiq.models import Batch, ImportMapping, ImportRun
from tansiq.policy.viewer import Viewer

OPERATION_TABLES: frozenset[type[Model]] = frozenset({Batch, ImportRun, ImportMapping})
"""Of officers."""
PARTNER_TABLES: frozenset[type[Model]] = frozenset({ImportRun})
"""Of partners: the workbooks they send, whose rows are proposed."""
FILLER_TABLES: frozenset[type[Model]] = frozenset({Batch, ImportRun})
"""Of people who fill in for a unit: the workbooks of reports they send, each one deed."""
APPROVER_TABLES: frozenset[type[Model]] = frozenset({Batch})
"""Of people who approve for a unit: the deeds in which they approved many reports."""


def leaves_behind(viewer: Viewer, model: type[Model]) -> bool:
    """Whether somebody writes rows of a table because they work: officers of any table that is theirs to write, others
    of those above."""
    is_partner = bool(viewer.organization_ids) and model in PARTNER_TABLES
    is_approver = bool(viewer.approved_unit_ids) and model in APPROVER_TABLES
    is_filler = bool(viewer.filled_unit_ids) and model in FILLER_TABLES
    return bool(viewer.area_ids) or is_partner or is_approver or is_filler
