"""Whom an invitation to a plan is of."""

from typing import Any

import pytest

from tansiq.models import PlanInvitation


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, ("ONE_OF_TWO", "organization")),
        ({"organization": 1, "email": "somebody@example.org"}, ("ONE_OF_TWO", "organization")),
        ({"email": "somebody"}, ("INVALID", "email")),
    ],
)
def test_an_invitation_is_of_an_organisation_or_of_an_address(values: dict[str, Any], wrong: tuple[str, str]) -> None:
    row = PlanInvitation(plan=1, **values)
    assert [(fault.code, fault.field) for fault in row.all_faults()] == [wrong]
