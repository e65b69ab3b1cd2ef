"""People at their browsers beside an import: who reads and who saves, over real processes and real connections.

gunicorn (two processes) <- HTTP - four who read, two or eight who save, each in a thread of this process
tansiq fivew import      -- the same database, a process of its own
"""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tansiq.demo import PASSWORD
from tansiq.demo.people import PEOPLE

READ = ("", "intervention/", "organization/", "site/", "history/", "batches/", "imports/")
"""The pages that readers open, below /admin/; coverage and overlaps, which are found anew where sites have changed, are
measured by themselves."""


@dataclass
class Answer:
    """What came back: the status, the page, where it leads, and the seconds it took."""

    status: int
    page: str
    location: str
    seconds: float


@dataclass
class Noted:
    """What people noted of their work: seconds of each answer, and every answer that was no good one."""

    reading: list[float] = field(default_factory=list)
    by_page: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    saving: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Browser:
    """A signed-in browser without scripts: it keeps cookies and one connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: SimpleCookie = SimpleCookie()
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)

    def sign_in(self) -> None:
        """Be the administrator of the demonstration. Raises ValueError where that is refused."""
        given = {**_Form.of(self.ask("sign-in").page), "email": PEOPLE[0].email, "password": PASSWORD}
        answer = self.ask("sign-in", given)
        if answer.status != 302:
            raise ValueError(f"signing in answers {answer.status}")

    def ask(self, address: str, given: dict[str, str] | None = None) -> Answer:
        """Open a page below /admin/, or send a form there."""
        headers = {"Cookie": "; ".join(f"{name}={kept.value}" for name, kept in self.cookies.items())}
        method, body = ("GET", None) if given is None else ("POST", urlencode(given))
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self._connection.request(method, f"/admin/{address}", body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        taken = time.perf_counter() - began
        for told in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(told)
        return Answer(answer.status, page, answer.headers.get("Location", ""), taken)


class _Form(HTMLParser):
    """The values of the form of a page that carries the token, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select, self._area = "", ""

    @classmethod
    def of(cls, page: str) -> dict[str, str]:
        read = cls()
        read.feed(page)
        return max((form for form in read.forms if "csrf_token" in form), key=len)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select and self.forms:
            self.forms[-1][self._select] = given.get("value", "")
        elif tag == "textarea" and self.forms:
            self._area, self.forms[-1][name] = name, ""
        elif tag == "input" and name and self.forms and _is_sent(given):
            self.forms[-1][name] = given.get("value", "on" if given.get("type") == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data.strip("\n")


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type", "text")
    return kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in given)


def read(port: int, noted: Noted, seed: int, over: threading.Event) -> None:
    """Open pages one after the other, with a moment to look at each."""
    browser, dice = Browser(port), random.Random(seed)  # noqa: S311  The same pages in every run.
    browser.sign_in()
    while not over.is_set():
        address = dice.choice(READ)
        answer = browser.ask(address)
        noted.reading.append(answer.seconds)
        noted.by_page[address].append(answer.seconds)
        if answer.status not in (200, 302):
            noted.refused.append(f"{address} answers {answer.status}")
        over.wait(0.2)


def save(port: int, noted: Noted, address: str, over: threading.Event, times: int | None = None) -> None:
    """Change one record again and again, `times` often or until it is over: the form is opened, changed and sent."""
    browser = Browser(port)
    browser.sign_in()
    number = 0
    while not over.is_set() and number != times:
        number += 1
        given = _Form.of(browser.ask(address).page)
        changed = next(name for name in ("title_en", "name_en", "remarks") if name in given)
        given[changed] = f"{given[changed].partition(' no. ')[0]} no. {number}"
        answer = browser.ask(address, given)
        noted.saving.append(answer.seconds)
        if answer.status != 302:
            noted.refused.append(f"{address} answers {answer.status}")
        over.wait(0.05)


@contextmanager
def at_work(people: list[Callable[[threading.Event], None]]) -> Iterator[None]:
    """All of them work until the block ends. Raises what went wrong with one of them."""
    over, broken = threading.Event(), list[BaseException]()

    def run(person: Callable[[threading.Event], None]) -> None:
        try:
            person(over)
        except BaseException as error:
            # It is raised where all of them end.
            broken.append(error)

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if broken:
        raise broken[0]
