"""make bench: everything that is measured, on both databases, as one table."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

from tansiq.platform.database import open_database, use
from tests.bench import loading, sheet
from tests.bench.asking import application
from tests.bench.at_entry import at_entry
from tests.bench.beside_import import beside_import, eight_save
from tests.bench.cases import cases
from tests.bench.coverage import cover
from tests.bench.forms import forms
from tests.bench.killed_cases import killed_runs
from tests.bench.kills import kills
from tests.bench.limited_pages import limited_pages
from tests.bench.live_schema import live_schema
from tests.bench.many_sites import many_sites
from tests.bench.matrix import matrix
from tests.bench.outline_page import outline_page
from tests.bench.over_http import over_http
from tests.bench.overlap import overlap
from tests.bench.overlap_questions import overlap_questions
from tests.bench.own_fields import own_fields
from tests.bench.page_time import page_time
from tests.bench.page_with_fields import page_with_fields
from tests.bench.pages import pages
from tests.bench.panel import panel
from tests.bench.plan_pages import plan_pages
from tests.bench.report import Finding, keep, table
from tests.bench.searches import searches
from tests.bench.summaries import summaries
from tests.bench.visibility import visibility

SIZES = (200_000, 1_000_000)


def main(words: list[str]) -> None:
    """Measure at one size, or at all of SIZES."""
    asked = words[0] if words else str(SIZES[0])
    sizes = SIZES if asked == "all" else (int(asked),)
    with loading.postgres_server() as server:
        findings = [*live_schema(), *_of("sqlite", sizes, server), *_of("postgres", sizes, server)]
        for kind in loading.KINDS:
            findings += [*beside_import(kind, server), *eight_save(kind, server), *kills(kind, server)]
            findings += plan_pages(kind, loading.empty_address(kind, server))
            findings += outline_page(kind, loading.empty_address(kind, server))
            findings += summaries(kind, loading.empty_address(kind, server))
            findings += forms(kind, loading.empty_address(kind, server))
            findings += own_fields(kind, loading.empty_address(kind, server))
            findings += page_with_fields(kind, loading.empty_address(kind, server))
    print(table(findings))  # noqa: T201  The bench speaks to whoever runs it.
    print(f"kept in {keep(findings, loading.FOLDER)}")  # noqa: T201  The same.


def _of(kind: str, sizes: tuple[int, ...], server: Any) -> Iterator[Finding]:
    addresses = {rows: loading.address(kind, rows, server) for rows in sizes}
    for rows, address in addresses.items():
        yield from pages(kind, address, rows)
        yield from limited_pages(kind, address, rows)
        yield from over_http(kind, address, rows)
        yield from cover(kind, address, rows)
        yield from cases(kind, address, rows)
        yield from matrix(kind, address, rows)
        yield from panel(kind, address, rows)
        yield from searches(kind, address, rows)
        yield from page_time(application(address), kind, rows)
        yield from visibility(kind, address, rows)
    yield from at_entry(kind, addresses)
    with ExitStack() as opened:
        databases = {rows: opened.enter_context(closing(open_database(a))) for rows, a in addresses.items()}
        for database in databases.values():
            database.connect()
        yield from overlap(kind, databases)
        yield from overlap_questions(kind, databases)
        use(databases[sizes[0]])
        yield from many_sites(kind, sizes[0])
    yield from killed_runs(kind, addresses[sizes[0]], sizes[0])
    yield from sheet.sheet(kind, loading.empty_address(kind, server))


if __name__ == "__main__":
    main(sys.argv[1:])
