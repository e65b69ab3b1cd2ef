"""The columns of the sheet we write, in order; the sheets we read back carry the same fields."""

from tansiq.exchange.sheet.fields import BY_NAME
from tansiq.models.site import COUNTS

_BOTH = ("ar", "en")
_PLACES = tuple(f"{stem}_{part}" for stem in ("adm1", "adm2", "adm3", "settlement") for part in ("name", "pcode"))

EXPORTED: tuple[str, ...] = (
    "record_id",
    "registration_number",
    *(f"organization_name_{code}" for code in _BOTH),
    "organization_acronym",
    "organization_kind",
    "lead_name",
    "donor",
    "country",
    "country_pcode",
    *_PLACES,
    "latitude",
    "longitude",
    "sector",
    "sector_code",
    "subsector",
    "activity",
    *(f"title_{code}" for code in _BOTH),
    "project_code",
    *(f"project_title_{code}" for code in _BOTH),
    "plan_item",
    "modality",
    "starts_on",
    "ends_on",
    "status",
    "population_group",
    *(name for name in COUNTS if name in BY_NAME),
    "distinct_people",
    "budget",
    "currency",
    "remarks",
)
