"""Fields that are shown under a condition, calculated ones, notes and retired ones, in the forms of records."""

import html
import json
import re

from tansiq.models import Organization
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register


def _form(reader: Reader, row: Organization) -> str:
    page = html.unescape(reader.get(f"organization/edit/?id={row.id}").text)
    return re.sub("[\u2066-\u2069]", "", page)


def test_the_condition_stands_in_words_beside_a_field_that_is_there(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    pump = field("pump", "CHOICE", choice_list=answers("HAND", "SOLAR").id, label_en="Pump")
    depth, uses = field("depth", "WHOLE", label_en="Depth"), field("uses", "CHOICES", label_en="Uses",
                                                                     choice_list=answers("DRINKING").id)  # fmt: skip
    deep = field("deep", "YES_NO", label_en="Deep")
    told = {
        f"${{{pump.number}}} = 'HAND'": "Only if: Pump is Hand",
        f"${{{depth.number}}} >= 50 and ${{{pump.number}}} != 'SOLAR'":
            "Only if: Depth is at least 50, and Pump is not Solar",
        f"selected(${{{uses.number}}}, 'DRINKING')": "Only if: Uses includes Drinking",
        f"${{{deep.number}}}": "Only if: Deep is Yes",
        f"${{{depth.number}}} + 1 > 5": "Only if: ${Depth} + 1 > 5",
    }  # fmt: skip
    shown = [field(f"shown{place}", shows_if=condition) for place, condition in enumerate(told)]
    page = _form(salma, row)
    for one, text in zip(shown, told.values(), strict=True):
        assert f'name="{name_of(one)}"' in page
        assert text in page.split(f'id="{name_of(one)}-hint"')[1].split("</p>")[0]


def test_the_script_is_told_the_conditions_and_only_where_there_are_some(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    depth = field("depth", "WHOLE")
    assert "own_fields.js" not in _form(salma, row)
    one = field("remark", shows_if=f"${{{depth.number}}} > 50")
    twice = field("twice", "CALCULATED", formula=f"${{{depth.number}}} * 2")
    page = salma.get(f"organization/edit/?id={row.id}").text
    [told] = re.findall(r'data-own="([^"]*)"', page)
    own = json.loads(html.unescape(told))
    assert own["shows"] == {str(one.number): [">", ["field", depth.number], 50]}
    assert list(own["sums"]) == own["order"] == [str(twice.number)]
    assert own["kinds"][str(depth.number)] == "WHOLE"
    assert "own_fields.js" in page


def test_what_a_hidden_field_holds_is_kept_and_told(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    depth = field("depth", "WHOLE")
    one = field("remark", shows_if=f"${{{depth.number}}} > 50", is_required=True)
    known = {name: getattr(row, name) or "" for name in ("name_ar", "name_en", "kind")}
    address = f"organization/edit/?id={row.id}"
    typed = {name_of(depth): "10", name_of(one): "kept"}
    assert salma.post(address, page=address, **known, version=1, **typed).status_code == 302
    assert Organization.get_by_id(row.id).extra == {str(depth.number): 10, str(one.number): "kept"}
    assert "kept" in salma.get(f"organization/details/?id={row.id}").text


def test_calculated_fields_stand_in_the_form_as_they_come_to(salma: Reader, register: Register) -> None:
    men, women = field("men", "WHOLE"), field("women", "WHOLE")
    both = field("both", "CALCULATED", formula=f"${{{men.number}}} + ${{{women.number}}}", unit_en="persons")
    row = register.organization("NRA")
    assert ">—</output>" in _form(salma, row)
    for one, value in ((men, 1200), (women, 34)):
        row.enter(name_of(one), value)
    row = changes.save(SALMA, row)
    output = _form(salma, row).split(f'<output id="{name_of(both)}"')[1].split("</output>")[0]
    assert ("1,234" in output, "persons" in output) == (True, True)
    assert f'name="{name_of(both)}"' not in _form(salma, row)
    assert ">—</output>" in salma.get("organization/new/").text


def test_a_calculated_field_over_personal_data_is_shown_to_no_more_people(
    salma: Reader, nadia: Reader, register: Register
) -> None:
    age = field("age", "WHOLE", is_personal=True)
    next_year = field("nextYear", "CALCULATED", formula=f"${{{age.number}}} + 1", is_personal=True)
    row = register.organization("NRA", is_published=True)
    row.enter(name_of(age), 7_305)
    row = changes.save(SALMA, row)
    assert f'<output id="{name_of(next_year)}"' in _form(salma, row)
    elsewhere = register.organization("SOM", home_area=register.areas["YE12"].id)
    assert f'<output id="{name_of(next_year)}"' in _form(nadia, elsewhere)
    told = [reader.get(f"organization/details/?id={row.id}").text for reader in (salma, nadia)]
    assert ["7,306" in page for page in told] == [True, False]


def test_headings_and_notes_stand_between_the_fields(salma: Reader, register: Register) -> None:
    field("begin", "HEADING", label_en="About the board", hint_en="As elected", position=1)
    one = field("chair", label_en="Chair", position=2)
    page = _form(salma, register.organization("NRA"))
    assert page.index("About the board") < page.index("As elected") < page.index(f'name="{name_of(one)}"')
    assert "About the board" not in salma.get("organization/details/?id=1").text.split('id="history"')[0]


def test_retired_fields_that_hold_something_are_read_in_the_form(salma: Reader, register: Register) -> None:
    one, row = field("oldNumber", label_en="Old number"), register.organization("NRA")
    row.enter(name_of(one), "A-7")
    row = changes.save(SALMA, row)
    assert "No longer filled" not in _form(salma, row)
    one.use_state = "RETIRED"
    changes.save(SALMA, one)
    told = _form(salma, row).split("No longer filled")[1].split("</fieldset>")[0]
    assert ("Old number (retired)" in told, "A-7" in told, "<input" in told) == (True, True, False)
    assert "No longer filled" not in _form(salma, register.organization("ADR"))
