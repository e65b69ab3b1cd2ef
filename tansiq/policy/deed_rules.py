"""The conditions under which what people do and what the program keeps for itself is seen: deeds, imports, accounts."""

from typing import Any

from tansiq.policy.belonging import NOBODY
from tansiq.policy.viewer import Viewer

Condition = Any


def readers_of_all(table: Any, viewer: Viewer) -> Condition:
    """What the program keeps for itself: administrators and auditors alone."""
    return None if viewer.reads_all else NOBODY


def account(table: Any, viewer: Viewer) -> Condition:
    """Accounts: one's own, and all of them for administrators and auditors."""
    if viewer.reads_all:
        return None
    return NOBODY if viewer.account_id is None else table.id == viewer.account_id


def done_by_themselves(table: Any, viewer: Viewer) -> Condition:
    """Deeds and what comes with an account: whoever did them or has it, and administrators and auditors."""
    if viewer.reads_all:
        return None
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


def batches(table: Any, viewer: Viewer) -> Condition:
    """What officers, and people who fill or approve reports of units, did over many rows: themselves, administrators
    and auditors."""
    is_doer = viewer.reads_all or viewer.area_ids or viewer.approved_unit_ids or viewer.filled_unit_ids
    return done_by_themselves(table, viewer) if is_doer else NOBODY


def import_runs(table: Any, viewer: Viewer) -> Condition:
    """Workbooks on their way: whoever sent them, as officer, partner or for a unit, and administrators and auditors."""
    is_sender = viewer.reads_all or viewer.area_ids or viewer.organization_ids or viewer.filled_unit_ids
    return done_by_themselves(table, viewer) if is_sender else NOBODY


def among_officers(table: Any, viewer: Viewer) -> Condition:
    """What officers tell each other: administrators, auditors and officers of any area."""
    return None if viewer.reads_all or viewer.area_ids else NOBODY


def kept_by_account(table: Any, viewer: Viewer) -> Condition:
    """What an account keeps for itself: nobody else sees it, administrators included."""
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


def shared(table: Any, viewer: Viewer) -> Condition:
    """What administrators arrange for others: everybody who signed in reads what is for everybody or for a role of
    theirs."""
    if viewer.reads_all:
        return None
    roles = viewer.roles & {"OFFICER", "PARTNER"}
    if viewer.portal is not None or not (roles or viewer.account_id is not None):
        return NOBODY
    return table.archived_at.is_null() & table.audience.in_(["EVERYBODY", *sorted(roles)])
