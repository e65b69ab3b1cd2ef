"""What calls for attention on the start page: each matter with its count, a sentence, and the list of just those.

Whoever adds a matter writes its question in tansiq/attention.py (or beside what it is about) and appends it here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from peewee import Model

from admin.overlaps.page import NEW_AT_ONCE, START
from tansiq import attention
from tansiq.accounts import visits
from tansiq.attention import Count
from tansiq.duplication.recent_overlaps import new_overlaps
from tansiq.language.words import Sentence, say
from tansiq.models import ImportRun, Intervention, Organization, Proposal
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals import reviewing


@dataclass(frozen=True)
class Matter:
    """One matter: how it is called, why it matters, how many there are, and the address of the list.

    It is told to those who may do `act` to rows of `table`.
    """

    title: Sentence
    why: Sentence
    count: Callable[[Viewer], Count]
    address: Callable[[], str]
    table: type[Model] = Intervention
    act: str = "READ"


@dataclass(frozen=True)
class AttentionItem:
    """A matter as it stands for one viewer."""

    matter: Matter
    count: Count


def _new_overlaps(viewer: Viewer) -> Count:
    number = len(new_overlaps(viewer, visits.new_since(viewer, START), NEW_AT_ONCE))
    return Count(number, number == NEW_AT_ONCE)


def _without_sites(viewer: Viewer) -> Count:
    return attention.counted(viewer, "no_sites", attention.interventions_without_sites(viewer))


def _ended(viewer: Viewer) -> Count:
    return attention.counted(viewer, "ended_ongoing", attention.interventions_ended_but_ongoing(viewer))


def _failed(viewer: Viewer) -> Count:
    # Runs are few, and change without their table's stamp.
    return attention.count(attention.imports_failed(viewer))


def _to_decide(viewer: Viewer) -> Count:
    # As runs, proposals that wait are few.
    return attention.count(reviewing.waiting_proposals(viewer))


def _returned(viewer: Viewer) -> Count:
    return attention.count(reviewing.own_proposals(viewer).where(Proposal.state == "RETURNED"))


def _running_out(viewer: Viewer) -> Count:
    # Organisations are few, and are counted anew each time.
    return attention.count(attention.licences_running_out(viewer))


def _without_presence(viewer: Viewer) -> Count:
    return attention.counted(viewer, "no_presence", attention.districts_without_presence(viewer))


MATTERS: tuple[Matter, ...] = (
    Matter(
        say("Proposals to decide"),
        say("Nothing of them is in the register until you look at them."),
        _to_decide,
        lambda: url_for("proposal.index_view", show="review"),
        Proposal,
        "APPROVE",
    ),
    Matter(
        say("Proposals returned to you"),
        say("An officer says what to change. Amend them, or withdraw them."),
        _returned,
        lambda: url_for("proposal.index_view", show="own", state="RETURNED"),
        Organization,
        "PROPOSE",
    ),
    Matter(
        say("New overlaps"),
        say("Something entered or changed since your last visit may be done twice."),
        _new_overlaps,
        lambda: url_for("overlap.new_view"),
    ),
    Matter(
        say("Interventions without sites"),
        say("Nobody can see where they take place, and they count in no area."),
        _without_sites,
        lambda: url_for("intervention.index_view", attention="no_sites"),
    ),
    Matter(
        say("Ended, but still ongoing"),
        say("Their last day is past. Were they completed, or do they go on?"),
        _ended,
        lambda: url_for("intervention.index_view", attention="ended_ongoing"),
    ),
    Matter(
        say("Districts without any presence this year"),
        say("No organisation works there, as far as the register knows."),
        _without_presence,
        lambda: url_for("area.index_view", attention="no_presence"),
    ),
    Matter(
        say("Licences that expire within 60 days"),
        say("Whoever renews them in time keeps the organisation at work."),
        _running_out,
        lambda: url_for("organization.index_view", renewal="60", sort="licence_expires_on"),
        Organization,
    ),
    Matter(
        say("Imports that failed"),
        say("The workbook could not be read. Look why, then send it again or throw it away."),
        _failed,
        lambda: url_for("imports.index", state="FAILED"),
        ImportRun,
    ),
)


def attention_items(viewer: Viewer) -> list[AttentionItem]:
    """All matters with their counts as far as `viewer` may see, in the order above."""
    return [AttentionItem(matter, matter.count(viewer)) for matter in MATTERS if _concerns(viewer, matter)]


def _concerns(viewer: Viewer, matter: Matter) -> bool:
    # Administrators may propose all, but enter it.
    enters_all = matter.act == "PROPOSE" and viewer.is_admin
    return may(viewer, matter.act, matter.table) and not enters_all
