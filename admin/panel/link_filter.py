"""Leading from a row to the whole list of those that link to it: one choice more beside the list's search box.

intervention/?linked=partnership.organization:12  ->  interventions in which organisation 12 is a partner
"""

from collections.abc import Iterator, Mapping
from typing import Any

from admin.current_viewer import viewer
from admin.panel.filters import ChoiceFilter, Choices
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import N_, Sentence, gettext, say
from tansiq.models import Record
from tansiq.models.definitions import known
from tansiq.models.extra import number_of
from tansiq.models.record_type import record_types, type_of
from tansiq.records import changes
from tansiq.records.backlinks import Link, link_named, own_link_named

TITLES: dict[str, str] = {
    "intervention.organization": N_("Interventions it carries out"),
    "partnership.organization": N_("Interventions in which it is a partner"),
    "project.organization": N_("Projects it leads"),
    "project_donor.organization": N_("Projects it pays for"),
    "organization.canonical": N_("Entries that are this same organisation"),
    "organization.parent": N_("Organisations that are part of it"),
    "organization_membership.network": N_("Members of the network"),
    "licence.organization": N_("Licences"),
    "organization_contact.organization": N_("Contacts"),
    "organization_document.organization": N_("Documents"),
    "case_document.organization": N_("Documents that it added to cases of duplication"),
    "rule_definition.told_at": N_("Rules told at it"),
    "field_definition.breakdown": N_("Items broken down by it"),
    "field_definition.second_breakdown": N_("Items broken down by it"),
    "assignment.form": N_("Assignments"),
    "assignment.unit": N_("Forms that it fills"),
    "indicator.form_item": N_("Indicators that follow it"),
    "extension.form": N_("Extensions"),
    "extension.unit": N_("Reports for which it was given more time"),
    "survey.record_type": N_("Surveys"),
    "survey.area": N_("Surveys here"),
    "intervention.project": N_("Interventions of the project"),
    "site.intervention": N_("Sites"),
    "reached_figure.site": N_("Reached by month"),
    "plan_item.plan": N_("Items of the plan"),
    "plan.parent": N_("Plans that derive from it"),
    "plan_item.parent": N_("Items under it"),
    "plan_item.serves": N_("Items that serve it"),
    "plan.area": N_("Plans for it"),
    "plan.organization": N_("Plans that are its own"),
    "plan_item.organization": N_("Plan items it answers for"),
    "plan_item_supporter.organization": N_("Plan items it supports"),
    "plan_item_area.area": N_("Plan items carried out here"),
    "plan_item_sector.sector": N_("Plan items in the sector"),
    "plan_item_goal.goal": N_("Plan items that serve the goal"),
    "goal.parent": N_("Targets of the goal"),
    "plan_comment.plan": N_("Comments on it"),
    "plan_comment.item": N_("Comments on it"),
    "plan_comment.taken_into": N_("Comments that were taken into it"),
    "plan_comment.joined_into": N_("Comments joined into it"),
    "plan_comment.organization": N_("Comments on plans"),
    "plan_comment.area": N_("Items proposed here"),
    "plan_comment.sector": N_("Items proposed in the sector"),
    "plan_invitation.plan": N_("Invited to the plan"),
    "plan_invitation.organization": N_("Plans that it is invited to read"),
    "plan_document.plan": N_("Documents"),
    "plan_version.account": N_("Versions of plans"),
    "dashboard_tile.dashboard": N_("Tiles"),
    "dashboard_tile.area": N_("Tiles of dashboards about it"),
    "indicator.plan": N_("Indicators"),
    "indicator.item": N_("Indicators"),
    "indicator_target.indicator": N_("Targets of indicators"),
    "indicator_value.indicator": N_("Values of indicators"),
    "indicator_value.area": N_("Values of indicators here"),
    "indicator_value.organization": N_("Values of indicators that it reported"),
    "field_definition.record_type": N_("Fields"),
    "rule_definition.record_type": N_("Rules"),
    "shared_view.record_type": N_("Shared views"),
    "dashboard_tile.record_type": N_("Tiles of dashboards about it"),
    "field_definition.reference_type": N_("Fields that refer to it"),
    "field_definition.choice_list": N_("Fields that offer these answers"),
    "type_definition.owner_type": N_("Record types of its rows"),
    "site.area.intervention": N_("Interventions here"),
    "area.parent": N_("Areas within"),
    "learned_name.area": N_("Names that imports learned of it"),
    "learned_name.within": N_("Names that imports learned within it"),
    "need.area": N_("Needs here"),
    "demand.area": N_("Demands here"),
    "demand.joined_into": N_("Demands joined into it"),
    "site.area": N_("Sites here"),
    "demand_document.demand": N_("Documents"),
    "demand.item": N_("Demands behind it"),
    "commitment.item": N_("Commitments to it"),
    "commitment.demand": N_("Commitments to it"),
    "commitment.organization": N_("Commitments"),
    "commitment.intervention": N_("Commitments that it serves"),
    "organization_area.area": N_("Organisations that say they work here"),
    "organization.home_area": N_("Organisations seated here"),
    "sector.parent": N_("Sub-sectors"),
    "activity_type.sector": N_("Activity types of the sector"),
    "need.sector": N_("Needs in the sector"),
    "demand.sector": N_("Demands in the sector"),
    "intervention.sector": N_("Interventions in the sector"),
    "intervention.subsector": N_("Interventions in the sub-sector"),
    "organization_sector.sector": N_("Organisations that say they work in it"),
    "intervention.activity_type": N_("Interventions of this kind"),
    "site.population_group": N_("Sites for these people"),
    "need.population_group": N_("Needs of these people"),
    "round.plan": N_("Reporting rounds on its items"),
    "round.area": N_("Reporting rounds here"),
    "round_area.area": N_("Reporting rounds limited to it"),
    "round_organization.organization": N_("Reporting rounds for which it was chosen"),
    "meeting.area": N_("Meetings here"),
    "agenda_item.meeting": N_("Its agenda"),
    "agenda_item.about_sector": N_("Items of agendas about it"),
    "meeting_attendee.meeting": N_("Its participants"),
    "meeting_attendee.organization": N_("Meetings to which it is invited"),
    "meeting_attendee.account": N_("Meetings to which they are invited"),
    "meeting_attendee.unit": N_("Meetings to which it is invited"),
    "meeting_decision.meeting": N_("What it decided"),
    "meeting_decision.about_sector": N_("Decisions of meetings about it"),
    "meeting_decision.organization": N_("Decisions that it carries out"),
    "meeting_decision.account": N_("Decisions that they carry out"),
    "meeting_decision.unit": N_("Decisions that it carries out"),
    "meeting_mail.meeting": N_("Letters about it"),
    "meeting_mail.account": N_("Letters about meetings to them"),
    "unit.parent": N_("Units below it"),
    "unit.area": N_("Administrative units here"),
    "unit_successor.successor": N_("Units that it was made of"),
    "unit_former_parent.former": N_("Units that stood below it before"),
    "unit_person.account": N_("Administrative units they do something for"),
    "account_area.area": N_("Officers in charge of it"),
    "account_organization.organization": N_("People who speak for it"),
}
"""By link: the heading over its rows. The order is that of the page."""


def link_title(link: Link) -> Sentence:
    """The heading over the rows of a link: its own, or what such records are called together; where a field of the
    ministry's own leads to the row, with what that is called."""
    if link.name in TITLES:
        return Sentence(TITLES[link.name])
    kind = known().types.get(link.type_id or 0)
    many = type_of(link.model).many if kind is None else pick(kind, "many")
    if number_of(link.name) is None:
        return Sentence("%(many)s", {"many": many})
    return say("%(records)s: %(field)s", records=many, field=label(link.name))


def link_text(link: Link, row: Record) -> str:
    """The link and the row as an address holds them: "partnership.organization:12"."""
    return f"{link.name}:{row.id}"


def link_filters(model: type[Record], given: Mapping[str, str]) -> Iterator[ChoiceFilter]:
    """The choice that is in force on the list of `model` at the address `given`, if that holds one.

    A row that the viewer may not see answers like one that is not there: the list is not narrowed.
    """
    if found := _link_and_row(model, given.get("linked", "")):
        link, row = found
        offered: Choices = [("", gettext("All")), (link_text(link, row), f"{name_of(row)}: {link_title(link)}")]
        called = Sentence(N_("Only those of"))
        yield ChoiceFilter("linked", called, lambda: offered, lambda _table, _value: link.condition(viewer(), row))


def _link_and_row(model: type[Record], given: str) -> tuple[Link, Record] | None:
    name, _colon, row_id = given.partition(":")
    if not name:
        return None
    if own := own_link_named(viewer(), name):
        return _row(*own, row_id) if own[0].model is model else None
    for target in record_types():
        link = link_named(target.model, name)
        if link is not None and link.model is model:
            return _row(link, target.model, row_id)
    return None


def _row(link: Link, target: type[Record], row_id: str) -> tuple[Link, Record] | None:
    try:
        row: Any = changes.find(viewer(), target, row_id)
    except Refused:
        return None
    return link, row
