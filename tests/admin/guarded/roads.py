"""Every road by which somebody reads: the addresses of all pages and files that the application answers."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from flask import Flask

from tansiq.models import (
    Batch,
    ExportRun,
    Feedback,
    ImportRun,
    Notice,
    OverlapCase,
    Proposal,
    Report,
    Survey,
    TypeDefinition,
)
from tansiq.models.record_type import record_types, type_of
from tansiq.platform import clock
from tansiq.reporting_period import period_of
from tests.admin.guarded.filled_paths import paths_of

Ids = list[int]

NO_ROADS = {
    "static": "Files of the program itself.",
    "fonts_static": "Files of the program itself.",
    "font_static": "Files of the program itself.",
    "emblem_static": "The ministry's emblem, which everybody sees.",
    "read_day": "How a day is written: what was typed, and no row.",
    "shapes_static": "Outlines of areas, which everybody reads.",
    "link": "The secret of a link is wanted; tests of passwords and of registrations follow such links.",
}
"""By the last word of an endpoint: why nobody's data can be met there."""


def _table(endpoint: str) -> Any:
    name = endpoint.partition(".")[0]
    return next((kind.model for kind in record_types() if kind.table.replace("_", "") == name), None)


def _ids(endpoint: str) -> Ids:
    """The ids that an address of this endpoint may name."""
    name = endpoint.partition(".")[0]
    plain = {
        "feedback": Feedback,
        "proposal": Proposal,
        "batches": Batch,
        "imports": ImportRun,
        "notices": Notice,
        "exports": ExportRun,
    }
    model = _table(endpoint) or plain.get(name)
    return [] if model is None else [row.id for row in model.select(model.id)]


def _one_each(endpoint: str) -> Iterator[str]:
    yield from (f"?id={row_id}" for row_id in _ids(endpoint))


def _list(_endpoint: str) -> Iterator[str]:
    yield "?archived=with"


def _versions(endpoint: str) -> Iterator[str]:
    yield from (f"?id={row_id}&from=1&to=2" for row_id in _ids(endpoint))


def _form(endpoint: str) -> Iterator[str]:
    above = f"?organization={min(_ids('organization'))}"
    yield above
    yield from (f"{above}&copy={row_id}" for row_id in _ids(endpoint))
    yield from (f"{above}&proposal={proposal.id}" for proposal in _proposals_of(endpoint))


def _edit(endpoint: str) -> Iterator[str]:
    yield from _one_each(endpoint)
    for proposal in _proposals_of(endpoint):
        yield f"?id={proposal.record_id or 0}&proposal={proposal.id}"


def _proposals_of(endpoint: str) -> list[Proposal]:
    model = _table(endpoint)
    return [] if model is None else list(Proposal.select().where(Proposal.record_type == model._meta.table_name))


def _lookups(endpoint: str) -> Iterator[str]:
    if (model := _table(endpoint)) is None:
        # A page of no one table: its address names the field.
        yield "?query="
        return
    keys = [key.name for key in model._meta.refs] + [
        f"{part.model._meta.table_name}.{key.name}" for part in type_of(model).parts for key in part.model._meta.refs
    ]
    yield from (f"?name={name}&query=" for name in keys)


def _item_lookups(_endpoint: str) -> Iterator[str]:
    yield from (f"?name=list.{name}&query=" for name in ("plan", "area", "organization"))


def _area_lookup(_endpoint: str) -> Iterator[str]:
    yield "?name=list.area&query="


def _of_another_day(_endpoint: str) -> Iterator[str]:
    yield "?mine=all"
    yield "?mine=all&on=2199-12-31&columns=name+late_days+organization+remark"


def _deed(endpoint: str) -> Iterator[str]:
    yield from (f"?deed=ARCHIVE&row={row_id}" for row_id in _ids(endpoint))


def _history(_endpoint: str) -> Iterator[str]:
    yield ""
    yield from (f"?table={kind.table}" for kind in record_types())
    yield from (f"?batch={batch.id}" for batch in Batch.select(Batch.id))


def _about_items(_endpoint: str) -> Iterator[str]:
    yield from (f"?item={row_id}" for row_id in _ids("planitem"))


def _pairs(_endpoint: str) -> Iterator[str]:
    ids = _ids("organization")
    yield from (f"?first={one}&second={other}" for one, other in pairwise(ids))


def _proposals(_endpoint: str) -> Iterator[str]:
    yield from (f"?show={shape}" for shape in ("review", "own", "decided"))


def _approving(endpoint: str) -> Iterator[str]:
    yield "?" + "&".join(f"row={row_id}" for row_id in _ids(endpoint))


def _confirm(endpoint: str) -> Iterator[str]:
    for row_id in _ids(endpoint):
        yield from (f"?id={row_id}&deed={deed}" for deed in ("good", "discard", "undo", "withdraw"))


def _run(endpoint: str) -> Iterator[str]:
    for row_id in _ids(endpoint):
        yield from (f"?id={row_id}&tab={tab}" for tab in ("", "new", "wrong"))


def _searched(_endpoint: str) -> Iterator[str]:
    # All guarded texts begin like this; none is typed, as the page says again what was searched for.
    yield "?q=Mark"


def _workbooks(_endpoint: str) -> Iterator[str]:
    for form in TypeDefinition.select().where(TypeDefinition.period_type != ""):
        period = period_of(form.period_type, clock.today())
        yield from (f"?form={form.id}&period={one.key}" for one in (period, period.after(-1)))


def _reports(_endpoint: str) -> Iterator[str]:
    """Each report, one that nobody began, and one to be corrected."""
    rows = list(Report.select())
    told = [f"form={row.form_id}&unit={row.unit_id}&period={row.period}" for row in rows]
    yield from (f"?{one}{more}" for one in told for more in ("", "&correct=1"))
    yield from (f"?form={row.form_id}&unit={row.unit_id}&period={row.reported.after(-1).key}" for row in rows)


def _arranging(_endpoint: str) -> Iterator[str]:
    for case in OverlapCase.select(OverlapCase.id):
        yield f"?id={case.id}"
        yield from (f"?id={case.id}&kind={kind}" for kind in ("MOVE", "DATES"))


def _followed(_endpoint: str) -> Iterator[str]:
    yield ""
    yield from (f"?form={kind.id}" for kind in TypeDefinition.select().where(TypeDefinition.period_type != ""))


def _all_feedback(_endpoint: str) -> Iterator[str]:
    yield "?state=ALL"


def _rounds(_endpoint: str) -> Iterator[str]:
    yield from (f"?id={row_id}" for row_id in _ids("round"))


def _round_reports(_endpoint: str) -> Iterator[str]:
    yield from (f"?id={row_id}" for row_id in _ids("roundreport"))


def _surveys(_endpoint: str) -> Iterator[str]:
    yield from (f"?survey={row.id}" for row in Survey.select())


def _pictures(_endpoint: str) -> Iterator[str]:
    yield ""
    yield "?small=1"


def _plain(_endpoint: str) -> Iterator[str]:
    yield ""


Questions = Callable[[str], Iterator[str]]

ASKED: dict[str, Questions] = {
    **dict.fromkeys(("details_view", "archive_view", "parts_view", "file_view", "session_view"), _one_each),
    **dict.fromkeys(("publish_view", "withdraw_view", "assign_view", "xlsform_view"), _one_each),
    **dict.fromkeys(("links_view", "results_view"), _one_each),
    **dict.fromkeys(("answer.survey", "answer.code", "answer.mine", "answer.results"), _plain),
    **dict.fromkeys(("answer.reply", "answer.replied", "answer.figures"), _plain),
    **dict.fromkeys(("feedback.index", "feedback.export"), _all_feedback),
    "feedback.ajax_lookup": _area_lookup,
    "one_view": _one_each,
    **dict.fromkeys(("rounds.index", "rounds.export", "rounds.missing_view", "rounds.missing_export"), _rounds),
    **dict.fromkeys(("rounds.report_view", "round_report.fill_view", "round_report.workbook_view"), _round_reports),
    "figures_view": _surveys,
    **dict.fromkeys(("state_view", "strike_view", "copy_values_view", "trial_view"), _one_each),
    **dict.fromkeys(("token_view", "revoke_view", "marked", "original", "progress", "interventions"), _one_each),
    **dict.fromkeys(("consultation_view", "history_view", "indicators_view", "map_view", "timetable_view"), _one_each),
    **dict.fromkeys(("documents_view", "trend_view", "trend_export"), _one_each),
    "kept_file": _pictures,
    "graphql.file": _plain,
    "plan.report": _one_each,
    "plan.workbook": _one_each,
    "reports.workbook_view": _workbooks,
    "reports.fill_view": _reports,
    **dict.fromkeys(("statistics.index", "statistics.export"), _followed),
    "learnednames.ajax_lookup": _area_lookup,
    **dict.fromkeys(("lateitems.ajax_lookup", "openitems.ajax_lookup"), _item_lookups),
    **dict.fromkeys(("lateitems.index_view", "openitems.index_view"), _of_another_day),
    "open": _one_each,
    "file": _one_each,
    **dict.fromkeys(("show_view", "tile_view", "imports.entries"), _one_each),
    "index_view": _list,
    "entry.map_view": _list,
    "count_view": _list,
    "export": _list,
    "versions_view": _versions,
    "create_view": _form,
    "edit_view": _edit,
    "ajax_lookup": _lookups,
    "deed_view": _deed,
    "twins.merge_view": _pairs,
    "unit.merge_view": _approving,
    **dict.fromkeys(("split_view", "end_view"), _one_each),
    "history.index": _history,
    "arranging.propose_view": _arranging,
    **dict.fromkeys(("call.create_view", "call.suggest_view"), _about_items),
    "history.export": _plain,
    **dict.fromkeys(("following.index", "following.export", "waiting.index"), _followed),
    **dict.fromkeys(("late_view", "late_export", "completeness_view", "completeness_export"), _followed),
    "proposal.index_view": _proposals,
    "approve_view": _approving,
    "confirm": _confirm,
    "run": _run,
    "search.index": _searched,
    "below": _searched,
    **dict.fromkeys(
        (
            "front_door", "preview", "index", "attention", "figures", "areas", "cell", "cell_export", "map", "drawing",
            "reckonings", "columns_view", "drop_view", "branch_view", "export_view", "new_view", "pair_view",
            "pairs_view", "queue_view", "template", "new", "forgotten", "amend", "mine", "sent", "login", "verify",
            "healthz", "readyz", "graphql", "schema_as_text", "write_view",
        ),
        _plain,
    ),
}  # fmt: skip
"""By an endpoint, or its last word: what is asked of it."""


def roads(app: Flask) -> Iterator[tuple[str, str]]:
    """(endpoint, address) of all that can be asked for by GET. Raises LookupError for a road that nobody described."""
    for rule in app.url_map.iter_rules():
        last = rule.endpoint.rpartition(".")[2]
        if "GET" not in (rule.methods or ()) or last in NO_ROADS:
            continue
        questions = ASKED.get(rule.endpoint) or ASKED.get(last)
        if questions is None:
            raise LookupError(
                f"{rule.endpoint}: say in ASKED what to ask of it, or in NO_ROADS why nothing is met there."
            )
        for path in paths_of(rule.rule, rule.arguments):
            yield from (
                (rule.endpoint, path + question) for question in dict.fromkeys(_of_types(rule.endpoint, questions))
            )


SHOWING_ENTRIES = frozenset({"entry.index_view", "entry.export", "entry.map_view", "entry.create_view"})


def _of_types(endpoint: str, questions: Questions) -> Iterator[str]:
    """What is asked; of entries for each of their record types, where rows of one are shown."""
    yield from questions(endpoint)
    if endpoint in SHOWING_ENTRIES:
        yield from (f"?archived=with&type={kind.key}" for kind in TypeDefinition.select())
