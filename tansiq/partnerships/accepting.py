r"""Accepting offers: what is offered becomes commitments, and a joint project with a lead and implementing partners.

offers --accept--> Project (once for a call) --> an intervention for each partner, with the lead and all others as its
                                                 partners, so that they do nothing twice among each other
              \--> Commitment(s): work in the item's unit and money, one for each currency
              \--> answers ACCEPTED, those who offered told; all of it one batch, which can be taken back
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.numbers import written
from tansiq.language.partnership_vocabulary import OFFER_KINDS
from tansiq.language.words import say
from tansiq.models import (
    Batch,
    BatchEntry,
    Call,
    CallAnswer,
    CallOffer,
    Commitment,
    HistoryEntry,
    Intervention,
    Organization,
    Partnership,
    PlanItem,
    Project,
    Site,
)
from tansiq.models.call import faults_of_asking, faults_of_organization
from tansiq.models.data_stamps import table_name
from tansiq.partnerships.call_notices import tell_of_outcome
from tansiq.partnerships.joint_work import JointWork, joint_work
from tansiq.platform import clock
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer, program_for
from tansiq.policy.visibility import may
from tansiq.records import changes
from tansiq.records.undoing import UndoResult, begin_batch, undo


def accept(viewer: Viewer, call: Call, answer_ids: Sequence[int], lead_id: int | None = None) -> Batch:
    """Accept offers to a call, all or none, as whoever is in charge of its plan. `lead_id` is the organisation that
    leads the joint project: one of those accepted, or the one that answers for the item; None: the first accepted.

    Returns the batch by which it can be taken back. Raises Refused: NOT_FOUND, FORBIDDEN, MISSING (nothing chosen),
    DECIDED (answered anew or decided meanwhile), ORGANIZATION_GONE, SUSPENDED, NO_PARTNER (lead), SECTOR_MISSING,
    ITEM_GONE, ITEM_DONE, PLAN_CLOSED.
    """
    with changes.together():
        stored = _held(viewer, call)
        answers = _chosen(viewer, stored, answer_ids)
        item = PlanItem.get_by_id(stored.item_id)
        if faults := list(faults_of_asking(item)):
            raise Refused(*faults)
        batch = begin_batch(viewer, "CHANGE", pick(item, "name"))
        acting = program_for(viewer.within(batch.id))
        work = joint_work(stored, item, [_standing(one) for one in answers], lead_id)
        project = _project_of(acting, stored, work)
        for one in answers:
            _enter(acting, one, project, work)
            one.answer_state = "ACCEPTED"
            changes.save(acting, one)
            tell_of_outcome(viewer, stored, one)
        _name_partners(acting, project, work.lead_id)
    call.__data__.update(stored.__data__)
    return batch


def refuse(viewer: Viewer, call: Call, answer_id: int, reason: str) -> CallAnswer:
    """Do not take an offer up, and say why. Raises Refused: NOT_FOUND, FORBIDDEN, DECIDED, REASON_MISSING."""
    with changes.together():
        stored = _held(viewer, call)
        [row] = _chosen(viewer, stored, [answer_id])
        row.answer_state, row.reason = "REFUSED", reason
        changes.save(viewer, row)
        tell_of_outcome(viewer, stored, row)
    return row


def take_back(viewer: Viewer, call: Call, batch_id: int) -> UndoResult:
    """Take back what an acceptance of this call entered, as whoever is in charge of its plan: organisations may have
    their seats in areas of other officers. Raises Refused: NOT_FOUND, FORBIDDEN, or as `undo` does."""
    stored = _held(viewer, call)
    answers = CallAnswer.select(CallAnswer.id).where(CallAnswer.call == stored.id)
    entries = HistoryEntry.select(HistoryEntry.id).where(
        HistoryEntry.record_type == table_name(CallAnswer), HistoryEntry.record_id.in_(answers)
    )
    own = BatchEntry.select().where(BatchEntry.batch == batch_id, BatchEntry.entry.in_(entries))
    if not own.exists():
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return undo(program_for(viewer), Batch.get_by_id(batch_id))


def _held(viewer: Viewer, call: Call) -> Call:
    """The call as it is stored, which nobody else changes meanwhile, for those in charge."""
    hold(Call, [call.id])
    stored = changes.find(viewer, Call, call.id)
    if not may(viewer, "CHANGE", stored):
        raise Refused(Fault("FORBIDDEN", "", say("Those in charge of the plan decide on what is offered.")))
    return stored


def _chosen(viewer: Viewer, call: Call, answer_ids: Iterable[int]) -> list[CallAnswer]:
    rows = [changes.find(viewer, CallAnswer, row_id) for row_id in dict.fromkeys(answer_ids)]
    if not rows:
        raise Refused(Fault("MISSING", "answers", say("Choose the offers first.")))
    for row in rows:
        if row.call_id != call.id or row.archived_at is not None or row.answer_state != "OFFERED":
            text = say("This offer was replaced by a newer answer, or decided on, meanwhile. Look at it again.")
            raise Refused(Fault("DECIDED", "answers", text))
        if faults := list(faults_of_organization(row)):
            raise Refused(*faults)
    return rows


def _standing(answer: CallAnswer) -> int:
    """The organisation that the one which answered stands for: it may have been merged meanwhile."""
    row = Organization.get_by_id(answer.organization_id)
    return row.canonical_id or row.id


def _project_of(acting: Viewer, call: Call, work: JointWork) -> Project:
    """The joint project of the call, made where there is none yet."""
    if call.project_id is not None and (known := Project.get_by_id(call.project_id)).archived_at is None:
        return known
    names = {"title_ar": work.item.name_ar, "title_en": work.item.name_en}
    days = {"starts_on": work.starts_on, "ends_on": work.ends_on}
    project = changes.save(acting, Project(organization=work.lead_id, **names, **days))
    call.project = project
    changes.save(acting, call)
    return project


def _enter(acting: Viewer, answer: CallAnswer, project: Project, work: JointWork) -> None:
    """What the partner does of the project, and what it commits to."""
    organization_id = _standing(answer)
    offers = list(CallOffer.select().where(CallOffer.answer == answer.id).order_by(CallOffer.id))
    row = changes.save(acting, Intervention(organization=organization_id, project=project.id, **work.facts))
    for area_id in work.area_ids:
        changes.save(acting, Site(intervention=row.id, area=area_id, population_group=work.group_id))
    for values in _commitments(offers, work.item):
        days = {"offered_on": _day_of(answer), "due_on": None}
        changes.save(
            acting,
            Commitment(
                item=work.item.id,
                organization=organization_id,
                intervention=row.id,
                commitment_state="AGREED",
                **values,
                **days,
            ),
        )


def _day_of(answer: CallAnswer) -> date:
    return clock.local(answer.answered_at).date()


def _commitments(offers: Sequence[CallOffer], item: PlanItem) -> list[dict[str, Any]]:
    """One for the work and the money of one currency, another one for each further currency; all else in words."""
    quantity = sum(one.amount for one in offers if one.offer_kind == "QUANTITY")
    money: dict[str, Any] = {}
    for one in offers:
        if one.offer_kind == "MONEY":
            money[one.currency] = money.get(one.currency, 0) + one.amount
    amounts = [{"amount": amount, "currency": currency} for currency, amount in sorted(money.items())]
    first: dict[str, Any] = {"remark": _remark(offers)} | (amounts[0] if amounts else {})
    if quantity:
        first |= {"quantity": quantity, "unit": item.unit}
    return [first, *amounts[1:]]


def _remark(offers: Sequence[CallOffer]) -> str:
    """What is neither work nor money, line by line."""
    others = [one for one in offers if one.offer_kind not in ("QUANTITY", "MONEY")]
    return "\n".join(
        " ".join(filter(None, (f"{OFFER_KINDS.label(one.offer_kind)}: {written(one.amount)}", one.text)))
        for one in others
    )


def _name_partners(acting: Viewer, project: Project, lead_id: int) -> None:
    """Let each intervention of the project name the lead and all other partners, as the overlaps leave these out."""
    works = list(
        Intervention.select()
        .where(Intervention.project == project.id, Intervention.archived_at.is_null())
        .order_by(Intervention.id)
    )
    everybody = {row.organization_id for row in works}
    for row in works:
        others = sorted(everybody - {row.organization_id, lead_id})
        wanted = [{"organization": one, "role": "IMPLEMENTING"} for one in others]
        if row.organization_id != lead_id:
            wanted.append({"organization": lead_id, "role": "PROGRAMMING"})
        changes.replace_parts(acting, row, Partnership, wanted)
