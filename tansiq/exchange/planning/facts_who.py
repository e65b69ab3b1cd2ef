"""Who: the organisations and the project of a row."""

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_matcher import Mention, OrganizationMatch, mention, mention_by_name
from tansiq.exchange.lookup.place_matcher import in_both
from tansiq.exchange.planning.context import Facts, PlanningContext, filled
from tansiq.exchange.sheet.labels import codes_by_label
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.decorations import Words, reading_of
from tansiq.language.arabic import fold
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import say
from tansiq.models.column_values import text_fault
from tansiq.reference.recognition import organization_kind

_LONGEST_NAME = 300


def kind_code(text: str) -> str:
    """The code of a kind of organisation by its label or any word for it; "" where it is not known."""
    return _kind(text) or reading_of(text, Words(_kind, _one_kind)) or "" if text else ""


def _kind(text: str) -> str | None:
    return codes_by_label(ORGANIZATION_KINDS).get(fold(text)) or organization_kind(text)


def _one_kind(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def organization(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The organisation that carries the work out; without one a row is wrong."""
    text = reading.values.get("organization_kind", "")
    kind = kind_code(text)
    if text and not kind:
        unknown = say("This kind of organisation is not known; it was entered as other.")
        context.once(reading, "kind-unknown", "organization_kind", unknown)
    said = mention(reading.values, kind)
    if said is None:
        sentence = say("Name the organisation that carries the work out.")
        reading.tell("error", "organization-missing", "organization_name", sentence)
        return
    facts.organization = _organization(
        context, reading, said, filled(reading, "organization_name", "organization_acronym")
    )


def _organization(context: PlanningContext, reading: Reading, said: Mention, name: str) -> OrganizationEntry | None:
    matched: OrganizationMatch = context.matcher.match(said)
    if matched.sentence is not None:
        reading.tell(matched.severity, matched.code, name, matched.sentence)
    return matched.organization


def lead(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The organisation that answers for the work, where it is another one."""
    arabic, english = in_both(reading.values, "lead_name")
    said = Mention(name_ar=arabic, name_en=english) if arabic and english else mention_by_name(arabic or english)
    organization = _organization(context, reading, said, filled(reading, "lead_name")) if said else None
    facts.partners["PROGRAMMING"] = (
        (organization,) if organization is not None and organization is not facts.organization else ()
    )


def donors(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """Who pays."""
    texts = reading.values.get("donor", [])
    for fault in filter(None, (text_fault("donor", text, _LONGEST_NAME) for text in texts)):
        reading.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)
        return
    said = [mention_by_name(text) for text in texts]
    organizations = [_organization(context, reading, one, "donor") for one in said if one]
    facts.partners["FUNDING"] = tuple(
        dict.fromkeys(organization for organization in organizations if organization is not None)
    )


def project(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The project it belongs to, if the row names one."""
    code, titles = reading.values.get("project_code", ""), in_both(reading.values, "project_title")
    if (code or any(titles)) and facts.organization is not None:
        found = context.projects.find(code, titles, facts.organization)
        if found.is_archived:
            reading.tell("error", "archived", "project_code", say("This project is archived. Restore it first."))
            return
        facts.project = found
