"""Places in an order: those that are written in a column of ours as long as the rows still stand so, else 1, 2, 3."""

from collections.abc import Sequence

from tansiq.language.digits import whole
from tansiq.xlsform.tables import Line


def positions(lines: Sequence[Line], column: str) -> list[int]:
    """The place of each line."""
    given = [whole(line.text(column)) if line.text(column) else None for line in lines]
    known = [place for place in given if place is not None]
    if len(known) == len(given) and known == sorted(known):
        return known
    return list(range(1, len(lines) + 1))


def needs_positions(kept: Sequence[int]) -> bool:
    """Whether places have to be written: they are not 1, 2, 3."""
    return list(kept) != list(range(1, len(kept) + 1))
