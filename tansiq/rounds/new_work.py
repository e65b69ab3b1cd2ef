"""Intentions that the register does not know yet: entered through the usual form, and noted in the report."""

from tansiq.models import HistoryEntry, Intervention, Proposal, RoundReport, Site
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.rounds.asked_rows import own_ids
from tansiq.rounds.carrying_out import may_state_now
from tansiq.rounds.statement_changes import Outcome, note_changes, note_entries


def note_new_work(viewer: Viewer, report: RoundReport, row: Intervention, proposal: Proposal | None) -> Outcome:
    """Note that new work came of a report: the proposal of it, or its entries where it was entered. Work of another
    organisation, or of a report that is not to be filled now, is noted nowhere. In the transaction of the caller."""
    if row.organization_id not in own_ids(report) or not may_state_now(viewer, report):
        return Outcome(0, 0)
    if proposal is not None:
        return note_changes(viewer, report, None, [proposal.id])
    sites = [site.id for site in Site.select(Site.id).where(Site.intervention == row.id)]
    table = HistoryEntry
    is_work = (table.record_type == table_name(Intervention)) & (table.record_id == row.id)
    is_site = (table.record_type == table_name(Site)) & table.record_id.in_(sites)
    return note_entries(viewer, report, table.select(table.id).where(is_work | is_site))
