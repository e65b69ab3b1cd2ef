"""How the fields of two entries compare: levels of likeness, written as SQL that DuckDB and Spark both understand.

A level is a number, higher is more alike; -1 is "not known on one side", which tells nothing. Names of columns end in
`_l` and `_r` for the two sides, as splink has them.
"""

from collections.abc import Sequence
from typing import Any

from tansiq.linkage.meetings import RULES
from tansiq.linkage.prepared import WORDS

Level = tuple[str, str]
"""What a level is called, and the condition that it holds."""

_LINEAGE = WORDS[1:]


def _exact(one: int, other: int) -> str:
    return f"coalesce(word{one}_l = word{other}_r, false)"


def _alike(one: int, other: int) -> str:
    """The same word but for a slip of the pen, or by its consonants where one of both is in Latin letters."""
    bones, likely = f"bones{one}_l = bones{other}_r", f"likely{one}_l = likely{other}_r"
    return f"coalesce({bones} and ({likely} or latin_l or latin_r), false)"


def _first_half_left_out(long: str, short: str) -> str:
    """One side is a compound given name, of which the other has the second half alone."""
    at, beside = (2, 1) if long == "l" else (1, 2)
    return f"(is_compound_{long} and {_alike(at, beside)} and {_alike(at + 1, beside + 1)})"


def _any(conditions: Sequence[str]) -> str:
    return "(" + " or ".join(conditions) + ")"


def _matched() -> str:
    """Father's, grandfather's and family names of one side that the other has too, in whichever order."""
    left = " + ".join(f"cast({_any([_alike(i, j) for j in _LINEAGE])} as int)" for i in _LINEAGE)
    right = " + ".join(f"cast({_any([_alike(i, j) for i in _LINEAGE])} as int)" for j in _LINEAGE)
    return f"least({left}, {right})"


_LEFT_OUT = _any([_first_half_left_out("l", "r"), _first_half_left_out("r", "l")])

_YEARS = "abs(birth_year_l - birth_year_r)"
_PEOPLE = "abs(size_l - size_r)"
_SPOUSES_FAMILY = "spouse_family_l = spouse_family_r"

LEVELS: dict[str, Sequence[Level]] = {
    "given": [
        ("same", _exact(1, 1)),
        ("same in other letters", f"{_alike(1, 1)} and (latin_l or latin_r)"),
        ("a slip apart", _alike(1, 1)),
        ("half of a compound name", _LEFT_OUT),
        ("in another place", f"{_alike(1, 2)} and {_alike(2, 1)}"),
    ],
    "lineage": [(f"{names} agree", f"{_matched()} = {names}") for names in (3, 2, 1)],
    "lineage_compared": [(str(names), f"least(words_l, words_r) = {names + 1}") for names in (3, 2, 1)],
    "place": [
        ("same settlement", "settlement_l = settlement_r"),
        ("same sub-district", "subdistrict_l = subdistrict_r"),
        ("same district", "district_l = district_r"),
    ],
    "national_id": [
        ("same", "national_id_l = national_id_r"),
        ("two digits apart", "levenshtein(national_id_l, national_id_r) <= 2"),
    ],
    "telephone": [
        ("same", "telephone_l = telephone_r"),
        ("two digits apart", "levenshtein(telephone_l, telephone_r) <= 2"),
    ],
    "birth_year": [
        ("same", f"{_YEARS} = 0"),
        ("two years apart", f"{_YEARS} <= 2"),
        ("five years apart", f"{_YEARS} <= 5"),
        ("ten years apart", f"{_YEARS} <= 10"),
    ],
    "size": [
        ("same", f"{_PEOPLE} = 0"),
        *((f"{people} more or less", f"{_PEOPLE} <= {people}") for people in (1, 2, 3, 4)),
    ],
    "spouse": [
        ("same", "spouse_key_l = spouse_key_r"),
        ("given name and one more", f"spouse1_l = spouse1_r and (spouse2_l = spouse2_r or {_SPOUSES_FAMILY})"),
        ("father and family", f"spouse2_l = spouse2_r and {_SPOUSES_FAMILY}"),
        ("given name", "spouse1_l = spouse1_r"),
    ],
    "given_share": [(str(bound), f"least(given_share_l, given_share_r) = {bound}") for bound in (3, 2, 1)],
    "family_rarity": [(str(bound), f"family_rarity_l = {bound}") for bound in (2, 1)],
}  # fmt: skip
"""For each comparison its levels, the most alike first; what reaches none of them is level 0."""

_UNKNOWN = {
    "national_id": "national_id",
    "telephone": "telephone",
    "birth_year": "birth_year",
    "size": "size",
    "spouse": "spouse_key",
}


def settings() -> dict[str, Any]:
    """The comparison as splink reads it. Its weights carry the levels alone: ours look at several fields at once."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "blocking_rules_to_generate_predictions": list(RULES),
        "comparisons": [_comparison(name, levels) for name, levels in LEVELS.items()],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(name: str, levels: Sequence[Level]) -> dict[str, Any]:
    known = _UNKNOWN.get(name)
    unknown = {
        "sql_condition": f"{known}_l is null or {known}_r is null" if known else "false",
        "label_for_charts": "not known",
        "is_null_level": True,
    }
    labels = [*levels, ("none of these", "ELSE")]
    told = [
        {"sql_condition": held, "label_for_charts": label, **_carrying(len(levels) - at)}
        for at, (label, held) in enumerate(labels)
    ]
    return {"output_column_name": name, "comparison_levels": [unknown, *told]}


def _carrying(level: int) -> dict[str, float]:
    """Probabilities whose weight in splink's answer is the number of the level, plus one; not known weighs zero."""
    return {"m_probability": 2.0 ** (level + 1) / 1024, "u_probability": 1 / 1024}
