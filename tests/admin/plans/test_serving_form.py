"""The form of an intervention offers the items of plans that it may serve; what is ticked is committed to on saving."""

from typing import Any

from tansiq.models import Commitment, Intervention
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, edit, own, site_typed
from tests.register import Register
from tests.tansiq.plans.test_coverage_of_items import plan_of
from tests.tansiq.plans.test_serving import asking


def _typed(register: Register, **values: Any) -> dict[str, Any]:
    return {**own(register), **site_typed(register, 0), **values}


def test_items_are_offered_while_the_form_is_filled_and_stay_ticked(register: Register, nadia: Reader) -> None:
    item = asking(register, plan_of(register), "Wells of Ja'ar")
    asking(register, plan_of(register), "Clinics", "HEA")
    told = nadia.post("intervention/overlaps/", page="", **_typed(register)).text
    assert "Wells of Ja&#39;ar" in told
    assert "Clinics" not in told
    assert f'name="serves" value="{item.id}">' in told
    ticked = nadia.post("intervention/overlaps/", page="", **_typed(register, serves=item.id)).text
    assert f'name="serves" value="{item.id}" checked>' in ticked


def test_what_is_ticked_is_committed_to_with_the_intervention(register: Register, nadia: Reader) -> None:
    item = asking(register, plan_of(register), "Wells of Ja'ar")
    back = nadia.post(NEW, page="", **_typed(register, serves=item.id, budget="x")).text
    assert f'name="serves" value="{item.id}" checked>' in back
    nadia.post(NEW, page="", **_typed(register, serves=item.id))
    row = Commitment.get()
    work = Intervention.get(Intervention.title_en == "Wells")
    assert (row.item_id, row.intervention_id, row.organization_id) == (item.id, work.id, work.organization_id)
    told = nadia.post(f"intervention/overlaps/?id={work.id}", page="", **_typed(register)).text
    assert "Wells of Ja&#39;ar" not in told
    assert "Commitments that it serves" in nadia.get(f"intervention/details/?id={work.id}").text
    assert nadia.get(edit(work)).status_code == 200


def test_an_item_that_is_not_there_is_refused_and_nothing_is_saved(register: Register, nadia: Reader) -> None:
    for given in ("999999", "x"):
        page = nadia.post(NEW, page="", **_typed(register, serves=given)).text
        assert "There is no such record." in page
    assert Intervention.select().count() == 0
