"""Fields that belong together, under one heading, in forms and on pages of details alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from tansiq.language.words import Sentence


@dataclass(frozen=True)
class FieldGroup:
    """A heading and the names of the fields under it; short numbers stand densely side by side."""

    title: Sentence | str
    names: tuple[str, ...]
    is_dense: bool = False

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The names, those of one thing in Arabic and in English together: ("name_ar", "name_en")."""
        lines: list[tuple[str, ...]] = []
        for name in self.names:
            last = lines[-1] if lines else ("",)
            base = last[0].removesuffix("_ar")
            if last == (f"{base}_ar",) and name in (base, f"{base}_en"):
                lines[-1] = (last[0], name)
            else:
                lines.append((name,))
        return lines


def names_in(groups: Iterable[FieldGroup]) -> list[str]:
    """The names of all fields, in the order of the form."""
    return [name for group in groups for name in group.names]
