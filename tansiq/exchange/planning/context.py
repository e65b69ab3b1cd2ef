"""What rows are compared with, and what a row says in the end: the two shapes that reading facts is about."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tansiq.exchange.lookup.code_lists import CodeList, CodeLists
from tansiq.exchange.lookup.geocoder import Geocoder
from tansiq.exchange.lookup.item_index import ItemIndex
from tansiq.exchange.lookup.name_lists import KnownNames, NameLists
from tansiq.exchange.lookup.organization_index import OrganizationEntry, organization_index
from tansiq.exchange.lookup.organization_matcher import OrganizationMatcher
from tansiq.exchange.lookup.organization_mention import Mention
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.place_steps import LANGUAGES
from tansiq.exchange.lookup.place_words import place_words
from tansiq.exchange.lookup.project_index import ProjectEntry, ProjectIndex
from tansiq.exchange.planning.facts_own import OwnFactsOfWork
from tansiq.exchange.sheet.reading import Reading
from tansiq.language.arabic import fold
from tansiq.language.words import Sentence, say
from tansiq.policy.viewer import Viewer


@dataclass
class PlanningContext:
    """What rows are compared with, at one moment, as one viewer; it learns what the sheet adds.

    `spoken` names the facts that the columns of the sheet speak of (see `speaks_of`), `name_lists` parts
    cells with several names (see `facts_who.survey`), `own` reads the columns of the ministry's own fields. `carriers`
    are those who carry work out, by what rows say of them, once the names are parted.
    """

    viewer: Viewer
    geocoder: Geocoder
    lists: CodeLists
    matcher: OrganizationMatcher
    name_lists: NameLists
    projects: ProjectIndex
    items: ItemIndex
    today: date
    spoken: frozenset[str] = frozenset()
    remarks: Counter[str] = field(default_factory=Counter)
    noticed: set[tuple[str, str]] = field(default_factory=set)
    own: OwnFactsOfWork | None = None
    carriers: dict[tuple[Any, ...], list[Mention]] = field(default_factory=dict)

    def once(self, reading: Reading, code: str, name: str, sentence: Sentence) -> None:
        """Tell of the text in a field once, with the first row that says it."""
        said = (code, str(reading.values.get(name)))
        if said not in self.noticed:
            self.noticed.add(said)
            reading.tell("notice", code, name, sentence)


def planning_context(viewer: Viewer, country: str | None, today: date) -> PlanningContext:
    """Everything that a sheet can mean. Raises Unreadable for a country that nobody knows."""
    geocoder = Geocoder(viewer, country)
    organizations = organization_index(viewer)
    return PlanningContext(
        viewer,
        geocoder,
        CodeLists(viewer),
        OrganizationMatcher(organizations, place_words(viewer)),
        NameLists(KnownNames(organizations, ())),
        ProjectIndex(viewer),
        ItemIndex(viewer),
        today,
    )


@dataclass(slots=True)
class Facts:
    """What a row says, resolved. Keys are field names of Intervention and Site; absent means not said.

    Facts that are not `spoken` of are defaults: right for a new row, no reason to change a stored one. `items` are ids
    of items of plans that it serves.
    """

    intervention: dict[str, Any] = field(default_factory=dict)
    site: dict[str, Any] = field(default_factory=dict)
    organization: OrganizationEntry | None = None
    project: ProjectEntry | None = None
    place: AreaEntry | None = None
    partners: dict[str, tuple[OrganizationEntry, ...]] = field(default_factory=dict)
    items: tuple[int, ...] = ()
    spoken: frozenset[str] = frozenset()

    @property
    def organizations(self) -> Iterator[OrganizationEntry]:
        """The organisation that carries the work out, if it is known, and its partners; some perhaps twice."""
        if self.organization is not None:
            yield self.organization
        for organizations in self.partners.values():
            yield from organizations

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for rows that are sites of one intervention, however their texts are spelled."""
        told = tuple(sorted((name, _text(value)) for name, value in self.intervention.items()))
        return (self.organization, self.project, tuple(sorted(self.partners.items(), key=lambda item: item[0])), told)


def tell_readings(context: PlanningContext, reading: Reading, known: CodeList, names: Iterable[str]) -> None:
    """Tell, once for each text, what the words of these fields were read as where they are no spelling of it."""
    for name in names:
        text = str(reading.values[name])
        row = known.find(text) if known.is_decorated(text) else None
        if row is not None:
            context.once(reading, "word-read", name, say("This was read as %(name)s.", name=known.called(row)))


def _text(value: Any) -> str:
    return (fold(value) or value) if isinstance(value, str) else str(value)


def filled(reading: Reading, *stems: str) -> str:
    """The first filled field among these in any language, to be pointed at; the first of all if none is."""
    names = [f"{stem}{code}" for stem in stems for code in LANGUAGES]
    return next((name for name in names if name in reading.values), stems[0])
