"""From a registration to a restored version: an association, the officer of its district, its partner, a portal.

The association registers itself; the officer returns it with a comment; it is amended and approved and stands in the
directory and in GraphQL; its partner proposes a change; another officer's change clashes with it, and is decided; the
history tells it all; a version is brought back.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import expect

from tests.browser.conftest import Sit, Walk, enter, log_of
from tests.browser.serving import ROOT


def _mailed(settings: dict[str, str], origin: str) -> str:
    """The link of the mail that waits, which development prints as it is mailed: here by the command, as no worker
    runs beside the panel."""
    known = {**os.environ, **settings, "TANSIQ_PUBLIC_ADDRESS": origin}
    command = [sys.executable, "-m", "flask", "notices", "send"]
    told = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, check=True)
    said = (told.stdout + told.stderr).decode("utf-8", "replace")
    return str(re.findall(r"/admin/(register/link\?token=[\w-]+)", said)[-1])


def _register(stranger: Walk, settings: dict[str, str], origin: str, name: str) -> None:
    stranger.open("sign-in").speak("ar").follow("main a[href$='/register/']")
    stranger.check()
    stranger.page.fill("#name_ar", name)
    stranger.page.select_option("#kind", "ASSOCIATION")
    stranger.page.select_option("#home_area", label="خنفر")
    stranger.page.fill("#contact", "سارة")
    stranger.page.fill("#email", "no address")
    stranger.follow("form.record .btn-primary")
    expect(stranger.page.locator(".faults a[href='#email']")).to_be_visible()
    stranger.check()
    stranger.page.fill("#email", f"sara{len(name)}@example.org")
    stranger.follow("form.record .btn-primary")
    stranger.check()
    stranger.open(_mailed(settings, origin))
    stranger.check()
    stranger.follow(".notice .btn-primary")
    expect(stranger.page.locator(".proposal-waiting")).to_be_visible()


def _return(nadia: Walk, name: str) -> None:
    nadia.open("proposal/")
    expect(nadia.page.locator("#menu .count")).to_have_text("1")
    nadia.check()
    nadia.follow(nadia.page.locator("main td a", has_text=name))
    nadia.check()
    nadia.follow("button[value=return]")
    expect(nadia.page.locator(".faults")).to_be_visible()
    nadia.page.fill("#comment", "أضيفوا رقم التسجيل")
    nadia.follow("button[value=return]")
    expect(nadia.page.locator(".empty")).to_be_visible()


def _amend(stranger: Walk, name: str) -> None:
    stranger.open("register/mine")
    expect(stranger.page.locator("blockquote")).to_have_text("أضيفوا رقم التسجيل")
    stranger.follow("a[href$='/register/amend']")
    expect(stranger.page.locator("#name_ar")).to_have_value(name)
    stranger.page.fill("#registration_number", f"7/{len(name)}")
    stranger.follow("form.record .btn-primary")
    expect(stranger.page.locator(".proposal-waiting")).to_be_visible()


def _approve(nadia: Walk, name: str) -> None:
    nadia.open("proposal/").follow(nadia.page.locator("main td a", has_text=name))
    nadia.follow("button[value=approve]")
    expect(nadia.page.locator(".message-success")).to_be_visible()


def _asked(origin: str, name: str) -> list[str]:
    """What a portal without a token reads of the organisations of that name."""
    query = "query ($name: String) { organizations(search: $name) { edges { node { nameAr } } } }"
    body = json.dumps({"query": query, "variables": {"name": name}}).encode()
    asked = Request(f"{origin}/graphql", body, {"Content-Type": "application/json"})  # noqa: S310  Our own address.
    with urlopen(asked) as answer:  # noqa: S310  The same.
        edges = json.load(answer)["data"]["organizations"]["edges"]
    return [edge["node"]["nameAr"] for edge in edges]


def _rename(walk: Walk, name: str, english: str) -> None:
    walk.open(f"organization/?search={name}").follow(walk.page.locator("tbody a", has_text=name).first)
    walk.follow(".head .btn-primary")
    walk.page.fill("#name_en", english)
    walk.follow("form.record > .buttons .btn-primary")


def _decide_clash(nadia: Walk, name: str) -> None:
    nadia.open("proposal/").follow(nadia.page.locator("main td a", has_text=name))
    nadia.follow("button[value=approve]")
    expect(nadia.page.locator(".clash .choice")).to_be_visible()
    expect(nadia.page.locator(".clash")).to_contain_text("Ministry's name")
    nadia.check()
    nadia.page.check(".clash input[value=PROPOSED]")
    nadia.follow("button[value=approve]")
    expect(nadia.page.locator(".message-success")).to_be_visible()


def _bring_back(nadia: Walk, name: str) -> None:
    nadia.open(f"organization/?search={name}").follow(nadia.page.locator("tbody a", has_text=name).first)
    expect(nadia.page.locator("#history")).to_contain_text("Partner's name")
    expect(nadia.page.locator("#history")).to_contain_text("Ministry's name")
    nadia.follow("#history .head a")
    nadia.check()
    nadia.follow(nadia.page.locator("form[action$='bring-back/'] button").first)
    expect(nadia.page.locator("h1")).to_contain_text(name)
    expect(nadia.page.locator("main")).to_contain_text("Ministry's name")


def test_from_a_registration_to_a_restored_version(sit: Sit, settings: dict[str, str], origin: str) -> None:
    stranger, nadia = sit("stranger"), sit("nadia")
    name = f"جمعية الأمل {stranger.page.evaluate('innerWidth')}"
    enter(settings, "nadia@example.org", "OFFICER", "YE12")
    enter(settings, "said@example.org", "OFFICER", "YE1211")
    _register(stranger, settings, origin, name)
    nadia.sign_in("ar", "nadia@example.org")
    _return(nadia, name)
    _amend(stranger, name)
    assert _asked(origin, name) == []
    _approve(nadia, name)
    assert _asked(origin, name) == [name]
    partner = f"khaled{len(name)}{stranger.page.evaluate('innerWidth')}@example.org"
    enter(settings, partner, "PARTNER", organization=name)
    khaled = sit("khaled").sign_in("ar", partner)
    _rename(khaled, name, "Partner's name")
    expect(khaled.page.locator(".proposal-waiting").first).to_be_visible()
    khaled.check()
    said = sit("said").sign_in("ar", "said@example.org")
    _rename(said, name, "Ministry's name")
    _decide_clash(nadia, name)
    _bring_back(nadia, name)
    for walk in (stranger, nadia, khaled, said):
        assert (walk.complaints, walk.elsewhere) == ([], [])


def test_nothing_waits_is_said_in_english_too(sit: Sit, settings: dict[str, str]) -> None:
    enter(settings, "nadia@example.org", "OFFICER", "YE12")
    walk = sit("nadia").sign_in("en", "nadia@example.org").open("proposal/?show=own")
    expect(walk.page.locator(".empty")).to_contain_text("You have proposed nothing yet")
    walk.check()
    assert Path(log_of(settings)).exists()
