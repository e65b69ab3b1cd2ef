"""An administrator writes a rule in Arabic: told of a fault at its letter, tried over what is stored, published."""

import pytest
from playwright.sync_api import expect

from tansiq.models import FieldDefinition, Organization, RuleDefinition
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE
from tests.definitions import field, name_of
from tests.people import SALMA


@pytest.fixture(scope="module")
def staff(origin: str) -> FieldDefinition:
    """How many work for an organisation: two for the first, nine for the second; the third does not say."""
    one = field("staff", "WHOLE", label_ar="العاملون", label_en="Staff")
    for row, count in zip(Organization.select().order_by(Organization.id), (2, 9), strict=False):
        row.enter(name_of(one), count)
        changes.save(SALMA, row)
    return one


def test_a_rule_is_written_tried_and_published(walk: Walk, staff: FieldDefinition) -> None:
    page = walk.sign_in("ar").open("fields/?of=organization").page
    walk.follow("#rules .head a.btn").check()
    page.fill("#expression", "${العاملين} > ٣")
    page.fill("#message_ar", "العاملون أقل من أربعة.")
    walk.follow("button[name=_try]").check()
    expect(page.locator("#expression-wrong")).to_contain_text("الحرف 1:")
    expect(page.locator("#expression-wrong")).to_contain_text("${العاملون}")
    # Nothing that was typed is lost.
    expect(page.locator("#message_ar")).to_have_value("العاملون أقل من أربعة.")
    page.fill("#expression", "${العاملون} > ٣")
    walk.follow("button[name=_try]").check()
    found = page.locator("section.notice")
    expect(found).to_contain_text("قيد واحد")
    expect(found.locator("ul.parts a")).to_have_count(1)
    assert not RuleDefinition.select().where(RuleDefinition.use_state == "DRAFT").exists()
    walk.follow(SAVE).check()
    rule = RuleDefinition.select().order_by(RuleDefinition.id.desc()).get()
    assert (rule.expression, rule.use_state) == (f"${{{staff.number}}} > ٣", "DRAFT")
    walk.follow("a[href*='to=ACTIVE']").check()
    breaking = Organization.get(Organization.id == 1)
    expect(page.locator(f"main a[href*='organization/details/?id={breaking.id}']").first).to_be_visible()
    walk.follow("main form .btn-primary").check()
    expect(page.locator(".message-success")).to_be_visible()
    walk.follow("a[href*='/trial/']").check()
    walk.follow("main a[href*='breaks=']").check()
    expect(page.locator("table.rows tbody tr")).to_have_count(1)
    # The next width begins anew.
    rule = RuleDefinition.get_by_id(rule.id)
    rule.use_state = "RETIRED"
    changes.save(SALMA, rule)
