"""What templates write for a value is what they would have written, hostile values among them."""

from typing import Any

import pytest
from flask import Flask
from jinja2 import Environment
from markupsafe import Markup, escape

from admin.words.plain_markup import plain_markup
from tansiq.language.words import say

VALUES: dict[str, Any] = {
    "plain": "wells",
    "tags": "<script>alert(1)</script>",
    "an ampersand": "food & water",
    "quotes": '"it\'s"',
    "ready": Markup("<b>wells</b>"),
    "a sentence": say("Yes"),
    "a number": 1_000,
    "nothing": None,
    "an own kind of text": type("Name", (str,), {})("<i>"),
    "what tells its markup": type("Told", (), {"__html__": lambda self: "<i>told</i>"})(),
}
TEMPLATE = """{% macro cell(value) %}<td title="{{ value }}">{{ value }}{{ caller() }}</td>{% endmacro %}
{% set kept %}{{ value }}{% endset %}
{% call cell(value) %}{{ kept }}{% endcall %}{{ cell(kept) if caller }}{{ value|safe }}{{ value ~ kept }}
{{ [value]|join }}
{% autoescape false %}{{ value }}{% endautoescape %}{{ missing }}"""


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_escaped_as_ever(name: str) -> None:
    assert str(plain_markup(VALUES[name])) == str(escape(VALUES[name]))


@pytest.mark.parametrize("name", VALUES)
def test_templates_write_what_others_write(application: Flask, name: str) -> None:
    ours, others = application.jinja_env.from_string(TEMPLATE), Environment(autoescape=True).from_string(TEMPLATE)
    assert "plain_markup" in application.jinja_env.compile(TEMPLATE, raw=True)
    assert ours.render(value=VALUES[name]) == others.render(value=VALUES[name])
