"""Made-up values of fields of most types (`wells.most_types`), for properties."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

_LETTERS = st.text(st.sampled_from("abc ٣5=+-@'\"#;,،/\t\nبئر\u202e()%{}<>&.N"), min_size=1, max_size=12)
_TEXTS = _LETTERS | st.sampled_from(
    ["=1+1", "-", "N/A", "لا يوجد", "Total", "0012", "1.234", "2026-03-01", "#12", "TRUE"]
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "wellName": _TEXTS,
    "depth": st.integers(0, 10**6).map(lambda number: number / 100) | st.sampled_from([1.23, 1234.5, 0.01]),
    "state": st.sampled_from(["WORKS", "BROKEN"]),
    "uses": st.sets(st.sampled_from(["DRINKING", "CATTLE", "FIELDS"]), min_size=1).map(
        lambda codes: [code for code in ("DRINKING", "CATTLE", "FIELDS") if code in codes]
    ),
    "dugOn": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    "seen": st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda day: f"{day:%Y-%m}"),
    "isFenced": st.booleans(),
    "users": st.integers(1 - 2**53, 2**53 - 1),
    "keeper": st.just("organization"),
    "intake": st.tuples(st.integers(-900, 900), st.integers(-1800, 1800)).map(lambda pair: [n / 10 for n in pair]),
    "remarks": _TEXTS,
}


@st.composite
def rows_of_values(draw: Any) -> list[dict[str, Any]]:
    """What a few rows hold, by key."""
    keys = st.sets(st.sampled_from(sorted(_VALUES)), max_size=8)
    return [{key: draw(_VALUES[key]) for key in sorted(draw(keys))} for _ in range(draw(st.integers(1, 6)))]
