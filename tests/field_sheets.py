"""Workbooks with the habits of sheets that coordinators publish, with invented rows: presence by decorated clusters,
headers with instructions, levels of areas by the country's own words, months and years apart.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook


def _saved(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def presence_of_afghanistan(folder: Path) -> Path:
    """Presence alone, no dates; clusters behind a common opening, a region above the province, types in brackets."""
    head = ["No.", "Organization Name", "Org. Acronym", "Organization Type\n(NNGO, INGO, UN)", "Service", "Region",
            "Province", "Province Code", "District Name", "District PCODE",
            "Cluster / Sector (from the list)"]  # fmt: skip
    noor, hindara = ["Noor Relief", "NR", "NNGO", "x"], ["Hindara Aid", "HA", "INGO", "x"]
    paktika, kabul = ["South Eastern", "Paktika", "AF12"], ["Central", "Kabul", "AF01"]
    rows: list[list[Any]] = [
        [1, *noor, *paktika, "Omna", "AF1216", "Operational Presence: Health"],
        [2, *noor, *paktika, "Gyan", "AF1209", "Operational Presence: WASH"],
        [3, *hindara, *kabul, "Paghman", "AF0102", "Operational Presence: Food Security & Agriculture"],
        [4, *hindara, *kabul, "Paghman", "AF0102", "Operational Presence: Emergency Shelter and NFI"],
        [5, *hindara, *kabul, "Kabul", "AF0101", "Operational Presence: Child Protection"],
        ["Total", *[None] * 9, 5],
    ]
    return _saved(folder / "presence.xlsx", {"3W": [["Operational presence"], [], head, *rows]})


def activities_of_congo(folder: Path) -> Path:
    """French, with territories and health zones, months and years apart, acronyms alone, and a row of sums."""
    head = ["Nom du partenaire de mise en œuvre", "Acronyme du partenaire de mise en œuvre\n(sigle uniquement)",
            "Type de partenaire", "CLUSTER\n(choisir dans la liste)\nactivités humanitaires", "Province",
            "Code province", "Territoire/Ville", "Code territoire", "Zone de santé", "Mois", "Année",
            "Groupe cible : à choisir", "Statut de l'activité",
            "Nombre de personnes atteintes\n(individus)"]  # fmt: skip
    amka, kivu = [None, "AMKA", "ONG Nat"], ["Nord-Kivu", "CD61"]
    rows: list[list[Any]] = [
        [*amka, "SANTE_OP", *kivu, "Masisi", "CD6103", "Kirotshe", "décembre", 2024, "1. PDI", "En cours", 120],
        [*amka, "EHA_OP", *kivu, "Rutshuru", "CD6105", "Binza", "Janvier", 2025, "2. Retournés", "Terminé", 80],
        ["Tumaini Congo", "TC", "ONG Nat", "SECAL_OP", "Ituri", "CD54", "Djugu", "CD5403", "Bambu", "T1", 2025,
         "1. PDI", "Temporairement suspendu", 300.0000000000001],
        ["Total général", None, None, "SECAL_OP", "Ituri", *[None] * 8, 500],
    ]  # fmt: skip
    return _saved(folder / "activites.xlsx", {"5W 2023": [head, *rows]})


def activities_of_ethiopia(folder: Path) -> Path:
    """Instructions under the headers, tags beside them, four levels of areas, and an old copy in a hidden sheet."""
    head = ["Implementing Partner Name\n(full name, as registered)", "Implementing Partner Acronym",
            "Cluster: choose one", "Region", "Region Pcode", "Zone", "Zone Pcode", "Woreda", "Woreda Pcode",
            "Kebele / Site", "Reporting Year", "Reporting Month [1-12]", "Population group", "Activity Status",
            "NUMBER OF PEOPLE REACHED\n(individuals)"]  # fmt: skip
    haydimtu = ["Somali", "ET05", "Liban", "ET0508", "Filtu", "ET050804", "Haydimtu"]
    ginir = ["Oromia", "ET04", "Bale", "ET0410", "Ginir", "ET041006", None]
    rows: list[list[Any]] = [
        [None, "OBA", "WASH Cluster", *haydimtu, 2025, 2, "1. IDP", "Temporarily Suspended", 40],
        [None, "OBA", "Protection: GBV", *haydimtu, 2025, 3, "2. Host community", "Ongoing", 60],
        ["Wabe Rural Action", "WRA", "Agriculture Cluster", *ginir, 2025, 12, "3. Returnees", "Planned", None],
    ]
    path = _saved(folder / "ethiopia.xlsx", {"5W": [head, *rows], "5W old": [head, *rows * 20]})
    book = load_workbook(path)
    book["5W old"].sheet_state = "hidden"
    book.save(path)
    return path
