"""The contract in schema.graphql: it is what the code says, all of it is described, and it breaks only aloud."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
)

from api.printed import main, printed, unlisted_breaks
from api.schema import schema

BEFORE = build_schema("type Query { areas(first: Int): [String!]! needs: Int } enum Level { DISTRICT COUNTRY }")
AFTER = build_schema("type Query { areas(first: Int!): [String!]! } enum Level { DISTRICT }")
BUILT_IN = {"Int", "Float", "String", "Boolean", "ID"}


def test_the_file_is_what_the_code_says() -> None:
    assert CliRunner().invoke(main, ["check"]).output == ""


def test_nothing_breaks_when_nothing_changes() -> None:
    same = build_schema(printed())
    assert list(unlisted_breaks(same, same, "")) == []


def test_a_breaking_change_passes_only_with_its_line_in_the_change_log() -> None:
    found = list(unlisted_breaks(BEFORE, AFTER, ""))
    assert "Field Query.needs was removed." in found
    assert len(found) == 3
    told = "## Unreleased\n" + "\n".join(f"- {line}" for line in found[1:])
    assert list(unlisted_breaks(BEFORE, AFTER, told)) == found[:1]


def test_the_gate_names_what_breaks(tmp_path: Path) -> None:
    promised = tmp_path / "schema.graphql"
    promised.write_text(printed().replace("  unmetNeed: Int", "  needUnmet: Int"), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--against", str(promised)])
    assert (result.exit_code, "Field CoverageCell.needUnmet was removed." in result.output) == (1, True)


def _named() -> list[tuple[str, str | None]]:
    """Every type, field, argument and value of the schema with its description."""
    found: list[tuple[str, str | None]] = []
    for name, kind in schema._schema.type_map.items():
        if name.startswith("__") or name in BUILT_IN:
            continue
        found.append((name, kind.description))
        if isinstance(kind, GraphQLEnumType):
            found += [(f"{name}.{value}", each.description) for value, each in kind.values.items()]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            found += [(f"{name}.{field}", each.description) for field, each in kind.fields.items()]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, each in kind.fields.items():
                found += [(f"{name}.{field}({arg})", value.description) for arg, value in each.args.items()]
    return found


@pytest.mark.parametrize(("name", "description"), _named(), ids=[name for name, _ in _named()])
def test_everything_is_described(name: str, description: str | None) -> None:
    assert description, name
    assert description[0].isupper() or description[0].isdigit(), description
