"""Mail addresses in one form: however they are typed, and the same again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.platform.mail_addresses import normal_form


@pytest.mark.parametrize(
    "typed",
    [
        "hana@spring.example",
        "  HANA@Spring.Example\t",
        "hana@ｓpring.example",
        "hana@spring。example",
        "hana@spring．example",
        "hana@spring｡example.",
        "hana＠spring.example",
        "ⓗana@sprⓘng.example",
        "\u200fhana@spring.example\u200e",
        "ha\u00adna@spr\u200bing.example",
        "𝐡ana@𝔰pring.example",
    ],
)
def test_an_address_has_one_form_however_it_is_typed(typed: str) -> None:
    assert normal_form(typed) == "hana@spring.example"


def test_a_name_of_other_letters_is_written_as_the_net_writes_it() -> None:
    assert normal_form("بريد@مثال.يمن") == "بريد@xn--mgbh0fb.xn--hhbck" == normal_form("بريد@XN--MGBH0FB.xn--hhbck")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hana@spring.example", "hana@spring.example.org"),
        # Letters that only look alike are other letters.
        ("hana@spring.example", "hana@sprіng.example"),
        ("hana@strasse.example", "hana@straße.example"),
        ("a.b@spring.example", "ab@spring.example"),
    ],
)
def test_what_others_receive_stays_another_address(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@pytest.mark.parametrize(
    "typed", ["", "@", "hana", "a@b_c", "a@-b", "a@b..c", "a@" + "ｘ" * 400, "a@xn--zz.example", "\x00"]
)
def test_what_is_no_address_can_be_counted_all_the_same(typed: str) -> None:
    assert normal_form(normal_form(typed)) == normal_form(typed)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_normal_form_is_its_own(local: str, domain: str) -> None:
    once = normal_form(f"{local}@{domain}")
    assert normal_form(once) == once
