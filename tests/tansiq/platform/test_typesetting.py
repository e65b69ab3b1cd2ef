"""Reports: text of the data is shown and never run."""

import pytest

from admin.coverage.grade_styles import SIGNS, picture
from tansiq.platform.typesetting import typeset

MAP = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0 9 0 9 9z" fill="#9bd3ad"/></svg>'
WORDS = dict.fromkeys(("demo", "period", "approximate", "shaded", "source", "printed"), "")
DATA = {"lang": "ar", "dir": "rtl", "legend": [], "colours": {}, **WORDS}


@pytest.mark.parametrize("title", ["التغطية في أبين", '#panic("run")', '#read("data.json")', "*x* _y_ $z$ \\ ` <a> @b"])
def test_hostile_text_is_set_as_it_stands(title: str) -> None:
    signs = {f"sign-{code}.svg": picture(code) for code in SIGNS}
    content = typeset("coverage_map", {**DATA, "title": title}, {**signs, "map.svg": MAP}, "png")
    assert content.startswith(b"\x89PNG")
