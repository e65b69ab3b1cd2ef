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

from tansiq.exchange.lookup.organization_index import Bodies, Body
from tansiq.exchange.lookup.place_matcher import in_both, is_arabic
from tansiq.exchange.values.problems import Severity
from tansiq.language.arabic import fold, fold_tight, organization_key
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
class Matched:
    """The organisation of a mention (None if it cannot be told) and what to say about it."""

    body: Body | None
    severity: Severity = "notice"
    code: str = ""
    sentence: Sentence | None = None


@dataclass
class Merging:
    """How the pairs of acronym and name of a sheet became organisations, with the reasons that must be told.

    `told` counts the reasons that join a pair to another; the others keep pairs apart.
    """

    bodies: dict[tuple[str, ...], Body] = field(default_factory=dict)
    reasons: dict[tuple[str, ...], Sentence] = field(default_factory=dict)
    told: int = 0

    @property
    def count(self) -> int:
        """The number of organisations that the pairs became."""
        return len(set(self.bodies.values()))

    def keep(self, said: Mention, matched: Matched) -> None:
        """Remember what a pair became; of its reason, only what joins it to another or keeps it apart."""
        if matched.body is not None:
            self.bodies[said.acronym, said.name_ar, said.name_en] = matched.body
        if matched.sentence is not None and matched.code in _MERGING:
            self.reasons[said.acronym, said.name_ar, said.name_en] = matched.sentence
            self.told += matched.code != "acronym-shared"


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


def named(text: str, kind: str = "") -> Mention | None:
    """A mention by one text alone, such as a donor's name."""
    return spelled(text, "", kind=kind) if is_arabic(text) else spelled("", text, kind=kind)


class Matcher:
    """Finds or makes the organisation of each mention; equal mentions are asked once."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self._found: dict[Mention, Matched] = {}
        self.merging = Merging()

    def match(self, said: Mention) -> Matched:
        """The organisation of a mention. What is to be told is told with the first row that says it."""
        if said in self._found:
            return Matched(self._found[said].body, *_again(self._found[said]))
        matched = self._found[said] = self._match(said)
        self.merging.keep(said, matched)
        return matched

    def _match(self, said: Mention) -> Matched:
        registered = self.bodies.registered(said.registration) if said.registration else None
        if registered is not None and registered.is_archived:
            return Matched(None, "error", "organization-archived", _ARCHIVED)
        if registered is not None:
            return self._accept(registered, said)
        return self._by_acronym(said) or self._by_names(said) or self._anew(said)

    def _by_acronym(self, said: Mention) -> Matched | None:
        matches = [body for body in self.bodies.by_acronym(said.acronym) if not _registered_apart(body, said)]
        alike = [body for body in matches if _agree(body, said)]
        if len(alike) == 1:
            return self._accept(alike[0], said)
        if len(alike) > 1:
            return _ambiguous(alike)
        standing = [body for body in matches if _stands_by_acronym(body, said)]
        if len(standing) == 1:
            text = say("%(said)s was taken for %(found)s by its acronym; both names are kept. Check it.",
                       said=said.pair, found=standing[0].name)  # fmt: skip
            self.bodies.spell(standing[0], said.names)
            return Matched(standing[0], "warning", "acronym-other-name", text)
        return None

    def _by_names(self, said: Mention) -> Matched | None:
        matches = [body for body in self.bodies.by_names(said.names) if _same_by_name(body, said)]
        if len(matches) > 1:
            return _ambiguous(matches)
        return self._accept(matches[0], said) if matches else None

    def _accept(self, body: Body, said: Mention) -> Matched:
        before = len(body.added)
        self.bodies.spell(body, [*said.names, said.acronym] if body.acronym else said.names)
        if said.acronym and not body.acronym and body.id is None:
            body.acronym = said.acronym
            self.bodies.register(body)
        if said.kind and body.kind not in (said.kind, "OTHER"):
            text = say("%(name)s is entered as another kind; the kind was left as it is.", name=body.name)
            return Matched(body, "warning", "kind-differs", text)
        if body.kind == "OTHER" and said.kind and body.id is None:
            body.kind = said.kind
        if len(body.added) > before:
            text = say("%(said)s is %(found)s; the spelling is kept as an alias.", said=said.pair, found=body.name)
            return Matched(body, "notice", "spelling", text)
        return Matched(body)

    def _anew(self, said: Mention) -> Matched:
        others = [body for body in self.bodies.by_acronym(said.acronym) if not _agree(body, said)]
        body = Body(
            name_ar=said.name_ar,
            name_en=said.name_en,
            acronym=said.acronym,
            registration_number=said.registration,
            kind=said.kind or "OTHER",
            spellings=list(said.names),
        )
        self.bodies.add(body)
        if others:
            text = say("%(said)s is entered apart from %(other)s: one acronym, but clearly different names.",
                       said=said.pair, other=others[0].name)  # fmt: skip
            return Matched(body, "warning", "acronym-shared", text)
        return Matched(body, "notice", "new-organization", _NEW)


def _again(matched: Matched) -> tuple[Severity, str, Sentence | None]:
    """Errors are told with every row, everything else with the first one."""
    if matched.severity == "error":
        return matched.severity, matched.code, matched.sentence
    return "notice", "", None


def _ambiguous(matches: list[Body]) -> Matched:
    names = ", ".join(f"{body.name} [{body.registration_number or body.id or '-'}]" for body in matches[:4])
    text = say("Several organisations fit: %(names)s. Give the registration number.", names=names)
    return Matched(None, "error", "organization-ambiguous", text)


def _agree(body: Body, said: Mention) -> bool:
    """Whether nothing that is said speaks against the organisation: no names to compare, or names alike."""
    names = [name for name in said.names if fold_tight(name) != fold_tight(said.acronym)]
    known = body.names
    return not names or not known or any(_alike(one, other) for one in names for other in known)


def _alike(one: str, other: str) -> bool:
    """Two spellings of one name: equal telling words, one within the other, or a letter or two apart."""
    first, second = sorted((organization_key(one), organization_key(other)), key=len)
    if first == second or (len(first) > _SHORT and first in second):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _stands_by_acronym(body: Body, said: Mention) -> bool:
    """A clearly different name under one acronym is the same body only for kinds known by their acronym."""
    return said.kind in KNOWN_BY_ACRONYM and said.kind == body.kind


def _same_by_name(body: Body, said: Mention) -> bool:
    if _registered_apart(body, said):
        return False
    if not said.acronym or not body.acronym or fold_tight(said.acronym) == fold_tight(body.acronym):
        return True
    exact = {fold(name) for name in said.names} & {fold(name) for name in body.spellings}
    return bool(exact)


def _registered_apart(body: Body, said: Mention) -> bool:
    """Two registration numbers are two organisations, whatever they are called."""
    return bool(said.registration and body.registration_number and said.registration != body.registration_number)
