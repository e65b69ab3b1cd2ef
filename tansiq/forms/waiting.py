"""The queue of whoever approves: the reports that wait for them and that they may approve now, the oldest first."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from peewee import ModelSelect, Value, fn

from tansiq.models import FormVersion, Report, ReportApproval
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.belonging import NOBODY, lies_in
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def is_approver(viewer: Viewer) -> bool:
    """Whether somebody approves reports of any unit: officers, people of units who do, and administrators."""
    return viewer.is_admin or bool(viewer.approved_unit_ids or viewer.area_ids)


def waiting_reports(viewer: Viewer) -> "ModelSelect[Report]":
    """The submitted reports that `viewer` would not be refused to approve: at a level that is somebody else's than
    theirs, and not submitted by themself."""
    table: Any = Report
    rows: Any = visible(Report, viewer).where(table.report_state == "SUBMITTED", table.archived_at.is_null())
    if not viewer.is_admin:
        rows = rows.where(_in_charge(table, viewer))
    if viewer.account_id is not None:
        rows = rows.where(_is_anothers(table, viewer.account_id))
    found: ModelSelect[Report] = rows.order_by(table.submitted_at, table.id)
    return found


def levels_of(reports: Sequence[Report]) -> Mapping[int, int]:
    """By the id of the version of each report: how many levels approve it."""
    table: Any = FormVersion
    wanted = id_list({report.form_version_id for report in reports})
    return dict(iter(table.select(table.id, table.approval_levels).where(among(table.id, wanted)).tuples()))


def _in_charge(table: Any, viewer: Viewer) -> Any:
    """As `tansiq.forms.approving.may_approve` asks it of one report."""
    found = []
    if viewer.approved_unit_ids:
        found.append(among(table.unit, id_list(viewer.approved_unit_ids)))
    if viewer.area_ids:
        found.append(lies_in(Report, table, viewer.area_ids))
    return reduce(or_, found) if found else NOBODY


def _is_anothers(table: Any, account_id: int) -> Any:
    """The condition that an account neither submitted a report nor approved it at a level that still stands."""
    one: Any = ReportApproval.alias("one_level")
    standing = (one.report == table.id) & (one.level <= table.approved_level) & (one.account == account_id)
    approved = fn.EXISTS(one.select(Value(1)).where(standing))
    return (table.submitter.is_null() | (table.submitter != account_id)) & ~approved
