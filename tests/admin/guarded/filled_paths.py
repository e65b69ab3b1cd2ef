"""What stands in an address for each of its parts: files of each kind, a language, a number."""

from collections.abc import Iterator
from itertools import product

ARGUMENTS = {
    "export_type": ("csv", "xlsx"),
    "kind": ("csv", "xlsx"),
    "kind_of_file": ("csv", "xlsx"),
    "language": ("en",),
    "code": ("en",),
    "address": ("abcdefghjk",),
    "number": ("1", "2", "3"),
    "of": ("intervention", "area"),
}


def paths_of(rule: str, arguments: set[str]) -> Iterator[str]:
    """The rule with each argument put to each of its values."""
    names = sorted(arguments)
    for values in product(*(ARGUMENTS[name] for name in names)):
        path = rule
        for name, value in zip(names, values, strict=True):
            path = path.replace(f"<{name}>", value)
        yield path
