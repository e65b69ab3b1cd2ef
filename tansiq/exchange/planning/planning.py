"""From an understood sheet to the plan of an import. Nothing is written here.

rows -> sift -> not under review -> with ids of ours: revise      -> teams of drafts -> rights -> plan
                                `-> others: match, resolve, gather ^
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.lookup.known_rows import by_proposal
from tansiq.exchange.planning.change_lines import changes
from tansiq.exchange.planning.context import Facts, Ground, ground
from tansiq.exchange.planning.differences import of_site
from tansiq.exchange.planning.facts import resolve, speaks_of
from tansiq.exchange.planning.interventions import Gathering, Stored
from tansiq.exchange.planning.matching import Matching, Row, match
from tansiq.exchange.planning.plan import Draft, Plan, Team
from tansiq.exchange.planning.repeated_rows import Progress, Sifted, problems_of, sift
from tansiq.exchange.planning.review_split import reviewable
from tansiq.exchange.planning.revising import Reviser, contradictions, revise
from tansiq.exchange.planning.rights import Rights
from tansiq.exchange.sheet.fields import BY_NAME
from tansiq.exchange.sheet.reading import PERSONAL, Reading, own_id
from tansiq.exchange.sheet.understand import Understood
from tansiq.language.words import say
from tansiq.models import Site
from tansiq.policy.viewer import Viewer

_READ_ALL_THE_SAME = {"source_id", "period", "population", "affected", "in_need"}


@dataclass(frozen=True)
class Setting:
    """What is known before the rows are: the file's name, the chosen country, and the day that counts as today."""

    file_name: str
    country: str | None
    today: date


def plan(viewer: Viewer, table: Understood, setting: Setting, progress: Progress) -> Plan:
    """What importing `table` would do as `viewer`. Raises Unreadable for a country that nobody knows."""
    at = ground(viewer, setting.country, setting.today)
    at.spoken = speaks_of(table.places)
    sifted = sift(table, progress)
    made = Plan(setting.file_name, table.sheet)
    good = _not_waiting(at, made, sifted)
    at.geography.prepare([reading for _, reading in good])
    progress("match", len(good))
    matching = match(at, [pair for pair in good if not own_id(pair[1])])
    others = _teams_of_others(at, made, matching, progress)
    own = _teams_of_own(at, made, [pair for pair in good if own_id(pair[1])], table)
    made.teams = reviewable(Rights(viewer).judge([*others, *own]))
    for team in made.teams:
        _count(made, team)
    _conclude(at, made, sifted, table)
    return made


def _not_waiting(at: Ground, made: Plan, sifted: Sifted) -> list[tuple[bytes, Reading]]:
    """The good rows but for those that are part of a proposal already."""
    waiting = by_proposal(at.viewer, [digest for digest, _ in sifted.good])
    made.waiting = [(reading.row.number, waiting[digest]) for digest, reading in sifted.good if digest in waiting]
    made.tally.waiting = len(made.waiting)
    return [pair for pair in sifted.good if pair[0] not in waiting]


def _teams_of_others(at: Ground, made: Plan, matching: Matching, progress: Progress) -> list[Team]:
    foreign = [row.reading for row in matching.others if "record_id" in row.reading.values]
    contradictions(foreign)
    stored = Stored(at, matching, [str(reading.values["record_id"]) for reading in foreign])
    pairs = [(row, _draft(at, row, stored)) for row in matching.others]
    progress("resolve", len(pairs))
    gathering = Gathering(stored, [draft for _, draft in pairs if not draft.reading.is_wrong])
    for row, draft in pairs:
        if not draft.reading.is_wrong:
            gathering.gather(row, draft)
    for draft in (draft for team in gathering.teams for draft in team.drafts):
        draft.told = of_site(draft.site, draft.facts) if draft.site is not None else {}
    made.tally.unchanged += len(matching.unchanged)
    made.unchanged += [(row.reading.row.number, row.known.intervention_id) for row in matching.unchanged if row.known]
    made.remarks["archived"] += sum(row.known is not None and row.known.is_archived for row in matching.unchanged)
    return gathering.teams


def _draft(at: Ground, row: Row, stored: Stored) -> Draft:
    facts = resolve(at, row.reading)
    site = stored.site_by_id.get(row.known.id) if row.known else None
    return Draft(row.reading, facts, row.fingerprint, row.identity, site)


def _count(made: Plan, team: Team) -> None:
    """Count a team's rows as new, changed, or unchanged where only what is not kept differs."""
    moves = team.stored is None
    for draft in team.drafts:
        if draft.site is None:
            made.tally.new += 1
        elif draft.told or moves or team.told or team.partners:
            made.tally.changed += 1
        else:
            made.tally.unchanged += 1
            made.unchanged.append((draft.reading.row.number, draft.site.intervention_id))
            continue
        made.tally.proposed += team.is_proposed
    made.refreshed += [draft for draft in team.drafts if draft.site is not None and draft.identity]


def _teams_of_own(at: Ground, made: Plan, pairs: list[tuple[bytes, Reading]], table: Understood) -> list[Team]:
    """The teams of rows that carry ids of ours: of each, what is changed."""
    if not pairs:
        return []
    own = [reading for _, reading in pairs]
    digests = {reading.row.number: digest for digest, reading in pairs}
    reviser = Reviser(at, table.places)
    reviser.load(own)
    changed = _compare(reviser, own)
    contradictions(own)
    teams: dict[int, Team] = {}
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
            team = teams.setdefault(record.intervention.id, Team(Facts(), stored=record.intervention))
            draft.fingerprint = digests[reading.row.number]
            revise(team, draft, record)
    return list(teams.values())


def _own_draft(reviser: Reviser, reading: Reading, record: Any, names: list[str]) -> Draft | None:
    """The change of one record, if what it becomes is right as a whole."""
    draft = reviser.draft(reading, record, names)
    draft.told = of_site(record.site, draft.facts)
    _check(record.intervention, record.site, draft)
    return None if reading.is_wrong else draft


def _compare(reviser: Reviser, own: list[Reading]) -> dict[int, tuple[Any, list[str]]]:
    """By row number: the record and the fields that differ. A second row with one id is told as wrong."""
    found: dict[int, tuple[Any, list[str]]] = {}
    seen: dict[tuple[str, int], int] = {}
    for reading in own:
        record = reviser.record(reading)
        if record is None:
            continue
        names = reviser.changed(reading, record)
        first = seen.setdefault((record.intervention.record_id, record.site.number), reading.row.number)
        if first != reading.row.number:
            text = say("Row %(row)s carries the same id. Keep one of them.", row=first)
            reading.tell("error", "id-twice", "record_id", text)
        found[reading.row.number] = (record, names)
    return found


def _check(intervention: Any, site: Site, draft: Draft) -> None:
    """The changed record must be right as a whole, also where the sheet holds only some of its fields."""
    for row, values in ((intervention, draft.facts.intervention), (site, draft.facts.site)):
        tried = type(row)(**{**row.__data__, **values})
        for fault in tried.faults():
            if not draft.reading.is_wrong:
                draft.reading.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)


def _conclude(at: Ground, made: Plan, sifted: Sifted, table: Understood) -> None:
    tally = made.tally
    tally.rows, tally.repeated, tally.same = sifted.rows, sifted.repeated, sifted.same
    made.again = sifted.again
    wrong = [*sifted.wrong, *(reading for _, reading in sifted.good if reading.is_wrong)]
    tally.wrong = len(wrong)
    _find_further_faults(at, sifted.wrong)
    made.problems += [*table.notices, *problems_of([*sifted.wrong, *(reading for _, reading in sifted.good)])]
    made.remarks.update(at.remarks)
    _used(at, made)
    made.merging = at.matcher.merging
    made.changes = changes(at.viewer, made)
    columns = [column for column in table.columns if column.field]
    made.left_out = [column.header for column in columns if column.field in PERSONAL]
    made.not_kept = [column.header for column in columns if _is_not_kept(str(column.field))]
    made.unknown_columns = [column.header for column in table.unmapped]


def _find_further_faults(at: Ground, wrong: Iterable[Reading]) -> None:
    """Rows with an unreadable cell may be wrong at others as well: all errors are told at once."""
    for reading in wrong:
        told = list(reading.problems)
        known = {problem.address for problem in told}
        resolve(at, reading)
        further = [problem for problem in reading.problems if problem.severity == "error"]
        reading.problems = [*told, *(problem for problem in further if problem.address not in known)]


def _is_not_kept(name: str) -> bool:
    plain = name.removesuffix("_ar").removesuffix("_en")
    kept = {other.removesuffix("_ar").removesuffix("_en") for other in EXPORTED}
    return name in BY_NAME and name not in PERSONAL and plain not in kept and name not in _READ_ALL_THE_SAME


def _used(at: Ground, made: Plan) -> None:
    """Only what a good row names is entered; a place with all it lies in."""
    drafts = [draft for team in made.teams for draft in team.drafts]
    places = {place for draft in drafts if draft.facts.place for place in draft.facts.place.line()}
    made.areas = sorted((place for place in at.geography.added if place in places), key=lambda place: place.level)
    ventures = dict.fromkeys(draft.facts.venture for draft in drafts if draft.facts.venture)
    bodies = dict.fromkeys(_bodies(drafts))
    made.ventures = [venture for venture in ventures if venture.id is None]
    made.bodies = [body for body in bodies if body.id is None]
    spelled = [body for body in bodies if body.id is not None and body.added]
    made.respelled = [body for body in spelled if Rights(at.viewer).may_spell(body)]


def _bodies(drafts: Iterable[Draft]) -> Iterable[Any]:
    for draft in drafts:
        if draft.facts.body is not None:
            yield draft.facts.body
        for bodies in draft.facts.partners.values():
            yield from bodies
