"""Figures are what the documents of reports say, after whatever was done with them."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.forms.approving import approve, approve_many, reopen, send_back
from tansiq.forms.figures_anew import rebuild
from tansiq.forms.filling import keep, submit, take_back
from tansiq.models import Figure, Report, Unit
from tansiq.platform.database import db
from tansiq.records import changes, undoing
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register

Told = set[tuple[int, str, str, float, bool]]


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _kept() -> Told:
    return {(one.report_id, str(one.item_id), one.cell, one.value, one.is_approved) for one in Figure.select()}


def _as_documents_say(municipal: FilledForm) -> Told:
    """Ten lines that know nothing of definitions."""
    found: Told = set()
    for report in Report.select():
        if report.archived_at is None and report.report_state in ("SUBMITTED", "APPROVED"):
            held, is_approved = report.extra, report.report_state == "APPROVED"
            waste = held.get(str(municipal.number("waste")), {})
            told = {(key, ""): value for key, value in held.items() if not isinstance(value, dict)}
            told |= {(str(municipal.number("waste")), cell): value for cell, value in waste.items()}
            told |= {(str(municipal.number("waste")), ""): round(sum(waste.values()), 1)} if waste else {}
            vehicles, working = (held.get(str(municipal.number(key))) for key in ("vehicles", "working"))
            if vehicles is not None and working is not None:
                told[(str(municipal.number("idle")), "")] = vehicles - working
            found |= {(report.id, item, cell, float(value), is_approved) for (item, cell), value in told.items()}
    return found


NUMBERS = st.one_of(st.none(), st.integers(0, 20))
VALUES = st.fixed_dictionaries(
    {
        "vehicles": NUMBERS,
        "working": NUMBERS,
        "waste": st.dictionaries(st.sampled_from(["DRY", "WET"]), st.integers(0, 90).map(lambda tenths: tenths / 10)),
    }
)
STEPS = "keep submit nil take_back approve approve_both undo send_back reopen archive restore"
DEEDS = st.sampled_from(STEPS.split())


class _Doing:
    """Deeds on the reports of two units, whatever state they are in."""

    def __init__(self, municipal: FilledForm) -> None:
        self.municipal, self.batches = municipal, list[Any]()

    def do(self, deed: str, unit: int, values: dict[str, Any]) -> None:
        report = self._stored(unit)
        with suppress(Refused):
            for step in self._steps(deed, report, self.municipal.values(**values)):
                step()

    def _stored(self, unit: int) -> Report:
        row = Report.get_or_none(Report.unit == self.municipal.units[unit].id)
        return row or self.municipal.begun(unit=unit)

    def _steps(self, deed: str, report: Report, values: dict[int, Any]) -> Iterator[Any]:
        yield {
            "keep": lambda: keep(SALMA, report, values),
            "submit": lambda: submit(SALMA.giving("It is so."), report, values),
            "nil": lambda: submit(SALMA, report, nil_reason="Closed."),
            "take_back": lambda: take_back(SALMA, report),
            "approve": lambda: approve(SALMA, report),
            "approve_both": lambda: self.batches.append(approve_many(SALMA, list(Report.select())).batch),
            "undo": lambda: undoing.undo(SALMA, self.batches.pop()) if self.batches else None,
            "send_back": lambda: send_back(SALMA, report, {None: "Look again."}),
            "reopen": lambda: reopen(SALMA, report, "Look again."),
            "archive": lambda: changes.archive(SALMA, report),
            "restore": lambda: changes.restore(SALMA, report),
        }[deed]


@given(deeds=st.lists(st.tuples(DEEDS, st.integers(0, 1), VALUES), max_size=12))
def test_figures_are_what_the_documents_say_whatever_was_done(
    municipal: FilledForm, deeds: list[tuple[str, int, dict[str, Any]]]
) -> None:
    with db.atomic() as taken_back:
        doing = _Doing(municipal)
        for deed in deeds:
            doing.do(*deed)
            assert _kept() == _as_documents_say(municipal)
        before = _kept()
        Figure.update(value=Figure.value + 1).execute()
        rebuild()
        assert _kept() == before
        taken_back.rollback()


def test_figures_lie_where_their_unit_is_in_charge(municipal: FilledForm, register: Register) -> None:
    submit(SALMA, municipal.begun(), municipal.values(vehicles=3))
    unit = changes.find(SALMA, Unit, municipal.units[0].id)
    unit.area_id = register.areas["YE12"].id
    changes.save(SALMA, unit)
    assert {figure.area_id for figure in Figure.select()} == {register.areas["YE12"].id}
