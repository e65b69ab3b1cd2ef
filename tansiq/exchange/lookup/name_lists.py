"""Several organisations in one cell. A comma, stroke or "and" also stands within names, so it parts only what is known.

"UNICEF, WFP"                                         two acronyms
"Bureau of Population, Refugees, and Migration"       one name, unless every part of it is an organisation
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from tansiq.exchange.lookup.acronyms import abbreviates, acronym_keys
from tansiq.exchange.lookup.organization_index import OrganizationIndex
from tansiq.exchange.lookup.organization_mention import Mention, mention_by_name
from tansiq.exchange.lookup.organization_names import whole_key
from tansiq.language.arabic import fold_tight

_BETWEEN = re.compile(r"\s*[,،/&+]\s*(?:(?:and|et|و)\s+)?|\s+(?:and|et|و)\s+|\s+و(?=\w)", re.IGNORECASE)
_SHORT = re.compile(r"[A-Z][A-Z0-9.-]{1,6}")
"""An acronym that nobody need know; longer words in capitals may be words."""
_ALWAYS = re.compile(r"\s*[;؛|\n\r]+\s*")
_OFTEN = frozenset(",،/+")
_MOST = 24
"""Separators within which parts are looked for; a longer text is no list of names."""


class KnownNames:
    """The organisations that the register knows and that a sheet names by themselves, by whole name or acronym."""

    def __init__(self, organizations: OrganizationIndex, mentions: Iterable[Mention]) -> None:
        self._organizations = organizations
        self._names: set[str] = set()
        self._acronyms: set[str] = set()
        for said in mentions:
            self._names.update(map(whole_key, said.names))
            self._acronyms.update(acronym_keys(said.acronym))

    def __contains__(self, text: str) -> bool:
        said = mention_by_name(text)
        return said is not None and (self._has_name(said) or self._has_acronym(said))

    def _has_name(self, said: Mention) -> bool:
        names = said.names or (said.acronym,)
        return bool(self._organizations.by_names(names) or self._names & set(map(whole_key, names)))

    def _has_acronym(self, said: Mention) -> bool:
        """Whether an acronym is known; that of "Name (ABC)" counts for nothing where the name is another one."""
        text = said.acronym if not said.names else next(iter(said.names)) if not said.acronym else ""
        return bool(text and (self._organizations.by_acronym(text) or self._acronyms & acronym_keys(text)))


class NameLists:
    """The names in each cell of a sheet, parted once, by what was known before any of them was entered."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known
        self._parts: dict[str, list[str]] = {}
        self._doubtful: set[str] = set()

    def parts(self, text: str) -> list[str]:
        """The names in a text, parted at every semicolon, stroke | and line, elsewhere where all parts are names."""
        if text not in self._parts:
            pieces = [piece for piece in _ALWAYS.split(text) if piece]
            self._parts[text] = [name for piece in pieces for name in _parted(piece, self._known)]
            if any(is_likely_list(name) and name not in self._known for name in self._parts[text]):
                self._doubtful.add(text)
        return self._parts[text]

    def is_doubtful(self, text: str) -> bool:
        """Whether a text was read as one unknown name though it may hold several."""
        self.parts(text)
        return text in self._doubtful


def _parted(text: str, known: KnownNames) -> list[str]:
    """The text itself, or its parts if each of them is known, is an acronym, or has its own in brackets."""
    if text in known:
        return [text]
    joints = _joints(text)
    if not joints or len(joints) > _MOST:
        return [text]
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(text)]
    return _cover(text, starts, ends, known) or [text]


@lru_cache(maxsize=1024)
def may_be_list(text: str) -> bool:
    """Whether a text holds what also parts names, outside of brackets."""
    return bool(_ALWAYS.search(text) or _joints(text))


@lru_cache(maxsize=1024)
def is_likely_list(text: str) -> bool:
    """Whether a text holds a comma or a slash outside of brackets; "and" stands in too many names to be told."""
    return any(joint[0].strip()[:1] in _OFTEN for joint in _joints(text))


def _joints(text: str) -> list[re.Match[str]]:
    depth = _depth(text)
    return [joint for joint in _BETWEEN.finditer(text) if not depth[joint.start()]]


def _cover(text: str, starts: list[int], ends: list[int], known: KnownNames) -> list[str]:
    """The parts from the first start on, the longest known ones first; none where something stays unknown."""
    best: dict[int, list[str]] = {len(starts): []}
    for first in reversed(range(len(starts))):
        for last in reversed(range(first, len(ends))):
            piece = text[starts[first] : ends[last]].strip()
            if last + 1 in best and (first, last) != (0, len(ends) - 1) and _is_part(piece, known):
                best[first] = [piece, *best[last + 1]]
                break
    return best.get(0, [])


def _is_part(piece: str, known: KnownNames) -> bool:
    if not piece or piece in known or _SHORT.fullmatch(piece):
        return bool(piece)
    said = mention_by_name(piece)
    return said is not None and bool(said.names and said.acronym and _initials(said))


def _initials(said: Mention) -> bool:
    """Whether the acronym in brackets is that of the whole name before it."""
    acronym = fold_tight(said.acronym)
    return any(acronym[:1] == fold_tight(name)[:1] and abbreviates(said.acronym, name) for name in said.names)


def _depth(text: str) -> list[int]:
    """How many brackets are open at each letter."""
    return list(accumulate((sign in "([") - (sign in ")]") for sign in text))
