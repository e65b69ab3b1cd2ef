"""The page's script comes to what Python does: made-up expressions over made-up wells, and those reckoned by hand."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import hypothesis
from playwright.sync_api import Browser

import admin
from tansiq.expressions.evaluating import Given, Value, compiled
from tansiq.expressions.reading import read, understood
from tansiq.expressions.script import written
from tests.tansiq.expressions import cases
from tests.tansiq.expressions.generated import rows, texts
from tests.tansiq.expressions.wells import TODAY

SCRIPT = Path(admin.__file__).parent / "static" / "expressions.js"
NO_EVAL = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'nonce-tried'\">"
EXPRESSIONS = 500
Case = tuple[str, dict[int, object], Value]


def _made_up() -> list[Case]:
    """Several hundred expressions, each with a row and what Python comes to."""
    found: list[Case] = []

    @hypothesis.settings(max_examples=EXPRESSIONS, database=None)
    @hypothesis.given(texts(), rows())
    def collect(typed: str, values: dict[int, object]) -> None:
        tree = understood(read(typed, cases.SETTING), cases.SETTING)
        found.append((typed, values, compiled(tree)(Given(values, TODAY, values))))

    collect()
    return found


def _answers(browser: Browser, asked: Sequence[Case]) -> list[Any]:
    """What the script comes to, in a page that lets nothing be made a program of."""
    told = [
        {"tree": written(understood(read(typed, cases.SETTING), cases.SETTING)), "values": values}
        for typed, values, _ in asked
    ]
    page = browser.new_page()
    try:
        script = f"<script nonce='tried'>{SCRIPT.read_text('utf-8')}</script>"
        data = f"<script type='application/json' id='told'>{json.dumps(told).replace('<', chr(92) + 'u003c')}</script>"
        page.set_content(f"<!doctype html>{NO_EVAL}{script}{data}")
        return list(page.evaluate(
            "today => JSON.parse(document.getElementById('told').textContent)"
            ".map(({ tree, values }) => tansiqExpression(tree, values, today, values))",
            TODAY.isoformat(),
        ))  # fmt: skip
    finally:
        page.close()


def test_the_script_comes_to_what_python_comes_to(browser: Browser) -> None:
    asked = cases.BY_HAND + _made_up()
    assert len(asked) > EXPRESSIONS * 0.8
    answers = _answers(browser, asked)
    wrong = [(case, found) for case, found in zip(asked, answers, strict=True) if not cases.is_same(found, case[2])]
    assert wrong == []


def test_an_untouched_form_field_is_missing(browser: Browser) -> None:
    unknown: list[Case] = [("count(${owner}, ${uses}, ${men})", {}, None)]
    values: dict[int, object] = {22: "", 16: [], 12: None}
    assert _answers(browser, [(unknown[0][0], values, None)]) == [0]


def test_the_script_is_small_and_makes_no_programs_of_texts() -> None:
    text = SCRIPT.read_text("utf-8")
    assert len(text.encode()) <= 3_000
    assert [word for word in ("eval", "Function(", "innerHTML", "import(") if word in text] == []
