"""The organisations as a sheet may call them: by registration number, acronym, or whole names in any language."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tansiq.exchange.lookup.acronyms import ALONE, acronym_key, acronym_keys
from tansiq.exchange.lookup.organization_names import whole_key
from tansiq.exchange.lookup.organization_twins import OrganizationTwins
from tansiq.language.arabic import fold
from tansiq.language.bilingual import pick
from tansiq.models import Organization
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import undone_imports


@dataclass(eq=False, slots=True)
class OrganizationEntry:
    """One organisation, stored (with its id) or still to be entered (without).

    `spellings` are all names by which it is known; `added` those that this sheet adds as aliases. The seat, the
    `domains` of its addresses and its `licences` (number and authority) are weighed where they are known.
    """

    id: int | None = None
    canonical_id: int | None = None
    name_ar: str = ""
    name_en: str = ""
    acronym: str = ""
    registration_number: str = ""
    kind: str = "OTHER"
    is_archived: bool = False
    iati_identifier: str = ""
    spellings: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    home_area_id: int | None = None
    domains: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What messages call it, in the language now spoken."""
        full = pick(self, "name")
        return f"{full} ({self.acronym})" if full and self.acronym else full or self.acronym

    @property
    def names(self) -> list[str]:
        """Its spellings but for acronyms."""
        return [name for name in self.spellings if not ALONE.fullmatch(name) or name in (self.name_ar, self.name_en)]

    @property
    def acronyms(self) -> list[str]:
        """Its acronym, and those among its other spellings, such as PAM of WFP."""
        others = [name for name in self.spellings if name not in self.names]
        return [self.acronym, *others] if self.acronym else others

    @property
    def stands_for(self) -> int | None:
        """The id of the organisation that sites count for: the canonical one where it is a duplicate."""
        return self.canonical_id or self.id


class OrganizationIndex:
    """The organisations of the register, and those that the sheet adds.

    Archived ones are known by their registration number alone, so that nobody takes it.
    """

    def __init__(self) -> None:
        self._by_id: dict[int | None, OrganizationEntry] = {}
        self._registered: dict[str, OrganizationEntry] = {}
        self._identified: dict[str, OrganizationEntry] = {}
        self._by_acronym: dict[str, list[OrganizationEntry]] = defaultdict(list)
        self._by_name: dict[str, list[OrganizationEntry]] = defaultdict(list)
        self._twins = OrganizationTwins[OrganizationEntry]()
        self.added: list[OrganizationEntry] = []

    def keep(self, organization: OrganizationEntry, is_findable: bool = True) -> None:
        """Keep a stored organisation by its id, and make it findable."""
        self._by_id[organization.id] = organization
        if is_findable and organization.is_archived:
            self._registered.setdefault(organization.registration_number, organization)
        elif is_findable:
            self.register(organization)

    def register(self, organization: OrganizationEntry) -> None:
        """Make an organisation findable by all it is known by."""
        if organization.registration_number:
            self._registered[organization.registration_number] = organization
        if organization.iati_identifier:
            self._identified[organization.iati_identifier.upper()] = organization
        for acronym in organization.acronyms:
            self._bear(organization, acronym)
        for name in organization.names:
            self._call(organization, name)

    def add(self, organization: OrganizationEntry) -> OrganizationEntry:
        """A new organisation."""
        self.added.append(organization)
        self.register(organization)
        return organization

    def spell(self, organization: OrganizationEntry, names: Iterable[str]) -> None:
        """Keep further names and acronyms of an organisation as aliases."""
        known = {fold(name) for name in organization.names} | {acronym_key(name) for name in organization.acronyms}
        for name in (name.replace("|", "/") for name in names):
            if name and not {fold(name), acronym_key(name)} & known:
                known |= {fold(name)}
                organization.spellings.append(name)
                organization.added.append(name)
                self.register(organization)

    def stored(self, organization_id: int | None) -> OrganizationEntry | None:
        """The stored organisation with this id, archived or not."""
        return self._by_id.get(organization_id)

    def registered(self, number: str) -> OrganizationEntry | None:
        """The organisation with this registration number, archived or not."""
        return self._registered.get(number) if number else None

    def identified(self, texts: Iterable[str]) -> OrganizationEntry | None:
        """The organisation whose IATI identifier is one of these texts."""
        return next((found for text in texts if (found := self._identified.get(text.upper()))), None)

    def by_acronym(self, acronym: str) -> list[OrganizationEntry]:
        """Those that bear this very acronym, or one of those in "WFP/PAM"."""
        return _distinct(found for key in acronym_keys(acronym) for found in self._by_acronym.get(key, ()))

    def by_names(self, names: Iterable[str]) -> list[OrganizationEntry]:
        """Those of which any spelling is, as a whole, any of `names`."""
        return _distinct(found for name in names for found in self._by_name.get(whole_key(name), ()))

    def twins(self, names: Iterable[str], strength: Callable[[str], float]) -> list[OrganizationEntry]:
        """Those that may be the same by likeness alone, by the `strength` of what says so; a person decides on them."""
        return self._twins.of(names, strength)

    def _bear(self, organization: OrganizationEntry, acronym: str) -> None:
        for key in acronym_keys(acronym):
            _append(self._by_acronym[key], organization)

    def _call(self, organization: OrganizationEntry, name: str) -> None:
        if whole_key(name):
            _append(self._by_name[whole_key(name)], organization)
            self._twins.add(organization, name)


def _append(entries: list[OrganizationEntry], organization: OrganizationEntry) -> None:
    if organization not in entries:
        entries.append(organization)


def _distinct(organizations: Iterable[OrganizationEntry]) -> list[OrganizationEntry]:
    return list(dict.fromkeys(organizations))


def organization_index(viewer: Viewer) -> OrganizationIndex:
    """All organisations that `viewer` may see. Those that an undone import entered are known by their id alone."""
    index = OrganizationIndex()
    taken_back = undone_imports.undone_row_ids(Organization)
    for row in visible(Organization, viewer).order_by(Organization.id):
        index.keep(organization_entry(row), row.id not in taken_back)
    return index


def organization_entry(row: Organization) -> OrganizationEntry:
    """A row of the register, or one that is being entered, as a sheet may call it."""
    # A form may leave empty what is stored as an empty text.
    spellings = [row.name_ar, row.name_en, row.acronym_ar, *(row.aliases or "").split("|")]
    return OrganizationEntry(
        row.id,
        row.canonical_id,
        row.name_ar or "",
        row.name_en or "",
        row.acronym or "",
        row.registration_number or "",
        row.kind,
        row.archived_at is not None,
        row.iati_identifier or "",
        list(_filled(spellings)),
        home_area_id=row.home_area_id,
    )


def _filled(names: Iterable[str | None]) -> Iterator[str]:
    return (name.strip() for name in names if name and name.strip())
