"""Where in what was sent a fault lies, spelled as the schema spells it.

the register says    ends_on    email           within          sites.2.population_group (third in the register)
a portal is told     endsOn     contactEmail    sites.0.area    sites.0.populationGroup  (first that was sent)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from strawberry.utils.str_converters import to_camel_case

from tansiq.faults import Refused


@contextmanager
def told_at(place: str | Callable[[str], str]) -> Iterator[None]:
    """Tell what the block is refused for at `place`, or at the one it gives for the field of a row."""
    try:
        yield
    except Refused as refusal:
        faults = [
            replace(fault, field=place if isinstance(place, str) else place(fault.field)) for fault in refusal.faults
        ]
        raise Refused(*faults) from refusal


def as_spelled(field: str) -> str:
    """The path of a field as the schema spells it: "sites.1.populationGroup" for "sites.1.population_group"."""
    return ".".join(to_camel_case(name) for name in field.split("."))
