"""What imports keep of a field whose personal values are struck out: their previews, and the workbooks themselves.

entered already -> the preview is forgotten, and the workbook removed
a preview waits -> it shows what rows held before: the rows are to be compared anew
"""

from datetime import datetime
from typing import Any

import orjson

from tansiq.imports import runs
from tansiq.imports.stored_texts import sentence_to_json
from tansiq.language.words import say
from tansiq.models import ImportRun
from tansiq.models.extra import extra_name

_ENTERED = ("APPLIED", "UNDOING", "REDOING")
COMPARE_ANEW = say("Personal values were struck out since this preview was made. Compare the rows anew.")


def forget_previews_of(number: int, end: datetime | None) -> list[ImportRun]:
    """Forget what imports show of a field of this number, in the transaction of the caller; all of it, or what was sent
    before `end`. The imports whose workbooks are to be removed once that is committed."""
    found = list(_of_field(number, end))
    for run in found:
        ImportRun.update(report="", agreed="").where(ImportRun.id == run.id).execute()
        ImportRun.update(understanding="").where(_is(run, *_ENTERED)).execute()
        said = orjson.dumps([sentence_to_json(COMPARE_ANEW)]).decode()
        ImportRun.update(state="UNDERSTOOD", error=said).where(_is(run, "PLANNED")).execute()
    return [run for run in found if run.state in _ENTERED]


def remove_workbooks(found: list[ImportRun]) -> None:
    """Remove the workbooks of imports. Where somebody is killed before, the worker does it after their time."""
    for run in found:
        runs.remove_file(run)


def _of_field(number: int, end: datetime | None) -> Any:
    column = f'"{extra_name(number)}"'
    told = ImportRun.understanding.contains(column) | ImportRun.mapping.contains(column)
    return ImportRun.select().where(told if end is None else told & (ImportRun.created_at < end)).order_by(ImportRun.id)


def _is(run: ImportRun, *states: str) -> Any:
    return (ImportRun.id == run.id) & ImportRun.state.in_(states)
