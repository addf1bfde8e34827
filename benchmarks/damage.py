"""What can happen to a file: kinds of damage, each a function of the file's bytes, dice and other files' bytes.

Damage is of any size: short ranges are as likely as long ones. Three kinds aim at what stands outside of streams, where
no sum is kept of the bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_STREAM = re.compile(rb"(?<=stream)\r?\n.*?(?=endstream)", re.DOTALL)

Mutate = Callable[[bytes, random.Random, list[bytes]], bytes]


def _range(data: bytes, dice: random.Random, longest: int = 4096) -> tuple[int, int]:
    """A place, and a length of any order of magnitude: short ones are as likely as long ones."""
    start = dice.randrange(len(data))
    return start, min(len(data), start + int(2 ** dice.uniform(0, longest.bit_length() - 1)))


def _put(data: bytes, place: int, new: bytes) -> bytes:
    return (data[:place] + new + data[place + len(new) :])[: len(data)]


def _flip(data: bytes, place: int, dice: random.Random) -> bytes:
    return _put(data, place, bytes([data[place] ^ 1 << dice.randrange(8)]))


def bits(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """One to four bits flipped."""
    for _ in range(dice.randint(1, 4)):
        data = _flip(data, dice.randrange(len(data)), dice)
    return data


def noise(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """Bits flipped all over the file, one byte in 2,000."""
    for _ in range(max(1, len(data) // 2000)):
        data = _flip(data, dice.randrange(len(data)), dice)
    return data


def overwritten(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A block of random bytes."""
    start, end = _range(data, dice)
    return _put(data, start, dice.randbytes(end - start))


def zeroed(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A block of zeros, as a lost sector leaves."""
    start, end = _range(data, dice)
    return _put(data, start, bytes(end - start))


def blanked(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A block of blanks or line ends."""
    start, end = _range(data, dice)
    return _put(data, start, dice.choice([b" ", b"\n", b"\xff"]) * (end - start))


def foreign(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A block of another letter, at the same place or elsewhere."""
    start, end = _range(data, dice)
    other = dice.choice(others)
    source = start if dice.random() < 0.5 else dice.randrange(len(other))
    return _put(data, start, other[source : source + end - start])


def truncated(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """The end missing."""
    return data[: len(data) - _cut(data, dice)]


def beheaded(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """The beginning missing but for the first line."""
    return data[:20] + data[20 + _cut(data, dice) :]


def _cut(data: bytes, dice: random.Random) -> int:
    return int(len(data) ** dice.uniform(0, 1)) if dice.random() < 0.5 else dice.randrange(len(data))


def deleted(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A range missing."""
    start, end = _range(data, dice)
    return data[:start] + data[end:]


def doubled(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A range twice."""
    start, end = _range(data, dice)
    return data[:end] + data[start:]


def inserted(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """Random bytes between."""
    start, end = _range(data, dice, 256)
    return data[:start] + dice.randbytes(end - start) + data[start:]


def swapped(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """Two blocks of one length in each other's place."""
    start, end = _range(data, dice)
    other = dice.randrange(len(data))
    here, there = data[start:end], data[other : other + end - start]
    return _put(_put(data, start, there), other, here)


_SENT: list[Callable[[bytes], bytes]] = [
    lambda part: part.replace(b"\r\n", b"\n"),
    lambda part: part.replace(b"\n", b"\r\n"),
    lambda part: part.replace(b"\r", b"\n"),
    lambda part: bytes(byte & 127 for byte in part),
    lambda part: part.decode("latin-1").encode(),
    lambda part: part.decode("utf-8", "replace").encode(),
]


def lines(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """Sent as text: line ends changed, the eighth bit lost, or bytes of another encoding, somewhere or all over."""
    start, end = (0, len(data)) if dice.random() < 0.3 else _range(data, dice)
    part = data[start:end]
    sent = dice.choice(_SENT)(part)
    return data[:start] + sent + data[end:]


def _frame(data: bytes, dice: random.Random) -> int:
    """A place that is in no stream's data."""
    inside = [match.span() for match in _STREAM.finditer(data)]
    places = len(data) - sum(end - start for start, end in inside)
    place = dice.randrange(max(1, places))
    for start, end in inside:
        place += (end - start) if place >= start else 0
    return min(place, len(data) - 1)


def frame_bits(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """One to four bits flipped outside of streams, where no sum is kept of the bytes."""
    for _ in range(dice.randint(1, 4)):
        data = _flip(data, _frame(data, dice), dice)
    return data


def frame_blocks(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A short block outside of streams overwritten or zeroed."""
    place = _frame(data, dice)
    length = int(2 ** dice.uniform(0, 8))
    return _put(data, place, dice.choice([dice.randbytes(length), bytes(length), b" " * length]))


def frame_digits(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A digit outside of streams replaced by another."""
    for _ in range(500):
        place = _frame(data, dice)
        if data[place : place + 1].isdigit():
            return _put(data, place, b"%d" % ((data[place] - 48 + dice.randint(1, 9)) % 10))
    return data


KINDS: dict[str, Mutate] = {
    kind.__name__: kind
    for kind in (
        bits,
        noise,
        overwritten,
        zeroed,
        blanked,
        foreign,
        truncated,
        beheaded,
        deleted,
        doubled,
        inserted,
        swapped,
        lines,
        frame_bits,
        frame_blocks,
        frame_digits,
    )
}
