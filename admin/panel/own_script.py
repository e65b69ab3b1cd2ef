"""What the page's script (admin/static/own_fields.js) needs to hide and reckon own fields while a form is filled.

    {"today": "2026-03-01", "kinds": {"12": "WHOLE"}, "shows": {"14": [">", ["field", 12], 5]}, "sums": {"15": ...}}

The script hides nothing that holds something, and the server reckons again: without it all fields stand there.
"""

from typing import Any

from tansiq.expressions.script import Json, written
from tansiq.models.definitions import Definitions, Holder, known
from tansiq.models.extra import extra_name
from tansiq.platform import clock


def own_script(holder: Holder, form: Any, definitions: Definitions | None = None) -> dict[str, Any] | None:
    """What the script of a form is told; None where no field of the form is shown under a condition or calculated.
    `form` knows the names that stand in it; `definitions` are those of today unless given."""
    definitions = definitions or known()
    shows = _of_form(form, definitions.conditions_in(holder))
    sums = _of_form(form, definitions.calculated_in(holder))
    if not shows and not sums:
        return None
    kinds = {str(one.number): one.value_type for one in definitions.of(holder) if extra_name(one.number) in form}
    # What a condition asks may itself be calculated: each after those it is made of.
    return {"today": clock.today().isoformat(), "kinds": kinds, "shows": shows, "sums": sums, "order": list(sums)}


def _of_form(form: Any, trees: Any) -> dict[str, Json]:
    return {str(number): written(tree) for number, tree in trees.items() if extra_name(number) in form}
