"""What the endpoint told yesterday it tells after an answer was retired and a field was renamed."""

from tansiq.models import Choice, Entry, FieldDefinition, data_stamps
from tansiq.platform import clock
from tansiq.records import changes
from tests.api.live.wells import Wells, enter_all_wells
from tests.api.portal import Portal
from tests.people import SALMA
from tests.register import Register

YESTERDAY = """{ registers { wells(where: {water: ["SWEET"]}, orderBy: {field: WATER}) {
    totalCount edges { node { id water depth extra { values(keys: ["water"]) { text codes } } } } } } }"""
BY_KEYS = '{ records(type: "wells", where: [{key: "water", anyOf: ["SWEET"]}]) { edges { node { id } } } }'


def _retire(code: str) -> None:
    choice = Choice.get(Choice.code == code)
    choice.retired_on = clock.today()
    changes.save(SALMA, choice)


def _rename(one: FieldDefinition) -> None:
    stored = FieldDefinition.get_by_id(one.id)
    stored.key, stored.label_en, stored.label_ar = f"{one.key}Now", "Taste", "المذاق"
    changes.save(SALMA, stored)


def test_an_answer_that_was_retired_is_still_told_with_its_label_and_asked_for(
    portal: Portal, register: Register
) -> None:
    wells = enter_all_wells(register)
    before = portal.data(YESTERDAY)
    told = before["registers"]["wells"]["edges"][0]["node"]
    assert (wells.places(before["registers"]["wells"]), told["extra"]["values"]) == (
        [0, 3],
        [{"text": "Sweet", "codes": ["SWEET"]}],
    )
    _retire("SWEET")
    assert portal.data(YESTERDAY) == before


def test_yesterday_s_questions_are_answered_after_a_field_was_renamed_and_no_row_is_touched(
    portal: Portal, register: Register
) -> None:
    wells: Wells = enter_all_wells(register)
    before, by_keys = portal.data(YESTERDAY), portal.data(BY_KEYS)
    rows, stamp = list(Entry.select().order_by(Entry.id).tuples()), data_stamps.stamps()["entry"]
    _rename(wells.fields["water"])
    assert (portal.data(YESTERDAY), portal.data(BY_KEYS)) == (before, by_keys)
    assert list(Entry.select().order_by(Entry.id).tuples()) == rows
    assert data_stamps.stamps()["entry"] == stamp
    now = YESTERDAY.replace("node { id water", "node { id water: waterNow").replace('["water"]', '["waterNow"]')
    assert portal.data(now) == before
