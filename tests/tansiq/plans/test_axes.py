"""Axes of several plans that are one: by any name in common, however it is spelled."""

from tansiq.plans.axes import together


def test_a_name_in_common_makes_them_one_however_it_is_spelled() -> None:
    found = together([(1, "الصحة", ""), (2, "المياه", "Water"), (3, "الصحه", "Health"), (4, "", "health")])
    assert [(one.name_ar, one.name_en, one.ids) for one in found] == [
        ("الصحة", "Health", (1, 3, 4)),
        ("المياه", "Water", (2,)),
    ]


def test_one_that_has_a_name_of_two_brings_them_together() -> None:
    [found] = together([(1, "", "Roads"), (2, "الطرق", ""), (3, "الطرق", "roads")])
    assert (found.key, found.ids) == ("roads", (1, 2, 3))


def test_names_of_signs_alone_are_names_too() -> None:
    assert [one.key for one in together([(1, "", "%"), (2, "", "#")])] == ["%", "#"]
