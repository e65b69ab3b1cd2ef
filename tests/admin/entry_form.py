"""What is typed on the one page of an intervention, and what it shows of its sites."""

import re
from typing import Any

from tansiq.models import Intervention, Site
from tests.register import Register

NEW = "intervention/new/"


def own(register: Register, **values: Any) -> dict[str, Any]:
    """What is typed for the intervention itself, a draft: what is published needs a site."""
    facts = {
        "organization": register.organization("NRA").id,
        "sector": register.sectors["WSH"].id,
        "title_en": "Wells",
        "status": "ONGOING",
        "starts_on": "2026-03-01",
        "ends_on": "2026-03-31",
    }
    return {**facts, **values}


def site_typed(register: Register, key: int, pcode: str = "YE121121", **values: Any) -> dict[str, Any]:
    """What is typed for the site with a key."""
    facts = {"area": register.areas[pcode].id, "population_group": register.groups["ALL"].id, **values}
    return {f"sites-{key}-{name}": value for name, value in facts.items()}


def stored_site(site: Site, key: int, **values: Any) -> dict[str, Any]:
    """What the form sends of a stored site."""
    facts = {"id": site.id, "version": site.version, "area": site.area_id, "population_group": site.population_group_id}
    return {f"sites-{key}-{name}": value for name, value in {**facts, **values}.items()}


def edit(row: Intervention) -> str:
    return f"intervention/edit/?id={row.id}"


def site_titles(page: str) -> list[str]:
    """The titles of the sites in the order of the page, the row that scripts copy left out."""
    plain = re.sub(r"<template>.*?</template>", "", page, flags=re.S)
    return re.findall(r'<summary><span class="row-title">([^<]+)</span>', plain)
