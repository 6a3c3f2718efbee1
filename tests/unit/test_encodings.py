"""Files as office programs save them: the same site comes out, or a clear word about the file.

The whole small project of `tests/problems/base` is saved anew in each way and built.
"""

import re

import pytest

from site_builder.build import BuildOptions, BuildResult, build_site
from tests.builders import MEMORY, real_templates
from tests.test_problems import TODAY, base_files, confirmed

FIRST = "content/updates/first.id.md"
COVERAGE = "data/coverage.csv"
CONTACTS, MAIL = "data/contacts.yaml", b"kantor@contoh.example"
CHANNEL = b"      - kind: email\n        value: kantor@contoh.example\n        sources: [S1]\n"


def build(files: dict[str, bytes]) -> BuildResult:
    return build_site(files, real_templates(), BuildOptions(today=TODAY), memory=MEMORY)


def pages(result: BuildResult) -> dict[str, bytes]:
    return {file.path: file.content for file in result.files if file.path.endswith(".html")}


@pytest.mark.parametrize(
    ("encoding", "line_end"),
    [
        ("utf-8", "\n"),
        ("utf-8", "\r\n"),
        ("utf-8", "\r"),
        ("utf-8-sig", "\n"),
        ("utf-8-sig", "\r\n"),
        ("utf-16", "\n"),
        ("utf-16", "\r\n"),
    ],
    ids=["utf-8", "crlf", "cr", "bom", "bom-crlf", "utf-16", "utf-16-crlf"],
)
def test_every_way_of_saving_gives_the_same_pages(encoding: str, line_end: str):
    files = dict(base_files())
    saved = {
        path: content.decode().replace("\n", line_end).encode(encoding)
        for path, content in files.items()
    }
    result = build(saved)
    assert result.diagnostics == ()
    assert pages(result) == pages(build(files))


def test_big_endian_utf_16_is_read():
    files = dict(base_files())
    saved = files | {COVERAGE: b"\xfe\xff" + files[COVERAGE].decode().encode("utf-16-be")}
    assert pages(build(saved)) == pages(build(files))


def test_old_windows_text_is_read_right_and_named():
    text = "Hari itu – “Jumat” – untuk José di Café"
    files = dict(base_files())
    content = files[FIRST].decode().replace("Hari itu", text).encode("cp1252")
    result = build(confirmed(files | {FIRST: content}))
    codes = {(found.code, found.location.path) for found in result.diagnostics}
    assert ("TXT002", FIRST) in codes
    assert text in pages(result)["kabar/pertama/index.html"].decode()


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04", b"\x81\x8d\x8f", b"\xff\xfea"])
def test_what_is_no_text_is_named_and_never_guessed(content: bytes):
    result = build(dict(base_files()) | {COVERAGE: content})
    assert ("TXT001", COVERAGE) in {(f.code, f.location.path) for f in result.diagnostics}
    assert result.files == ()


def test_words_that_yaml_would_change_stay_as_typed():
    """As the title of a piece of news, and as the hours of an office: a word each."""
    words = ("no", "off", "yes", "12:30", "1e3", "0777", "2025-01-31", "1_000")
    files = dict(base_files())
    before, channel, after = files[CONTACTS].partition(CHANNEL)
    hours = [channel.replace(b"email", b"hours").replace(MAIL, word.encode()) for word in words]
    files[CONTACTS] = before + b"".join(hours) + after
    for number, word in enumerate(words):
        for lang in ("id", "en"):
            text = files[FIRST.replace(".id.", f".{lang}.")].decode()
            for field, value in (("title", word), ("slug", f"news-{number}")):
                text = re.sub(rf"(?m)^{field}: .*", f"{field}: {value}", text)
            files[f"content/updates/news-{number}.{lang}.md"] = text.encode()
    result = build(confirmed(files))
    assert [found for found in result.diagnostics if found.is_error] == []
    for number, word in enumerate(words):
        assert f"<h1>{word}</h1>" in pages(result)[f"kabar/news-{number}/index.html"].decode()
        assert f"<bdi>{word}</bdi>" in pages(result)["periksa/lain/index.html"].decode()
