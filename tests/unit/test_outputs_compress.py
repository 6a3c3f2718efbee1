"""Beside each text file lies what servers send instead of it."""

import gzip
import time
from dataclasses import replace

import brotli
import pytest

from site_builder.adapters.compression import Compression
from site_builder.model import OutputFile
from site_builder.outputs.compress import compressed_files
from tests.unit.outputs_site import make_site

SITE = replace(make_site(), is_compressed=True)
TEXT = b"Contoh 1.111 " * 99


def file(path: str) -> OutputFile:
    return OutputFile(path=path, content=TEXT)


@pytest.mark.parametrize("path", ["index.html", "en/feed.xml", "data/a.csv", "a.webmanifest"])
def test_a_text_is_packed_in_both_ways(path: str):
    for_brotli, for_gzip = compressed_files(SITE, (), (file(path),))
    assert (for_brotli.path, for_gzip.path) == (f"{path}.br", f"{path}.gz")
    assert brotli.decompress(for_brotli.content) == TEXT
    assert gzip.decompress(for_gzip.content) == TEXT
    assert len(for_brotli.content) < len(for_gzip.content) < len(TEXT)


def test_what_is_packed_already_is_left_alone():
    assert not compressed_files(SITE, (), (file("data/coverage.xlsx"), file("cards/a.png")))


def test_a_site_that_nobody_publishes_is_not_packed():
    assert not compressed_files(replace(SITE, is_compressed=False), (), (file("index.html"),))


def test_neither_the_hour_nor_the_python_leaves_a_trace(monkeypatch: pytest.MonkeyPatch):
    before = Compression().zipped(TEXT)
    pack = gzip.compress

    def pack_elsewhere(content: bytes, level: int, *, mtime: int | None = None) -> bytes:
        packed = bytearray(pack(content, level, mtime=mtime))
        packed[9] = 255
        return bytes(packed)

    monkeypatch.setattr(gzip, "compress", pack_elsewhere)
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    assert Compression().zipped(TEXT) == before
