"""The contract as a file: schema.graphql, printed from the code, and guarded against breaking unawares.

python -m api.printed write             write schema.graphql (make schema)
python -m api.printed check [--against FILE]
                                        fail where schema.graphql is not what the code says, or where it breaks
                                        what FILE (main's schema.graphql) promised and CHANGELOG.md does not say so
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click
from graphql import GraphQLSchema, build_schema, find_breaking_changes

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "schema.graphql"
CHANGELOG = ROOT / "CHANGELOG.md"


def printed() -> str:
    """The schema of the code in GraphQL's own notation."""
    from api.schema import schema

    return schema.as_str().rstrip() + "\n"


def is_current() -> bool:
    """Whether schema.graphql is what the code says."""
    return FILE.exists() and FILE.read_text(encoding="utf-8") == printed()


def unlisted_breaks(before: GraphQLSchema, after: GraphQLSchema, changelog: str) -> Iterator[str]:
    """The breaking changes between two schemas that `changelog` does not name in graphql-core's words."""
    told = " ".join(changelog.split())
    for change in find_breaking_changes(before, after):
        if change.description not in told:
            yield change.description


@click.group()
def main() -> None:
    """Keep schema.graphql in step with the code."""


@main.command()
def write() -> None:
    """Write schema.graphql."""
    FILE.write_text(printed(), encoding="utf-8")


@main.command()
@click.option(
    "--against", type=click.File(encoding="utf-8"), help="The schema.graphql of main; - reads it from a pipe."
)
def check(against: TextIO | None) -> None:
    """Fail where the file is not what the code says, or breaks a promise that the change log does not name."""
    if not is_current():
        raise click.ClickException("schema.graphql is not what the code says. Run make schema and read the difference.")
    promised = against.read() if against else ""
    if promised.strip():
        _guard(promised)


def _guard(promised: str) -> None:
    changelog = CHANGELOG.read_text(encoding="utf-8") if CHANGELOG.exists() else ""
    broken = list(unlisted_breaks(build_schema(promised), build_schema(printed()), changelog))
    if broken:
        lines = "\n".join(f"  - {line}" for line in broken)
        raise click.ClickException(f"These changes break portals; name each in CHANGELOG.md in these words:\n{lines}")


if __name__ == "__main__":
    main()
