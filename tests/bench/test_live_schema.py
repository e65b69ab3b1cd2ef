"""What is measured of the served schema is a schema that can be asked."""

from graphql import validate_schema

from tests.bench.live_schema import FIELDS, TYPES, made, registers


def test_every_register_that_is_measured_has_all_its_fields() -> None:
    core = made(registers()).core
    assert validate_schema(core) == []
    for number in range(1, TYPES + 1):
        entry = core.type_map[f"Register{number}_Entry"]
        own = [name for name in entry.fields if name.startswith("field")]  # type: ignore[attr-defined]  # An object.
        assert len(own) == FIELDS
