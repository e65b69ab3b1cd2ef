"""Who may see and change what: the whole policy, readable in one sitting.

    administrator   reads and changes everything
    auditor         reads everything but personal fields, the history included; changes nothing
    officer         reads what is published and all that lies in their areas; changes and approves what lies in them
    partner         reads what is published and all of their organisations' own; proposes for these
    invited         reads a plan that is not published, with all that belongs to it, and comments on it; a meeting too
    portal          reads, of what is published and within its limits, what its scopes say; proposes if they say so
    participant     sends one entry of the record type that a survey asks, or proposes it
    anybody         reads what is published

Each table has one rule of `tansiq.policy.rules`, which gives the SQL condition under which a row is visible: kinds of
records name it where they are described (tansiq.models), the other tables stand below. A table without a rule stops the
program at its start (`check_every_table_has_a_rule`).
`tansiq.policy.belonging` says where a row lies and whose it is; `may` and `is_in_charge` say who changes it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from peewee import Model, ModelSelect

from tansiq import models
from tansiq.models.record_type import find_type, part_of, type_of
from tansiq.policy import case_rules, deed_rules, form_rules, proposal_rules, round_rules, rules
from tansiq.policy.authority import (
    is_governed,
    is_in_charge,
    is_own,
    is_proposed_by,
    is_proposer,
    is_said_by_readers,
    is_to_review,
)
from tansiq.policy.authority_of_many import in_charge_of
from tansiq.policy.belonging import NOBODY
from tansiq.policy.history_rule import history, history_of
from tansiq.policy.meeting_rules import ANSWERED, is_to_answer
from tansiq.policy.operations import leaves_behind
from tansiq.policy.rules import Condition, Rule
from tansiq.policy.survey_rules import feedback, is_answer
from tansiq.policy.viewer import REGISTRANT, Viewer

M = TypeVar("M", bound=Model)

RULES: dict[type[Model], Rule] = {
    models.AreaClosure: rules.open_to_all,
    models.AreaBoundary: rules.open_to_all,
    models.Role: deed_rules.readers_of_all,
    models.HistoryEntry: history,
    models.DataChange: deed_rules.readers_of_all,
    models.DataVersion: deed_rules.readers_of_all,
    models.ImportedRow: rules.of_site,
    models.Batch: deed_rules.batches,
    models.BatchEntry: rules.of_batch,
    models.AvoidedOverlap: case_rules.avoided,
    models.CaseMember: rules.of_case,
    models.CaseUpkeep: deed_rules.readers_of_all,
    models.Visit: deed_rules.kept_by_account,
    models.ChosenColumns: deed_rules.kept_by_account,
    models.SavedView: deed_rules.kept_by_account,
    models.Notice: deed_rules.kept_by_account,
    models.NoticeChoice: deed_rules.kept_by_account,
    models.ImportRun: deed_rules.import_runs,
    models.ExportRun: deed_rules.kept_by_account,
    models.ImportMapping: deed_rules.among_officers,
    models.FormVersion: form_rules.of_form,
    models.Figure: rules.of_report,
    models.ReportNote: rules.of_report,
    models.ReportApproval: rules.of_report,
    models.ExtraLink: deed_rules.readers_of_all,
    # Whoever sees the field of a row is told of its file through that row alone (tansiq.files.showing).
    models.KeptFile: deed_rules.readers_of_all,
    models.PlanSnapshot: rules.of_plan,
    models.PlanVersion: rules.of_plan,
    models.Proposal: proposal_rules.proposal,
    models.ProposalArea: rules.of_proposal,
    models.ProposalEvent: rules.of_proposal,
    models.ProposedRow: rules.of_proposal,
    models.Registration: rules.of_proposal,
    models.Creation: deed_rules.readers_of_all,
    models.SignInFailure: deed_rules.readers_of_all,
    models.AccountSession: deed_rules.done_by_themselves,
    models.SecondFactor: deed_rules.done_by_themselves,
    models.RoundChange: rules.of_round_report,
    models.SurveyInvitation: rules.of_survey,
    models.SurveyAnswer: rules.of_survey,
    models.Feedback: feedback,
    models.FeedbackReply: rules.of_feedback,
    models.MeetingMail: deed_rules.readers_of_all,
    models.MeetingCalendar: deed_rules.kept_by_account,
    models.SearchDue: deed_rules.readers_of_all,
    models.SearchPiece: deed_rules.readers_of_all,
}
"""The rules of the tables that hold no records; kinds of records name theirs where they are described."""


APPEND_ONLY: frozenset[type[Model]] = frozenset(
    {models.HistoryEntry, models.DataChange, models.DataVersion, models.BatchEntry, models.ProposalEvent}
)


def rule_of(model: type[Model]) -> Rule:
    """The rule by which rows of a table are seen. Raises LookupError for a table without one."""
    if (kind := find_type(model)) is not None:
        return rules.rule_of(kind)
    if (found := part_of(model)) is not None:
        return rules.rule_of_part(*found)
    if model not in RULES:
        raise LookupError(f"No rule of visibility for: {model.__name__}")
    return RULES[model]


def may_ask(viewer: Viewer, scope: str) -> bool:
    """Whether `viewer` may ask what needs `scope`, a code of SCOPES; scopes bind portals alone."""
    return viewer.portal is None or scope in viewer.portal.scopes


OWN: frozenset[type[Model]] = frozenset(
    {
        models.Visit,
        models.ChosenColumns,
        models.SavedView,
        models.Notice,
        models.NoticeChoice,
        models.ExportRun,
        models.MeetingCalendar,
    }
)
"""What an account keeps for itself: read and written by its owner alone."""

OWN_FIELDS: dict[type[Model], frozenset[str]] = {
    models.Account: frozenset(
        {
            "language",
            "password",
            "password_set_at",
            "fs_uniquifier",
            "confirmed_at",
            "last_sign_in_at",
            "second_factor_at",
        }
    ),
}
"""Fields of an account that the person it is about may change too; all else about it is for administrators."""

OFFICERS_FIELDS: dict[type[Model], frozenset[str]] = {models.Area: frozenset({"aliases"})}
"""Fields of the ministry's own rows that the officers in charge of where these lie may change too: what else an area is
called is known there, and reviewed with the names that imports taught."""


def condition(model: type[Model], viewer: Viewer, table: Any = None) -> Condition:
    """The condition under which rows of `model` (read as `table`, an alias, if given) are visible.

    None means every row. Raises LookupError for a table without a rule.
    """
    return rule_of(model)(model if table is None else table, viewer)


def visible(model: type[M], viewer: Viewer) -> "ModelSelect[M]":
    """All rows of `model` that `viewer` may see; the one way to read rows on somebody's behalf."""
    allowed = condition(model, viewer)
    query = model.select()
    return query if allowed is None else query.where(allowed)


def visible_past(model: type[Model], viewer: Viewer) -> "ModelSelect[models.HistoryEntry]":
    """All entries of the history about rows of one table that `viewer` may see. The condition for entries of all tables
    names every one of them, and takes longer to write than a page of entries to find."""
    table, kind = models.HistoryEntry, find_type(model)
    allowed = history_of([] if kind is None else [kind], table, viewer)
    query = table.select().where(table.record_type == model._meta.table_name)
    return query if allowed is None else query.where(allowed)


def may(viewer: Viewer, act: str, row: Model | type[Model]) -> bool:
    """Whether `viewer` may do `act` to `row`, or to rows of a table at all.

    `act` is a code of ACTS, APPROVE (accept what others propose) or PROPOSE (ask for it to be done).
    """
    model = row if isinstance(row, type) else type(row)
    if act == "READ":
        return _may_read(viewer, row)
    if viewer.answering is not None:
        return _may_answer(viewer, act, row)
    if model in OWN:
        return viewer.account_id is not None and (row is model or row.account_id == viewer.account_id)  # type: ignore[union-attr]
    if model in APPEND_ONLY:
        return False
    if act == "PROPOSE":
        return _may_propose(viewer, row)
    if isinstance(row, models.Proposal) or model is models.Proposal:
        return _may_to_proposal(viewer, act, row)
    if viewer.is_admin or _is_own_session(viewer, act, row) or (act == "CREATE" and _may_say(viewer, row)):
        return True
    is_own = form_rules.is_of_own_unit(viewer, act, row) or round_rules.is_own_report(viewer, act, row)
    return is_own or (_writes(viewer, model) and is_in_charge(viewer, row))


def _may_answer(viewer: Viewer, act: str, row: Model | type[Model]) -> bool:
    """Whoever answers a survey enters their answer, or proposes it where answers are reviewed."""
    answering = viewer.answering
    is_asked = act == "PROPOSE" or (act == "CREATE" and answering is not None and not answering.is_reviewed)
    return is_asked and is_answer(viewer, row)


def _writes(viewer: Viewer, model: type[Model]) -> bool:
    return leaves_behind(viewer, model) and is_governed(model)


def among(viewer: Viewer, act: str, rows: Sequence[M]) -> list[M]:
    """Those of rows of one table that `viewer` may do `act` to; in a few statements, where it is a change."""
    if not rows:
        return []
    model = type(rows[0])
    is_of_units = model is models.Report and bool(viewer.unit_ids)
    is_asked_of_areas = act in CHANGES and model not in OWN and is_governed(model) and model is not models.Proposal
    if viewer.is_admin or not viewer.area_ids or not is_asked_of_areas or is_of_units:
        return [row for row in rows if may(viewer, act, row)]
    return in_charge_of(viewer, rows)


CHANGES = frozenset({"CREATE", "CHANGE", "ARCHIVE", "RESTORE"})
"""Acts that are asked of whoever is in charge of a row."""


def _is_own_session(viewer: Viewer, act: str, row: Any) -> bool:
    """Everybody ends their own sessions."""
    is_ending = act == "ARCHIVE" and isinstance(row, models.AccountSession)
    return is_ending and viewer.account_id is not None and row.account_id == viewer.account_id


def _may_to_proposal(viewer: Viewer, act: str, row: Any) -> bool:
    """Whoever made it amends and withdraws it; administrators and the officers of its areas decide on it."""
    if act == "CHANGE":
        return is_proposer(viewer, row)
    return act == "APPROVE" and (viewer.is_admin or is_to_review(viewer, row))


def may_change_own(viewer: Viewer, row: Model, names: Iterable[str]) -> bool:
    """Whether `row` is about the viewer themself, or lies in their charge, and the fields `names` are left to them."""
    if type(row) in OFFICERS_FIELDS and viewer.area_ids:
        return set(names) <= OFFICERS_FIELDS[type(row)] and is_in_charge(viewer, row)
    if isinstance(row, models.MeetingAttendee):
        return set(names) <= ANSWERED and is_to_answer(viewer, row)
    is_own = isinstance(row, models.Account) and viewer.account_id is not None and row.id == viewer.account_id
    return is_own and set(names) <= OWN_FIELDS[models.Account]


def _may_propose(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Officers may propose what lies outside of their areas; partners and portals what is their organisations'."""
    model = row if isinstance(row, type) else type(row)
    if not is_proposed_by("people" if viewer.portal is None else "portals", model):
        return False
    if viewer.roles == REGISTRANT:
        is_registered = find_type(model) is not None and is_proposed_by("registrants", model)
        return is_registered and (isinstance(row, type) or not row.__data__.get("id"))
    if viewer.portal is not None:
        return "proposals:write" in viewer.portal.scopes and is_own(viewer, row, viewer.portal.organization_ids)
    if viewer.is_admin or viewer.area_ids:
        return True
    if model is models.Report:
        return form_rules.fills(viewer, row)
    return bool(viewer.organization_ids) and is_own(viewer, row, viewer.organization_ids)


def _may_say(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether the viewer says something of a row that they read, and no more than is left to its readers."""
    if isinstance(row, type):
        return is_said_by_readers(viewer, row)
    return is_said_by_readers(viewer, row) and _may_read(viewer, getattr(row, type_of(type(row)).parent))


def _may_read(viewer: Viewer, row: Model | type[Model]) -> bool:
    if isinstance(row, type):
        return condition(row, viewer) is not NOBODY
    return visible(type(row), viewer).where(type(row)._meta.primary_key == row.__data__["id"]).exists()


def is_kept_to_few(model: type[Model]) -> bool:
    """Whether the rows of a table are papers of organisations, of which nobody else is told in any way."""
    kind = find_type(model)
    return kind is not None and kind.rule in rules.KEPT_TO_FEW


def ids_with_known_past(viewer: Viewer, model: type[Model], ids: Iterable[int]) -> frozenset[int]:
    """Of stored rows by their ids, those whose earlier, proposed and clashing values `viewer` may read.

    It is asked of those whose entry or proposal is visible already. Papers are told to whoever may read all papers of
    the organisation, whether the row is visible or not: a contact meant for the public may have been somebody else.
    """
    wanted = frozenset(ids)
    allowed = _condition_of_papers(model, viewer) if is_kept_to_few(model) else None
    if allowed is None or not wanted:
        return wanted
    table: Any = model
    known = table.select(table.id).where(table.id.in_(sorted(wanted)), allowed)
    return frozenset(row_id for (row_id,) in known.tuples())


def _condition_of_papers(model: type[Model], viewer: Viewer) -> Condition:
    """Under which a person reads all of what is kept to few; what stands behind demands has a rule of its own."""
    kind = find_type(model)
    rule = rules.evidence if kind is not None and kind.rule == "evidence" else rules.papers
    return rule(model, viewer)


def check_every_table_has_a_rule(tables: Iterable[type[Model]] | None = None) -> None:
    """Raise LookupError naming the tables (all, where none are given) that have no rule of visibility."""
    asked = models.tables().values() if tables is None else tables
    missing = [table.__name__ for table in asked if not (find_type(table) or part_of(table) or table in RULES)]
    if missing:
        raise LookupError(f"No rule of visibility for: {', '.join(missing)}")
