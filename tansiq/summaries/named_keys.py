"""Keys as an address spells them: what leads from a figure to the list of its rows."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tansiq.language.coded_columns import CODED
from tansiq.language.digits import whole
from tansiq.policy.viewer import Viewer
from tansiq.summaries.answer import key_of, rows_by_key
from tansiq.summaries.figures import Key, is_named
from tansiq.summaries.question import SummaryQuestion
from tansiq.summaries.subjects import DAY, YES_NO, Offered, groupings_of

_SPANS: Mapping[str, str] = {
    "MONTH": r"[0-9]{4}-(0[1-9]|1[0-2])",
    "QUARTER": r"[0-9]{4}-Q[1-4]",
    "YEAR": r"[0-9]{4}",
}


def keys_named(viewer: Viewer, question: SummaryQuestion, spelled: Sequence[str]) -> tuple[Key, ...]:
    """A key for each grouping of a checked question: ids of rows, codes, "yes" and "no", spans such as "2026-03". The
    value of one that means nothing, or a row that the viewer does not see, is None."""
    offered = groupings_of(viewer, question.subject)
    by = [(one, offered[one.name]) for one in question.by]
    values = tuple(_value(one, grouping.step, text) for (grouping, one), text in zip(by, spelled, strict=True))
    named = rows_by_key(viewer, [values], by)
    return tuple(
        key_of(grouping, one, names, value) for (grouping, one), names, value in zip(by, named, values, strict=True)
    )


def _value(offered: Offered, step: str, text: str) -> Any:
    if is_named(offered):
        return whole(text)
    if offered.sort == YES_NO:
        return {"yes": True, "no": False}.get(text)
    if offered.sort == DAY:
        return text if re.fullmatch(_SPANS[step or "MONTH"], text) and text >= "0001" else None
    is_code = offered.field is not None or offered.name not in CODED or text in CODED[offered.name].codes
    return text if is_code else None
