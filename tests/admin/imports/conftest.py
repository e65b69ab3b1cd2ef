"""What is ordered in tests of imports is carried out within the request."""

from pathlib import Path

import pytest
from flask import Flask

from tansiq.imports import jobs
from tansiq.platform import background, uploads


@pytest.fixture(autouse=True)
def _at_once(application: Flask, tmp_path: Path) -> None:
    background.use(background.open_queue(background.AT_ONCE, jobs.ALL))
    uploads.use(tmp_path / "uploads", 1)
