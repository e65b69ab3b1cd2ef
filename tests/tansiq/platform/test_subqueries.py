"""Statements within statements: each is written once, however deep it lies, and the text stays what it was."""

from typing import Any

import pytest
from peewee import Context, ModelSelect, Node, Value

from tansiq.models import Area
from tests.register import Register

pytestmark = pytest.mark.usefixtures("database")


class Counted(Node):
    """The number 1, counting how often it is written."""

    def __init__(self) -> None:
        self.times = 0

    def __sql__(self, ctx: Context) -> Context:
        self.times += 1
        ctx.sql(Value(1))
        return ctx


def _nested(condition: Any, depth: int) -> "ModelSelect[Area]":
    for _ in range(depth):
        condition = Area.id.in_(Area.select(Area.id).where(condition))
    return Area.select(Area.id).where(condition)


def test_a_subquery_is_written_once_however_deep_it_lies() -> None:
    counted = Counted()
    text, values = _nested(Area.level == counted, depth=8).sql()
    assert (counted.times, text.count("SELECT"), values) == (1, 9, [1])


def test_an_empty_list_still_finds_nothing_and_leaves_nothing_out(register: Register) -> None:
    nothing: list[int] = []
    assert not list(Area.select().where(Area.id.in_(nothing)))
    assert Area.select().where(Area.id.not_in(nothing)).count() == Area.select().count() > 0
