"""Which organisation a row means, never merged silently.

registration number -> acronym, if the names agree -> names, if the acronyms agree -> a new organisation
                          |                             |
                          names clearly differ:         acronyms differ: the same only if a full name is
                          see `_stands_by_acronym`      equal to the letter after folding
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from tansiq.exchange.lookup.organization_index import OrganizationEntry, OrganizationIndex
from tansiq.exchange.lookup.place_matcher import in_both
from tansiq.exchange.values.problems import Severity
from tansiq.language.arabic import fold, fold_tight, is_arabic, organization_key
from tansiq.language.words import Sentence, say

KNOWN_BY_ACRONYM = frozenset({"UN", "INGO", "RED_CROSS_CRESCENT", "DONOR"})
"""Kinds known over the world by one acronym and by names in several languages (UNICEF, PAM / WFP, CICR)."""

_MERGING = frozenset({"spelling", "acronym-other-name", "acronym-shared"})
_ALIKE = 0.85
_SHORT = 6
_ARCHIVED = say("The organisation with this registration number is archived. Restore it first.")
_NEW = say("This is a new organisation.")
_IN_BRACKETS = re.compile(r"^(.{4,}?)\s*\(([^()]{2,20})\)$")
_ACRONYM_ALONE = re.compile(r"[A-Z][A-Z0-9&./-]{1,11}")


@dataclass(frozen=True)
class Mention:
    """What one row says of an organisation; "" where it says nothing. `kind` is a code, "" if not said."""

    registration: str = ""
    acronym: str = ""
    name_ar: str = ""
    name_en: str = ""
    kind: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name_ar, self.name_en) if name)

    @property
    def pair(self) -> str:
        """The acronym and name as the sheet pairs them, for messages."""
        name = self.name_en or self.name_ar
        return f"{name} ({self.acronym})" if name and self.acronym else name or self.acronym


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

    @property
    def count(self) -> int:
        """The number of organisations that the pairs became."""
        return len(set(self.organizations.values()))

    def keep(self, said: Mention, matched: OrganizationMatch) -> None:
        """Remember what a pair became; of its reason, only what joins it to another or keeps it apart."""
        if matched.organization is not None:
            self.organizations[said.acronym, said.name_ar, said.name_en] = matched.organization
        if matched.sentence is not None and matched.code in _MERGING:
            self.reasons[said.acronym, said.name_ar, said.name_en] = matched.sentence
            self.joined += matched.code != "acronym-shared"


def mention(values: dict[str, Any], kind: str) -> Mention | None:
    """What a row's values say of the organisation that carries the work out; None if they say nothing."""
    arabic, english = in_both(values, "organization_name")
    acronym = values.get("organization_acronym", "")
    return spelled(arabic, english, acronym, values.get("registration_number", ""), kind)


def spelled(name_ar: str, name_en: str, acronym: str = "", registration: str = "", kind: str = "") -> Mention | None:
    """A mention with the acronym taken out of "World Food Programme (WFP)", or of a name that is one."""
    found = _IN_BRACKETS.match(name_en)
    if found and not acronym and _looks_like_acronym(found[2], found[1]):
        name_en, acronym = found[1], found[2]
    if not acronym and not name_ar and _ACRONYM_ALONE.fullmatch(name_en):
        name_en, acronym = "", name_en
    if not (name_ar or name_en or acronym or registration):
        return None
    return Mention(registration.strip(), acronym.strip(), name_ar.strip(), name_en.strip(), kind)


def _looks_like_acronym(text: str, name: str) -> bool:
    """Two capitals or more, or the initials of the name: "(WFP)" and "(wfp)" are, "(Niger)" is not."""
    initials = "".join(word[0] for word in fold(name).split())
    return " " not in text and (sum(sign.isupper() for sign in text) > 1 or fold_tight(text) == initials)


def mention_by_name(text: str, kind: str = "") -> Mention | None:
    """A mention by one text alone, such as a donor's name."""
    return spelled(text, "", kind=kind) if is_arabic(text) else spelled("", text, kind=kind)


class OrganizationMatcher:
    """Finds or makes the organisation of each mention; equal mentions are asked once."""

    def __init__(self, organizations: OrganizationIndex) -> None:
        self.organizations = organizations
        self._found: dict[Mention, OrganizationMatch] = {}
        self.merging = Merging()

    def match(self, said: Mention) -> OrganizationMatch:
        """The organisation of a mention. What is to be told is told with the first row that says it."""
        if said in self._found:
            return OrganizationMatch(self._found[said].organization, *_again(self._found[said]))
        matched = self._found[said] = self._match(said)
        self.merging.keep(said, matched)
        return matched

    def _match(self, said: Mention) -> OrganizationMatch:
        registered = self.organizations.registered(said.registration) if said.registration else None
        if registered is not None and registered.is_archived:
            return OrganizationMatch(None, "error", "organization-archived", _ARCHIVED)
        if registered is not None:
            return self._accept(registered, said)
        return self._by_acronym(said) or self._by_names(said) or self._anew(said)

    def _by_acronym(self, said: Mention) -> OrganizationMatch | None:
        matches = [
            organization
            for organization in self.organizations.by_acronym(said.acronym)
            if not _registered_apart(organization, said)
        ]
        alike = [organization for organization in matches if _agree(organization, said)]
        if len(alike) == 1:
            return self._accept(alike[0], said)
        if len(alike) > 1:
            return _ambiguous(alike)
        standing = [organization for organization in matches if _stands_by_acronym(organization, said)]
        if len(standing) == 1:
            text = say("%(said)s was taken for %(found)s by its acronym; both names are kept. Check it.",
                       said=said.pair, found=standing[0].name)  # fmt: skip
            self.organizations.spell(standing[0], said.names)
            return OrganizationMatch(standing[0], "warning", "acronym-other-name", text)
        return None

    def _by_names(self, said: Mention) -> OrganizationMatch | None:
        matches = [
            organization
            for organization in self.organizations.by_names(said.names)
            if _same_by_name(organization, said)
        ]
        if len(matches) > 1:
            return _ambiguous(matches)
        return self._accept(matches[0], said) if matches else None

    def _accept(self, organization: OrganizationEntry, said: Mention) -> OrganizationMatch:
        before = len(organization.added)
        self.organizations.spell(organization, [*said.names, said.acronym] if organization.acronym else said.names)
        if said.acronym and not organization.acronym and organization.id is None:
            organization.acronym = said.acronym
            self.organizations.register(organization)
        if said.kind and organization.kind not in (said.kind, "OTHER"):
            text = say("%(name)s is entered as another kind; the kind was left as it is.", name=organization.name)
            return OrganizationMatch(organization, "warning", "kind-differs", text)
        if organization.kind == "OTHER" and said.kind and organization.id is None:
            organization.kind = said.kind
        if len(organization.added) > before:
            text = say(
                "%(said)s is %(found)s; the spelling is kept as an alias.", said=said.pair, found=organization.name
            )
            return OrganizationMatch(organization, "notice", "spelling", text)
        return OrganizationMatch(organization)

    def _anew(self, said: Mention) -> OrganizationMatch:
        others = [
            organization
            for organization in self.organizations.by_acronym(said.acronym)
            if not _agree(organization, said)
        ]
        organization = OrganizationEntry(
            name_ar=said.name_ar,
            name_en=said.name_en,
            acronym=said.acronym,
            registration_number=said.registration,
            kind=said.kind or "OTHER",
            spellings=list(said.names),
        )
        self.organizations.add(organization)
        if others:
            text = say("%(said)s is entered apart from %(other)s: one acronym, but clearly different names.",
                       said=said.pair, other=others[0].name)  # fmt: skip
            return OrganizationMatch(organization, "warning", "acronym-shared", text)
        return OrganizationMatch(organization, "notice", "new-organization", _NEW)


def _again(matched: OrganizationMatch) -> tuple[Severity, str, Sentence | None]:
    """Errors are told with every row, everything else with the first one."""
    if matched.severity == "error":
        return matched.severity, matched.code, matched.sentence
    return "notice", "", None


def _ambiguous(matches: list[OrganizationEntry]) -> OrganizationMatch:
    names = ", ".join(
        f"{organization.name} [{organization.registration_number or organization.id or '-'}]"
        for organization in matches[:4]
    )
    text = say("Several organisations fit: %(names)s. Give the registration number.", names=names)
    return OrganizationMatch(None, "error", "organization-ambiguous", text)


def _agree(organization: OrganizationEntry, said: Mention) -> bool:
    """Whether nothing that is said speaks against the organisation: no names to compare, or names alike."""
    names = [name for name in said.names if fold_tight(name) != fold_tight(said.acronym)]
    known = organization.names
    return not names or not known or any(_alike(one, other) for one in names for other in known)


def _alike(one: str, other: str) -> bool:
    """Two spellings of one name: equal telling words, one within the other, or a letter or two apart."""
    first, second = sorted((organization_key(one), organization_key(other)), key=len)
    if first == second or (len(first) > _SHORT and first in second):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _stands_by_acronym(organization: OrganizationEntry, said: Mention) -> bool:
    """A clearly different name under one acronym is the same organisation only for kinds known by their acronym."""
    return said.kind in KNOWN_BY_ACRONYM and said.kind == organization.kind


def _same_by_name(organization: OrganizationEntry, said: Mention) -> bool:
    if _registered_apart(organization, said):
        return False
    if not said.acronym or not organization.acronym or fold_tight(said.acronym) == fold_tight(organization.acronym):
        return True
    exact = {fold(name) for name in said.names} & {fold(name) for name in organization.spellings}
    return bool(exact)


def _registered_apart(organization: OrganizationEntry, said: Mention) -> bool:
    """Two registration numbers are two organisations, whatever they are called."""
    return bool(
        said.registration and organization.registration_number and said.registration != organization.registration_number
    )
