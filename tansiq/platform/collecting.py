"""Rubbish that Python looks for: seldom, while a great many things are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 100)
"""Things made before Python looks through the youngest, through these again, and through all."""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Have Python look for circles of things that nobody holds any more a twentieth as often.

    A sheet of ten thousand rows becomes a million things, none of which is given up before the sheet is: looking
    through them again and again took a sixth of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
