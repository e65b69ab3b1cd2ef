"""The register of the panel that tests walk through: places that maps can draw, an intervention, a need, and Salma."""

from tansiq.accounts.people import enter_person
from tansiq.models import Account, Partnership
from tansiq.records import changes
from tests.people import SALMA
from tests.register import enter_register

CENTRES = (("YE121121", 45.30, 13.20), ("YE121122", 45.45, 13.10), ("YE121001", 45.40, 13.13), ("YE1927", 49.12, 14.54))
"""Degrees east and north: maps draw cells around these points."""


def enter_walked(password: str) -> None:
    """Enter all of it into the database in use; Salma signs in with this password."""
    with changes.together():
        register = enter_register()
        for pcode, longitude, latitude in CENTRES:
            area = register.areas[pcode]
            area.longitude, area.latitude = longitude, latitude
            changes.save(SALMA, area)
        enter_person(SALMA, Account(email="salma@example.org", name="سلمى"), password, "ADMIN")
        relief = register.organization("NRA", name_ar="جمعية أحمد للإغاثة", name_en="Ahmad Relief", kind="ASSOCIATION")
        register.organization("ADR")
        row = register.intervention("NRA", title_ar="نقل المياه إلى جعار", title_en="Water trucking to Ja'ar")
        register.site(row, "YE121121", targeted=1200, reached=300)
        changes.replace_parts(SALMA, row, Partnership, [{"organization": relief.id, "role": "FUNDING"}])
        register.need("YE1211", "WSH", 12_000, severity=4)
