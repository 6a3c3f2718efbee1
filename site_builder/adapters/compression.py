"""What a file weighs on its way to a reader: the one door to Brotli."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import brotli

from site_builder.adapters.memory import Memory
from site_builder.adapters.room import need_memory

_QUICK_QUALITY = 5
_BEST_BROTLI = 11
_BEST_GZIP = 9
_GZIP_HEADER = 16 + zlib.MAX_WBITS
_SYSTEM, _UNIX = 9, b"\x03"
"""Where gzip's header says on which system it was packed."""
_AT_ONCE = 1 << 20
"""Bytes that come out of a step at most: a few packed bytes can hold more than a memory does."""


class Compression:
    """Compresses contents, each once, however often the builds that share it ask for it."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or Memory()

    def compressed(self, content: bytes) -> bytes:
        """Compress with Brotli at its best."""
        return self.memory.recall((b"brotli", content), lambda: _brotli(content))

    def zipped(self, content: bytes) -> bytes:
        """Compress with gzip at its best."""
        return self.memory.recall((b"gzip", content), lambda: _zip(content))

    def size(self, content: bytes) -> int:
        """Return the number of bytes after Brotli at its best."""
        return len(self.compressed(content))

    def quickly_compressed(self, content: bytes) -> bytes:
        """Compress with Brotli in a twentieth of the time."""
        made_from = (b"quick", content)
        return self.memory.recall(made_from, lambda: _brotli(content, _QUICK_QUALITY))

    def quick_size(self, content: bytes) -> int:
        """Return about `size`, and rarely less."""
        return len(self.quickly_compressed(content))

    @contextmanager
    def ahead(self, contents: Iterable[bytes]) -> Iterator[None]:
        """Compress many on all processors, while something else is made, and before it goes on."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor() as pool:
            pool.map(self.compressed, contents)
            yield


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Unpack what is sent in a content coding of HTTP, step by step; raises `ValueError`."""
    if coding in {"", "identity"}:
        return iter(pieces)
    known = {"br": _unpack_brotli, "gzip": _unpack_gzip}
    if coding not in known:
        raise ValueError(coding)
    return known[coding](pieces)


def _brotli(content: bytes, quality: int = _BEST_BROTLI) -> bytes:
    need_memory()
    return bytes(brotli.compress(content, quality=quality))


def _zip(content: bytes) -> bytes:
    # Neither the time nor the system, which each Python says otherwise, makes a build another.
    packed = gzip.compress(content, _BEST_GZIP, mtime=0)
    return packed[:_SYSTEM] + _UNIX + packed[_SYSTEM + 1 :]


def _unpack_brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    try:
        for piece in pieces:
            more = unpacker.process(piece, output_buffer_limit=_AT_ONCE)
            while more:
                yield more
                more = unpacker.process(b"", output_buffer_limit=_AT_ONCE)
    except brotli.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.is_finished():
        raise ValueError("cut off")


def _unpack_gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP_HEADER)
    try:
        for piece in pieces:
            if unpacker.eof:
                raise ValueError("something follows")
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _AT_ONCE)
                rest = unpacker.unconsumed_tail
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if unpacker.unused_data or not unpacker.eof:
        raise ValueError("cut off, or something follows")
