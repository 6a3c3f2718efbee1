"""What took long to make, in one file: each result is at its end as soon as it is made.

So a build that somebody kills loses none, and an edit that is taken back finds what was made of the
text before. A file that is missing, damaged or of another program holds nothing, which costs time
and is no failure.
"""

from __future__ import annotations

import os
import struct
import weakref
import zlib
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_MOST_UNUSED = 64 * 2**20
"""Bytes of results that the last build had no use for."""
_HEAD = struct.Struct(">32sII")
"""Before each result: its key, its length, and a checksum of it."""


class ResultFile:
    """Results by their keys; those of this process stand behind all others."""

    def __init__(
        self, path: Path, program: str, *, is_anew: bool = False, most_unused: int = _MOST_UNUSED
    ) -> None:
        self._path = path
        self._begin = program.encode() + b"\n"
        """Another program makes other results, and finds none of this one's."""
        self._seed = zlib.crc32(self._begin)
        """Of checksums, so that this holds while both run too."""
        self._is_anew = is_anew
        self._most_unused = most_unused
        self._file: BinaryIO | None = None
        self._close: Callable[[], object] = lambda: None
        self._is_broken = False
        """Of a disk that is full or cannot be written to: results are made each time."""
        self._places: dict[bytes, tuple[int, int, int]] = {}
        """Of each result: where it begins, its length, its checksum."""

    def find(self, key: bytes) -> bytes | None:
        """Return a result; None for one that is not there or damaged."""
        with suppress(OSError):
            file = self._opened()
            if file is not None and key in self._places:
                return self._read(file, key)
        return None

    def add(self, key: bytes, made: bytes) -> None:
        """Write down a result, at once and in one piece."""
        file = self._opened()
        if file is None:
            return
        checksum = zlib.crc32(made, self._seed)
        record = _HEAD.pack(key, len(made), checksum) + made
        try:
            self._is_broken = file.write(record) < len(record)
            self._places[key] = file.tell() - len(made), len(made), checksum
        except OSError:
            self._is_broken = True

    def forget(self, used: Collection[bytes], *, is_for_good: bool = False) -> None:
        """Keep, of what nobody used, what was written last; raises `OSError`.

        Half of the bound is left, so that the file is not written anew at every build; nothing of
        what is to be forgotten for good.
        """
        most = 0 if is_for_good else self._most_unused
        file = self._opened()
        unused = [key for key in self._places if key not in used]
        if file is None or sum(self._places[key][1] for key in unused) <= most:
            return
        left, room = [], most // 2
        for key in reversed(unused):
            room -= self._places[key][1]
            if room < 0:
                break
            left.append(key)
        kept = [*reversed(left), *(key for key in self._places if key in used)]
        written = self._path.with_suffix(f".{os.getpid()}")
        with written.open("wb") as other:
            other.write(self._begin)
            for key in kept:
                made = self._read(file, key)
                if made is not None:
                    other.write(_HEAD.pack(key, *self._places[key][1:]) + made)
        self._close()
        written.replace(self._path)

    def _read(self, file: BinaryIO, key: bytes) -> bytes | None:
        begin, length, checksum = self._places[key]
        file.seek(begin)
        made = file.read(length)
        return made if zlib.crc32(made, self._seed) == checksum else None

    def _opened(self) -> BinaryIO | None:
        """Return the file, with its places known; None where no disk takes it."""
        if self._file is None and not self._is_broken:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("a+b", buffering=0)
                self._close = weakref.finalize(self, self._file.close)
                self._know_places(self._file)
            except OSError:
                self._is_broken = True
        return None if self._is_broken else self._file

    def _know_places(self, file: BinaryIO) -> None:
        """Find out what the file holds; cut off what a killed build left half at its end."""
        end = file.seek(0, os.SEEK_END)
        file.seek(0)
        whole = len(self._begin)
        if self._is_anew or file.read(whole) != self._begin:
            file.truncate(0)
            file.write(self._begin)
            return
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            key, length, checksum = _HEAD.unpack(head)
            place = file.tell()
            if place + length > end:
                break
            self._places[key] = place, length, checksum
            whole = file.seek(place + length)
        if whole < end:
            file.truncate(whole)
