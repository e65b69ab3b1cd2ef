"""The served schema made anew after a definition changed: python -m tests.bench.live_schema.

Ten registers of twenty fields each are made beside the contract; a process does this once for each change, before it
answers the next question about them. No database is asked.
"""

import time
from collections.abc import Callable
from itertools import cycle

from api.http.served import Served
from api.live.schema import live
from api.schema import fresh
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, Definitions
from tests.bench.report import AT_MOST, Finding, table

TYPES, FIELDS, RUNS = 10, 20, 20
MOST = 60.0
"""Milliseconds that it may take on a core that does nothing else."""
KINDS = ("TEXT", "WHOLE", "NUMBER", "YES_NO", "DAY", "MONTH", "CHOICE", "CHOICES", "REFERENCE", "POINT")


def live_schema() -> list[Finding]:
    """Milliseconds of making the schema, and of making the contract alone: the quickest of several runs, as whatever
    else the machine does can only make one slower."""
    defined = registers()
    ours, other = (_quickest(way) * 1000 for way in (lambda: made(defined), fresh))
    question = f"schema of {TYPES} registers of {FIELDS} fields each, to the contract alone"
    return [Finding(question, "-", TYPES * FIELDS, "ms", ours, other, ours, AT_MOST, MOST)]


def made(definitions: Definitions) -> Served:
    """A schema that may answer."""
    schema = live(definitions)
    assert schema is not None
    return Served(schema, "")


def registers() -> Definitions:
    """The definitions, as they lie in memory."""
    types = {number: _type(number) for number in range(1, TYPES + 1)}
    fields = [
        _field(number, place, kind)
        for number in types
        for place, kind in zip(range(FIELDS), cycle(KINDS), strict=False)
    ]
    return Definitions({one.number: one for one in fields}, types)


def _type(number: int) -> TypeDefinition:
    names = {"one_en": f"Entry {number}", "many_en": f"Register {number}"}
    return TypeDefinition(id=number, key=f"register{number}", policy="PUBLIC", use_state="ACTIVE", **names)


def _field(number: int, place: int, kind: str) -> FieldDefinition:
    referred = "organization" if kind == "REFERENCE" else ""
    values = {"key": f"field{place}", "label_en": f"Field {place}", "value_type": kind, "use_state": "ACTIVE"}
    own = {"record_table": ENTRY, "record_type": number, "reference_table": referred}
    return FieldDefinition(id=number * FIELDS + place, **own, **values)


def _quickest(way: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        way()
        taken.append(time.perf_counter() - began)
    return min(taken)


if __name__ == "__main__":
    print(table(live_schema()))  # noqa: T201  The bench speaks to whoever runs it.
