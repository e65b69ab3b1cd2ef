"""A small generated register, loaded once on each database."""

from collections.abc import Iterator

import pytest

from tests.bench.generator import Generated, generate
from tests.bench.loading import fill
from tests.databases import EMPTY, ENGINES, Content, Stock, forget

ROWS, SETTLEMENTS = 2_000, 500


def _filled() -> Generated:
    generated = generate(ROWS, SETTLEMENTS)
    fill(generated)
    return generated


GENERATED = Content("generated", _filled, EMPTY)


@pytest.fixture(params=ENGINES)
def loaded(request: pytest.FixtureRequest, stock: Stock) -> Iterator[Generated]:
    """A small register in the database in use; nothing is taken back but what was kept of answers."""
    yield stock.told(stock.take(request.param, GENERATED))
    forget()
