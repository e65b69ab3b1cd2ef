"""Narrowing a list to what is the reader's own: in an officer's areas, of a partner's organisations (?mine=yes)."""

from collections.abc import Iterator

from admin.current_viewer import viewer
from admin.panel.filters import ChoiceFilter, with_all
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Record
from tansiq.policy.own_rows import has_own, is_own_row


def own_filters(model: type[Record]) -> Iterator[ChoiceFilter]:
    """The choice of those of whom some rows of `model` are, more than others; nobody else is offered it."""
    if has_own(viewer()) and is_own_row(model, viewer()) is not None:
        yield ChoiceFilter(
            "mine",
            say("Whose"),
            lambda: with_all([("yes", str(whose()))]),
            lambda table, _value: is_own_row(model, viewer(), table),
        )


def whose() -> Sentence:
    """How the reader's own is called."""
    if not viewer().area_ids:
        return say("Of my organisation")
    return say("In my areas, or of my organisation") if viewer().organization_ids else say("In my areas")


def own_text() -> str:
    """The same at the beginning of a line."""
    return gettext("The whole register") if not has_own(viewer()) else str(whose())
