"""Reports: text of the data is shown and never run."""

import pytest

from admin.coverage.state_styles import picture
from tansiq.language.vocabulary import COVERAGE_STATES
from tansiq.platform.typesetting import typeset

MAP = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0 9 0 9 9z" fill="#9bd3ad"/></svg>'
DATA = {"lang": "ar", "dir": "rtl", "demo": "", "period": "", "approximate": "", "legend": [], "colours": {}}


@pytest.mark.parametrize("title", ["التغطية في أبين", '#panic("run")', '#read("data.json")', "*x* _y_ $z$ \\ ` <a> @b"])
def test_hostile_text_is_set_as_it_stands(title: str) -> None:
    signs = {f"sign-{code}.svg": picture(code) for code in COVERAGE_STATES.codes}
    content = typeset("coverage_map", {**DATA, "title": title}, {**signs, "map.svg": MAP}, "png")
    assert content.startswith(b"\x89PNG")
