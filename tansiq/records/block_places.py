"""The places of rows within a block of ids, as the index of names keeps them: few are listed, many are bits.

up to 4,095 places:  two bytes each, in their order     more:  8,192 bytes, a bit for each place, the lowest first
"""

import struct
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_

BLOCK = 65_536
"""Ids of one block; places count from 0."""
_ALL = BLOCK // 8
"""Bytes of a bit for each place: as many as the longest list would have and two more."""


def with_places(kept: bytes, places: Iterable[int]) -> bytes:
    """What is kept, b"" of no place at all, with these places besides."""
    if len(kept) < _ALL:
        listed = sorted({*_listed(kept), *places})
        if len(listed) * 2 < _ALL:
            return struct.pack(f"<{len(listed)}H", *listed)
        kept, places = bytes(_ALL), listed
    bits = bytearray(kept)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def common_places(held: Sequence[bytes], most: int) -> Collection[int] | None:
    """The places that all of these have, one at least; None where all of them are bits of more than `most` places."""
    lists, maps = [one for one in held if len(one) < _ALL], [one for one in held if len(one) == _ALL]
    if not lists:
        return _common_bits(maps, most)
    lists.sort(key=len)
    found = set(_listed(lists[0]))
    for kept in lists[1:]:
        found.intersection_update(_listed(kept))
    return [place for place in found if all(bits[place >> 3] >> (place & 7) & 1 for bits in maps)]


def _listed(kept: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(kept) // 2}H", kept)


def _common_bits(maps: Sequence[bytes], most: int) -> list[int] | None:
    bits = reduce(and_, (int.from_bytes(one, "little") for one in maps))
    if bits.bit_count() > most:
        return None
    held = [(at, byte) for at, byte in enumerate(bits.to_bytes(_ALL, "little")) if byte]
    return [at << 3 | bit for at, byte in held for bit in range(8) if byte >> bit & 1]
