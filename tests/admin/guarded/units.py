"""Administrative units with the telephones of their offices, each marked."""

from tansiq.records import changes
from tests.admin.guarded.marks import ADMINISTRATORS, OFFICE, Marks
from tests.filled_forms import municipal_form
from tests.people import SALMA
from tests.register import Register


def enter_units(marks: Marks, register: Register) -> None:
    """Units of Abyan (Nadia's) and of Hadramawt, one archived in each; each had another telephone before."""
    units = []
    for pcode, letters in (("YE1211", OFFICE), ("YE1927", ADMINISTRATORS)):
        # The former one stands in the history alone, which tells administrators of what is personal.
        unit = register.unit("Services", pcode=pcode, phone=_phone(marks, ADMINISTRATORS))
        unit.phone = _phone(marks, letters)
        units.append(changes.save(SALMA, unit))
        changes.archive(SALMA, register.unit("Gone", unit, pcode, phone=_phone(marks, letters)))
    # They are late with a form: whoever follows it is told whom to call.
    municipal_form(*units)


def _phone(marks: Marks, letters: str) -> str:
    return marks.new("unit", "phone", letters, "+967 %s")
