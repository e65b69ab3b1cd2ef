"""The sheet rows of proposals that an import made: kept while these wait, and known as imported once approved.

a row of a sheet -> ProposedRow(proposal, site as the steps name it) -- approved --> ImportedRow(site as it is stored)
"""

from collections.abc import Collection, Mapping
from typing import Any

from tansiq.models import ImportedRow, Proposal, ProposedRow, Site
from tansiq.proposals.steps import Step
from tansiq.records import data_stamps
from tansiq.records.data_stamps import table_name

_COPIED = ("fingerprint", "identity", "file_name", "sheet", "row_number")
_SITE = table_name(Site)


def proposals_of_run(run_id: int) -> Any:
    """The ids of the proposals that an import made, as a query."""
    return ProposedRow.select(ProposedRow.proposal).where(ProposedRow.run == run_id)


def remember_rows(proposal: Proposal, ids: Mapping[tuple[str, int], int]) -> None:
    """Note where the sites of an approved proposal came from, so that the same sheet changes nothing.

    `ids` holds the stored ids by the table and the number that the steps used.
    """
    rows = [row for row in ProposedRow.select().where(ProposedRow.proposal == proposal.id) if bytes(row.identity)]
    for row in rows:
        site_id = ids.get((_SITE, row.site), row.site)
        if site_id > 0:
            values = {name: getattr(row, name) for name in _COPIED}
            if not ImportedRow.update(**values).where(ImportedRow.site == site_id).execute():
                ImportedRow.insert(site=site_id, **values).execute()
    if rows:
        data_stamps.bump([table_name(ImportedRow)])


def follow_amendment(proposal: Proposal, before: Collection[Step], after: Collection[Step]) -> None:
    """Keep the rows of an amended proposal with their sites: new ones in their order, if they are as many as before."""
    old, new = ([step.id for step in steps if step.table == _SITE and step.id < 0] for steps in (before, after))
    ids = dict(zip(old, new, strict=True)) if len(old) == len(new) else dict.fromkeys(old)
    for row in list(ProposedRow.select().where(ProposedRow.proposal == proposal.id, ProposedRow.site.in_(list(ids)))):
        site = ids[row.site]
        if site is None:
            row.delete_instance()
        elif site != row.site:
            ProposedRow.update(site=site).where(ProposedRow.id == row.id).execute()
