"""From an understood sheet to the plan of an import. Nothing is written here.

rows -> sift -> not under review -> with ids of ours: revise      -> drafts of interventions -> rights -> plan
                                `-> others: match, resolve, gather ^
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.lookup.known_rows import by_proposal
from tansiq.exchange.planning.change_lines import change_lines
from tansiq.exchange.planning.context import Facts, PlanningContext, planning_context
from tansiq.exchange.planning.differences import of_site
from tansiq.exchange.planning.facts import resolve, speaks_of
from tansiq.exchange.planning.facts_own import OwnFactsOfWork
from tansiq.exchange.planning.facts_who import survey
from tansiq.exchange.planning.grouping import InterventionGrouping, StoredInterventions
from tansiq.exchange.planning.matching import MatchedRow, Matching, match
from tansiq.exchange.planning.own_alone import own_alone
from tansiq.exchange.planning.own_series import join_own_series
from tansiq.exchange.planning.plan import InterventionDraft, Plan, SiteDraft
from tansiq.exchange.planning.publication import keep_as_drafts
from tansiq.exchange.planning.repeated_rows import Sifted, problems_of, sift
from tansiq.exchange.planning.review_split import reviewable
from tansiq.exchange.planning.revising import Reviser, contradictions, revise
from tansiq.exchange.planning.rights import SenderRights
from tansiq.exchange.planning.row_rules import warned
from tansiq.exchange.planning.work_rules import keeping_rules
from tansiq.exchange.sheet.fields import BY_NAME, PERIODS
from tansiq.exchange.sheet.reading import PERSONAL, Reading, own_id
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.language.words import say
from tansiq.models import ProposedRow, Site
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer

_READ_ALL_THE_SAME = {"source_id", "reported_on", *PERIODS, "population", "affected", "in_need"}


@dataclass(frozen=True)
class PlanOptions:
    """What is known before the rows are: the file's name, the chosen country, and the day that counts as today. Rows of
    others than the organisations `only`, by their ids, are refused where it names any.
    """

    file_name: str
    country: str | None
    today: date
    only: frozenset[int] = frozenset()


def make_plan(viewer: Viewer, table: UnderstoodSheet, options: PlanOptions, progress: Progress) -> Plan:
    """What importing `table` would do as `viewer`. Raises Unreadable for a country that nobody knows."""
    context = planning_context(viewer, options.country, options.today)
    context.spoken = speaks_of(table.places)
    of_ministry = OwnFactsOfWork(viewer, table)
    context.own = of_ministry if of_ministry.names else None
    sifted = sift(table, progress)
    months = join_own_series(sifted, options.today)
    made = Plan(options.file_name, table.sheet)
    good = _not_waiting(context, made, sifted)
    context.lists.learn(reading.values for _, reading in good)
    survey(context, [reading for _, reading in good])
    context.geocoder.prepare([reading for _, reading in good])
    progress("match", len(good))
    matching = match(context, [pair for pair in good if not own_id(pair[1])])
    progress("resolve", len(matching.others))
    made.waiting += [(row.reading.row.number, proposal_id) for row, proposal_id in matching.waiting]
    made.tally.waiting = len(made.waiting)
    for row, first in matching.again:
        sifted.same += 1
        sifted.repeats(row.reading.row, first.reading)
    months += [(row.reading, last.reading) for row, last in matching.months]
    made.tally.months = len(months)
    made.again += [(reading.row.number, last.row.number) for reading, last in months]
    others = _interventions_of_others(context, made, matching)
    own = _interventions_of_own(context, made, [pair for pair in good if own_id(pair[1])], table)
    made.interventions = keep_as_drafts(reviewable(_allowed(viewer, own_alone(options.only, [*others, *own]))))
    for intervention in made.interventions:
        _count(made, intervention)
    made.interventions = [intervention for intervention in made.interventions if _does_anything(intervention)]
    _conclude(context, made, sifted, table)
    made.left_out += of_ministry.columns.hidden
    made.not_kept += of_ministry.columns.calculated
    return made


def _allowed(viewer: Viewer, interventions: list[InterventionDraft]) -> list[InterventionDraft]:
    """Without what the sender may not send, and what rules of the ministry refuse."""
    return keeping_rules(viewer, SenderRights(viewer).judge(interventions))


def _not_waiting(context: PlanningContext, made: Plan, sifted: Sifted) -> list[tuple[bytes, Reading]]:
    """The good rows but for those that are part of a proposal already."""
    waiting = by_proposal(context.viewer, ProposedRow.fingerprint, [digest for digest, _ in sifted.good])
    made.waiting = [(reading.row.number, waiting[digest]) for digest, reading in sifted.good if digest in waiting]
    return [pair for pair in sifted.good if pair[0] not in waiting]


def _interventions_of_others(context: PlanningContext, made: Plan, matching: Matching) -> list[InterventionDraft]:
    foreign = [row.reading for row in matching.others if "record_id" in row.reading.values]
    contradictions(foreign)
    stored = StoredInterventions(context, matching, [str(reading.values["record_id"]) for reading in foreign])
    pairs = [(row, _draft(row, stored)) for row in matching.others]
    grouping = InterventionGrouping(stored, [draft for _, draft in pairs if not draft.reading.is_wrong])
    for row, draft in pairs:
        if not draft.reading.is_wrong:
            grouping.gather(row, draft)
    for draft in (draft for intervention in grouping.interventions for draft in intervention.sites):
        draft.changes = of_site(draft.site, draft.facts) if draft.site is not None else {}
    made.tally.unchanged += len(matching.unchanged)
    made.unchanged += [(row.reading.row.number, row.known.intervention_id) for row in matching.unchanged if row.known]
    made.remarks["archived"] += sum(row.known is not None and row.known.is_archived for row in matching.unchanged)
    return grouping.interventions


def _draft(row: MatchedRow, stored: StoredInterventions) -> SiteDraft:
    site = stored.site_by_id.get(row.known.id) if row.known else None
    return SiteDraft(row.reading, row.facts, row.fingerprint, row.identity, row.said, site)


def _count(made: Plan, intervention: InterventionDraft) -> None:
    """Count the rows of an intervention as new, changed, or unchanged where only what is not kept differs."""
    for draft in intervention.sites:
        if draft.site is None:
            made.tally.new += 1
        elif draft.changes or _is_changed(intervention):
            made.tally.changed += 1
            made.refreshed += [draft] if draft.identity else []
        else:
            made.tally.unchanged += 1
            made.unchanged.append((draft.reading.row.number, draft.site.intervention_id))
            continue
        made.tally.proposed += intervention.is_proposed


def _is_changed(intervention: InterventionDraft) -> bool:
    """Whether all of its rows are changed: it is, or they move to an intervention of their own."""
    return intervention.stored is None or bool(intervention.changes or intervention.partners or intervention.items)


def _does_anything(intervention: InterventionDraft) -> bool:
    return _is_changed(intervention) or any(draft.site is None or draft.changes for draft in intervention.sites)


def _interventions_of_own(
    context: PlanningContext, made: Plan, pairs: list[tuple[bytes, Reading]], table: UnderstoodSheet
) -> list[InterventionDraft]:
    """The interventions of rows that carry ids of ours: of each, what is changed."""
    if not pairs:
        return []
    own = [reading for _, reading in pairs]
    digests = {reading.row.number: digest for digest, reading in pairs}
    reviser = Reviser(context, table.places)
    reviser.load(own)
    changed = _compare(reviser, own)
    contradictions(own)
    interventions: dict[int, InterventionDraft] = {}
    for reading in own:
        record, names = changed.get(reading.row.number, (None, []))
        if record is None or reading.is_wrong:
            continue
        if not names:
            made.tally.unchanged += 1
            made.unchanged.append((reading.row.number, record.intervention.id))
            continue
        draft = _own_draft(reviser, reading, record, names)
        if draft is not None:
            intervention = interventions.setdefault(
                record.intervention.id, InterventionDraft(Facts(), stored=record.intervention)
            )
            draft.fingerprint = digests[reading.row.number]
            revise(intervention, draft, record)
    return list(interventions.values())


def _own_draft(reviser: Reviser, reading: Reading, record: Any, names: list[str]) -> SiteDraft | None:
    """The change of one record, if what it becomes is right as a whole."""
    draft = reviser.draft(reading, record, names)
    draft.changes = of_site(record.site, draft.facts)
    _check(record.intervention, record.site, draft)
    return None if reading.is_wrong else draft


def _compare(reviser: Reviser, own: list[Reading]) -> dict[int, tuple[Any, list[str]]]:
    """By row number: the record and the fields that differ. Rows with one id are all told as wrong: which of them is
    right is not known."""
    found: dict[int, tuple[Any, list[str]]] = {}
    seen: dict[tuple[str, int], Reading] = {}
    for reading in own:
        record = reviser.record(reading)
        if record is None:
            continue
        names = reviser.changed(reading, record)
        first = seen.setdefault((record.intervention.record_id, record.site.number), reading)
        if first is not reading:
            _tell_twice(first, reading)
            _tell_twice(reading, first)
        found[reading.row.number] = (record, names)
    return found


def _tell_twice(reading: Reading, other: Reading) -> None:
    if all(problem.code != "id-twice" for problem in reading.problems):
        text = say("Row %(row)s carries the same id. Keep one of them.", row=other.row.number)
        reading.tell("error", "id-twice", "record_id", text)


def _check(intervention: Any, site: Site, draft: SiteDraft) -> None:
    """The changed record must be right as a whole, also where the sheet holds only some of its fields."""
    for row, values in ((intervention, draft.facts.intervention), (site, draft.facts.site)):
        tried = type(row)(**row.__data__)
        for name, value in values.items():
            tried.enter(name, value)
        for fault in tried.all_faults():
            if not draft.reading.is_wrong:
                draft.reading.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)


def _conclude(context: PlanningContext, made: Plan, sifted: Sifted, table: UnderstoodSheet) -> None:
    tally = made.tally
    tally.rows, tally.repeated, tally.same = sifted.rows, sifted.repeated, sifted.same
    tally.parts, tally.again_people = sifted.parts, sifted.people
    made.again += sifted.again
    wrong = [*sifted.wrong, *(reading for _, reading in sifted.good if reading.is_wrong)]
    tally.wrong = len(wrong)
    tally.warned = warned(draft.reading for intervention in made.interventions for draft in intervention.sites)
    _find_further_faults(context, sifted.wrong)
    made.problems += [*table.notices, *problems_of([*sifted.wrong, *(reading for _, reading in sifted.good)])]
    made.problems += sifted.told
    made.remarks.update(context.remarks)
    _used(context, made)
    made.merging = context.matcher.merging
    made.taught, made.heard = context.geocoder.taught, context.geocoder.heard
    made.change_lines = change_lines(context.viewer, made)
    columns = [column for column in table.columns if column.field]
    made.left_out = [column.header for column in columns if column.field in PERSONAL]
    made.not_kept = [column.header for column in columns if _is_not_kept(str(column.field))]
    made.unknown_columns = [column.header for column in table.unmapped]


def _find_further_faults(context: PlanningContext, wrong: Iterable[Reading]) -> None:
    """Rows with an unreadable cell may be wrong at others as well: all errors are told at once."""
    for reading in wrong:
        told = list(reading.problems)
        known = {problem.address for problem in told}
        resolve(context, reading)
        further = [problem for problem in reading.problems if problem.severity == "error"]
        reading.problems = [*told, *(problem for problem in further if problem.address not in known)]


def _is_not_kept(name: str) -> bool:
    plain = name.removesuffix("_ar").removesuffix("_en")
    kept = {other.removesuffix("_ar").removesuffix("_en") for other in EXPORTED}
    return name in BY_NAME and name not in PERSONAL and plain not in kept and name not in _READ_ALL_THE_SAME


def _used(context: PlanningContext, made: Plan) -> None:
    """Only what a good row names is entered; a place with all it lies in."""
    drafts = [draft for intervention in made.interventions for draft in intervention.sites]
    places = {place for draft in drafts if draft.facts.place for place in draft.facts.place.line()}
    made.areas = sorted((place for place in context.geocoder.added if place in places), key=lambda place: place.level)
    projects = dict.fromkeys(draft.facts.project for draft in drafts if draft.facts.project)
    organizations = dict.fromkeys(one for draft in drafts for one in draft.facts.organizations)
    made.projects = [project for project in projects if project.id is None]
    made.organizations = [organization for organization in organizations if organization.id is None]
    spelled = [organization for organization in organizations if organization.id is not None and organization.added]
    made.respelled = [organization for organization in spelled if SenderRights(context.viewer).may_spell(organization)]
