"""Who: the organisations and the project of a row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from tansiq.exchange.lookup.name_lists import KnownNames, NameLists, is_likely_list, may_be_list
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_matcher import OrganizationMatch
from tansiq.exchange.lookup.organization_mention import Mention, mention, mention_by_name
from tansiq.exchange.lookup.place_steps import LANGUAGES, in_both
from tansiq.exchange.planning.context import Facts, PlanningContext, filled
from tansiq.exchange.sheet.labels import codes_by_label
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.decorations import Words, reading_of
from tansiq.language.arabic import fold
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import say
from tansiq.models.column_values import text_fault
from tansiq.reference.recognition import organization_kind

_CARRYING = (
    "registration_number", "organization_acronym", "organization_kind",
    *(f"organization_name{code}" for code in LANGUAGES),
)  # fmt: skip
_NAMING = (*_CARRYING, *(f"lead_name{code}" for code in LANGUAGES))
"""The fields that name organisations, beside donors; first those of whoever carries the work out."""
_LONGEST_NAME = 300
_NOT_PARTED = say("This was read as one name. If it holds several, part them with a semicolon.")
_NGO_ALONE = frozenset(map(fold, ("NGO", "NGOs", "ONG", "منظمة غير حكومية", "منظمات غير حكومية")))
"""Words that say neither national nor international."""


def survey(context: PlanningContext, readings: Iterable[Reading]) -> None:
    """Read who is named anywhere in a sheet before any row is settled, so that the order of rows decides nothing."""
    rows = [(reading, _who(reading)) for reading in readings]
    alone = _mentions(rows, _alone)
    lists = NameLists(KnownNames(context.matcher.organizations, alone))
    whole = _mentions(rows, lambda reading: _whole(reading, lists))
    context.name_lists = NameLists(KnownNames(context.matcher.organizations, [*alone, *whole]))
    context.matcher.survey(_mentions(rows, lambda reading: _named(reading, context.name_lists)))


_Who = tuple[object, ...]


def _who(reading: Reading) -> _Who:
    """All that a row says of organisations, equal for rows that say the same."""
    values = reading.values
    return (*map(values.get, _NAMING), *values.get("donor", ()))


def _mentions(rows: Iterable[tuple[Reading, _Who]], told: Callable[[Reading], Iterable[Mention]]) -> list[Mention]:
    """What rows mention, in their order; what they say is looked at once."""
    known: dict[_Who, list[Mention]] = {}
    found: list[Mention] = []
    for reading, who in rows:
        if who not in known:
            known[who] = list(told(reading))
        found += known[who]
    return found


def _alone(reading: Reading) -> Iterator[Mention]:
    """The mentions of a row that are certainly of one organisation each."""
    said = _mention(reading)
    if said is not None and not any(map(may_be_list, said.names)):
        yield said
    yield from filter(None, (mention_by_name(text) for text in _further(reading) if not may_be_list(text)))


def _whole(reading: Reading, lists: NameLists) -> Iterator[Mention]:
    """The mentions of a row that are of one organisation each, as no other names of the sheet part them.

    That holds for whoever carries work out, and elsewhere where no comma makes a list likely.
    """
    cells = [list(_listed([text], lists)) for text in _further(reading) if not is_likely_list(text)]
    yield from (said[0] for said in (_carriers(reading, lists), *cells) if len(said) == 1)


def _further(reading: Reading) -> list[str]:
    """The cells of a row that name others than whoever carries the work out."""
    return [*_leads(reading), *reading.values.get("donor", [])]


def _named(reading: Reading, lists: NameLists) -> Iterator[Mention]:
    """All that a row mentions."""
    yield from _carriers(reading, lists)
    yield from _answering(reading, lists)
    yield from _listed(reading.values.get("donor", []), lists)


def _mention(reading: Reading) -> Mention | None:
    said = mention(reading.values, _kind(reading))
    is_vague = said is not None and fold(reading.values.get("organization_kind", "")) in _NGO_ALONE
    return replace(said, is_kind_vague=True) if said is not None and is_vague else said


def _kind(reading: Reading) -> str:
    return kind_code(reading.values.get("organization_kind", ""))


def _carriers(reading: Reading, lists: NameLists) -> list[Mention]:
    """Who carries the work out: one organisation, or several where a name of one language alone is a list."""
    said = _mention(reading)
    if said is None:
        return []
    cell = {name for name in in_both(reading.values, "organization_name") if name}
    if said.registration or reading.values.get("organization_acronym") or len(cell) != 1:
        return [said]
    listed = [one for text in lists.parts(cell.pop()) if (one := mention_by_name(text, said.kind))]
    return listed if len(listed) > 1 else [said]


def _leads(reading: Reading) -> list[str]:
    return [name for name in in_both(reading.values, "lead_name") if name]


def _answering(reading: Reading, lists: NameLists) -> list[Mention]:
    """Who answers for the work: a name in two languages is one organisation, else the cell may hold several."""
    names = _leads(reading)
    if len(names) == 2:
        return [Mention(name_ar=names[0], name_en=names[1])]
    return list(_listed(names, lists))


def _listed(texts: Iterable[str], lists: NameLists) -> Iterator[Mention]:
    return filter(None, (mention_by_name(name) for text in texts for name in lists.parts(text)))


@lru_cache(maxsize=1024)
def kind_code(text: str) -> str:
    """The code of a kind of organisation by its label or any word for it; "" where it is not known."""
    return _known_kind(text) or reading_of(text, Words(_known_kind, _one_kind)) or "" if text else ""


def _known_kind(text: str) -> str | None:
    return codes_by_label(ORGANIZATION_KINDS).get(fold(text)) or organization_kind(text)


def _one_kind(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def organization(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The organisation that carries the work out; without one a row is wrong. Further ones are its partners in it."""
    if reading.values.get("organization_kind") and not _kind(reading):
        unknown = say("This kind of organisation is not known; it was entered as other.")
        context.once(reading, "kind-unknown", "organization_kind", unknown)
    key = tuple(map(reading.values.get, _CARRYING))
    if key not in context.carriers:
        context.carriers[key] = _carriers(reading, context.name_lists)
    said = context.carriers[key]
    if not said:
        sentence = say("Name the organisation that carries the work out.")
        reading.tell("error", "organization-missing", "organization_name", sentence)
        return
    cell = filled(reading, "organization_name", "organization_acronym")
    facts.organization, *others = [_organization(context, reading, one, cell) for one in said]
    if facts.organization is not None and facts.organization.id is None and any(map(is_likely_list, said[0].names)):
        context.once(reading, "names-not-parted", cell, _NOT_PARTED)
    if others:
        text = say(
            "Several organisations stand here: the first carries the work out, the others are its partners in it."
        )
        context.once(reading, "organizations-several", cell, text)
        facts.partners["IMPLEMENTING"] = _others(others, facts)


def _organization(context: PlanningContext, reading: Reading, said: Mention, name: str) -> OrganizationEntry | None:
    matched: OrganizationMatch = context.matcher.match(said)
    if matched.sentence is not None:
        reading.tell(matched.severity, matched.code, name, matched.sentence)
    return matched.organization


def _others(found: Iterable[OrganizationEntry | None], facts: Facts) -> tuple[OrganizationEntry, ...]:
    """The organisations but for the one that carries the work out, each once."""
    return tuple(dict.fromkeys(one for one in found if one is not None and one is not facts.organization))


def lead(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The organisation that answers for the work, where it is another one."""
    said = _answering(reading, context.name_lists)
    cell = filled(reading, "lead_name")
    facts.partners["PROGRAMMING"] = _others((_organization(context, reading, one, cell) for one in said), facts)


def donors(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """Who pays."""
    texts = reading.values.get("donor", [])
    said = list(_listed(texts, context.name_lists))
    names = [name for one in said for name in (one.acronym, *one.names)]
    faults = [fault for fault in (text_fault("donor", name, _LONGEST_NAME) for name in names) if fault is not None]
    for fault in faults:
        reading.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)
    if faults:
        return
    if any(map(context.name_lists.is_doubtful, texts)):
        context.once(reading, "names-not-parted", "donor", _NOT_PARTED)
    organizations = [_organization(context, reading, one, "donor") for one in said]
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
