"""The sections of which a report consists: each one small thing that says its title, for whom it is and what it tells.

register(Section("coverage", 20, say("Coverage and gaps"), say("..."), "coverage:read", tell))
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tansiq.area_reports.content import Content
from tansiq.area_reports.question import Asked
from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, listed, say
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may_ask


def _everybody(_viewer: Viewer) -> bool:
    return True


@dataclass(frozen=True)
class Section:
    """One section: its key, its place among the others, what it is called and what it tells. A portal needs `scope`;
    of all others `is_for` says who is told."""

    key: str
    position: int
    title: Sentence
    definition: Sentence
    scope: str
    tell: Callable[[Asked], Content]
    is_for: Callable[[Viewer], bool] = _everybody

    def is_told(self, viewer: Viewer) -> bool:
        """Whether `viewer` is told this section at all."""
        return may_ask(viewer, self.scope) and self.is_for(viewer)


_SECTIONS: dict[str, Section] = {}


def register(section: Section) -> Section:
    """Let a section be part of every report."""
    _SECTIONS[section.key] = section
    return section


def sections_for(viewer: Viewer, keys: Collection[str] | None = None) -> list[Section]:
    """The sections that `viewer` is told, those of some keys alone where these are given, in their order.

    Raises Refused(UNKNOWN_CODE) for a key that no section has.
    """
    unknown = sorted(set(keys or ()) - set(_SECTIONS))
    if unknown:
        text = say("A report has no section %(keys)s. It has: %(known)s.", keys=listed(unknown), known=_known())
        raise Refused(Fault("UNKNOWN_CODE", "only", text))
    chosen = [one for one in _SECTIONS.values() if keys is None or one.key in keys]
    return sorted((one for one in chosen if one.is_told(viewer)), key=lambda one: one.position)


def _known() -> str:
    return ", ".join(sorted(_SECTIONS))
