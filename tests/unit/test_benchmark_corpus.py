"""What the benchmarks compare is the same: one text and one number of pages for every generator."""

import re
from datetime import date
from pathlib import Path

import pytest

from benchmarks.corpus import LANGUAGES, make_corpus
from benchmarks.formats import eleventy_text, hugo_text, our_text, write_ours
from benchmarks.subjects import Change
from site_builder.build import BuildMemory, BuildOptions, build_site
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.every import every

SIZE = 30


def plain(text: str) -> str:
    """Give the text of a page without front matter, its inserts and links all written alike."""
    body = text.split("---\n", 2)[2]
    body = re.sub(r" \{#\w+\}", "", body)
    body = re.sub(r"\{\{ page\.(\w+) \}\}", r"LINK \1", body)
    body = re.sub(
        r"\[([^]]*)\]\([^)]*\)", lambda link: f"LINK {re.sub('[/-]', '_', link[1])}", body
    )
    return re.sub(r"\{\{.*?\}\}", "NUMBER", body)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_generator_is_given_the_same_text(lang: str):
    for page in every(make_corpus(70)):
        texts = [plain(write(page, lang)) for write in (our_text, hugo_text, eleventy_text)]
        assert texts[0] == texts[1] == texts[2], page.key


def test_a_corpus_of_ours_has_the_pages_of_its_size_and_nothing_wrong(tmp_path: Path):
    pages = make_corpus(SIZE)
    assert len(pages) * len(LANGUAGES) == SIZE
    write_ours(pages, tmp_path)
    options = BuildOptions(today=date(2031, 1, 1), is_preview=True)
    templates = load_templates(tmp_path)
    result = build_site(load_files(tmp_path), templates, options, memory=BuildMemory())
    assert not result.diagnostics
    assert sum(file.path.endswith(".html") for file in result.files) == SIZE


def test_a_change_is_another_in_every_round(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("one 7 two", encoding="utf-8")
    change = Change(path=path, pattern=r"\d+", value=lambda number, old: str(int(old) + number))
    texts = []
    for number in (1, 2):
        change.apply(number)
        texts.append(path.read_text(encoding="utf-8"))
    assert texts == ["one 8 two", "one 9 two"]
