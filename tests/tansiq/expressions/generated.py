"""Expressions of every kind, made up, and rows of wells to reckon them for."""

from datetime import date, timedelta

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tansiq.expressions.fields import Kind
from tansiq.expressions.limits import size_fault
from tests.tansiq.expressions import wells

_DAYS = [date(2024, 2, 28) + timedelta(days=days) for days in (0, 1, 2, 366, 500, 731, 732)]
_NAMES = {
    Kind.NUMBER: ("${Depth}", "${عدد الرجال}", "${women}", "${Cost}"),
    Kind.TEXT: ("${الحالة}", "${Owner}"),
    Kind.DAY: ("${Dug on}", "${تاريخ التنظيف}"),
    Kind.MONTH: ("${Month}",),
    Kind.YES_NO: ("${Is open}", "${مالح}"),
}
_LITERALS = {
    Kind.NUMBER: ("0", "1", "2", "3", "7", "0.1", "0.25", "٢٫٥", "10", "100"),
    Kind.TEXT: ("'WORKS'", '"DRY"'),
    Kind.DAY: ("today()",),
    Kind.MONTH: (),
    Kind.YES_NO: ("true()", "false()"),
}
_WRITTEN_DAYS = tuple(f"'{day}'" for day in _DAYS)
_ORDERED = (Kind.NUMBER, Kind.DAY, Kind.MONTH)
KINDS = (Kind.NUMBER, Kind.YES_NO, Kind.TEXT, Kind.DAY, Kind.MONTH, Kind.NUMBER, Kind.YES_NO, Kind.NUMBER)
"""Numbers and conditions more often than the rest."""


@st.composite
def texts(draw: DrawFn, kinds: tuple[Kind, ...] = KINDS) -> str:
    """An expression as somebody types it, without a fault."""
    typed = draw(_of(draw(st.sampled_from(kinds)), draw(st.integers(1, 3))))
    assume(size_fault(typed) is None)
    return typed


def _of(kind: Kind, depth: int) -> SearchStrategy[str]:
    leaves = st.sampled_from(_NAMES[kind] + _LITERALS[kind])
    if depth == 0:
        return leaves
    own = {Kind.NUMBER: _numbers, Kind.YES_NO: _conditions, Kind.DAY: _earliest, Kind.MONTH: _earliest}.get(kind)
    # Above all what is reckoned and compared: its branches are drawn more often than those that choose.
    drawn = [own(kind, depth - 1)] * 8 if own else []
    return st.one_of(*drawn, leaves, _chosen(kind, depth - 1))


@st.composite
def _chosen(draw: DrawFn, kind: Kind, depth: int) -> str:
    one, other = draw(_of(kind, depth)), draw(_of(kind, depth))
    condition = draw(_of(Kind.YES_NO, depth))
    return draw(st.sampled_from([f"if({condition}, {one}, {other})", f"coalesce({one}, {other})"]))


@st.composite
def _earliest(draw: DrawFn, kind: Kind, depth: int) -> str:
    one, other = draw(_of(kind, depth)), draw(_of(kind, depth))
    other = draw(st.sampled_from(_WRITTEN_DAYS)) if kind is Kind.DAY and draw(st.booleans()) else other
    return f"{draw(st.sampled_from(['min', 'max']))}({one}, {other})"


@st.composite
def _numbers(draw: DrawFn, kind: Kind, depth: int) -> str:
    one, other, third = (draw(_of(Kind.NUMBER, depth)) for _ in range(3))
    sign = draw(st.sampled_from(["+", "-", "*", "div"]))
    day, last = draw(_of(Kind.DAY, depth)), draw(_of(Kind.DAY, depth))
    return draw(st.sampled_from([
        f"({one} {sign} {other})", f"{_bracketed(one)} {sign} {_bracketed(other)}", f"-({one})",
        f"round({one}, {draw(st.integers(0, 3))})", f"(round({one}, 0) mod round({other}))",
        f"sum({one}, {other}, {third})", f"min({one}, {other})", f"max({one}، {other}، {third})",
        f"count({one}, {day}, ${{Uses}})", f"days-between({day}, {last})",
    ]))  # fmt: skip


def _bracketed(typed: str) -> str:
    return f"({typed})" if " " in typed else typed


@st.composite
def _conditions(draw: DrawFn, kind: Kind, depth: int) -> str:
    of = draw(st.sampled_from(KINDS))
    one, other = draw(_of(of, depth)), draw(_of(of, depth))
    signs = ["=", "!=", "<", "<=", ">", ">="] if of in _ORDERED else ["=", "!="]
    condition, second = draw(_of(Kind.YES_NO, depth)), draw(_of(Kind.YES_NO, depth))
    code = draw(st.sampled_from(["DRINK", "FARM", "WASH"]))
    return draw(st.sampled_from([
        f"({one}) {draw(st.sampled_from(signs))} ({other})", f"({condition}) and ({second})",
        f"({condition}) or ({second})", f"not({condition})", f"selected(${{Uses}}, '{code}')",
        "selected(${State}, 'DRY')", "${المالك} = 'سالم'",
    ]))  # fmt: skip


_HUNDREDTHS = st.integers(-2_000, 2_000).map(lambda value: value / 100)
_VALUES: dict[int, SearchStrategy[object]] = {
    wells.DEPTH: _HUNDREDTHS,
    wells.COST: _HUNDREDTHS,
    wells.MEN: st.integers(-20, 20),
    wells.WOMEN: st.integers(-20, 20),
    wells.STATE: st.sampled_from(["WORKS", "BROKEN", "DRY"]),
    wells.OWNER: st.sampled_from(["سالم", "salem", "SALEM", "DRY"]),
    wells.USES: st.lists(st.sampled_from(["DRINK", "FARM", "WASH"]), min_size=1, unique=True),
    wells.DUG: st.sampled_from([str(day) for day in _DAYS]),
    wells.CLEANED: st.sampled_from([str(day) for day in _DAYS]),
    wells.IS_OPEN: st.booleans(),
    wells.IS_SALTY: st.booleans(),
    wells.MONTH: st.sampled_from(["2024-02", "2024-12", "2026-03"]),
}


def rows() -> SearchStrategy[dict[int, object]]:
    """The values of a well by the numbers of its fields; any of them may be missing."""
    return st.fixed_dictionaries({}, optional=_VALUES)
