"""What is run when: no test stands neither in make test nor in make test-long."""

import re
from itertools import product
from pathlib import Path

import pytest

MAKEFILE = (Path(__file__).resolve().parents[1] / "Makefile").read_text("utf-8")


def _expression(name: str) -> str:
    found = re.search(rf"^{name} := (.+)$", MAKEFILE, re.MULTILINE)
    assert found is not None
    return found[1]


def _selects(name: str, **markers: bool) -> bool:
    """Whether an expression of the Makefile selects a test with these markers; its grammar is Python's."""
    return bool(eval(_expression(name), {}, markers))  # noqa: S307  Our own Makefile.


def _recipe(target: str) -> str:
    return MAKEFILE.split(f"\n{target}: ")[1].split("\n\n")[0]


@pytest.mark.parametrize("target", ["test", "test-long", "cover"])
def test_the_expressions_are_those_that_are_used(target: str) -> None:
    assert re.findall(r'-m "\$\((\w+)\)"', _recipe(target)) == ["LONG" if target == "test-long" else "QUICK"]


def test_every_test_is_run_by_one_of_the_two() -> None:
    for long, hypothesis in product((True, False), repeat=2):
        assert any(_selects(name, long=long, hypothesis=hypothesis) for name in ("QUICK", "LONG"))


def test_what_takes_long_is_left_to_the_long_run_and_properties_are_tried_in_both() -> None:
    assert [_selects(name, long=True, hypothesis=False) for name in ("QUICK", "LONG")] == [False, True]
    assert [_selects(name, long=False, hypothesis=True) for name in ("QUICK", "LONG")] == [True, True]
    assert [_selects(name, long=False, hypothesis=False) for name in ("QUICK", "LONG")] == [True, False]
