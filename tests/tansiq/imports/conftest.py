"""A register, a person with an account, a folder for uploads, and a queue whose orders are carried out at once."""

from pathlib import Path

import pytest

from tansiq.imports import jobs
from tansiq.platform import background, uploads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where uploads lie."""
    kept = tmp_path / "uploads"
    uploads.use(kept, 25)
    return kept


@pytest.fixture
def at_once() -> None:
    """Orders are carried out within the call that puts them."""
    background.use(background.open_queue(background.AT_ONCE, jobs.ALL))


@pytest.fixture
def in_file(tmp_path: Path) -> background.Queue:
    """A queue in a file, at which nobody works."""
    return background.use(background.open_queue(f"sqlite:///{tmp_path}/queue.db", jobs.ALL))
