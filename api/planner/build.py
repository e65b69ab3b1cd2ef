"""The generated function of a plan: one expression, written once, that makes the answer of all rows.

For `interventions { id title organization { name } }` it reads

    def build(rows, page, s0):
        return [{"id": k0(row[0]), "title": (row[1] or row[2] or ''), "organization": s0.get(row[3])} for row in rows]

where k0 is a plain function (here: str) and s0 the ready organisations by id. Nothing of a query reaches the
source but names of response keys, which GraphQL's grammar limits to letters, digits and underscores; every
other value is bound under a name of ours.
"""

from collections.abc import Callable, Iterable
from typing import Any

Build = Callable[..., Any]

LIST = "    return [{expression} for row in rows]"
BY_ID = "    return {{row[0]: {expression} for row in rows}}"
PAGE = "    return {expression}"
GROUPED = """\
    groups = {{}}
    for row in rows:
        part = {expression}
        if part is not None:
            groups.setdefault(row[0], []).append(part)
    return groups"""
"""Parts by the id of the row they belong to; a part that the viewer may not see is left out."""


def compiled(shape: str, expression: str, supplies: Iterable[str], constants: dict[str, Any]) -> Build:
    """The function build(rows, page, *supplies) that answers in this shape."""
    head = f"def build({', '.join(['rows', 'page', *supplies])}):"
    source = f"{head}\n{shape.format(expression=expression)}\n"
    names: dict[str, Any] = dict(constants)
    exec(compile(source, "<planned read>", "exec"), names)  # noqa: S102  Our own source, see above.
    build: Build = names["build"]
    return build
