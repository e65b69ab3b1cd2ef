"""Demands with the names of those who raised them and the documents behind them, each value marked."""

from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from tansiq.models import Demand, DemandDocument, Sector
from tansiq.policy.viewer import Viewer
from tansiq.proposals.demand_evidence import send_demand
from tansiq.proposals.documents import send_document
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve, reject
from tansiq.proposals.steps import files_of, read_steps
from tansiq.records import changes
from tests.admin.guarded.marks import ADMINISTRATORS, NOBODYS, OFFICE, OWN_HERE, Marks
from tests.people import SALMA

DOCUMENT = "demand_document"
FACTS: dict[str, Any] = {"raised_by": "CITIZEN", "raised_on": date(2026, 1, 5)}


def enter_demands(marks: Marks, here: int, there: int, khaled: Viewer, nadia: Viewer) -> None:
    """Demands of the areas `here` (Nadia's) and `there`, with their documents, and what Khaled proposes of such."""
    for area, letters in ((here, OFFICE), (there, ADMINISTRATORS)):
        # The former name stands in the history alone, which tells administrators of what is personal.
        demand = changes.save(SALMA, _demand(marks, area, ADMINISTRATORS))
        _document(marks, demand, letters)
        demand.raiser = _raiser(marks, letters)
        changes.save(SALMA, demand)
        changes.archive(SALMA, _document(marks, demand, letters))
        changes.archive(SALMA, changes.save(SALMA, _demand(marks, area, letters)))
    content, name = _file(marks, OWN_HERE)
    waiting = send_demand(khaled, _demand(marks, here, OFFICE), [(BytesIO(content.encode()), name)])
    assert waiting is not None
    marks.add(DOCUMENT, "stored", NOBODYS, *files_of(read_steps(waiting.steps)))
    approved, rejected = (submit(khaled, partial(changes.save, row=_demand(marks, here, OFFICE))) for _ in range(2))
    assert approved is not None
    assert rejected is not None
    approve(nadia, approved)
    reject(nadia, rejected, "Not now")


def _demand(marks: Marks, area: int, letters: str) -> Demand:
    title = f"Well of {len(marks.places)}"
    sector = Sector.get(Sector.code == "WSH").id
    return Demand(title_en=title, area=area, sector=sector, raiser=_raiser(marks, letters), **FACTS)


def _raiser(marks: Marks, letters: str) -> str:
    return marks.new("demand", "raiser", letters)


def _document(marks: Marks, demand: Demand, letters: str) -> Any:
    row = DemandDocument(demand=demand, title=marks.new(DOCUMENT, "title", letters))
    content, name = _file(marks, letters)
    assert send_document(SALMA, row, (BytesIO(content.encode()), name)) is None
    marks.add(DOCUMENT, "stored", NOBODYS, row.stored)
    return DemandDocument.select().order_by(DemandDocument.id.desc()).get()


def _file(marks: Marks, letters: str) -> tuple[str, str]:
    content = marks.new(DOCUMENT, "content", letters, "%%PDF-1.7\n%% %s\n%%%%EOF\n")
    return content, marks.new(DOCUMENT, "file_name", letters, "Mark%s.pdf")
