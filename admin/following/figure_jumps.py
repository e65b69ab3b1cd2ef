"""Which figures of a table are far from what the same place told in its other periods: asked about, never corrected.

    Abyan   410   395   430   4,180   402   418        4,180 is far from 410, its median without it

The same question as of one report (tansiq.forms.outliers). Asked of figures in which all reports are: what some did not
report lowers a sum, and says nothing of it.
"""

from collections.abc import Callable, Mapping
from statistics import median

from tansiq.forms.outliers import FEWEST, is_jump
from tansiq.forms.rolling_up import RolledUp

Place = tuple[str, int]
"""What a row is of: "area" or "unit" with its id; ("", 0) is all of them."""


def jumps_of(
    figures: Mapping[tuple[Place, str], RolledUp], shown: Callable[[Place, str], float | None]
) -> dict[tuple[Place, str], float]:
    """By place and key of the period: what is usual there as it is `shown`, which may be by a rate, where a figure is
    far from what it usually is."""
    rows: dict[Place, dict[str, float]] = {}
    for (place, key), one in figures.items():
        if key and one.value is not None and one.reported == one.expected:
            rows.setdefault(place, {})[key] = one.value
    found = {}
    for place, row in rows.items():
        for key, value in row.items():
            others = [named for named in row if named != key]
            usual = [number for named in others if (number := shown(place, named)) is not None]
            series = [row[named] for named in others]
            if len(series) >= FEWEST and usual and is_jump(figures[place, key].item.one, value, series):
                found[place, key] = median(usual)
    return found
