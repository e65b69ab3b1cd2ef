"""Several organisations in one cell: parted where every part is one, left whole where a name holds the sign."""

import pytest

from tansiq.exchange.lookup.name_lists import KnownNames, NameLists
from tansiq.exchange.lookup.organization_index import OrganizationEntry, OrganizationIndex
from tansiq.exchange.lookup.organization_mention import Mention


def _lists() -> NameLists:
    """Cells of a sheet in whose register and other cells these organisations stand."""
    register = OrganizationIndex()
    register.keep(
        OrganizationEntry(1, name_en="Office for Peace, Trade and Law", spellings=["Office for Peace, Trade and Law"])
    )
    register.keep(OrganizationEntry(2, name_en="Oxfam", spellings=["Oxfam"]))
    said = [
        Mention(name_en="Hope of Aden"),
        Mention(name_ar="جمعية الوفاء"),
        Mention(name_ar="وكالة الساحل"),
        Mention(acronym="WFP/PAM"),
    ]
    return NameLists(KnownNames(register, said))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UNICEF, ECHO", ["UNICEF", "ECHO"]),
        ("UNICEF/ECHO & BHA", ["UNICEF", "ECHO", "BHA"]),
        ("UNICEF and oxfam", ["UNICEF", "oxfam"]),
        ("UNICEF et ECHO", ["UNICEF", "ECHO"]),
        ("Hope of Aden, and ECHO", ["Hope of Aden", "ECHO"]),
        ("Hope of Aden; Peace, and Bread", ["Hope of Aden", "Peace, and Bread"]),
        ("جمعية الوفاء، وكالة الساحل", ["جمعية الوفاء", "وكالة الساحل"]),
        ("جمعية الوفاء ووكالة الساحل", ["جمعية الوفاء", "وكالة الساحل"]),
        ("ECHO, Office for Peace, Trade and Law", ["ECHO", "Office for Peace, Trade and Law"]),
        ("Danish Refugee Council (DRC), Norwegian Refugee Council (NRC)",
         ["Danish Refugee Council (DRC)", "Norwegian Refugee Council (NRC)"]),
        ("WFP/PAM", ["WFP/PAM"]),
        ("Bureau of Seas, Rivers, and Lakes", ["Bureau of Seas, Rivers, and Lakes"]),
        ("Office for Peace, Trade and Law", ["Office for Peace, Trade and Law"]),
        ("Swiss Aid (HEKS/EPER)", ["Swiss Aid (HEKS/EPER)"]),
        ("Ministry of Trade, Japan", ["Ministry of Trade, Japan"]),
        ("Foreign, Commonwealth & Development Office (FCDO)", ["Foreign, Commonwealth & Development Office (FCDO)"]),
        ("وزارة الصحة والسكان", ["وزارة الصحة والسكان"]),
        ("Care & Share", ["Care & Share"]),
        ("Oxfam, ", ["Oxfam,"]),
    ],
)  # fmt: skip
def test_a_cell_is_parted_where_every_part_is_an_organisation(text: str, names: list[str]) -> None:
    assert [name.strip() for name in _lists().parts(text)] == names


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        ("Ministry of Trade, Japan", True),
        ("Hope of Aden, Stars of Aden", True),
        ("UNICEF, ECHO", False),
        ("Office for Peace, Trade and Law", False),
        ("Stars of Aden", False),
    ],
)
def test_what_was_read_as_one_unknown_name_and_may_be_several_is_in_doubt(text: str, is_doubtful: bool) -> None:
    assert _lists().is_doubtful(text) == is_doubtful
