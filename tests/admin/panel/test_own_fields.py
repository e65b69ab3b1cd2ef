"""Fields that a ministry defined stand in the forms, on the pages and in the histories of the records they are of."""

import re
from typing import Any

import pytest

from tansiq.models import Choice, Intervention, Organization, Proposal
from tansiq.models.extra import extra_name
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, own
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register
from tests.statements import told as listened


def _send(reader: Reader, row: Organization, **typed: Any) -> Any:
    """Save the form of an organisation with these own fields filled in."""
    address = f"organization/edit/?id={row.id}"
    known = {name: getattr(row, name) or "" for name in ("name_ar", "name_en", "kind")}
    stored = Organization.get_by_id(row.id)
    return reader.post(address, page=address, **known, version=stored.version, **typed)


def _extra(row: Organization) -> dict[str, Any]:
    found: dict[str, Any] = Organization.get_by_id(row.id).extra
    return found


Kind = tuple[str, dict[str, Any], Any, Any, str]
KINDS: list[Kind] = [
    ("TEXT", {}, " Old mill ", "Old mill", "Old mill"),
    ("LONG_TEXT", {}, "One\nTwo", "One\nTwo", "One\nTwo"),
    ("WHOLE", {"unit_en": "metres", "unit_ar": "متر"}, "٥٬٠٠٠٬٠٠٠٬٠٠٠", 5_000_000_000, "5,000,000,000"),
    ("NUMBER", {"decimals": 2}, "١٢٫٥", 12.5, "12.5"),
    ("YES_NO", {}, "no", False, "No"),
    ("DAY", {}, "1/3/2026", "2026-03-01", "1 March 2026"),
    ("MONTH", {}, "٣/٢٠٢٦", "2026-03", "March 2026"),
    ("POINT", {}, "١٣٫٥، 45.25", [13.5, 45.25], "13.5, 45.25"),
    ("EMAIL", {}, "a@example.org", "a@example.org", "a@example.org"),
    ("WEB", {}, "https://example.org", "https://example.org", 'href="https://example.org"'),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind[0]))
def test_what_is_typed_is_kept_and_told(salma: Reader, register: Register, kind: Kind) -> None:
    value_type, more, typed, kept, told = kind
    one, row = field("thing", value_type, **more), register.organization("NRA")
    assert _send(salma, row, **{name_of(one): typed}).status_code == 302
    assert _extra(row) == {str(one.number): kept}
    page = salma.get(f"organization/details/?id={row.id}").text
    above, history = page.split('id="history"')
    assert told in above
    assert told in history
    again = salma.get(f"organization/edit/?id={row.id}").text
    sent = _send(salma, row, **{name_of(one): _shown(again, name_of(one))})
    assert (sent.status_code, _extra(row)) == (302, {str(one.number): kept})


def _shown(page: str, name: str) -> str:
    """What stands in a field of a form."""
    tag = re.search(rf'<(?:input|select|textarea)[^>]* name="{re.escape(name)}"[^>]*>', page)
    assert tag is not None
    rest = page[tag.end() :]
    if tag[0].startswith("<select"):
        chosen = re.search(r'<option selected value="([^"]*)"', rest.split("</select>")[0])
        return chosen[1] if chosen else ""
    if tag[0].startswith("<textarea"):
        return rest.split("</textarea>")[0].strip("\r\n")
    value = re.search(r' value="([^"]*)"', tag[0])
    return value[1] if value else ""


def test_answers_are_offered_and_told_by_their_labels(salma: Reader, register: Register) -> None:
    listed = answers("FIRST", "SECOND", "OLD")
    old = Choice.get(Choice.code == "OLD")
    old.retired_on = clock.today()
    changes.save(SALMA, old)
    one, many = field("class", "CHOICE", choice_list=listed.id), field("works", "CHOICES", choice_list=listed.id)
    row = register.organization("NRA")
    page = salma.get(f"organization/edit/?id={row.id}").text
    assert ('<option value="FIRST">First</option>' in page, "Old" in page) == (True, False)
    _send(salma, row, **{name_of(one): "FIRST", name_of(many): ["FIRST", "SECOND"]})
    assert _extra(row) == {str(one.number): "FIRST", str(many.number): ["FIRST", "SECOND"]}
    page = salma.get(f"organization/details/?id={row.id}").text
    assert page.count("First and Second") == len(("above", "in the history"))
    assert "FIRST" not in page
    # As a browser sends boxes of which none is ticked.
    _send(salma, row, **{name_of(one): "", name_of(many): ""})
    assert _extra(row) == {}


def test_what_is_wrong_stands_beside_the_field(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    depth = field("depth", "WHOLE", most=40, is_required=True)
    for typed, told in (("deep", "is not a whole number"), ("41", "Give a number from"), ("", "required")):
        page = _send(salma, row, **{name_of(depth): typed}).text
        assert f'href="#{name_of(depth)}"' in page
        assert told in page.split(f'id="{name_of(depth)}-wrong"')[1].split("</p>")[0]
    assert _extra(row) == {}


def test_a_reference_leads_to_its_row_as_far_as_it_is_seen(salma: Reader, visitor: Reader, register: Register) -> None:
    one, row = field("founder", "REFERENCE", reference_table="organization"), register.organization("NRA")
    hidden = register.organization("HID", is_published=False)
    found = salma.get(f"organization/ajax/lookup/?name={name_of(one)}&query=HID").json
    assert found is not None
    assert [row_id for row_id, _name in found] == [hidden.id]
    typed = {name_of(one): hidden.id, f"{name_of(one)}-text": "HID Aid (HID)"}
    assert _send(salma, row, **typed).status_code == 302
    address = f"organization/details/?id={row.id}"
    assert f'href="/admin/organization/details/?id={hidden.id}"' in salma.get(address).text
    assert "HID Aid" not in visitor.get(address).text
    assert visitor.get(f"organization/ajax/lookup/?name={name_of(one)}&query=HID").json == []


def test_personal_fields_are_for_few(salma: Reader, nadia: Reader, visitor: Reader, register: Register) -> None:
    one = field("telephoneOfHead", "TELEPHONE", is_personal=True, label_en="Telephone of the head")
    row = register.organization("NRA", home_area=register.areas["YE121121"].id)
    assert _send(salma, row, **{name_of(one): "777123456"}).status_code == 302
    address = f"organization/details/?id={row.id}"
    assert ["777123456" in reader.get(address).text for reader in (salma, nadia, visitor)] == [True, True, False]
    assert "Telephone of the head" not in visitor.get(address).text


def test_retired_fields_are_read_and_drafts_are_not_offered(salma: Reader, register: Register) -> None:
    one, row = field("oldNumber", label_en="Old number"), register.organization("NRA")
    field("notYet", use_state="DRAFT", label_en="Not yet")
    _send(salma, row, **{name_of(one): "A-7"})
    one.use_state = "RETIRED"
    changes.save(SALMA, one)
    page, form = (salma.get(f"organization/{page}/?id={row.id}").text for page in ("details", "edit"))
    assert "Old number (retired)" in page
    assert "A-7" in page
    assert (f'name="{name_of(one)}"' in form, "Not yet" in form) == (False, False)
    assert "Not yet" not in page


def test_groups_and_hints_are_those_of_the_ministry(salma: Reader, register: Register) -> None:
    field("capital", "NUMBER", group_en="Money", unit_en="YER", hint_en="As in the last balance", position=2)
    field("auditor", label_en="Auditor", position=1)
    form = salma.get("organization/new/").text
    assert form.index("<legend>Further details</legend>") < form.index("<legend>Money</legend>")
    for text in ("capital (YER)", "As in the last balance"):
        assert text in form


def test_a_partner_proposes_them_and_the_reviewer_reads_their_labels(
    salma: Reader, khaled: Reader, register: Register
) -> None:
    one = field("class", "CHOICE", choice_list=answers("FIRST", "SECOND").id, label_en="Licence class")
    row = register.organization("NRA")
    assert _send(khaled, row, **{name_of(one): "SECOND"}).status_code == 302
    proposal = Proposal.get()
    page = salma.get(f"proposal/details/?id={proposal.id}").text
    assert ("Licence class" in page, "Second" in page, _extra(row)) == (True, True, {})
    again = khaled.get(f"organization/edit/?id={row.id}&proposal={proposal.id}").text
    assert '<option selected value="SECOND">' in again


def test_copies_and_interventions_hold_them_too(salma: Reader, register: Register) -> None:
    one = field("donorCode", table="intervention", label_en="Donor code")
    salma.post(NEW, page=NEW, **own(register), **{name_of(one): "D-1"})
    row = Intervention.get()
    assert row.extra == {str(one.number): "D-1"}
    assert "D-1" in salma.get(f"intervention/new/?copy={row.id}").text
    other, org = field("label"), register.organization("NRA")
    _send(salma, org, **{name_of(other): "L-2"})
    assert "L-2" in salma.get(f"organization/new/?copy={org.id}").text


def test_nothing_is_added_where_nothing_is_defined(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    pages = [salma.get(f"organization/{page}/?id={row.id}").text for page in ("details", "edit")]
    field("elsewhere", table="project")
    assert [page for page in pages if extra_name(1)[:5] in page] == []
    assert "Further details" not in "".join(pages)


def test_lists_show_sort_filter_and_export_them(salma: Reader, register: Register) -> None:
    listed = answers("ZULU", "ALPHA")
    rank = field("rank", "CHOICE", choice_list=listed.id, label_en="Rank", is_listed=True)
    size, open_ = field("size", "NUMBER", label_en="Size"), field("open", "YES_NO", label_en="Open")
    works = field("works", "CHOICES", choice_list=listed.id, label_en="Works")
    one, two, three = (register.organization(name) for name in ("ONE", "TWO", "TRE"))
    _send(salma, one, **{name_of(rank): "ALPHA", name_of(size): "9", name_of(open_): "yes", name_of(works): ["ZULU"]})
    _send(salma, two, **{name_of(rank): "ZULU", name_of(size): "10", name_of(open_): "no"})

    def names(query: str) -> list[str]:
        table = salma.get(f"organization/?{query}").text.split("<tbody")[-1]
        return list(re.findall(r"(ONE|TWO|TRE) Aid</bdi>", table))

    assert ">Rank" in salma.get("organization/").text.split("<tbody")[0]
    assert names(f"sort={name_of(rank)}")[:2] == ["TWO", "ONE"]
    order = names(f"sort={name_of(size)}")
    assert order.index("ONE") < order.index("TWO")
    assert (names(f"{name_of(rank)}=ALPHA"), names(f"{name_of(open_)}=no")) == (["ONE"], ["TWO"])
    assert (names(f"{name_of(works)}=ZULU"), names(f"{name_of(works)}=ALPHA")) == (["ONE"], [])
    sheet = salma.get(f"organization/export/csv/?columns=name+{name_of(size)}+{name_of(rank)}&sort={name_of(size)}")
    lines = sheet.get_data(as_text=True).splitlines()
    assert lines[0].endswith("Name,Size,Rank")
    assert "ONE Aid,9,Alpha" in lines
    assert three.name_en in sheet.text


def test_lists_tell_nothing_of_personal_fields(salma: Reader, nadia: Reader, register: Register) -> None:
    secret = field("sick", "YES_NO", is_personal=True, is_listed=True, label_en="Sick")
    row = register.organization("NRA", home_area=register.areas["YE121121"].id)
    _send(salma, row, **{name_of(secret): "yes"})
    assert "NRA Aid" not in salma.get(f"organization/?{name_of(secret)}=no").text
    assert "NRA Aid" in nadia.get(f"organization/?{name_of(secret)}=no").text
    page = nadia.get(f"organization/?sort={name_of(secret)}&columns=name+{name_of(secret)}").text
    assert ("Sick" in page, "aria-sort" in page) == (False, False)


def test_calculated_fields_are_told_and_not_typed(salma: Reader, register: Register) -> None:
    size = field("size", "WHOLE", label_en="Size")
    double = field("double", "CALCULATED", formula=f"${{{size.number}}} * 2", label_en="Twice", unit_en="m")
    row = register.organization("NRA")
    _send(salma, row, **{name_of(size): "21"})
    page = salma.get(f"organization/details/?id={row.id}").text
    assert "42" in page.split("<dt>Twice</dt>")[1].split("</dd>")[0]
    form = salma.get(f"organization/edit/?id={row.id}").text
    assert (f'<output id="{name_of(double)}"' in form, f'name="{name_of(double)}"' in form) == (True, False)
    assert _extra(row) == {str(size.number): 21}


def test_more_fields_ask_no_more_of_the_database(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    for page in _pages(row):
        # What a process asks once is asked.
        salma.get(f"organization/{page}")
    counts = []
    for names in (["one"], ["two", "three", "four", "five"]):
        for name in names:
            field(name, is_listed=True)
        with listened() as statements:
            assert [salma.get(f"organization/{page}").status_code for page in _pages(row)] == [200, 200, 200]
        counts.append(len(statements))
    assert counts[0] == counts[1]


def _pages(row: Organization) -> list[str]:
    return ["", f"details/?id={row.id}", f"edit/?id={row.id}"]
