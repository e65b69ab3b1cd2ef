"""Expressions that were reckoned by hand; every backend comes to the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tansiq.expressions.evaluating import Value
from tests.tansiq.expressions.wells import (
    CLEANED,
    COST,
    DEPTH,
    DUG,
    IS_OPEN,
    IS_SALTY,
    MEN,
    MONTH,
    OWNER,
    PRICE,
    STATE,
    USES,
    WELLS,
    WOMEN,
)  # fmt: skip

SETTING = replace(WELLS, own=DEPTH, has_previous=True)

BY_HAND: list[tuple[str, dict[int, object], Value]] = [
    # A missing value goes through whatever is reckoned or compared with it.
    ("${men} + 1", {}, None),
    ("${men} = ${women}", {MEN: 1}, None),
    ("${men} != ${women}", {MEN: 1}, None),
    ("${state} = ${owner}", {}, None),
    ("not(${is_open})", {}, None),
    ("-${men}", {}, None),
    # and, or: what is certain whatever the missing one may be.
    ("${is_open} and ${is_salty}", {IS_OPEN: False}, False),
    ("${is_open} and ${is_salty}", {IS_SALTY: False}, False),
    ("${is_open} and ${is_salty}", {IS_OPEN: True}, None),
    ("${is_open} or ${is_salty}", {IS_OPEN: True}, True),
    ("${is_open} or ${is_salty}", {IS_SALTY: True}, True),
    ("${is_open} or ${is_salty}", {IS_OPEN: False}, None),
    ("${is_open} and ${is_salty} or not(${is_open})", {IS_OPEN: True, IS_SALTY: True}, True),
    # if: where it is not known, the other branch.
    ("if(${is_open}, 1, 2)", {}, Decimal(2)),
    ("if(${men} > 5, 'many', 'few')", {}, "few"),
    ("if(${is_open}, ${men}, 2)", {IS_OPEN: True}, None),
    # coalesce, count, sum, min and max see to missing values themselves.
    ("coalesce(${men}, ${women}, 0)", {WOMEN: 4}, Decimal(4)),
    ("coalesce(${is_open}, false())", {}, False),
    ("count(${men}, ${owner}, ${uses}, ${dug_on}, ${is_open})", {MEN: 0, USES: ["FARM"], IS_OPEN: False}, Decimal(3)),
    ("count(${owner}) = 0", {}, True),
    ("sum(${men}, ${women})", {MEN: 4}, Decimal(4)),
    ("sum(${men}, ${women})", {}, None),
    ("min(${men}, ${women}, 9)", {MEN: 4}, Decimal(4)),
    ("max(${men}, ${women})", {MEN: -4, WOMEN: -5}, Decimal(-4)),
    ("max(${men}, ${women})", {}, None),
    ("min(${dug_on}, ${cleaned_on})", {CLEANED: "2025-02-01"}, date(2025, 2, 1)),
    # Division by zero is missing, also by what only decimals know to be zero.
    ("${men} div ${women}", {MEN: 4, WOMEN: 0}, None),
    ("1 div (0.3 - 0.1 - 0.2)", {}, None),
    ("${men} mod ${women}", {MEN: 4, WOMEN: 0}, None),
    ("7 div 2", {}, Decimal("3.5")),
    # The remainder has the sign of what is divided.
    ("${men} mod 3", {MEN: 7}, Decimal(1)),
    ("${men} mod 3", {MEN: -7}, Decimal(-1)),
    ("${men} mod -3", {MEN: 7}, Decimal(1)),
    ("${men} mod 3", {MEN: -6}, Decimal(0)),
    # A half is rounded away from zero.
    ("round(2.5)", {}, Decimal(3)),
    ("round(-2.5, 0)", {}, Decimal(-3)),
    ("round(1.005, 2)", {}, Decimal("1.01")),
    ("round(-1.005, 2)", {}, Decimal("-1.01")),
    ("round(2.675, 2)", {}, Decimal("2.68")),
    ("round(0.125 * 10, 1)", {}, Decimal("1.3")),
    ("round(1 div 3 * 0.375, 2)", {}, Decimal("0.13")),
    ("round(1000001 div 3 * 1.5, 0)", {}, Decimal(500001)),
    ("round(1000003 div 3 * 4.5, 0)", {}, Decimal(1500005)),
    ("round(17.455 div 3 div 0.3 div 2.3 * 3 * 0.3 * 2.3, 2)", {}, Decimal("17.46")),
    ("round(${cost} * 0.05, 2)", {COST: 90.1}, Decimal("4.51")),
    # Decimals are what they are on paper.
    ("0.1 + 0.2 = 0.3", {}, True),
    ("${cost} + 0.1 = 0.3", {COST: 0.2}, True),
    ("${cost} * 3 = 0.3", {COST: 0.1}, True),
    ("${cost} - 0.1 < 0.2", {COST: 0.3}, False),
    ("1 div 3 * 3 = 1", {}, True),
    ("1 div 3 = 0.333333", {}, True),
    ("${cost} + ${depth} = 70000000000000.3", {COST: 70000000000000.1, DEPTH: 0.2}, True),
    ("${price} * 1000000 = 1", {PRICE: 0.000001}, True),
    # Texts are the same letter by letter.
    ("${owner} = 'Salem'", {OWNER: "salem"}, False),
    ("${owner} = 'أحمد'", {OWNER: "احمد"}, False),
    ("${المالك} = 'أحمد بن علي'", {OWNER: "أحمد بن علي"}, True),
    ("selected(${الحالة}, 'DRY')", {STATE: "DRY"}, True),
    ("selected(${uses}, 'FARM')", {USES: ["DRINK", "FARM"]}, True),
    ("selected(${uses}, 'FARM')", {USES: ["DRINK"]}, False),
    ("selected(${uses}, 'FARM')", {}, None),
    # Days and months.
    ("days-between(${dug_on}, ${cleaned_on})", {DUG: "2024-02-28", CLEANED: "2024-03-01"}, Decimal(2)),
    ("days-between(${dug_on}, '2023-12-31')", {DUG: "2024-01-31"}, Decimal(-31)),
    ("days-between(${dug_on}, today()) > 365", {DUG: "2025-02-28"}, True),
    ("${تاريخ الحفر} >= '2024-12-31'", {DUG: "2024-12-31"}, True),
    ("${month} < '2026-10'", {MONTH: "2026-09"}, True),
    ("${month} = '2026-09'", {}, None),
    # The field itself.
    (". > ٥٫٥", {DEPTH: 5.6}, True),
]


def is_same(value: object, expected: Value) -> bool:
    """Whether a database or script means what Python does: to ten digits, with 1 and 0 for yes and no."""
    if expected is None or value is None:
        return value is expected
    if isinstance(expected, bool):
        return value in {0, 1} and bool(value) is expected
    if isinstance(expected, Decimal):
        number = Decimal(str(value))
        return abs(number - expected) <= max(abs(expected), Decimal(1)) * Decimal("1e-9")
    return str(value) == (expected.isoformat() if isinstance(expected, date) else expected)
