"""The effects of several arrangements are those of each, of the newest that may still be carried out."""

from tansiq.cases.arranging import arrange
from tansiq.cases.effects import effect
from tansiq.cases.foretelling import MOST, effects_of
from tansiq.cases.terms import Step
from tansiq.models import Arrangement
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, work


def test_each_has_its_own_effect_whatever_else_is_asked_for(register: Register) -> None:
    register.need("YE121122", "WSH", 4_000)
    first, second = (
        [work(register, acronym, pcode, targeted=targeted) for acronym in ("NRA", "ADR")]
        for pcode, targeted in (("YE121121", 700), ("YE1210", 900))
    )
    cases = enter_case(register, *first), enter_case(register, *second, pcode="YE1210")
    move = [Step(first[0].id, area_id=register.areas["YE121122"].id)]
    arranged = [arrange(SALMA, cases[0], "MOVE", move), arrange(SALMA, cases[1], "WITHDRAW", [Step(second[1].id)])]
    told = effects_of(SALMA, [row.id for row in arranged])
    assert told == {
        arranged[0].id: effect(SALMA, cases[0], "MOVE", move),
        arranged[1].id: effect(SALMA, cases[1], "WITHDRAW", [Step(second[1].id)]),
    }
    assert [one.people_freed for one in told.values()] == [700, 900]
    assert effects_of(SALMA, [arranged[1].id]) == {arranged[1].id: told[arranged[1].id]}
    assert effects_of(SALMA, []) == effects_of(NOBODY, [row.id for row in arranged]) == {}


def test_of_each_case_the_newest_are_told_whichever_are_asked_for(register: Register) -> None:
    ids: list[list[int]] = []
    for pcode in ("YE121121", "YE1210"):
        case = enter_case(register, work(register, "NRA", pcode), work(register, "ADR", pcode), pcode=pcode)
        facts = {"case": case.id, "arrangement_kind": "COMPLEMENTARY", "author": "Salma"}
        ids.append([Arrangement.create(**facts).id for _ in range(MOST + 1)])
    assert set(effects_of(SALMA, [*ids[0], *ids[1]])) == {*ids[0][1:], *ids[1][1:]}
    assert effects_of(SALMA, [ids[0][0]]) == {}
