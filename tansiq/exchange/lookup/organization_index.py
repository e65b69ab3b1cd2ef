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
class Body:
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


class Bodies:
    """All organisations that `viewer` may see, and those that the sheet adds.

    Archived ones are known by their registration number alone, so that nobody takes it; those that an undone
    import entered are not known at all.
    """

    def __init__(self, viewer: Viewer) -> None:
        self._by_id: dict[int | None, Body] = {}
        self._registered: dict[str, Body] = {}
        self._by_acronym: dict[str, list[Body]] = defaultdict(list)
        self._by_key: dict[str, list[Body]] = defaultdict(list)
        self.added: list[Body] = []
        taken_back = undone_imports.ids(Organization)
        for row in visible(Organization, viewer).order_by(Organization.id):
            body = self._by_id[row.id] = _body(row)
            if row.id in taken_back:
                continue
            if body.is_archived:
                self._registered.setdefault(body.registration_number, body)
            else:
                self.register(body)

    def register(self, body: Body) -> None:
        """Make an organisation findable by all it is known by."""
        if body.registration_number:
            self._registered[body.registration_number] = body
        if body.acronym:
            self._append(self._by_acronym, fold_tight(body.acronym), body)
        for name in body.spellings:
            self._append(self._by_key, organization_key(name), body)

    def add(self, body: Body) -> Body:
        """A new organisation."""
        self.added.append(body)
        self.register(body)
        return body

    def spell(self, body: Body, names: Iterable[str]) -> None:
        """Keep further spellings of an organisation as aliases."""
        known = {fold(name) for name in (*body.spellings, body.acronym)}
        for name in (name.replace("|", "/") for name in names):
            if name and fold(name) not in known:
                known.add(fold(name))
                body.spellings.append(name)
                body.added.append(name)
                self._append(self._by_key, organization_key(name), body)

    def stored(self, organization_id: int | None) -> Body | None:
        """The stored organisation with this id, archived or not."""
        return self._by_id.get(organization_id)

    def registered(self, number: str) -> Body | None:
        return self._registered.get(number)

    def by_acronym(self, acronym: str) -> list[Body]:
        return list(self._by_acronym.get(fold_tight(acronym), ())) if acronym else []

    def by_names(self, names: Iterable[str]) -> list[Body]:
        """Organisations of which any spelling has the same telling words as any of `names`."""
        keys = [key for key in map(organization_key, names) if key]
        return list(dict.fromkeys(body for key in keys for body in self._by_key.get(key, ())))

    @staticmethod
    def _append(index: dict[str, list[Body]], key: str, body: Body) -> None:
        if key and body not in index[key]:
            index[key].append(body)


def _body(row: Organization) -> Body:
    spellings = [row.name_ar, row.name_en, row.acronym_ar, *row.aliases.split("|")]
    return Body(
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
