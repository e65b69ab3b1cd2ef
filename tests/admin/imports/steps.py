"""The steps of an import as a person takes them through the pages."""

import io
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from tansiq.imports import runs
from tansiq.models import ImportRun
from tests.admin.conftest import Reader
from tests.fivew import row

WRONG = row(Title="No such place", District="Nowhere", District_P_code="YE9999", Sub_district="")


def send(reader: Reader, content: bytes | Path, name: str = "5w.xlsx") -> TestResponse:
    """Upload a file with the form."""
    body = content.read_bytes() if isinstance(content, Path) else content
    return reader.post("imports/new/", "imports/new/", file=(io.BytesIO(body), name))


def previewed(reader: Reader, path: Path, **taken: str) -> ImportRun:
    """Send a file and compare it with the register, the columns taken as they are understood but for `taken`."""
    assert send(reader, path, path.name).status_code == 302
    run = last()
    columns = {f"column-{one['letter']}": one["field"] for one in runs.understanding(run)["columns"]}
    chosen = {f"column-{letter}": field for letter, field in taken.items()}
    reader.post("imports/columns/", id=run.id, country="", **{**columns, **chosen})
    return last()


def last() -> ImportRun:
    """The newest import as it is stored now."""
    found: ImportRun = ImportRun.select().order_by(ImportRun.id.desc()).get()
    return found


def do(reader: Reader, run: ImportRun, deed: str, **values: Any) -> TestResponse:
    """Press a button of the page that asks."""
    return reader.post("imports/do/", id=run.id, deed=deed, **{"agreed": run.agreed, **values})


def page(reader: Reader, run: ImportRun, tab: str = "") -> str:
    """The page of an import."""
    return reader.get(f"imports/run/?id={run.id}&tab={tab}").text
