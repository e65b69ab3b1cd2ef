"""Every file of the folder of real data, sent as a 5W sheet: it is read, or refused with a sentence."""

from pathlib import Path

import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.models import HistoryEntry, Organization
from tests.conftest import SHARED_DATA
from tests.fivew import take

FILES = sorted(path for path in SHARED_DATA.rglob("*") if path.is_file())


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SHARED_DATA)))
def test_whatever_is_sent_is_read_or_refused_with_a_sentence(path: Path, yemen: object) -> None:
    before = _counts()
    said = _sent(path)
    assert said is None or said.endswith(".")
    assert _counts() == before


def _sent(path: Path) -> str | None:
    """Why the file is refused as a whole; None where its rows were read."""
    try:
        outcome = take(path, is_dry=True)
    except Unreadable as refusal:
        return str(refusal.sentence)
    return None if outcome.plan.tally.rows else "No row was read"


def _counts() -> tuple[int, int]:
    return Organization.select().count(), HistoryEntry.select().count()
