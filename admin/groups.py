"""Fields that belong together, under one heading, in forms and on pages of details alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from tansiq.words import Sentence


@dataclass(frozen=True)
class Group:
    """A heading and the names of the fields under it; short numbers stand densely side by side."""

    title: Sentence
    names: tuple[str, ...]
    is_dense: bool = False


def names_in(groups: Iterable[Group]) -> list[str]:
    """The names of all fields, in the order of the form."""
    return [name for group in groups for name in group.names]
