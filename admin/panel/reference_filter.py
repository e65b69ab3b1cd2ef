"""Filtering a list by a row looked up among thousands: an organisation, an area and all that lies in it.

The address holds the row's id (?organization=12); a code (?area=YE1211) and typed text
(?area-text=Khanfar, as sent without scripts) are understood too. An organisation that was merged into another one
stands for that one as long as it is merged: an address that was kept is read anew each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from peewee import Model, fn

from admin.current_viewer import viewer
from admin.panel.filters import FilterValue
from admin.panel.lookups import Lookup
from admin.words.labels import label
from admin.words.naming import full_names
from tansiq.geography.within import lies_in
from tansiq.language.words import Sentence, gettext
from tansiq.models import Area, AreaClosure, Organization, OrganizationArea, Site
from tansiq.models.extra import number_of
from tansiq.policy.visibility import visible

BROAD = 1
"""The deepest level of areas that so many rows lie in that walking all rows finds a page of them soonest."""


@dataclass(frozen=True)
class ReferenceFilter:
    """Rows that have to do with one row of `model`, of those that `only` offers, by `condition(table, that row)`."""

    name: str
    model: type[Model]
    condition: Callable[[Any, Any], Any]
    title: Sentence | None = None
    hint: Sentence | None = None
    only: Callable[[Any], Any] | None = None
    lookup: Lookup = field(init=False)
    widget = "lookup"

    def __post_init__(self) -> None:
        object.__setattr__(self, "lookup", Lookup(self.name, self.model, self.only))

    @property
    def label(self) -> Sentence:
        return self.title or label(self.name)

    @property
    def lookup_name(self) -> str:
        """The name by which the browser asks for rows to choose from; that of an own field is one for all."""
        return f"list.{self.name}" if number_of(self.name) is None else self.name

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, f"{self.name}-text")

    def read(self, given: Mapping[str, str]) -> FilterValue:
        value, text = (given.get(name, "").replace("\x00", "").strip()[:300] for name in self.names)
        row = self.lookup.get_one(value) if value else None
        if row is not None and text in (self._called(row), self._called(self._meant(row))):
            return self._chosen(row)
        if row is not None and f"{self.name}-text" not in given:
            return self._chosen(row)
        # Without scripts the text changes and the id does not; a code may stand where the id does.
        return self._typed(text if f"{self.name}-text" in given else value)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        return self.condition(table, value.meant) if value.meant is not None else None

    def _typed(self, text: str) -> FilterValue:
        if not text:
            return FilterValue()
        found = self.lookup.called(text)
        if len(found) == 1:
            return self._chosen(self.lookup.get_one(found[0][0]))
        if found:
            said = gettext("Several records match “%(given)s”. Choose one of them.", given=text)
        else:
            said = gettext("The register has nothing called “%(given)s”.", given=text)
        return FilterValue(typed={"text": text}, fault=said)

    def _chosen(self, row: Any) -> FilterValue:
        """The address keeps the row that it names, so that it is that one again once a merge is taken back."""
        meant = self._meant(row)
        name = self._called(meant)
        return FilterValue({self.name: str(row.id)}, name, meant, typed={"text": name})

    def _meant(self, row: Any) -> Any:
        """The organisation that an organisation was merged into, if the reader sees it; any other row itself."""
        into = row.canonical_id if isinstance(row, Organization) else None
        return row if into is None else self.lookup.get_one(into) or row

    def _called(self, row: Any) -> str:
        return full_names([row], viewer())[row.id]


def of_organization(table: Any, organization: Organization) -> Any:
    """Rows of an organisation, or of one that was found to be the same as it."""
    ids = same_organizations(organization)
    return table.organization == ids[0] if len(ids) == 1 else table.organization.in_(ids)


def same_organizations(organization: Organization) -> list[int]:
    """The ids of an organisation and of those that were found to be the same as it."""
    same = visible(Organization, viewer()).where(Organization.canonical == organization.id)
    return [organization.id, *(row.id for row in same)]


def sited_in(table: Any, area: Area) -> Any:
    """Interventions with a site in the area."""
    sites = visible(Site, viewer()).where(Site.archived_at.is_null() & lies_in(Site, area))
    if area.level <= BROAD:
        # Sites ordered by intervention: the first rows of the list are soon found.
        return fn.EXISTS(sites.select(Site.id).where(Site.intervention == table.id))
    return table.id.in_(sites.select(Site.intervention))


def placed_in(table: Any, area: Area) -> Any:
    """Rows whose own area is the area or lies in it."""
    return table.area.in_(areas_within(area))


def working_in(table: Any, area: Area) -> Any:
    """Organisations with their seat, an area of work or a site in the area."""
    stated = visible(OrganizationArea, viewer()).where(OrganizationArea.area.in_(areas_within(area)))
    sites = visible(Site, viewer()).where(
        Site.archived_at.is_null() & Site.intervention_archived_at.is_null() & lies_in(Site, area)
    )
    at_work = table.id.in_(stated.select(OrganizationArea.organization)) | table.id.in_(sites.select(Site.organization))
    return table.home_area.in_(areas_within(area)) | at_work


def areas_below(table: Any, area: Area) -> Any:
    """Areas that lie in the area; itself left out."""
    return lies_in(table, area) & (table.id != area.id)


def areas_within(area: Area) -> Any:
    """The ids of the area and of all areas in it, as a query."""
    return AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == area.id)
