"""Beside each text file lies what servers send instead of it."""

import gzip
import time

import brotli
import pytest

from site_builder.adapters.compression import Compression
from site_builder.model import OutputFile
from site_builder.outputs.compress import compressed_files

TEXT = b"Contoh 1.111 " * 99


def file(path: str) -> OutputFile:
    return OutputFile(path=path, content=TEXT)


@pytest.mark.parametrize("path", ["index.html", "en/feed.xml", "data/a.csv", "a.webmanifest"])
def test_a_text_is_packed_in_both_ways(path: str):
    for_brotli, for_gzip = compressed_files([file(path)], Compression())
    assert (for_brotli.path, for_gzip.path) == (f"{path}.br", f"{path}.gz")
    assert brotli.decompress(for_brotli.content) == TEXT
    assert gzip.decompress(for_gzip.content) == TEXT
    assert len(for_brotli.content) < len(for_gzip.content) < len(TEXT)


def test_what_is_packed_already_is_left_alone():
    assert not compressed_files([file("data/coverage.xlsx"), file("cards/a.png")], Compression())


def test_the_hour_leaves_no_trace(monkeypatch: pytest.MonkeyPatch):
    before = compressed_files([file("index.html")], Compression())
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    assert compressed_files([file("index.html")], Compression()) == before
