"""Where a row is: the lowest place that its codes and names agree on, and all that does not agree.

country -- adm1 -- adm2 -- adm3 -- settlement     the lowest known P-code is the anchor:
             |       |       |                    above it names and codes are only compared (it wins),
          compared  anchor  matched by name       below it places are matched by name within the parent,
                                                  and where no name is equal by what imports taught
"""

from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from tansiq.exchange.lookup.learned_places import LearnedPlaces, UnknownName
from tansiq.exchange.lookup.place_index import AreaEntry, Gazetteer
from tansiq.exchange.lookup.place_steps import Step, steps
from tansiq.exchange.values.problems import Severity
from tansiq.language.arabic import fold
from tansiq.language.area_names import area_key, keys_of
from tansiq.language.words import N_, Sentence, say

_SHOWN = 4
_ALIKE = 0.6
_FIRST_LEVEL = frozenset(map(fold, ("governorate", "gouvernorat", "محافظة", "province", "ولاية")))

_NEW_AREA = say("A new area of this name was made; it has a code of our own.")
_CODE_TAKEN = say("This code belongs to another area, or to a closed one; the place was given a code of our own.")
_NO_CODE = N_("No area in %(parent)s has this P-code, and no name is given. Correct the P-code or give the name.")
_NO_CODE_BUT = N_("No area has this P-code, and no name is given. Nearest in %(parent)s: %(near)s.")
_NO_PLACE = N_("%(parent)s has no place with a name like this. Correct the name or give the P-code.")
_NO_PLACE_BUT = N_("%(parent)s has no such place. Nearest: %(near)s. Correct the name or give the P-code.")
_NEW_SETTLEMENT = say("A new settlement of this name was made.")
_CODES_DISAGREE = say("The lower P-code of this row does not lie in this one; the lower one was followed.")


@dataclass
class PlaceMatch:
    """Where a row is (None if that cannot be told), and what to say about it: severity, code, field, sentence.

    `day` is the last day of the row's work: areas closed since are found by it. `learned` is what imports taught;
    `read_by` are the ids of the learned names that the row was read by, `unknown` is a name that nobody knows.
    """

    place: AreaEntry | None = None
    day: date | None = None
    learned: LearnedPlaces = field(default_factory=LearnedPlaces)
    read_by: list[int] = field(default_factory=list)
    unknown: UnknownName | None = None
    messages: list[tuple[Severity, str, str, Sentence]] = field(default_factory=list)

    def tell(self, severity: Severity, code: str, name: str, sentence: Sentence) -> None:
        self.messages.append((severity, code, name, sentence))


def locate(
    gazetteer: Gazetteer, values: dict[str, Any], day: date | None = None, learned: LearnedPlaces | None = None
) -> PlaceMatch:
    """The place of a row whose country is known; new settlements, and in a grown country new areas, are added.

    `day` is the last day of the work, None if it goes on or nobody said; `learned` is what imports taught of the
    country.
    """
    found = PlaceMatch(gazetteer.country, day, learned or LearnedPlaces())
    said = steps(values)
    found_by_code = ((step.level, gazetteer.coded(step.code, day)) for step in said)
    known = {level: place for level, place in found_by_code if place is not None}
    anchor = max(known, default=0)
    if anchor:
        found.place = known[anchor]
    for step in said:
        if found.place is None:
            break
        closed = gazetteer.closed.get(step.code.upper())
        if closed is not None and step.level > anchor:
            found.place = None
            _tell_closed(found, step.code_field, closed)
        elif step.level <= anchor:
            _compare(gazetteer, found, step, found.place)
        elif step.level == 4:
            found.place = _settle(gazetteer, found, step)
        else:
            found.place = _descend(gazetteer, found, step)
    return found


def _compare(gazetteer: Gazetteer, found: PlaceMatch, step: Step, anchor: AreaEntry) -> None:
    """The code that was followed wins; a code or a name above it that says something else is told."""
    place = anchor.at(step.level)
    if place is None:
        return
    if step.code and step.code.upper() != place.pcode.upper():
        found.tell("warning", "codes-disagree", step.code_field, _CODES_DISAGREE)
    elif any(step.names) and not place.keys & keys_of(step.names) and place.parent is not None:
        known = [one for one in found.learned.meant(step.names, place.parent) if one.pcode == place.pcode]
        if known:
            _tell_learned(found, step, place, known[0].id)
            return
        text = say(
            "%(code)s is %(name)s; the code was followed.", code=place.pcode, name=place.name_en or place.name_ar
        )
        found.tell("warning", "name-disagrees", step.name_field, text)
        _learn(gazetteer, found, step, place, place.parent)


def _learn(gazetteer: Gazetteer, found: PlaceMatch, step: Step, place: AreaEntry, within: AreaEntry) -> None:
    """Let what the row calls the place otherwise than the register does be learned."""
    for name in step.names:
        if name and not place.keys & keys_of([name]):
            found.learned.teach(gazetteer, name, place, within)


def _tell_learned(found: PlaceMatch, step: Step, place: AreaEntry, learned_id: int) -> None:
    found.read_by.append(learned_id)
    text = say(
        "This was read as %(name)s, as an import taught; nobody has reviewed that name yet. Check the place.",
        name=place.name,
    )
    found.tell("warning", "name-learned", step.name_field, text)


def _as_learned(
    gazetteer: Gazetteer, found: PlaceMatch, step: Step, within: AreaEntry, levels: tuple[int, ...]
) -> list[AreaEntry]:
    """The places of some levels within another that a name was learned to mean; of one alone it is told."""
    meant = found.learned.meant(step.names, within)
    known = {one.id: gazetteer.coded(one.pcode, found.day) for one in meant}
    standing = {
        learned_id: place
        for learned_id, place in known.items()
        if place is not None and place.level in levels and within in place.line()
    }
    places = list(dict.fromkeys(standing.values()))
    if len(places) == 1:
        _tell_learned(found, step, places[0], next(iter(standing)))
    return places


def _tell_closed(found: PlaceMatch, name: str, place: AreaEntry) -> None:
    """An area of other days than those of the work is no place for it; what stands there now a person must say."""
    until = place.closed_on
    text = say(
        "%(name)s was closed on %(day)s. Give the area that stands there now, or the last day of work that ended "
        "before.",
        name=place.name, day=until.isoformat() if until else "",
    )  # fmt: skip
    found.tell("error", "area-closed", name, text)


def _descend(gazetteer: Gazetteer, found: PlaceMatch, step: Step) -> AreaEntry | None:
    """The place of a level within the place found so far, by name; the code, if any, is not known."""
    within = found.place or gazetteer.country
    matches = gazetteer.named(step.names, step.level, within, found.day)
    if len(matches) == 1:
        if step.code:
            text = say("This P-code is not known; the place was found by its name: %(name)s.", name=matches[0].name)
            found.tell("warning", "code-unknown", step.code_field, text)
        _learn(gazetteer, found, step, matches[0], within)
        return matches[0]
    if matches:
        _ambiguous(found, step, matches)
        return None
    closed = gazetteer.once_named(step.names, step.level, within)
    if closed:
        _tell_closed(found, step.name_field, closed[0])
        return None
    if learned := _as_learned(gazetteer, found, step, within, (step.level,)):
        return _the_one(found, step, learned)
    if gazetteer.is_from_sheets and any(step.names):
        return _add_area(gazetteer, found, step, within)
    _unknown(gazetteer, found, step, within)
    return None


def _the_one(found: PlaceMatch, step: Step, places: list[AreaEntry]) -> AreaEntry | None:
    """The one place of several; None, which is told, where there are more."""
    if len(places) > 1:
        _ambiguous(found, step, places)
    return places[0] if len(places) == 1 else None


def _add_area(gazetteer: Gazetteer, found: PlaceMatch, step: Step, within: AreaEntry) -> AreaEntry:
    found.tell("notice", "new-area", step.name_field, _NEW_AREA)
    if step.code:
        found.tell("warning", "code-taken", step.code_field, _CODE_TAKEN)
    return gazetteer.add(step.level, within, step.names)


def _ambiguous(found: PlaceMatch, step: Step, matches: list[AreaEntry]) -> None:
    names = ", ".join(f"{place.name} < {place.parent.name}" for place in matches[:_SHOWN] if place.parent)
    text = say("Several places have this name: %(names)s. Give the P-code.", names=names)
    found.tell("error", "place-ambiguous", step.name_field, text)


def _unknown(gazetteer: Gazetteer, found: PlaceMatch, step: Step, within: AreaEntry) -> None:
    nearest = _nearest(gazetteer, step, within)
    near = ", ".join(place.name for place in nearest)
    found.unknown = _nameless(step, within, nearest, is_new=False)
    if step.code and not any(step.names):
        text = say(_NO_CODE_BUT, parent=within.name, near=near) if near else say(_NO_CODE, parent=within.name)
        found.tell("error", "place-unknown", step.code_field, text)
        return
    text = say(_NO_PLACE_BUT, parent=within.name, near=near) if near else say(_NO_PLACE, parent=within.name)
    found.tell("error", "place-unknown", step.name_field, text)


def _nearest(gazetteer: Gazetteer, step: Step, within: AreaEntry) -> list[AreaEntry]:
    inside = gazetteer.inside(within, step.level)
    by_text = {text: place for place in inside for text in (place.pcode, *place.keys)}
    wanted = [step.code.upper(), *keys_of(step.names)]
    close = [text for word in wanted if word for text in get_close_matches(word, by_text, n=3, cutoff=_ALIKE)]
    return list(dict.fromkeys(by_text[text] for text in close))[:_SHOWN]


def _nameless(step: Step, within: AreaEntry, near: list[AreaEntry], is_new: bool) -> UnknownName | None:
    """What a person is asked of a name that nobody knows; of a new settlement where one is called nearly so."""
    spellings = tuple(name for name in step.names if area_key(name))
    stored = [place for place in near if place.id is not None]
    if not spellings or within.id is None or (is_new and not stored):
        return None
    return UnknownName(spellings, step.level, within, stored, is_new, step.name_field)


def _settle(gazetteer: Gazetteer, found: PlaceMatch, step: Step) -> AreaEntry | None:
    """The settlement by name, or a new one. Where nothing above it is known, it may be a place of any level."""
    within = found.place or gazetteer.country
    free = within is gazetteer.country
    levels: tuple[int, ...] = (1, 2, 3, 4) if free else (4,)
    matches = [place for level in levels for place in gazetteer.named(step.names, level, within, found.day)]
    if len(matches) > 1:
        _ambiguous(found, step, matches)
        return None
    if matches:
        if free:
            text = say("Only a name says where this is; it was found as %(name)s.", name=matches[0].name)
            found.tell("notice", "found-by-name", step.name_field, text)
        else:
            _learn(gazetteer, found, step, matches[0], within)
        return matches[0]
    closed = [place for level in levels for place in gazetteer.once_named(step.names, level, within)]
    if closed:
        _tell_closed(found, step.name_field, closed[0])
        return None
    if learned := _as_learned(gazetteer, found, step, within, levels):
        return _the_one(found, step, learned)
    if not any(step.names):
        _unknown(gazetteer, found, step, within)
        return None
    return _settle_anew(gazetteer, found, step, within)


def _settle_anew(gazetteer: Gazetteer, found: PlaceMatch, step: Step, within: AreaEntry) -> AreaEntry | None:
    if step.code and step.code.upper() in gazetteer.taken:
        text = say("This code belongs to another area, or to a closed one. Use another code, or leave it empty.")
        found.tell("error", "code-taken", step.code_field, text)
        return None
    is_first = gazetteer.is_from_sheets and within is gazetteer.country and _says_first_level(step)
    if is_first:
        return _add_area(gazetteer, found, Step(1, "", step.names, step.code_field, step.name_field), within)
    found.tell("notice", "new-settlement", step.name_field, _NEW_SETTLEMENT)
    if found.learned.may_ask_of_new():
        found.unknown = _nameless(step, within, _nearest(gazetteer, step, within), is_new=True)
    return gazetteer.add(4, within, step.names, step.code)


def _says_first_level(step: Step) -> bool:
    return any(word in _FIRST_LEVEL for name in step.names for word in fold(name).split())
