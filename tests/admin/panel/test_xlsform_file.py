"""The XLSForm of a record type or form, on its page: as it stands, or as a version of it was published."""

import io
import zipfile
from datetime import date

from tansiq.forms.versions import publish
from tests.admin.conftest import Reader
from tests.definitions import field, form, item, record_type
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.xlsform.books import read


def test_a_register_is_saved_as_it_stands(salma: Reader, register: Register) -> None:
    kind = record_type("wells")
    link = f"/admin/typedefinition/xlsform/?id={kind.id}"
    assert link not in salma.get(f"typedefinition/details/?id={kind.id}").text
    field("depth", "WHOLE", "entry", record_type=kind.id)
    field("draft", "TEXT", "entry", record_type=kind.id, use_state="DRAFT")
    assert link in salma.get(f"typedefinition/details/?id={kind.id}").text
    answer = salma.get(link.removeprefix("/admin/"))
    assert "wellss-" in answer.headers["Content-Disposition"]
    assert [row["key"] for row in read(answer.data).document.fields] == ["depth"]


def test_a_version_is_saved_as_it_was_published(salma: Reader, register: Register) -> None:
    kind = form("served", due_days=10)
    item(kind, "people")
    publish(SALMA, kind, date(2026, 1, 1))
    item(kind, "trucks")
    address = f"typedefinition/xlsform/?id={kind.id}"
    assert f"{address}&amp;number=1" in salma.get(f"typedefinition/details/?id={kind.id}").text
    documents = [read(salma.get(link).data).document for link in (address, f"{address}&number=1")]
    assert [[row["key"] for row in one.fields] for one in documents] == [["people", "trucks"], ["people"]]
    for number in ("2", "x", ""):
        assert salma.get(f"{address}&number={number}").status_code == 404


def test_rows_that_somebody_is_not_told_of_are_not_written(nadia: Reader, salma: Reader, register: Register) -> None:
    kind = record_type("wells")
    field("depth", "WHOLE", "entry", record_type=kind.id)
    for key, policy in (("pumps", "PUBLIC"), ("secrets", "ADMINISTRATORS")):
        rows = record_type(key, policy, owner_table="entry", owner_type=kind.id, has_area=False, has_organization=False)
        field(
            f"to{len(key)}", "REFERENCE", "entry", record_type=kind.id, reference_table="entry", reference_type=rows.id
        )
        field("maker", "TEXT", "entry", record_type=rows.id)
    address = f"typedefinition/xlsform/?id={kind.id}"
    told = [[one["key"] for one in read(reader.get(address).data).document.types] for reader in (salma, nadia)]
    assert told == [["wells", "pumps", "secrets"], ["wells", "pumps"]]
    assert b"secrets" not in read_parts(nadia.get(address).data)


def read_parts(content: bytes) -> bytes:
    """All that a workbook holds, unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(map(parts.read, parts.namelist()))


def test_a_type_that_somebody_is_not_told_of_has_no_file(visitor: Reader, register: Register) -> None:
    kind = record_type("secrets", "ADMINISTRATORS")
    assert visitor.get(f"typedefinition/xlsform/?id={kind.id}").status_code in (403, 404)
