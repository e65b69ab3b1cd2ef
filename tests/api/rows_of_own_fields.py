"""Fields of every type on organisations and sites, and a register of wells, with what nobody but the ministry may read.

Whatever an answer to somebody else holds of HIDDEN has leaked.
"""

from collections.abc import Mapping
from typing import Any

from tansiq.models import Entry, FieldDefinition, KeptFile, Organization, Record, Site, TypeDefinition
from tansiq.records import changes
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

HIDDEN = "HIDDEN-VALUE"


def enter_own_fields(register: Register, shown: Organization, hidden: Organization) -> None:
    """`shown` knows everything, and refers to itself and to `hidden`, which nobody but the ministry sees."""
    lists: dict[str, Any] = {"choice_list": answers("WELL", "SPRING").id}
    own = [
        (field("licenceClass", position=3), "B"),
        (field("members", "WHOLE", position=1), 40),
        (field("share", "NUMBER", decimals=2), 12.5),
        (field("isWomenLed", "YES_NO"), True),
        (field("seenOn", "DAY"), "2026-03-01"),
        (field("since", "MONTH"), "2026-03"),
        (field("source", "CHOICE", **lists), "WELL"),
        (field("sources", "CHOICES", **lists), ["SPRING", "WELL"]),
        (field("seatOf", "REFERENCE", reference_table="area"), register.areas["YE12"].id),
        (field("partnerOf", "REFERENCE", reference_table="organization"), hidden.id),
        (field("friendOf", "REFERENCE", reference_table="organization"), shown.id),
        (photo := field("gate", "PHOTO"), a_file(photo)),
        (field("spokenFor", is_personal=True), HIDDEN),
        (field("inTrust", is_published=False), HIDDEN),
    ]
    _fill(Organization, shown, own)
    _enter_retired(shown)
    for site in Site.select():
        _fill(Site, site, [(_once("tank", "site"), 7)])
    enter_wells(register, shown, hidden)


def a_file(one: FieldDefinition) -> int:
    """A photograph of nobody as yet, of which only what is known of it is kept."""
    facts = {"media_type": "image/jpeg", "size": 9, "sha256": "0" * 64, "stored": f"{one.number:032}"}
    return int(KeptFile.create(field=one.number, file_name="gate.jpg", **facts).id)


def _once(key: str, table: str) -> FieldDefinition:
    known = FieldDefinition.get_or_none(FieldDefinition.key == key)
    return known if isinstance(known, FieldDefinition) else field(key, "WHOLE", table)


def _fill(model: type[Record], row: Record, own: list[tuple[FieldDefinition, Any]]) -> Record:
    again = model.get_by_id(row.id)
    for one, value in own:
        again.enter(name_of(one), value)
    return changes.save(SALMA.bringing(frozenset(file.id for file in KeptFile.select())), again)


def _enter_retired(row: Organization) -> None:
    one = field("formerNumber")
    _fill(Organization, row, [(one, "17")])
    one = FieldDefinition.get_by_id(one.id)
    one.use_state = "RETIRED"
    changes.save(SALMA, one)


def enter_wells(register: Register, shown: Organization, hidden: Organization) -> TypeDefinition:
    """Five wells, one of which is not published, and a type that administrators alone know."""
    wells = record_type("wells", hint_en="Wells and springs")
    own: dict[str, Any] = {"table": "entry", "record_type": wells.id}
    depth, water = field("depth", "WHOLE", unit_en="metres", unit_ar="متر", **own), field("water", **own)
    dug, note = field("dugOn", "DAY", **own), field("note", is_personal=True, **own)
    owner = field("ownedBy", "REFERENCE", reference_table="organization", **own)
    for place, (pcode, metres) in enumerate((("YE1211", 60), ("YE1211", 60), ("YE1210", None), ("YE12", 7))):
        row = Entry(record_type=wells.id, area=register.areas[pcode].id, organization=shown.id)
        row.enter(name_of(depth), metres)
        row.enter(name_of(water), f"water {place}")
        row.enter(name_of(dug), None if place == 1 else f"2026-03-0{place + 1}")
        row.enter(name_of(note), HIDDEN)
        row.enter(name_of(owner), hidden.id if place == 0 else shown.id)
        changes.save(SALMA, row)
    unseen = Entry(record_type=wells.id, is_published=False, latitude=13.0, longitude=45.0)
    unseen.enter(name_of(water), HIDDEN)
    changes.save(SALMA, unseen)
    secret = record_type("secrets", "ADMINISTRATORS")
    changes.save(SALMA, Entry(record_type=secret.id, area=register.areas["YE12"].id))
    return wells


def enter_hidden_entries(register: Register, secret: Organization, codes: Mapping[str, str]) -> Entry:
    """An entry that is not published, a register of the few, a personal field, one that refers to what is hidden."""
    place = register.areas[codes["area"]].id
    wells = record_type("wells")
    own: dict[str, Any] = {"table": "entry", "record_type": wells.id}
    kept_by = field("keptBy", "REFERENCE", reference_table="organization", **own)
    field(codes["key"], is_personal=True, **own)
    shown = Entry(record_type=wells.id, area=place)
    shown.enter(name_of(kept_by), secret.id)
    changes.save(SALMA, shown)
    changes.save(SALMA, Entry(record_type=record_type(codes["type"], "ADMINISTRATORS").id, area=place))
    record_type("members", owner_table="organization")
    return changes.save(SALMA, Entry(record_type=wells.id, area=place, is_published=False))
