"""Who sees and does nothing of imports, and what is no import."""

from pathlib import Path

import pytest

from tansiq.models import Site
from tests.admin.conftest import Reader, Readers
from tests.admin.imports.steps import WRONG, do, last, previewed
from tests.fivew import row, workbook
from tests.register import Register

ADDRESSES = ["imports/", "imports/new/", "imports/template/ar/", *(
    f"imports/{name}/?id={{id}}" for name in ("run", "progress", "confirm", "marked", "original", "interventions")
)]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_visitors_and_strangers_see_nothing_of_imports(
    salma: Reader, reader: Readers, register: Register, tmp_path: Path, address: str
) -> None:
    run = previewed(salma, workbook(tmp_path, [row(), WRONG]))
    address = address.format(id=run.id)
    assert reader("visitor").get(address).status_code == 403
    assert reader("visitor").get("").text.count("/admin/imports/") == 0
    stranger = Reader(salma.client.application.test_client())
    assert stranger.get(address).status_code == 302


@pytest.mark.parametrize("deed", ["enter", "good", "discard", "undo", "redo"])
def test_visitors_do_nothing_to_imports(
    salma: Reader, reader: Readers, register: Register, tmp_path: Path, deed: str
) -> None:
    run = previewed(salma, workbook(tmp_path, [row()]))
    visitor = reader("visitor")
    token = visitor.token("")
    for address in ("do", "columns", "sheet"):
        values = {"csrf_token": token, "id": run.id, "deed": deed, "agreed": run.agreed}
        assert visitor.client.post(f"/admin/imports/{address}/", data=values).status_code == 403
    assert (last().state, Site.select().count()) == ("PLANNED", 0)


@pytest.mark.parametrize("forged", ["0", "-1", "99999", "abc", "9" * 30, "1 OR 1=1", ""])
def test_forged_ids_lead_nowhere(salma: Reader, register: Register, forged: str) -> None:
    for name in ("run", "progress", "confirm", "marked", "original", "interventions"):
        assert salma.get(f"imports/{name}/?id={forged}").status_code == 404
    assert salma.post("imports/do/", id=forged, deed="undo").status_code == 404


def test_unknown_deeds_are_refused(salma: Reader, register: Register, tmp_path: Path) -> None:
    run = previewed(salma, workbook(tmp_path, [row()]))
    assert do(salma, run, "everything").status_code == 400
    assert salma.get(f"imports/confirm/?id={run.id}&deed=everything").status_code == 404
    assert salma.get(f"imports/confirm/?id={run.id}&deed=undo").status_code == 302


def test_posts_without_a_token_are_refused(salma: Reader, register: Register, tmp_path: Path) -> None:
    run = previewed(salma, workbook(tmp_path, [row()]))
    for address in ("do", "columns", "sheet", "new"):
        assert salma.client.post(f"/admin/imports/{address}/", data={"id": run.id, "deed": "enter"}).status_code == 400
    assert Site.select().count() == 0
