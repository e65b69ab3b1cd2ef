"""What fields, parts and kinds of records are called before people."""

from admin.words.own_values import own_label
from tansiq.language.vocabulary import DEEDS, PROGRAMS
from tansiq.language.words import N_, Sentence, gettext
from tansiq.models import Batch
from tansiq.models.extra import number_of
from tansiq.models.record_type import find_type, part_of, tables_of_types, type_named
from tansiq.models.site import PEOPLE_PARTS
from tansiq.records.undoing import MERGE

_LABELS = {
    "beginning": N_("First characters"),
    "client": N_("Portal"),
    "contact": N_("Whom to write to"),
    "expires_at": N_("Ends"),
    "is_unlimited": N_("The whole register"),
    "origins": N_("Sites whose pages may ask"),
    "requests_a_minute": N_("Requests a minute"),
    "revoked_at": N_("Revoked"),
    "scopes": N_("What it may ask"),
    # Translators: What was done: created, changed, archived ... (a noun, heading a column).
    "act": N_("Act"),
    "actor": N_("Person"),
    # Translators: Heading a column: day and time of a change.
    "at": N_("Moment"),
    "changed_fields": N_("Changed fields"),
    # Translators: Heading a column: through which door a change came, such as the back office or a workbook.
    "face": N_("Through"),
    "account": N_("Account"),
    "row": N_("Number of the record"),
    "table": N_("Kind of record"),
    "active": N_("May sign in"),
    "acronym": N_("Acronym"),
    "acronym_ar": N_("Arabic acronym"),
    "activity_type": N_("Activity"),
    "aliases": N_("Other names"),
    "archived_at": N_("Archived on"),
    "area": N_("Area"),
    "authority": N_("Issued by"),
    "board_elected_on": N_("Board elected on"),
    "board_ends_on": N_("Term of the board ends on"),
    "days_left": N_("Time left"),
    # Translators: Of what an item of a plan requires, what nobody committed to yet.
    "still_open": N_("Still open"),
    "whole_progress": N_("Progress"),
    "late_count": N_("Late items"),
    # Translators: Organisations at work where an item of a plan asks for it, in lists of items.
    "at_work": N_("At work there"),
    # Translators: By how many days an item of a plan is late.
    "late_days": N_("Days late"),
    # Translators: How far an item of a plan is, from 0 to 100.
    "progress_now": N_("Progress, in percent"),
    # Translators: Of a plan: the points of 100 that its progress gained since the end of last month.
    "since_last_month": N_("Since last month"),
    "dissolved_on": N_("Dissolved on"),
    "document_kind": N_("Kind of document"),
    "expires_on": N_("Expires on"),
    "file_name": N_("File"),
    "founded_on": N_("Founded on"),
    "iati_identifier": N_("IATI identifier"),
    "is_public": N_("Agreed to be named to others"),
    "issued_on": N_("Issued on"),
    # Translators: The post that a contact person holds; not a place on a map or in a list.
    "job": N_("Position"),
    "legal_status": N_("Legal status"),
    "licence_expires_on": N_("Licence expires on"),
    "licence_issued_on": N_("Licence issued on"),
    "media_type": N_("Kind of file"),
    # Translators: A union or umbrella body that organisations are members of; nothing of computers.
    "network": N_("Network"),
    "phone": N_("Telephone"),
    "sha256": N_("Digest (SHA-256)"),
    "size": N_("Size in bytes"),
    "standing_reason": N_("Reason and decision"),
    "suspended_on": N_("Suspended on"),
    "website": N_("Website"),
    # Translators: Where an indicator stood before the work began.
    "baseline": N_("Baseline"),
    "baseline_on": N_("Day of the baseline"),
    # Translators: The way the figures of an indicator are to go: rising or falling.
    "direction": N_("Direction"),
    "indicator": N_("Indicator"),
    # Translators: How the values of several areas become one: their sum, the largest ...
    "over_areas": N_("Put together over areas"),
    # Translators: How the values of several days become one: their sum, the latest ...
    "over_time": N_("Put together over time"),
    "area_km2": N_("Surface in square kilometres"),
    # Translators: In a list: only the records that a figure of a dashboard counts.
    "among": N_("Counted records"),
    "budget": N_("Budget"),
    # Translators: The entry of the register that this one is another spelling of.
    "canonical": N_("Same organisation as"),
    "changed_at": N_("Last changed"),
    "code": N_("Code"),
    "created_at": N_("Entered on"),
    "currency": N_("Currency"),
    "dac_code": N_("OECD DAC code"),
    "email": N_("Email Address"),
    "ends_on": N_("Ends on"),
    # Translators: The place of an organisation's main office.
    "home_area": N_("Seat"),
    "households_reached": N_("Households reached"),
    "households_targeted": N_("Households targeted"),
    "intervention": N_("Intervention"),
    "is_distinct_people": N_("Reached by nobody else"),
    "is_published": N_("Published"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_sign_in_at": N_("Last signed in"),
    "latitude": N_("Latitude"),
    # Translators: How high an area stands in the tree of its country: governorate, district ...
    "level": N_("Level"),
    "longitude": N_("Longitude"),
    "modality": N_("Modality"),
    "month": N_("Month"),
    "name": N_("Name"),
    "name_ar": N_("Arabic name"),
    "name_en": N_("English name"),
    "name_fr": N_("French name"),
    # Translators: The number by which a licence or a site is known; not a quantity.
    "number": N_("Number"),
    "organization": N_("Organisation"),
    "parent": N_("Lies within"),
    "password_set_at": N_("Password set"),
    "second_factor_at": N_("Second factor since"),
    "path": N_("Place"),
    "pcode": N_("P-code"),
    "people_affected": N_("People affected"),
    "people_in_need": N_("People in need"),
    # Translators: Areas in which an intervention takes place; not seats.
    "places": N_("Places"),
    "population": N_("Population"),
    "population_group": N_("Population group"),
    "population_source": N_("Source of the population figure"),
    "population_year": N_("Year of the population figure"),
    "position": N_("Position in lists"),
    "project": N_("Project"),
    "record_id": N_("Record id"),
    "registration_number": N_("Registration number"),
    "remarks": N_("Remarks"),
    "role": N_("Role"),
    "roles": N_("Roles"),
    "areas": N_("Areas in their charge"),
    "organizations": N_("Organisations they speak for"),
    "sector": N_("Sector"),
    "severity": N_("Severity"),
    "site": N_("Site"),
    # Translators: The assessment or report that a figure is taken from.
    "source": N_("Source"),
    "starts_on": N_("Starts on"),
    # Translators: How far an intervention has come: planned, ongoing, completed ...
    "status": N_("Status"),
    "subsector": N_("Sub-sector"),
    # Translators: Persons whom the work means to reach; never households.
    "targeted": N_("People targeted"),
    "targeted_disabled": N_("Targeted: persons with disability"),
    # Translators: Persons whom the work did reach; never households.
    "reached": N_("People reached"),
    "reached_disabled": N_("Reached: persons with disability"),
    "title": N_("Title"),
    "title_ar": N_("Arabic title"),
    "title_en": N_("English title"),
    "case": N_("Case of duplication"),
    "case_state": N_("State"),
    "ended_on": N_("Ended on"),
    "end_kind": N_("Why it ended"),
    "arrangement": N_("Arrangement"),
    "arrangement_kind": N_("What is arranged"),
    "arrangement_state": N_("State"),
    "written_at": N_("Written at"),
    "answered_at": N_("Answered at"),
    "points": N_("Score, in ten-thousandths"),
    "overlaps_from": N_("Overlaps from"),
    "overlaps_to": N_("Overlaps to"),
    "organization_count": N_("Number of organisations"),
    "intervention_count": N_("Number of interventions"),
    "joined_into": N_("Joined into"),
    "returned_because": N_("What changed"),
    "comment_kind": N_("Kind of comment"),
    "comment_outcome": N_("What became of it"),
    "description_ar": N_("Arabic description"),
    "description_en": N_("English description"),
    "edition": N_("Version in force"),
    "goal": N_("Goal or target"),
    "item": N_("Plan item"),
    "item_kind": N_("Kind of item"),
    "item_state": N_("State"),
    "own_code": N_("Own code"),
    "people": N_("People to be served"),
    "phase": N_("Phase"),
    "plan": N_("Plan"),
    "plan_kind": N_("Kind of plan"),
    "progress": N_("Progress reported"),
    "remark": N_("Remark"),
    "reported_on": N_("Reported on"),
    # Translators: The quantity that an item of a plan asks for, such as 100 households connected.
    "required": N_("Quantity required"),
    # Translators: The item of the plan above that this item of a plan contributes to.
    "serves": N_("Serves the item"),
    "tolerance": N_("Tolerance"),
    "unit": N_("Unit"),
    "unit_kind": N_("Kind of unit"),
    # Translators: What somebody does for an administrative unit: fills in, approves, looks on.
    "unit_role": N_("What they do for it"),
    # Translators: The administrative unit that another one became.
    "successor": N_("Became"),
    # Translators: The administrative unit under which another one stood.
    "former": N_("Stood under"),
    # Translators: The share of an item among its siblings; nothing of kilograms.
    "weight": N_("Weight"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
}
_MEASURES = {"targeted": N_("Targeted: %(part)s"), "reached": N_("Reached: %(part)s")}
_PARTS = {
    "women": N_("women"),
    "men": N_("men"),
    "girls": N_("girls"),
    "boys": N_("boys"),
    "elderly_women": N_("elderly women"),
    "elderly_men": N_("elderly men"),
}


def label(field: str, table: str = "") -> Sentence:
    """What `field` (or a table of parts) is called, said when it is read; an unknown one keeps its own name.

    Those that a ministry defined ("extra.12") are called as it labelled them, in the language now spoken.
    """
    if (number := number_of(field)) is not None:
        return own_label(number)
    known = tables_of_types()
    kind = find_type(known[table]) if table in known else None
    if kind is not None and field in kind.labels:
        return kind.labels[field]
    if field in known and (found := part_of(known[field])):
        return found[1].title
    for measure, text in _MEASURES.items():
        part = field.removeprefix(f"{measure}_")
        if part in PEOPLE_PARTS:
            return Sentence(text, {"part": Sentence(_PARTS[part])})
    return Sentence(_LABELS.get(field, field))


def batch_title(batch: Batch) -> str:
    """The title of a batch: a deed by its label, anything else as it was given."""
    return gettext("Organisations merged") if batch.deed == MERGE else DEEDS.label(batch.title)


def table_label(table: str) -> Sentence:
    """What the records of a table are called together. Raises LookupError for a table of no records."""
    return type_named(table).many


def kind_label(table: str) -> Sentence:
    """What one record of a table is called. Raises LookupError for a table of no records."""
    return type_named(table).one


def people_part_label(part: str) -> Sentence:
    """What a part of the people of a site is called."""
    return Sentence(_PARTS[part])


def actor_label(actor: str) -> str:
    """Who made a change, as it was noted: the name of a person, or what a program is called."""
    return PROGRAMS.label(actor)
