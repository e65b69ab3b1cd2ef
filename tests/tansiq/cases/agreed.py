"""What parties agree to in tests, and what became of it."""

from typing import Any

import pytest

from tansiq.cases.arranging import Step, arrange, reply
from tansiq.faults import Refused
from tansiq.models import (
    Arrangement,
    Intervention,
    OverlapCase,
    Proposal,
    Site,
)
from tests.register import Register
from tests.tansiq.conftest import People


def agreed(people: People, case: OverlapCase, kind: str, *steps: Step, **said: Any) -> Arrangement:
    """An arrangement of Huda's to which Khaled agreed."""
    row = arrange(people.huda, case, kind, steps, **said)
    reply(people.khaled, row, None, "AGREE")
    return Arrangement.get_by_id(row.id)


def move(register: Register, works: list[Intervention]) -> Step:
    """ADR goes to al-Kawd."""
    return Step(works[1].id, area_id=register.areas["YE121122"].id)


def proposal_of(row: Arrangement) -> Proposal:
    """The proposal of what was agreed to."""
    assert row.proposal_id is not None
    return Proposal.get_by_id(row.proposal_id)


def state(row: Arrangement) -> str:
    """Where the arrangement stands now."""
    return Arrangement.get_by_id(row.id).arrangement_state


def site(row: Intervention) -> Site:
    """The site of one that has a single one."""
    return Site.get(Site.intervention == row.id)


def code(deed: Any, *given: Any) -> str:
    """The code with which a deed is refused."""
    with pytest.raises(Refused) as refused:
        deed(*given)
    return refused.value.code
