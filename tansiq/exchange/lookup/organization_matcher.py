"""Which organisation a row means. A machine joins only what is sure; what is likely is told to a person.

registration number or IATI identifier -> whole name -> acronym, alone or with the same name -> a new organisation
  (nothing else matters)                  |             |                                       |
                                          nothing else may contradict: kind, acronym, place     likely twins are told
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TypeVar

from tansiq.exchange.lookup.organization_evidence import OrganizationEvidence
from tansiq.exchange.lookup.organization_index import OrganizationEntry, OrganizationIndex
from tansiq.exchange.lookup.organization_likeness import likeness, mentioned, strength
from tansiq.exchange.lookup.organization_mention import Mention
from tansiq.exchange.lookup.organization_names import is_bare, same_words
from tansiq.exchange.lookup.place_words import PlaceWords
from tansiq.exchange.values.problems import Severity
from tansiq.language.arabic import fold
from tansiq.language.words import N_, Sentence, say

_MERGING = frozenset({"spelling", "acronym-other-name", "acronym-shared", "organization-twin", "number-other-name"})
_APART = frozenset({"acronym-shared", "organization-twin"})
_ARCHIVED = say("The organisation with this registration number is archived. Restore it first.")
_NEW = say("This is a new organisation.")
_SHOWN = 4


@dataclass
class OrganizationMatch:
    """The organisation of a mention (None if it cannot be told) and what to say about it."""

    organization: OrganizationEntry | None
    severity: Severity = "notice"
    code: str = ""
    sentence: Sentence | None = None


@dataclass
class Merging:
    """How the pairs of acronym and name of a sheet became organisations, with the reasons that must be told.

    `joined` counts the pairs that a told reason joins to another; the other reasons keep pairs apart.
    """

    organizations: dict[tuple[str, ...], OrganizationEntry] = field(default_factory=dict)
    reasons: dict[tuple[str, ...], Sentence] = field(default_factory=dict)
    joined: int = 0
    _became: set[OrganizationEntry] = field(default_factory=set)

    @property
    def count(self) -> int:
        """The number of organisations that the pairs became; one pair may be two, of kinds that exclude each other."""
        return len(self._became)

    @property
    def alike(self) -> int:
        """The pairs that became the organisation of another one without a reason that must be told."""
        return len(self.organizations) - len(set(self.organizations.values())) - self.joined

    def keep(self, said: Mention, matched: OrganizationMatch) -> None:
        """Remember what a pair became; of its reason, only what joins it to another or keeps it apart."""
        if matched.organization is not None:
            self.organizations[said.acronym, said.name_ar, said.name_en] = matched.organization
            self._became.add(matched.organization)
        if matched.sentence is not None and matched.code in _MERGING:
            self.reasons[said.acronym, said.name_ar, said.name_en] = matched.sentence
            self.joined += matched.code not in _APART


class OrganizationMatcher:
    """Finds or makes the organisation of each mention; equal mentions are asked once.

    Give all mentions of a sheet to `survey` first: then the order of its rows decides nothing.
    """

    def __init__(self, organizations: OrganizationIndex, places: PlaceWords) -> None:
        self.organizations = organizations
        self._evidence = OrganizationEvidence(places)
        self._found: dict[Mention, OrganizationMatch] = {}
        self._told: set[Mention] = set()
        self.merging = Merging()

    def survey(self, mentions: Iterable[Mention]) -> None:
        """Settle all mentions of a sheet, those first that say most: what they pair is known to the others."""
        times = Counter(mentions)
        for said in sorted(times, key=lambda one: _weight(one, times[one])):
            self._settle(said)

    def match(self, said: Mention) -> OrganizationMatch:
        """The organisation of a mention. What is to be told is told with the first row that says it."""
        matched = self._settle(said)
        if said in self._told and matched.severity != "error":
            return OrganizationMatch(matched.organization)
        self._told.add(said)
        return matched

    def _settle(self, said: Mention) -> OrganizationMatch:
        if said.is_too_long:
            # It is told at its cell, and not compared with any other name: that would take as long as it is.
            return OrganizationMatch(None)
        if said not in self._found:
            self._found[said] = self._match(self._placed(said))
            self.merging.keep(said, self._found[said])
        return self._found[said]

    def _placed(self, said: Mention) -> Mention:
        """In "Ministry of Health (ADEN)" the brackets hold no acronym but a place, which belongs to the name."""
        if not said.names or not self._evidence.places.meant(said.acronym):
            return said
        name_en = f"{said.name_en} {said.acronym}" if said.name_en else ""
        name_ar = said.name_ar if name_en else f"{said.name_ar} {said.acronym}"
        return replace(said, acronym="", name_en=name_en, name_ar=name_ar)

    def _match(self, said: Mention) -> OrganizationMatch:
        index = self.organizations
        numbered = index.registered(said.registration)
        numbered = numbered or index.identified((said.registration, said.acronym, *said.names))
        if numbered is not None and numbered.is_archived:
            return OrganizationMatch(None, "error", "organization-archived", _ARCHIVED)
        if numbered is not None:
            return self._by_number(numbered, said)
        return self._by_name(said) or self._by_acronym(said) or self._anew(said)

    def _by_number(self, organization: OrganizationEntry, said: Mention) -> OrganizationMatch:
        """The number says it all; a name that is clearly another one is not kept, but told."""
        index = self.organizations
        is_named = organization in index.by_names(said.names) or not said.names or not organization.names
        if is_named or organization in index.twins(said.names, strength) or self._is_under_acronym(organization, said):
            return self._accept(organization, said)
        text = say("This number belongs to %(found)s, not to %(said)s. Correct the number or the name.",
                   found=organization.name, said=said.pair)  # fmt: skip
        return OrganizationMatch(organization, "warning", "number-other-name", text)

    def _is_under_acronym(self, organization: OrganizationEntry, said: Mention) -> bool:
        bearing = self.organizations.by_acronym(said.acronym)
        return organization in bearing and self._evidence.same_under_acronym(organization, said, len(bearing) == 1)

    def _by_name(self, said: Mention) -> OrganizationMatch | None:
        """A whole name beats everything else; an acronym alone may also be the name of an organisation."""
        matches = [
            organization
            for organization in self.organizations.by_names(said.names or (said.acronym,))
            if not self._evidence.contradicts(organization, said)
        ]
        matches = self._narrowed(matches, said)
        if len(matches) > 1:
            return _ambiguous(matches, said)
        if not matches:
            return None
        other = next((one for one in self._bearing_too(said) if one is not matches[0]), None)
        accepted = self._accept(matches[0], said)
        return self._twin(matches[0], said, other) if other is not None else accepted

    def _bearing_too(self, said: Mention) -> list[OrganizationEntry]:
        """Those that the acronym of a pair means, nameless ones too: the pair says that they are its name's body."""
        bearing = self.organizations.by_acronym(said.acronym) if said.names else []
        return [
            organization
            for organization in bearing
            if self._evidence.may_bear(organization, said)
            and (not organization.names or self._evidence.same_under_acronym(organization, said, False))
        ]

    def _by_acronym(self, said: Mention) -> OrganizationMatch | None:
        borne = said if said.acronym else replace(said, acronym=next(iter(said.names), ""))
        bearing = _canonical(
            organization
            for organization in self.organizations.by_acronym(borne.acronym)
            if self._evidence.may_bear(organization, borne)
        )
        is_only = len(bearing) == 1
        if not borne.names:
            return self._accept(bearing[0], said) if is_only else _ambiguous(bearing, said) if bearing else None
        same = [one for one in bearing if self._evidence.same_under_acronym(one, borne, is_only)]
        if not same:
            return None
        nearest, *others = sorted(same, key=lambda one: -_likeness(one, said))
        accepted = self._accept(nearest, said)
        return self._twin(nearest, said, others[0]) if others else accepted

    def _accept(self, organization: OrganizationEntry, said: Mention) -> OrganizationMatch:
        before, index = len(organization.added), self.organizations
        is_other_name = self._is_other_name(organization, said)
        if said.acronym and not organization.acronym and organization.id is None:
            organization.acronym = said.acronym
        index.spell(organization, [*said.names, said.acronym])
        organization.registration_number = organization.registration_number or said.registration
        index.register(organization)
        if said.kind and organization.kind not in (said.kind, "OTHER"):
            text = say("%(name)s is entered as another kind; the kind was left as it is.", name=organization.name)
            return OrganizationMatch(organization, "warning", "kind-differs", text)
        if organization.kind == "OTHER":
            organization.kind = said.kind or "OTHER"
        if len(organization.added) == before:
            return OrganizationMatch(organization)
        return _spelling(organization, said, is_other_name)

    def _is_other_name(self, organization: OrganizationEntry, said: Mention) -> bool:
        """Whether the organisation has names, and those of the mention are clearly different ones."""
        if not said.names or not organization.names or organization in self.organizations.by_names(said.names):
            return False
        return not any(same_words(one, other, said.acronym) for one in said.names for other in organization.names)

    def _anew(self, said: Mention) -> OrganizationMatch:
        index = self.organizations
        sharing = index.by_acronym(said.acronym)
        named = index.by_names(said.names)
        twins = [*named, *index.twins(said.names or (said.acronym,), strength), *sharing]
        organization = index.add(mentioned(said))
        if sharing and said.names and sharing[0] not in named:
            text = say("%(said)s is entered apart from %(other)s: one acronym, but clearly different names.",
                       said=said.pair, other=sharing[0].name)  # fmt: skip
            return OrganizationMatch(organization, "warning", "acronym-shared", text)
        if twins:
            return self._twin(organization, said, twins[0])
        return OrganizationMatch(organization, "notice", "new-organization", _NEW)

    def _twin(self, organization: OrganizationEntry, said: Mention, other: OrganizationEntry) -> OrganizationMatch:
        """An organisation of its own, with the one that it may be the same as, how likely that is, and why."""
        found = likeness(mentioned(said), other, self._evidence)
        text = say("%(said)s may be the same as %(other)s, but is kept apart. If they are one, give both one name.",
                   said=said.pair, other=other.name)  # fmt: skip
        if found.is_likely:
            # Translators: a doubt about two organisations, and how likely it is that they are one.
            text = say("%(doubt)s %(likeness)s", doubt=text, likeness=found.in_words)
        return OrganizationMatch(organization, "warning", "organization-twin", text)

    def _narrowed(self, matches: list[OrganizationEntry], said: Mention) -> list[OrganizationEntry]:
        """Of several with one name, those that bear the acronym too, then those of the kind, then the canonical one."""
        bearing = self.organizations.by_acronym(said.acronym)
        for fits in (bearing.__contains__, lambda one: one.kind == said.kind):
            matches = _those(matches, fits) if len(matches) > 1 else matches
        return _canonical(matches)


Item = TypeVar("Item")


def _those(items: list[Item], fits: Callable[[Item], bool]) -> list[Item]:
    """The items that fit, or all where none does."""
    return [item for item in items if fits(item)] or items


def _canonical(matches: Iterable[OrganizationEntry]) -> list[OrganizationEntry]:
    """Duplicates that stand for one organisation are one: the canonical entry, if it is among them."""
    found: dict[object, OrganizationEntry] = {}
    for organization in matches:
        key = organization.stands_for or organization
        if key not in found or organization.canonical_id is None:
            found[key] = organization
    return list(found.values())


def _likeness(organization: OrganizationEntry, said: Mention) -> float:
    """How like the most alike of their names are, 0 to 1."""
    pairs = [(fold(one), fold(other)) for one in said.names for other in organization.names]
    return max((SequenceMatcher(None, one, other).ratio() for one, other in pairs), default=0.0)


def _weight(said: Mention, times: int) -> tuple[object, ...]:
    """The order in which mentions are settled, never that of their rows: by how much they say and how often."""
    telling = [name for name in said.names if not is_bare(name, said.acronym)]
    is_pair = bool(said.acronym and said.names)
    return (not said.registration, not is_pair, -len(telling), not said.kind, said.is_kind_vague, -times,
            said.acronym, said.name_en, said.name_ar, said.registration, said.kind)  # fmt: skip


def _spelling(organization: OrganizationEntry, said: Mention, is_other_name: bool) -> OrganizationMatch:
    values = {"said": said.pair, "found": organization.name}
    if not is_other_name:
        text = say("%(said)s is %(found)s; the spelling is kept as an alias.", **values)
        return OrganizationMatch(organization, "notice", "spelling", text)
    text = say("%(said)s was taken for %(found)s by its acronym; both names are kept. Check it.", **values)
    return OrganizationMatch(organization, "warning", "acronym-other-name", text)


_SEVERAL = N_("Several organisations bear this acronym: %(names)s. Write the full name of one of them.")
_SEVERAL_NAMED = N_(
    "Several organisations have this name: %(names)s. Add the acronym of one in brackets behind it; if they have none, "
    "tell their names apart in the register."
)


def _ambiguous(matches: list[OrganizationEntry], said: Mention) -> OrganizationMatch:
    names = ", ".join(
        f"{organization.name} [{organization.registration_number or organization.id or '-'}]"
        for organization in matches[:_SHOWN]
    )
    text = say(_SEVERAL_NAMED if said.names else _SEVERAL, names=names)
    return OrganizationMatch(None, "error", "organization-ambiguous", text)
