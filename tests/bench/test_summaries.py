"""The statement written by hand finds what the program finds; else its time would say nothing."""

import pytest

from tests.bench.summaries import asked, bare_statement, check_equal, enter
from tests.register import Register


def test_the_bare_statement_finds_the_same(register: Register) -> None:
    depth, well_kind = enter(register, 300)
    found = bare_statement(depth, well_kind)()
    check_equal(asked(depth, well_kind), found)
    with pytest.raises(ValueError, match="do not agree"):
        check_equal(asked(depth, well_kind), found[1:])
