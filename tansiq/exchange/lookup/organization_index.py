"""The organisations as a sheet may call them: by registration number, acronym, or folded names in any language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tansiq.language.arabic import fold, fold_tight, organization_key
from tansiq.language.bilingual import pick
from tansiq.models import Organization
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import undone_imports


@dataclass(eq=False, slots=True)
class OrganizationEntry:
    """One organisation, stored (with its id) or still to be entered (without).

    `spellings` are all names by which it is known; `added` those that this sheet adds as aliases.
    """

    id: int | None = None
    canonical_id: int | None = None
    name_ar: str = ""
    name_en: str = ""
    acronym: str = ""
    registration_number: str = ""
    kind: str = "OTHER"
    is_archived: bool = False
    spellings: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What messages call it, in the language now spoken."""
        full = pick(self, "name")
        return f"{full} ({self.acronym})" if full and self.acronym else full or self.acronym

    @property
    def names(self) -> list[str]:
        return [name for name in self.spellings if fold_tight(name) != fold_tight(self.acronym)]

    @property
    def stands_for(self) -> int | None:
        """The id of the organisation that sites count for: the canonical one where it is a duplicate."""
        return self.canonical_id or self.id


class OrganizationIndex:
    """All organisations that `viewer` may see, and those that the sheet adds.

    Archived ones are known by their registration number alone, so that nobody takes it; those that an undone
    import entered are not known at all.
    """

    def __init__(self, viewer: Viewer) -> None:
        self._by_id: dict[int | None, OrganizationEntry] = {}
        self._registered: dict[str, OrganizationEntry] = {}
        self._by_acronym: dict[str, list[OrganizationEntry]] = defaultdict(list)
        self._by_key: dict[str, list[OrganizationEntry]] = defaultdict(list)
        self.added: list[OrganizationEntry] = []
        taken_back = undone_imports.undone_row_ids(Organization)
        for row in visible(Organization, viewer).order_by(Organization.id):
            organization = self._by_id[row.id] = _organization(row)
            if row.id in taken_back:
                continue
            if organization.is_archived:
                self._registered.setdefault(organization.registration_number, organization)
            else:
                self.register(organization)

    def register(self, organization: OrganizationEntry) -> None:
        """Make an organisation findable by all it is known by."""
        if organization.registration_number:
            self._registered[organization.registration_number] = organization
        if organization.acronym:
            self._append(self._by_acronym, fold_tight(organization.acronym), organization)
        for name in organization.spellings:
            self._append(self._by_key, organization_key(name), organization)

    def add(self, organization: OrganizationEntry) -> OrganizationEntry:
        """A new organisation."""
        self.added.append(organization)
        self.register(organization)
        return organization

    def spell(self, organization: OrganizationEntry, names: Iterable[str]) -> None:
        """Keep further spellings of an organisation as aliases."""
        known = {fold(name) for name in (*organization.spellings, organization.acronym)}
        for name in (name.replace("|", "/") for name in names):
            if name and fold(name) not in known:
                known.add(fold(name))
                organization.spellings.append(name)
                organization.added.append(name)
                self._append(self._by_key, organization_key(name), organization)

    def stored(self, organization_id: int | None) -> OrganizationEntry | None:
        """The stored organisation with this id, archived or not."""
        return self._by_id.get(organization_id)

    def registered(self, number: str) -> OrganizationEntry | None:
        return self._registered.get(number)

    def by_acronym(self, acronym: str) -> list[OrganizationEntry]:
        return list(self._by_acronym.get(fold_tight(acronym), ())) if acronym else []

    def by_names(self, names: Iterable[str]) -> list[OrganizationEntry]:
        """Organisations of which any spelling has the same telling words as any of `names`."""
        keys = [key for key in map(organization_key, names) if key]
        return list(dict.fromkeys(organization for key in keys for organization in self._by_key.get(key, ())))

    @staticmethod
    def _append(index: dict[str, list[OrganizationEntry]], key: str, organization: OrganizationEntry) -> None:
        if key and organization not in index[key]:
            index[key].append(organization)


def _organization(row: Organization) -> OrganizationEntry:
    spellings = [row.name_ar, row.name_en, row.acronym_ar, *row.aliases.split("|")]
    return OrganizationEntry(
        row.id,
        row.canonical_id,
        row.name_ar,
        row.name_en,
        row.acronym,
        row.registration_number or "",
        row.kind,
        row.archived_at is not None,
        list(_filled(spellings)),
    )


def _filled(names: Iterable[str]) -> Iterator[str]:
    return (name.strip() for name in names if name.strip())
