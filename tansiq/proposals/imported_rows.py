"""The sheet rows of proposals that an import made: kept while these wait, and known as imported once approved.

a row of a sheet -> ProposedRow(proposal, site as the steps name it) -- approved --> ImportedRow(site as it is stored)
"""

from collections.abc import Collection, Mapping
from typing import Any

from tansiq.models import ImportedRow, Proposal, ProposedRow, Site, data_stamps
from tansiq.models.data_stamps import table_name
from tansiq.proposals.steps import Step
from tansiq.records.row_identity import identity_of

_COPIED = ("fingerprint", "identity", "said", "source_id", "file_name", "sheet", "row_number")
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
            if row.site < 0 or row.said is None:
                values["identity"] = _identity(site_id)
            if not ImportedRow.update(**values).where(ImportedRow.site == site_id).execute():
                ImportedRow.insert(site=site_id, **values).execute()
    if rows:
        data_stamps.bump([table_name(ImportedRow)])


def _identity(site_id: int) -> bytes:
    """What a row is known by that was new: its organisation, project and area had no ids when it was proposed."""
    site = Site.get_by_id(site_id)
    return identity_of(site, site.intervention)


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
