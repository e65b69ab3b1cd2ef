"""What is measured of the policy is what people see."""

from tansiq.models import Intervention
from tansiq.policy.viewer import Portal, Viewer
from tansiq.policy.visibility import visible
from tests.bench.visibility import districts, listing
from tests.people import officer
from tests.register import Register


def test_both_lists_of_an_officer_hold_the_same_and_a_portals_less(register: Register) -> None:
    for pcode in ("YE121121", "YE1927", "YE121001"):
        register.site(register.intervention("NRA"), pcode)
    nadia = officer(register.areas["YE1211"].id)
    portal = Viewer(portal=Portal(1, frozenset({"registry:read"}), nadia.area_ids))
    assert [len(list(listing(viewer))) for viewer in (nadia, None, portal)] == [3, 3, 1]
    assert [row.id for row in listing(nadia)] == [
        row.id for row in visible(Intervention, nadia).order_by(Intervention.id.desc())
    ]
    assert len(districts()) == 3
