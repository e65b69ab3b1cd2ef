"""What a row says of an organisation: its acronym is taken out of its name; a name goes where its letters belong."""

import pytest

from tansiq.exchange.lookup.organization_mention import Mention, mention_by_name, spelled


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("World Food Programme (wfp)", "World Food Programme", "wfp"),
        ("Agency for Technical Cooperation (ACTED)", "Agency for Technical Cooperation", "ACTED"),
        ("COOPI - Cooperazione Internazionale", "Cooperazione Internazionale", "COOPI"),
        ("Sahel Women Union – SWU", "Sahel Women Union", "SWU"),
        ("Trocaire (Trocaire)", "Trocaire", "Trocaire"),
        ("Caritas - Bunia", "Caritas - Bunia", ""),
        ("WOMEN UNION OF THE COAST - ADEN", "WOMEN UNION OF THE COAST - ADEN", ""),
        ("Plan (Niger)", "Plan (Niger)", ""),
        ("UNHCR", "", "UNHCR"),
        ("Oxfam", "Oxfam", ""),
        ("SC Jordan", "SC Jordan", ""),
    ],
)
def test_the_acronym_is_taken_out_of_the_name(text: str, name: str, acronym: str) -> None:
    said = spelled("", text)
    assert said is not None
    assert (said.name_en, said.acronym) == (name, acronym)


@pytest.mark.parametrize("cell", ["Action for Relief of the Co", "Action for Relief of the Coast (ARC)", ""])
def test_a_cell_for_acronyms_that_holds_the_name_holds_none(cell: str) -> None:
    said = spelled("", "Action for Relief of the Coast (ARC)", cell)
    assert said == Mention(acronym="ARC", name_en="Action for Relief of the Coast")
    assert spelled("", "Oxfam GB", "Oxfam GB") == Mention(acronym="Oxfam GB", name_en="Oxfam GB")


def test_a_name_goes_where_its_letters_belong() -> None:
    assert mention_by_name("جمعية الوفاء") == Mention(name_ar="جمعية الوفاء")
    assert mention_by_name("") is None
