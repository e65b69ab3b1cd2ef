"""What is wrong with a comment on a plan, each at its field."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.models import PlanComment
from tansiq.platform import clock


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"text": ""}, ("TEXT_MISSING", "text")),
        ({"proposed": "A market"}, ("NOT_PROPOSED", "proposed")),
        ({"comment_kind": "NEW_ITEM"}, ("NAME_MISSING", "proposed")),
        ({"comment_kind": "SONG"}, ("UNKNOWN_CODE", "comment_kind")),
        ({"quantity": 4}, ("UNIT_MISSING", "unit")),
        ({"written_on": clock.today() + timedelta(days=2)}, ("DAY_AHEAD", "written_on")),
        ({"comment_outcome": "HEARD"}, ("UNKNOWN_CODE", "comment_outcome")),
        ({"comment_outcome": "DECLINED"}, ("REASON_MISSING", "answer")),
        ({"comment_outcome": "ANSWERED"}, ("TEXT_MISSING", "answer")),
        ({"comment_outcome": "TAKEN"}, ("ITEM_MISSING", "taken_into")),
        ({"taken_into": 1}, ("ITEM_MISSING", "taken_into")),
    ],
)
def test_what_is_wrong_with_a_comment_is_told_at_its_field(values: dict[str, Any], wrong: tuple[str, str]) -> None:
    row = PlanComment(**{"plan": 1, "text": "Deeper", "written_on": clock.today()} | values)
    assert [(fault.code, fault.field) for fault in row.all_faults()] == [wrong]
