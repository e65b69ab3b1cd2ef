"""A ministry builds a register without a programmer: its type, its fields, a formula, the preview, and publishes it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.models import FieldDefinition, Organization, TypeDefinition
from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE
from tests.definitions import field, name_of


def _newest() -> TypeDefinition:
    found: TypeDefinition = TypeDefinition.select().order_by(TypeDefinition.id.desc()).get()
    return found


def _add_field(walk: Walk, kind: TypeDefinition, value_type: str, arabic: str, english: str) -> Page:
    """The form of a new field of a record type, with its labels filled in, reached by its buttons."""
    walk.open(f"typedefinition/details/?id={kind.id}").follow("#fields .head a.btn")
    walk.follow(f"a[href$='type={value_type}']")
    walk.page.fill("#label_ar", arabic)
    walk.page.fill("#label_en", english)
    return walk.page


def test_a_register_is_built_and_published(walk: Walk) -> None:
    walk.sign_in("ar")
    page = walk.open("typedefinition/").page
    walk.check()
    walk.follow("main a[href*='typedefinition/new']").check()
    page.fill("#many_ar", "آبار")
    page.fill("#many_en", f"Wells {page.evaluate('innerWidth')}")
    page.fill("#one_ar", "بئر")
    page.locator("#policy").get_by_label("الجميع").check()
    page.locator("#icon").get_by_label("قطرة ماء").check()
    walk.follow(SAVE).check()
    kind = _newest()
    assert (kind.icon, kind.policy, kind.use_state) == ("drop", "PUBLIC", "DRAFT")
    _add_field(walk, kind, "WHOLE", "العمق", "Depth")
    walk.check()
    walk.follow(SAVE).check()
    _add_field(walk, kind, "CALCULATED", "ضعف العمق", "Twice the depth")
    page.fill("#formula", "${العمك} * 2")
    walk.follow(SAVE)
    expect(page.locator("#formula-wrong")).to_contain_text("${العمق}")
    walk.check()
    page.fill("#formula", "2 * ")
    page.locator("#formula ~ .expression-names summary").click()
    page.locator("#formula ~ .expression-names button", has_text="${العمق}").click()
    expect(page.locator("#formula")).to_have_value("2 * ${العمق}")
    walk.follow(SAVE).check()
    walk.open(f"typedefinition/details/?id={kind.id}").follow("#fields a[href*='preview']").check()
    expect(page.locator(".preview")).to_have_count(2)
    expect(page.locator(".preview[dir=ltr] output")).to_have_text("24")
    walk.open(f"typedefinition/details/?id={kind.id}").follow("a[href*='to=ACTIVE']").check()
    expect(page.locator("main")).to_contain_text("العمق")
    walk.follow("main form .btn-primary").check()
    expect(page.locator(".message-success")).to_be_visible()
    assert {one.use_state for one in FieldDefinition.select().where(FieldDefinition.record_type == kind.id)} == {
        "ACTIVE"
    }
    walk.speak("en").open(f"typedefinition/details/?id={kind.id}").check()
    expect(page.locator("#fields")).to_contain_text("Twice the depth")


@pytest.fixture(scope="module")
def board(origin: str) -> dict[str, str]:
    """Fields of organisations: men and women of the board, their sum, and why there are no women among many."""
    men, women = field("men", "WHOLE", label_en="Men"), field("women", "WHOLE", label_en="Women")
    both = field("both", "CALCULATED", formula=f"${{{men.number}}} + ${{{women.number}}}", label_en="Together")
    why = field("why", shows_if=f"${{{women.number}}} = 0 and ${{{men.number}}} > 3", label_en="Why no women")
    return {"men": name_of(men), "women": name_of(women), "both": name_of(both), "why": name_of(why)}


def test_fields_are_shown_and_reckoned_while_a_form_is_filled(walk: Walk, board: dict[str, str]) -> None:
    page = walk.sign_in("en").open("organization/edit/?id=2").page
    fields = {name: page.locator(f'[id="{address}"]') for name, address in board.items()}
    fields["men"].fill("٥")
    fields["women"].fill("1")
    expect(fields["both"]).to_have_text("6")
    expect(fields["why"]).to_be_hidden()
    fields["women"].fill("0")
    expect(fields["why"]).to_be_visible()
    walk.check()
    fields["why"].fill("Asked for")
    fields["women"].fill("2")
    # What holds something is never hidden.
    expect(fields["why"]).to_be_visible()
    fields["why"].fill("")
    expect(fields["why"]).to_be_hidden()
    fields["women"].fill("0")
    fields["why"].fill("None stood")
    walk.follow(SAVE).check()
    told = page.locator("section.group", has_text="Together").first
    expect(told).to_contain_text("None stood")
    row = Organization.get_by_id(2)
    assert row.entered(board["why"]) == "None stood"
    for name in board.values():
        row.enter(name, None)
    Organization.update(extra=row.extra).where(Organization.id == row.id).execute()


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Walk]:
    """A walk on a telephone whose browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield Walk(context.new_page(), origin)
    context.close()


def test_all_of_it_works_without_scripts(plain: Walk, board: dict[str, str]) -> None:
    page = plain.sign_in("ar").open("organization/edit/?id=2").page
    for name in ("men", "women", "both", "why"):
        expect(page.locator(f'[id="{board[name]}"]')).to_be_visible()
    expect(page.locator(f'[id="{board["why"]}-hint"]')).to_contain_text(re.compile("فقط إذا"))
    plain.open("typedefinition/new/")
    page.fill("#many_ar", "مدارس")
    page.locator("#policy").get_by_label("الجميع").check()
    plain.follow(SAVE)
    kind = _newest()
    assert (kind.many_ar, kind.key.startswith("type")) == ("مدارس", True)
    _add_field(plain, kind, "CHOICE", "المرحلة", "Stage")
    page.fill("#answers", "أساسي | Basic\nثانوي | Secondary")
    plain.follow(SAVE)
    plain.open(f"typedefinition/details/?id={kind.id}").follow("a[href*='to=ACTIVE']").follow("main form .btn-primary")
    assert _newest().use_state == "ACTIVE"
