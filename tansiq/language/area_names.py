"""Names of areas as they are matched: folded, without spaces, with and without the word for the level."""

from collections.abc import Iterable

from tansiq.language.arabic import fold

_LEVEL_WORDS = frozenset(
    map(
        fold,
        (
            *("governorate", "governorates", "muhafazah", "province", "region", "gouvernorat", "district", "cercle"),
            *("departement", "commune", "subdistrict", "محافظة", "المحافظة", "مديرية", "المديرية", "عزلة", "ناحية"),
            *("قضاء", "لواء", "منطقة", "ولاية"),
        ),
    )
)


def keys_of(names: Iterable[str]) -> frozenset[str]:
    """The keys by which names are matched: folded, without spaces, with and without the word for the level."""
    found = set()
    for name in names:
        words = fold(name).split()
        found.add("".join(words))
        found.add(_bare(words))
    return frozenset(found - {""})


def area_key(name: str) -> str:
    """The key of one name without the word for the level; "" for a text that names nothing: no letters, or that word
    alone."""
    key = _bare(fold(name).split())
    return key if any(sign.isalpha() for sign in key) else ""


def _bare(words: list[str]) -> str:
    return "".join(word for word in words if word not in _LEVEL_WORDS)
