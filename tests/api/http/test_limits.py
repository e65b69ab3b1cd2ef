"""Hostile documents: each gets a refusal with a code and numbers, and costs the database nothing."""

import pytest
from graphql import get_introspection_query
from peewee import Database

from tests.api.portal import Portal, body
from tests.api.tiny import tiny_portal

DEEP = "{ node " + "{ same " * 30 + "{ word }" + "}" * 31
HALVES = " ".join(f"fragment F{i} on Node {{ same {{ ...F{i + 1} }} a: same {{ ...F{i + 1} }} }}" for i in range(8))
DOUBLES = " ".join(f"fragment F{i} on Node {{ ...F{i + 1} ...F{i + 1} }}" for i in range(14))
CHAIN = " ".join(f"fragment F{i} on Node {{ ...F{i + 1} }}" for i in range(150))
ROOTS = "{ ...A ...B } fragment A on Query {%s} fragment B on Query {%s}"
OPERATIONS = " ".join(f"query Q{i} {{ areas greeting node {{ word }} }}" for i in range(100))
CIRCLE = "{ node { ...A } } fragment A on Node { same { ...B } } fragment B on Node { ...A }"
PAGES = "{ node " + "{ page(first: 100) { nodes " * 3 + "{ word }" + "} }" * 3 + "}"
TYPES = "{ __schema { types " + "{ fields { type " * 3 + "{ name }" + "} }" * 3 + "} }"
ARGUMENTS = "types { fields { args { type { fields { name args { name } } } } } }"
HOSTILE = {
    "braces without end": ("{ node " + "{ same " * 300, "TOO_DEEP"),
    "a deep tree": (DEEP, "TOO_DEEP"),
    "a chain of fragments": ("{ node { ...F0 } } " + CHAIN + " fragment F150 on Node { word }", "TOO_DEEP"),
    "a deep chain that nobody uses": ("{ areas } " + CHAIN + " fragment F150 on Node { word }", "TOO_DEEP"),
    "lists in lists": ("{ greeting(name: " + "[" * 500 + "]" * 500 + ") }", "TOO_DEEP"),
    "fragments that double": ("{ node { ...F0 } } " + HALVES + " fragment F8 on Node { word }", "TOO_MANY_FIELDS"),
    "empty fragments that double": ("{ node { ...F0 } } " + DOUBLES + " fragment F14 on Node { ...F15 }", "BAD_QUERY"),
    "a circle of fragments": (CIRCLE, "BAD_QUERY"),
    "a fragment within itself": ("{ node { ...A } } fragment A on Node { ...A }", "BAD_QUERY"),
    "one field a thousand times": ("{ node {" + "word " * 900 + "} }", "TOO_MANY_FIELDS"),
    "operations by the hundred": (OPERATIONS, "TOO_MANY_FIELDS"),
    "an alias bomb": ("{ node {" + " ".join(f"a{i}: word" for i in range(60)) + "} }", "TOO_MANY_ALIASES"),
    "many roots": ("{" + " ".join(f"a{i}: areas" for i in range(11)) + "}", "TOO_MANY_ROOTS"),
    "many roots in fragments": (ROOTS % ("areas " * 6, "areas " * 6), "TOO_MANY_ROOTS"),
    "a flood of words": ("{ areas " + "@skip(if: false) " * 800 + "}", "TOO_MANY_WORDS"),
    "a flood of comments": ("{ areas }" + "#\n" * 500, "TOO_MANY_WORDS"),
    "pages within pages": (PAGES, "TOO_COSTLY"),
    "a bomb of introspection": (TYPES, "BAD_QUERY"),
    "a wide introspection": ("{ __schema {" + " ".join(f"t{i}: {ARGUMENTS}" for i in range(25)) + "} }", "TOO_COSTLY"),
    "a number of 5,000 digits": ("{ node { page(first: " + "9" * 5000 + ") { nodes { word } } } }", "BAD_QUERY"),
    "half a letter": ('{ greeting(name: "\\ud800") }', "BAD_QUERY"),
    "no GraphQL at all": ("SELECT * FROM account; --", "BAD_QUERY"),
    "a definition of types": ("type Query { a: Int }", "BAD_QUERY"),
    "a subscription": ("subscription { areas }", "BAD_QUERY"),
}


@pytest.fixture
def tiny(database: Database) -> Portal:
    return tiny_portal()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_before_the_database_hears_of_it(tiny: Portal, name: str) -> None:
    query, code = HOSTILE[name]
    response = tiny.ask(query)
    errors = body(response)["errors"]
    assert (response.status_code, {error["extensions"]["code"] for error in errors}) == (400, {code})
    assert tiny.statements == []
    assert "Traceback" not in response.text
    assert len(response.data) < 20_000


def test_a_refusal_tells_the_numbers(tiny: Portal) -> None:
    [error] = body(tiny.ask("{" + " ".join(f"a{i}: areas" for i in range(11)) + "}"))["errors"]
    assert error["extensions"] == {"code": "TOO_MANY_ROOTS", "found": 11, "most": 10}
    assert error["message"].startswith("The query asks 11 questions at once; at most 10 are answered.")


def test_the_usual_introspection_is_answered(tiny: Portal) -> None:
    query = get_introspection_query(directive_is_repeatable=True, input_value_deprecation=True, schema_description=True)
    assert len(tiny.data(query)["__schema"]["types"]) > 5


def test_what_lies_just_within_the_limits_is_answered(tiny: Portal) -> None:
    tiny.data("{ node " + "{ same " * 18 + "{ word }" + "}" * 19)
    tiny.data("{" + " ".join(f"a{i}: areas" for i in range(10)) + "}")
    tiny.data("{ node {" + " ".join(f"a{i}: word" for i in range(30)) + "} }")
    tiny.data("{ node { ...A ...A } } fragment A on Node { word same { ... on Node { word } } }")
