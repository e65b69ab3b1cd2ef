"""The indentation of templates is on no page; what people entered keeps its spaces."""

from flask import Flask
from jinja2 import DictLoader, Environment

from admin.words.unindented import Unindented
from tests.admin.conftest import Reader

SHOWN = "<ul>\n  {% for one in rows %}\n\t<li>{{ one }}</li>\n  {% endfor %}\n</ul>"


def test_lines_begin_with_their_first_sign(application: Flask) -> None:
    unindented = Unindented(application.jinja_env)
    assert (
        unindented.preprocess(SHOWN, "list.html")
        == "<ul>\n{% for one in rows %}\n<li>{{ one }}</li>\n{% endfor %}\n</ul>"
    )
    for name, source in (("mail.txt", SHOWN), (None, SHOWN), ("code.html", f"<pre>{SHOWN}</pre>")):
        assert unindented.preprocess(source, name) == source


def test_what_was_entered_keeps_its_lines_as_they_are() -> None:
    templates = DictLoader({"note.html": "<p>\n  <textarea>{{ entered }}</textarea>\n</p>"})
    pages = Environment(loader=templates, extensions=[Unindented], autoescape=True)
    entered = "first\n   second\n\tthird"
    assert pages.get_template("note.html").render(entered=entered) == f"<p>\n<textarea>{entered}</textarea>\n</p>"


def test_no_line_of_a_page_is_indented(salma: Reader) -> None:
    assert "\n  <" not in salma.get("intervention/new/").text
