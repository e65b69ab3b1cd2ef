"""What the log tells while something is done, whatever level an application chose before, in the same process."""

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog
from structlog.testing import capture_logs


@contextmanager
def heard() -> Iterator[list[MutableMapping[str, Any]]]:
    """All entries from INFO on, as structlog keeps them."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    try:
        with capture_logs() as told:
            yield told
    finally:
        structlog.configure(wrapper_class=before)
