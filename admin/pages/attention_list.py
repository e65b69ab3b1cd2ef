"""What calls for attention on the start page: each matter with its count, its first rows, and the list of just those.

Whoever adds a matter writes its question in tansiq/attention.py (or beside what it is about) and appends it here.
"""

from flask import url_for

from admin.current_viewer import viewer as current
from admin.pages.attention_lines import (
    count_late_items,
    count_new_overlaps,
    lines_of_late_items,
    lines_of_new_overlaps,
)
from admin.pages.feedback_matter import OF_FEEDBACK
from admin.pages.matter import AttentionItem, Matter, list_of
from admin.pages.meeting_matters import OF_MEETINGS
from admin.pages.plan_matters import OF_PLANS
from admin.pages.report_matters import OF_REPORTS
from admin.pages.round_matters import OF_ROUNDS
from tansiq import attention, monthly_report
from tansiq.cases.to_settle import cases_to_settle
from tansiq.imports.name_review import names_to_review
from tansiq.language.words import say
from tansiq.models import (
    Area,
    ImportRun,
    Intervention,
    LearnedName,
    Organization,
    OverlapCase,
    PlanItem,
    Proposal,
    ReachedFigure,
    Site,
)
from tansiq.models.reached_figure import this_month
from tansiq.plans.open_items import items_without_commitment
from tansiq.policy.own_rows import has_own
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals import reviewing


def _open_items() -> str:
    """Those to which nobody committed; in the areas of an officer, with which their list begins by itself."""
    address = url_for("openitems.index_view", coverage="NONE")
    return address if current().area_ids else list_of("openitems", coverage="NONE")


def _cases() -> str:
    """The cases to be settled; in the areas of an officer."""
    return url_for("cases.index", whose="areas" if current().area_ids else None)


MATTERS: tuple[Matter, ...] = (
    Matter(
        say("Duplication with your organisation"),
        say("Another organisation does the same there. Write to each other, and agree who does what."),
        say("Speak about it"),
        "due",
        lambda viewer: attention.found_in_all(viewer, "own_cases", lambda: attention.find(cases_to_settle(viewer))),
        _cases,
        OverlapCase,
        OverlapCase,
        by_organization=True,
    ),
    Matter(
        say("Licences that are over"),
        say("The organisation works without a licence in force. Enter its renewal on its page."),
        say("Renew"),
        "over",
        # Organisations are few, and are counted anew each time; so are proposals that wait, and runs.
        lambda viewer: attention.find(attention.licences_over(viewer)),
        lambda: list_of("organization", renewal="over", sort="licence_expires_on"),
        Organization,
        Organization,
    ),
    Matter(
        say("Proposals to decide"),
        say("Nothing of them is in the register until you look at them."),
        say("Decide"),
        "due",
        lambda viewer: attention.find(reviewing.waiting_proposals(viewer)),
        lambda: url_for("proposal.index_view", show="review"),
        Proposal,
        Proposal,
        "APPROVE",
    ),
    *OF_REPORTS,
    *OF_ROUNDS,
    OF_FEEDBACK,
    Matter(
        say("Proposals returned to you"),
        say("An officer says what to change. Amend them, or withdraw them."),
        say("Amend"),
        "due",
        lambda viewer: attention.find(reviewing.own_proposals(viewer).where(Proposal.state == "RETURNED")),
        lambda: url_for("proposal.index_view", show="own", state="RETURNED"),
        Proposal,
        Organization,
        "PROPOSE",
    ),
    Matter(
        say("Imports that failed"),
        say("The workbook could not be read. Look why, then send it again or throw it away."),
        say("Look why"),
        "due",
        lambda viewer: attention.find(attention.imports_failed(viewer)),
        lambda: url_for("imports.index", state="FAILED"),
        ImportRun,
        ImportRun,
    ),
    *OF_PLANS,
    *OF_MEETINGS,
    Matter(
        say("Cases of duplication to settle"),
        say("Organisations do the same there at the same time. Bring them together, or decide."),
        say("Look at the case"),
        "due",
        lambda viewer: attention.found(viewer, "cases", cases_to_settle, OverlapCase),
        _cases,
        OverlapCase,
        OverlapCase,
        "CHANGE",
    ),
    Matter(
        say("New overlaps"),
        say("Something entered or changed since your last visit may be done twice."),
        say("Compare"),
        "due",
        count_new_overlaps,
        lambda: url_for("overlap.new_view"),
        lines=lines_of_new_overlaps,
    ),
    Matter(
        say("Late items"),
        say("Their last day is past, or they are behind their days. Report how far they are, or move their days."),
        say("Look at the item"),
        "due",
        count_late_items,
        lambda: url_for("lateitems.index_view"),
        PlanItem,
        PlanItem,
        lines=lines_of_late_items,
    ),
    Matter(
        say("Sites not reported this month"),
        say("Say how many people each had reached by now; a number each, all on one page."),
        say("Report"),
        "due",
        lambda viewer: attention.find(monthly_report.sites_not_told(viewer, this_month())),
        lambda: url_for("month.index", show="missing"),
        Site,
        ReachedFigure,
        "PROPOSE",
        by_organization=True,
    ),
    Matter(
        say("Licences that expire within 60 days"),
        say("Whoever renews them in time keeps the organisation at work."),
        say("Renew"),
        "due",
        lambda viewer: attention.find(attention.licences_running_out(viewer)),
        lambda: list_of("organization", renewal="60", sort="licence_expires_on"),
        Organization,
        Organization,
    ),
    Matter(
        say("Learned names to review"),
        say("Imports read places by these spellings. Accept them as other names, or reject them."),
        say("Review"),
        "due",
        lambda viewer: attention.found(viewer, "learned_names", names_to_review, LearnedName),
        lambda: list_of("learnednames", name_state="WAITING"),
        LearnedName,
        LearnedName,
        "CHANGE",
    ),
    Matter(
        say("Ended, but still ongoing"),
        say("Their last day is past. Were they completed, or do they go on?"),
        say("Put right"),
        "due",
        lambda viewer: attention.found(viewer, "ended_ongoing", attention.interventions_ended_but_ongoing),
        lambda: list_of("intervention", attention="ended_ongoing"),
    ),
    Matter(
        say("Drafts to be completed"),
        say("They lack a title or a first day, and only staff see them. Complete them, then publish them."),
        say("Complete"),
        "tidy",
        lambda viewer: attention.found(viewer, "drafts", attention.drafts_to_complete, Intervention),
        lambda: list_of("intervention", attention="drafts"),
    ),
    Matter(
        say("Interventions without sites"),
        say("Nobody can see where they take place, and they count in no area."),
        say("Add a site"),
        "tidy",
        lambda viewer: attention.found(viewer, "no_sites", attention.interventions_without_sites),
        lambda: list_of("intervention", attention="no_sites"),
    ),
    Matter(
        say("Open items without commitment"),
        say("A plan asks for them, and nobody has committed to them yet."),
        say("Look at the item"),
        "tidy",
        lambda viewer: attention.found_in_all(
            viewer, "open_items", lambda: attention.find(items_without_commitment(viewer))
        ),
        _open_items,
        PlanItem,
        PlanItem,
    ),
    Matter(
        say("Districts without any presence this year"),
        say("No organisation works there, as far as the register knows."),
        say("See the district"),
        "tidy",
        lambda viewer: attention.found(viewer, "no_presence", attention.districts_without_presence),
        lambda: list_of("area", attention="no_presence"),
        Area,
        by_area=True,
    ),
)
"""In the order of the page: what is over comes first, then what somebody waits for."""


def attention_items(viewer: Viewer) -> list[AttentionItem]:
    """All matters as they stand for `viewer`, in the order above."""
    return [_item(one, viewer) for one in MATTERS if (one.concerns(viewer) if one.concerns else _concerns(viewer, one))]


def _item(matter: Matter, viewer: Viewer) -> AttentionItem:
    found = matter.look(viewer)
    lines = matter.first_lines(viewer, found) if found.total.number else []
    return AttentionItem(matter, found.total, lines, matter.address())


def _concerns(viewer: Viewer, matter: Matter) -> bool:
    # Administrators may propose all, but enter it; what lies in no area of a partner's is not theirs to look after.
    enters_all = matter.act == "PROPOSE" and viewer.is_admin
    is_elsewhere = matter.by_area and has_own(viewer) and not viewer.area_ids
    is_others = is_elsewhere or (matter.by_organization and not viewer.organization_ids)
    return may(viewer, matter.act, matter.table) and not (enters_all or is_others)
