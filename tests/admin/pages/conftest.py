"""Lists that take long: more than two rows, and a queue at which nobody works."""

from pathlib import Path

import pytest
from flask import Flask

from tansiq.exports import jobs
from tansiq.imports.jobs import sweep
from tansiq.platform import background, uploads
from tests.admin.conftest import Reader
from tests.admin.pages.long_files import LISTS
from tests.register import Register


@pytest.fixture
def few(application: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever has more than two rows takes long."""
    assert application.config["TESTING"]
    uploads.use(tmp_path / "uploads", 25)
    for module in LISTS:
        monkeypatch.setattr(f"{module}.MOST_AT_ONCE", 2)


@pytest.fixture
def waiting(tmp_path: Path, salma: Reader) -> background.Queue:
    """A queue at which nobody works; the application of the tests is set up before."""
    every = {**jobs.ALL, "sweep": sweep}
    return background.use(background.open_queue(f"sqlite:///{tmp_path}/queue.db", every))


@pytest.fixture
def works(register: Register) -> Register:
    for number in range(4):
        register.site(register.intervention("NRA", title_en=f"Work {number}"), targeted=10)
    return register
