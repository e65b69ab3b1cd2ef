"""Who: the organisations and the project of a row."""

from tansiq.exchange.lookup.organization_index import Body
from tansiq.exchange.lookup.organization_matcher import Matched, Mention, mention, named
from tansiq.exchange.lookup.place_matcher import in_both
from tansiq.exchange.planning.context import Facts, Ground, filled
from tansiq.exchange.sheet.labels import codes_by_label
from tansiq.exchange.sheet.reading import Reading
from tansiq.language.arabic import fold
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import say
from tansiq.reference.recognition import organization_kind

_LONGEST_NAME = 300


def kind_code(text: str) -> str:
    """The code of a kind of organisation by its label or any word for it; "" where it is not known."""
    return codes_by_label(ORGANIZATION_KINDS).get(fold(text)) or organization_kind(text) or "" if text else ""


def organization(at: Ground, reading: Reading, facts: Facts) -> None:
    """The organisation that carries the work out; without one a row is wrong."""
    text = reading.values.get("organization_kind", "")
    kind = kind_code(text)
    if text and not kind:
        unknown = say("This kind of organisation is not known; it was entered as other.")
        at.once(reading, "kind-unknown", "organization_kind", unknown)
    said = mention(reading.values, kind)
    if said is None:
        sentence = say("Name the organisation that carries the work out.")
        reading.tell("error", "organization-missing", "organization_name", sentence)
        return
    facts.body = _body(at, reading, said, filled(reading, "organization_name", "organization_acronym"))


def _body(at: Ground, reading: Reading, said: Mention, name: str) -> Body | None:
    matched: Matched = at.matcher.match(said)
    if matched.sentence is not None:
        reading.tell(matched.severity, matched.code, name, matched.sentence)
    return matched.body


def lead(at: Ground, reading: Reading, facts: Facts) -> None:
    """The organisation that answers for the work, where it is another one."""
    arabic, english = in_both(reading.values, "lead_name")
    said = Mention(name_ar=arabic, name_en=english) if arabic and english else named(arabic or english)
    body = _body(at, reading, said, filled(reading, "lead_name")) if said else None
    facts.partners["PROGRAMMING"] = (body,) if body is not None and body is not facts.body else ()


def donors(at: Ground, reading: Reading, facts: Facts) -> None:
    """Who pays."""
    texts = reading.values.get("donor", [])
    if any(len(text) > _LONGEST_NAME for text in texts):
        sentence = say("This is longer than %(longest)s letters. Shorten it.", longest=_LONGEST_NAME)
        reading.tell("error", "too-long", "donor", sentence)
        return
    said = [named(text) for text in texts]
    bodies = [_body(at, reading, one, "donor") for one in said if one]
    facts.partners["FUNDING"] = tuple(dict.fromkeys(body for body in bodies if body is not None))


def project(at: Ground, reading: Reading, facts: Facts) -> None:
    """The project it belongs to, if the row names one."""
    code, titles = reading.values.get("project_code", ""), in_both(reading.values, "project_title")
    if (code or any(titles)) and facts.body is not None:
        found = at.ventures.find(code, titles, facts.body)
        if found.is_archived:
            reading.tell("error", "archived", "project_code", say("This project is archived. Restore it first."))
            return
        facts.venture = found
