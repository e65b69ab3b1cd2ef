"""Rows become sites of interventions: which rows belong to one intervention, new or known.

Rows with an id of the sender's own: one intervention for each id. Others: one for each set of equal facts.
A known intervention is changed only if the sheet holds all its sites and they agree; else the changed rows
move to an intervention of their own, for the rest of it was not spoken of.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tansiq.exchange.export.rendering import Record, with_partners
from tansiq.exchange.lookup.fingerprints import work_digest
from tansiq.exchange.lookup.known_rows import interventions_by_id, interventions_by_record_id, sites_of
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.planning.differences import Differences, of_intervention, of_items, of_partners
from tansiq.exchange.planning.matching import MatchedRow, Matching
from tansiq.exchange.planning.plan import InterventionDraft, SiteDraft
from tansiq.language.words import say
from tansiq.models import Intervention, Site


class StoredInterventions:
    """The stored interventions that rows without ids of ours may belong to, with sites and partners."""

    def __init__(self, context: PlanningContext, matching: Matching, foreign: Iterable[str]) -> None:
        self._context = context
        self.by_record_id = interventions_by_record_id(context.viewer, list(foreign))
        known = [row.known for row in (*matching.unchanged, *matching.others) if row.known]
        needed = {row.known.intervention_id for row in matching.others if row.known}
        new = (row for row in matching.others if matching.unchanged and not row.known)
        others = {work_digest(row.reading.values) for row in new}
        self.by_digest: dict[bytes, set[int]] = defaultdict(set)
        for row in matching.unchanged:
            digest = work_digest(row.reading.values) if others else b""
            if row.known and not row.known.is_archived and digest in others:
                self.by_digest[digest].add(row.known.intervention_id)
                needed.add(row.known.intervention_id)
        needed |= {row.id for row in self.by_record_id.values()}
        self.by_id = interventions_by_id(context.viewer, needed)
        self.sites: dict[int, list[Site]] = defaultdict(list)
        for site in sites_of(context.viewer, needed):
            if site.archived_at is None:
                self.sites[site.intervention_id].append(site)
        self.site_by_id = {site.id: site for sites in self.sites.values() for site in sites}
        self.in_sheet = {site.id for site in known}
        self._records = self._with_partners()

    def _with_partners(self) -> dict[int, Record]:
        firsts = [(sites[0], self.by_id[key]) for key, sites in self.sites.items() if key in self.by_id]
        return {record.intervention.id: record for record in with_partners(firsts, self._context.viewer)}

    def partners(self, row: Intervention) -> dict[str, set[int]]:
        """The ids of the partners of a stored intervention, by role."""
        found: dict[str, set[int]] = defaultdict(set)
        record = self._records.get(row.id)
        for role, organization_id in record.partners if record else ():
            found[role].add(organization_id)
        return found

    def items(self, row: Intervention | None) -> tuple[int, ...]:
        """The items to which a stored intervention is committed; none for a new one."""
        record = self._records.get(row.id) if row is not None else None
        return record.items if record is not None else ()

    def differences(
        self, row: Intervention, facts: Facts
    ) -> tuple[Differences, dict[str, tuple[OrganizationEntry, ...]]]:
        """What a row says differently of a stored intervention, and of its partners."""
        return of_intervention(row, facts, loosely=True), of_partners(self.partners(row), facts)

    def wholly_changed(self, drafts: Iterable[SiteDraft]) -> set[int]:
        """The ids of the interventions all of whose sites these drafts change, and change alike."""
        said: dict[int, dict[int, Any]] = defaultdict(dict)
        for draft in drafts:
            if draft.site is not None:
                said[draft.site.intervention_id][draft.site.id] = draft.facts.key
        return {
            key
            for key, by_site in said.items()
            if by_site.keys() == {site.id for site in self.sites[key]} and len(set(by_site.values())) == 1
        }


class InterventionGrouping:
    """Puts the drafts of sites into those of their interventions, in the order of the sheet."""

    def __init__(self, stored: StoredInterventions, drafts: Iterable[SiteDraft]) -> None:
        self._stored = stored
        self._drafts: dict[Any, InterventionDraft] = {}
        self._changeable = stored.wholly_changed(drafts)

    @property
    def interventions(self) -> list[InterventionDraft]:
        return list(self._drafts.values())

    def gather(self, row: MatchedRow, draft: SiteDraft) -> None:
        """Put the draft of one site into that of its intervention."""
        record_id = row.reading.values.get("record_id")
        if record_id is not None:
            self._by_sender_s_id(str(record_id), draft)
        else:
            self._by_facts(row, draft)

    def _by_sender_s_id(self, record_id: str, draft: SiteDraft) -> None:
        stored = self._stored.by_record_id.get(record_id)
        if stored is not None and not _is_same_organization(stored, draft.facts.organization):
            text = say("This id belongs to a record of another organisation. Use an id of your own.")
            draft.reading.tell("error", "id-taken", "record_id", text)
            return
        if stored is not None and stored.archived_at:
            draft.reading.tell("error", "archived", "record_id", say("This record is archived. Restore it first."))
            return
        intervention = self._draft_of(("id", record_id), draft.facts, stored)
        intervention.record_id = record_id
        if stored is not None and draft.site is None:
            draft.site = self._only_site(stored, draft)
        if stored is not None and not intervention.sites:
            intervention.changes, intervention.partners = self._stored.differences(stored, draft.facts)
        self._take_items(intervention, draft)
        intervention.sites.append(draft)

    def _take_items(self, intervention: InterventionDraft, draft: SiteDraft) -> None:
        """Gather the items that a row adds to those of its intervention."""
        new = of_items(self._stored.items(intervention.stored), draft.facts)
        intervention.items = tuple(dict.fromkeys([*intervention.items, *new]))

    def _only_site(self, stored: Intervention, draft: SiteDraft) -> Site | None:
        """The one site of the record in the same area for the same group that no other row is or changes."""
        place = draft.facts.place
        sites = [
            site
            for site in self._stored.sites[stored.id]
            if place is not None
            and site.area_id == place.id
            and site.population_group_id == draft.facts.site.get("population_group")
            and site.id not in self._stored.in_sheet
        ]
        if len(sites) != 1:
            return None
        self._stored.in_sheet.add(sites[0].id)
        return sites[0]

    def _by_facts(self, row: MatchedRow, draft: SiteDraft) -> None:
        stored = self._known_intervention(row, draft)
        changes, partners = self._stored.differences(stored, draft.facts) if stored else ({}, {})
        if stored is not None and (changes or partners) and stored.id not in self._changeable:
            stored, changes, partners = None, {}, {}
        intervention = self._draft_of(("stored", stored.id) if stored else draft.facts.key, draft.facts, stored)
        intervention.changes, intervention.partners = intervention.changes | changes, intervention.partners | partners
        self._take_items(intervention, draft)
        intervention.sites.append(draft)

    def _known_intervention(self, row: MatchedRow, draft: SiteDraft) -> Intervention | None:
        if draft.site is not None:
            return self._stored.by_id.get(draft.site.intervention_id)
        known = self._stored.by_digest
        ids = known.get(work_digest(row.reading.values), set()) if known else set()
        found = self._stored.by_id.get(next(iter(ids))) if len(ids) == 1 else None
        return None if found is None or any(self._stored.differences(found, draft.facts)) else found

    def _draft_of(self, key: Any, facts: Facts, stored: Intervention | None) -> InterventionDraft:
        if key not in self._drafts:
            self._drafts[key] = InterventionDraft(facts, stored=stored)
        return self._drafts[key]


def _is_same_organization(stored: Intervention, organization: OrganizationEntry | None) -> bool:
    return organization is None or organization.id == stored.organization_id
