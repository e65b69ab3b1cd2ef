"""flask portal: entered, given tokens that are shown once, revoked, listed."""

from click.testing import CliRunner, Result

from tansiq.accounts import portals
from tansiq.commands.portal import portal
from tansiq.models import PortalClient
from tests.register import Register


def run(*words: str) -> Result:
    return CliRunner().invoke(portal, words)


def test_a_portal_is_entered_given_a_token_and_revoked(register: Register) -> None:
    entered = run("create", "Aden", "--scope", "coverage:read", "--within", "YE12")
    assert entered.exit_code == 0, entered.output
    secret = run("token", "Aden").output.strip()
    viewer = portals.viewer_by_token(secret)
    assert viewer is not None
    assert viewer.portal is not None
    assert viewer.portal.scopes == {"coverage:read"}
    assert viewer.portal.area_ids == {register.areas["YE12"].id}
    later = run("token", "Aden", "--overlap", "0").output.strip()
    assert [portals.viewer_by_token(each) is not None for each in (secret, later)] == [False, True]
    told = run("list").output
    assert "Aden\tcoverage:read" in told
    assert f"{later[:10]}…\tValid" in told
    assert later not in told
    assert run("revoke", "Aden", later[:8]).output == f"The token {later[:10]}… holds no more.\n"
    assert portals.viewer_by_token(later) is None
    assert run("revoke", "Aden").exit_code == 1


def test_what_is_read_is_said_aloud(register: Register) -> None:
    for options in ((), ("--within", "YE12", "--whole-register")):
        assert "either --within or --whole-register" in run("create", "Aden", *options).output
    assert PortalClient.select().count() == 0
    assert run("create", "Aden", "--whole-register").exit_code == 0
    assert PortalClient.get().is_unlimited


def test_a_portal_that_is_not_there_is_said_so(register: Register) -> None:
    assert "There is no portal called “Taiz”." in run("token", "Taiz").output
