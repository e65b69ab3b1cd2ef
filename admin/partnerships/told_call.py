"""All that the page of one call tells: what is asked, what all offer, who is invited, and what its reader may do."""

from dataclasses import dataclass
from typing import Any

from flask import abort

from admin.current_viewer import viewer
from admin.partnerships.lines import Line, empty_lines
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.numbers import written
from tansiq.language.partnership_vocabulary import CALL_STATES, OFFER_KINDS
from tansiq.language.units import unit_text
from tansiq.models import Call, CallAnswer, CallAsk, CallInvitation, CallOffer, Organization, PlanItem, Project
from tansiq.models.call_answer import faults_of_answering
from tansiq.partnerships.answering import own_invited
from tansiq.partnerships.sums import Held, sums_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import may, visible
from tansiq.records import changes


@dataclass(frozen=True)
class Invited:
    """An organisation that is invited, with its newest answer and what it offers, line by line."""

    organization: str
    answer: CallAnswer | None
    offers: list[str]
    person: str


@dataclass(frozen=True)
class Refusal:
    """A form that was refused: by the name of its deed, what was wrong, and the lines that were typed."""

    deed: str = ""
    texts: tuple[str, ...] = ()
    lines: list[Line] | None = None


def the_call(given: object) -> Call:
    """The visible call with this id; 404 for any other."""
    try:
        return changes.find(viewer(), Call, given)
    except Refused:
        abort(404)


def the_item(given: object) -> PlanItem:
    """The visible item with this id; 404 for any other."""
    try:
        return changes.find(viewer(), PlanItem, given)
    except Refused:
        abort(404)


def told(call: Call, refused: Refusal) -> dict[str, Any]:
    """All that the template of a call is given."""
    item = PlanItem.get_by_id(call.item_id)
    is_in_charge = may(viewer(), "CHANGE", call)
    own = own_invited(viewer(), call)
    rows = _invited(call, item)
    return {
        "call": call,
        "item": item,
        "name": name_of(item),
        "text": pick(call, "text"),
        "state": CALL_STATES.label(call.call_state),
        "asks": [line_text(one, item) for one in _asks(call)],
        "sums": [(_key(one), one) for one in sums_of(call)],
        "amount": written,
        "is_in_charge": is_in_charge,
        "invited": rows,
        "offering": [one for one in rows if one.answer is not None and one.answer.answer_state == "OFFERED"],
        "leads": _leads(item, rows) if is_in_charge else [],
        "project": visible(Project, viewer()).where(Project.id == call.project_id).first(),
        "own": own,
        "why_closed": [str(fault) for fault in faults_of_answering(call)],
        "own_answers": [one for one in rows if one.answer is not None and one.answer.organization_id in _ids(own)],
        "lines": refused.lines or empty_lines(item, _own_offers(call, own)),
        "refused": refused,
    }


def line_text(one: Any, item: PlanItem) -> str:
    """A line of what is asked or offered, in words: "Staff: 4 (engineers)"."""
    unit = one.currency or (unit_text(item.unit) if one.offer_kind == "QUANTITY" else "")
    more = f" ({one.text})" if one.text else ""
    return f"{OFFER_KINDS.label(one.offer_kind)}: {written(one.amount)} {unit}".strip() + more


def _key(one: Held) -> str:
    unit = one.currency or (unit_text(one.unit) if one.unit else "")
    return f"{OFFER_KINDS.label(one.kind)}" + (f" ({unit})" if unit else "")


def _ids(rows: list[Organization]) -> set[int]:
    return {row.id for row in rows}


def _asks(call: Call) -> list[CallAsk]:
    return list(CallAsk.select().where(CallAsk.call == call.id).order_by(CallAsk.id))


def _invited(call: Call, item: PlanItem) -> list[Invited]:
    """Those invited as far as the reader is told of them, with their newest answers: a few statements."""
    who = viewer()
    kept = visible(CallInvitation, who).where(CallInvitation.call == call.id, CallInvitation.archived_at.is_null())
    ids = list(dict.fromkeys(row.organization_id for row in kept.order_by(CallInvitation.id)))
    answers: dict[int, CallAnswer] = {}
    for row in visible(CallAnswer, who).where(CallAnswer.call == call.id).order_by(CallAnswer.id):
        if row.archived_at is None:
            answers[row.organization_id] = row
    offers: dict[int, list[str]] = {}
    chosen = [row.id for row in answers.values()]
    for one in CallOffer.select().where(CallOffer.answer.in_(chosen)).order_by(CallOffer.id):
        offers.setdefault(one.answer_id, []).append(line_text(one, item))
    known = {row.id: row for row in Organization.select().where(Organization.id.in_([*ids, *answers]))}
    every = [key for key in dict.fromkeys([*ids, *answers]) if key in known]
    # Those in charge of the plan know who wrote an answer, as all of them are about one call.
    knows = may_see_field(who, "author", CallAnswer) or may(who, "CHANGE", call)
    return [_told_invited(known[key], answers.get(key), offers, knows) for key in every]


def _told_invited(row: Organization, answer: CallAnswer | None, offers: dict[int, list[str]], knows: bool) -> Invited:
    if answer is None:
        return Invited(name_of(row), None, [], "")
    return Invited(name_of(row), answer, offers.get(answer.id, []), answer.author if knows else "")


def _leads(item: PlanItem, rows: list[Invited]) -> list[tuple[int, str]]:
    """Who may lead: whoever answers for the item, and those who offer something."""
    found = [
        (one.answer.organization_id, one.organization)
        for one in rows
        if one.answer is not None and one.answer.answer_state == "OFFERED"
    ]
    own = Organization.get_or_none(Organization.id == item.organization_id)
    return found if own is None else [(own.id, name_of(own)), *found]


def _own_offers(call: Call, own: list[Organization]) -> list[CallOffer]:
    """What the reader's organisation offered last, to be amended, where it is one alone."""
    if len(own) != 1:
        return []
    last = (
        CallAnswer.select()
        .where(CallAnswer.call == call.id, CallAnswer.organization == own[0].id, CallAnswer.archived_at.is_null())
        .order_by(CallAnswer.id.desc())
        .first()
    )
    return [] if last is None else list(CallOffer.select().where(CallOffer.answer == last.id).order_by(CallOffer.id))
