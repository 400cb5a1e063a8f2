"""Which customers and contacts a sync has seen so far, by their numbers: a bit for each."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


class Seen:
    """The numbers seen. A million of them take 125 kB, and some bytes where they are packed."""

    def __init__(self, bits: bytes = b"") -> None:
        self._bits = bytearray(bits)

    def __contains__(self, number: int | None) -> bool:
        if number is None:
            return False
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] & 1 << (number & 7))

    def add(self, numbers: Iterable[int]) -> None:
        """These were seen."""
        for number in numbers:
            place = number >> 3
            if place >= len(self._bits):
                # Some more at once: numbers mostly come in order.
                self._bits.extend(bytes(place + 1024 - len(self._bits)))
            self._bits[place] |= 1 << (number & 7)

    def packed(self) -> bytes:
        """All of it, to be stored."""
        return zlib.compress(self._bits, level=1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """What `packed` gave."""
        return cls(zlib.decompress(packed))


@dataclass(frozen=True)
class SeenRows:
    """What a sync has seen."""

    customers: Seen = field(default_factory=Seen)
    contacts: Seen = field(default_factory=Seen)
