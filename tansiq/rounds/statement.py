"""What somebody states in a report, and what of it differs from what stands, in pieces as they are entered or proposed.

    Statement {site 12 reached: 180, ...} - what stands -> Piece(an intervention with its sites), Piece(an item), ...

A piece is entered, or proposed, as a whole: whoever is in charge decides on an intervention with its sites.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.coded_columns import CODED
from tansiq.language.numbers import Figure
from tansiq.language.words import Sentence, say
from tansiq.models import PlanItem, Proposal, Site
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import Deed
from tansiq.records import changes
from tansiq.records.reached_figures import say_figure
from tansiq.rounds.asked_rows import MODELS, Asked, Key

NOT_ASKED = say("This is not among what the report asks about. Reload the page.")
EMPTY = say(
    "Nothing differs from what the register holds. Say that nothing has changed, or that nothing was done and why."
)


@dataclass(frozen=True)
class Statement:
    """What is stated, cell by cell, in the types of the columns; what is not named stays as it is. `seen` is what stood
    in cells when they were filled, so that nobody overwrites what they have not seen.

    `nil_reason` says why nothing was done at all; `is_unchanged` that all stands as it is. `own` are the values of the
    fields that the ministry made for reports in rounds, by their numbers.
    """

    values: Mapping[Key, Any] = field(default_factory=dict)
    seen: Mapping[Key, Any] = field(default_factory=dict)
    nil_reason: str = ""
    is_unchanged: bool = False
    own: Mapping[int, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """What proposals of a report hold that wait, cell by cell, and by the piece that each is about: (kind, id)."""

    values: Mapping[Key, Any] = field(default_factory=dict)
    proposals: Mapping[tuple[str, int], Proposal] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """The cells of one intervention with its sites, or of one item, that are to be entered; `amends` is the proposal
    in whose place they are proposed."""

    values: Mapping[Key, Any]
    amends: Proposal | None = None


def stands(asked: Asked, waiting: Waiting, key: Key) -> Any:
    """What stands in a cell: what was proposed for it, else what the register holds."""
    return waiting.values[key] if key in waiting.values else asked.value(key)


def pieces(asked: Asked, waiting: Waiting, said: Statement) -> list[Piece]:
    """What differs from what stands, in pieces. Raises Refused at cells: NOT_FOUND, CHANGED_MEANWHILE."""
    if faults := list(_faults(asked, waiting, said)):
        raise Refused(*faults)
    found: dict[tuple[str, int], dict[Key, Any]] = defaultdict(dict)
    for key, value in said.values.items():
        if value != stands(asked, waiting, key):
            found[piece_of(asked, key)][key] = value
    return [_piece(asked, waiting, name, values) for name, values in sorted(found.items())]


def piece_of(asked: Asked, key: Key) -> tuple[str, int]:
    """To what a cell belongs: ("work", id of its intervention) or ("item", its id)."""
    row: Any = asked.rows[key.kind, key.row_id]
    return ("work", row.intervention_id) if key.kind == "site" else (key.kind, key.row_id)


def entering(asked: Asked, values: Mapping[Key, Any]) -> Deed:
    """The deed that enters cells into the register as whoever does it; it may be done several times.

    It raises Refused with every fault at its cell, or at its row ("site-12") where that has no such cell.
    """

    def enter(viewer: Viewer) -> None:
        faults: list[Fault] = []
        for (kind, row_id), row_values in _by_row(values).items():
            try:
                _save(viewer, asked, (kind, row_id), row_values)
            except Refused as refusal:
                faults += [replace(fault, field=_place(asked, kind, row_id, fault.field)) for fault in refusal.faults]
        if faults:
            raise Refused(*faults)

    return enter


def _faults(asked: Asked, waiting: Waiting, said: Statement) -> Iterator[Fault]:
    for key, value in said.values.items():
        if (key.kind, key.row_id) not in asked.rows or key not in set(asked.keys_of(key.kind, key.row_id)):
            yield Fault("NOT_FOUND", key.text, NOT_ASKED)
            continue
        now = stands(asked, waiting, key)
        if key in said.seen and said.seen[key] != now and value not in (now, said.seen[key]):
            yield Fault("CHANGED_MEANWHILE", key.text, meanwhile(key, now))


def meanwhile(key: Key, now: Any) -> Sentence:
    """That somebody changed a cell since it was filled, and what stands there now."""
    if now is None or now == "":
        return say("Somebody emptied this meanwhile. Send yours again to replace it.")
    told: Any = Figure(now) if isinstance(now, int) else now
    if isinstance(now, str):
        told = Sentence(CODED[key.field].text_of(now))
    return say("Somebody else entered this meanwhile: %(value)s. Send yours again to replace it.", value=told)


def _piece(asked: Asked, waiting: Waiting, name: tuple[str, int], values: Mapping[Key, Any]) -> Piece:
    amends = waiting.proposals.get(name)
    if amends is None:
        return Piece(values)
    before = {key: value for key, value in waiting.values.items() if piece_of(asked, key) == name}
    whole = {key: value for key, value in {**before, **values}.items() if value != asked.value(key)}
    return Piece(whole, amends)


def _by_row(values: Mapping[Key, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    """The values of each row: an intervention before its sites, these by their ids."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    order = list(MODELS)
    for key in sorted(values, key=lambda one: (order.index(one.kind), one.row_id)):
        found.setdefault((key.kind, key.row_id), {})[key.field] = values[key]
    return found


def _save(viewer: Viewer, asked: Asked, name: tuple[str, int], values: Mapping[str, Any]) -> None:
    row: Any = changes.find(viewer, MODELS[name[0]], name[1])
    for column, value in values.items():
        if column == "reached" and isinstance(row, Site):
            say_figure(row, asked.month, value)
        else:
            row.enter(column, value)
    if isinstance(row, PlanItem):
        row.reported_on = min(_reported(asked).ends, clock.today())
    changes.save(viewer, row)


def _reported(asked: Asked) -> Period:
    return asked.report.round.reported.days


def _place(asked: Asked, kind: str, row_id: int, name: str) -> str:
    known = {"people": "reached", "month": "reached"}.get(name, name) if kind == "site" else name
    key = Key(kind, row_id, known)
    return key.text if key in set(asked.keys_of(kind, row_id)) else f"{kind}-{row_id}"
