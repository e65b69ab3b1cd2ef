"""Rows of a workbook of which rules warn: told in the preview, entered with one reason, which their history keeps."""

import re
from pathlib import Path

from tansiq.language.words import LANGUAGES
from tansiq.models import Entry, HistoryEntry, ImportRun
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page
from tests.admin.imports.test_entry_sheets import compared
from tests.definitions import rule
from tests.register import Register
from tests.tansiq.exchange.wells import HEADER, Wells

_WORDS = {"en": "They do not agree.", "ar": "لا يتفقان."}


def _warned(salma: Reader, folder: Path) -> ImportRun:
    """A preview of two wells, a rule warning of the deep one."""
    wells = Wells()
    rule("{0} < 100", wells.fields["depth"], rule_severity="WARN")
    return compared(salma, wells.sheet(folder, [["Deep", "Khanfar", 120], ["Flat", "Khanfar", 12]], HEADER[:3]))


def test_a_warning_is_told_at_its_cell_in_the_language_of_the_reader(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    run = _warned(salma, tmp_path)
    for language in LANGUAGES:
        with salma.client.session_transaction() as session:
            session["language"] = language
        shown = page(salma, run, "warnings")
        assert _WORDS[language] in shown
        assert "wells!C2" in shown
    with salma.client.session_transaction() as session:
        session["language"] = "en"
    assert "A rule warns of 1 row." in re.sub("<[^>]+>|[\u2066-\u2069]", "", page(salma, run))


def test_without_a_reason_nothing_is_entered_and_with_one_the_history_keeps_it(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    run = _warned(salma, tmp_path)
    assert 'name="rule_reason"' in salma.get(f"imports/confirm/?id={run.id}&deed=enter").text
    answer = do(salma, run, "enter", rule_reason="  ")
    assert "Say why they are right" in salma.get(str(answer.location)).text
    assert (Entry.select().count(), last().state) == (0, "PLANNED")
    do(salma, run, "enter", rule_reason="Drilled by the ministry.")
    entries = HistoryEntry.select().where(HistoryEntry.record_type == "entry").order_by(HistoryEntry.id)
    assert [entry.reason for entry in entries] == ["Drilled by the ministry.", None]


def test_no_reason_is_asked_where_no_rule_warns(salma: Reader, register: Register, tmp_path: Path) -> None:
    wells = Wells()
    run = compared(salma, wells.sheet(tmp_path))
    assert "rule_reason" not in salma.get(f"imports/confirm/?id={run.id}&deed=enter").text
    do(salma, run, "enter")
    assert Entry.select().count() == 3


def test_a_rule_that_came_after_the_preview_asks_for_another_look(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    wells = Wells()
    run = compared(salma, wells.sheet(tmp_path))
    rule("{0} < 50", wells.fields["depth"], rule_severity="WARN")
    do(salma, run, "enter")
    assert (Entry.select().count(), last().state) == (0, "PLANNED")
    assert "The register changed since this preview was made" in page(salma, last())
