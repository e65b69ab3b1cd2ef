"""Inviting organisations to a call, and what a call asks for."""

from collections.abc import Sequence

from tansiq.faults import Refused
from tansiq.models import Call, CallAsk, CallInvitation, PlanItem
from tansiq.partnerships.call_notices import tell_invited
from tansiq.partnerships.offers import Offer, faults_of_lines
from tansiq.policy.viewer import Viewer
from tansiq.records import changes


def invite(viewer: Viewer, call: Call, organization_id: int, note: str = "") -> CallInvitation:
    """Invite an organisation to an open call, and tell it. Raises Refused as `changes.save`: INVITED_ALREADY, NOT_OPEN,
    ORGANIZATION_GONE, SUSPENDED."""
    with changes.together():
        row = changes.save(viewer, CallInvitation(call=call.id, organization=organization_id, note=note))
        tell_invited(viewer, row)
    return row


def save_call(viewer: Viewer, call: Call, asked: Sequence[Offer]) -> Call:
    """Save a call with what it asks for. Raises Refused as `changes.save`, and what is wrong with lines at each field
    ("offers.0.amount")."""
    with changes.together():
        item = PlanItem.get_or_none(PlanItem.id == call.__data__.get("item"))
        if faults := [*call.all_faults(), *faults_of_lines(asked, item)]:
            raise Refused(*faults)
        changes.save(viewer, call)
        changes.replace_parts(viewer, call, CallAsk, [line.cells for line in asked])
    return call
