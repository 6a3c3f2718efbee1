"""What the benchmarks compare is the same: one text and one number of pages for every generator."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from benchmarks.corpus import LANGUAGES, make_corpus
from benchmarks.formats import eleventy_text, hugo_text, our_text, write_ours
from benchmarks.growth import DIMENSIONS, Dimension, write_grown
from benchmarks.results import Origin, load_results
from benchmarks.subjects import Change
from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.outputs import Purpose
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.builders import REAL_MEMORY
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


def problems_of(project: Path) -> tuple[BuildResult, Sequence[str]]:
    options = BuildOptions(today=date(2031, 1, 1), purpose=Purpose.PREVIEW)
    templates = load_templates(project)
    result = build_site(load_files(project), templates, options, memory=REAL_MEMORY)
    return result, [diagnostic.code for diagnostic in result.diagnostics]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_generator_is_given_the_same_text(lang: str):
    for page in every(make_corpus(70)):
        texts = [plain(write(page, lang)) for write in (our_text, hugo_text, eleventy_text)]
        assert texts[0] == texts[1] == texts[2], page.key


def test_a_corpus_of_ours_has_the_pages_of_its_size_and_nothing_wrong(tmp_path: Path):
    pages = make_corpus(SIZE)
    assert len(pages) * len(LANGUAGES) == SIZE
    write_ours(pages, tmp_path)
    result, problems = problems_of(tmp_path)
    assert not problems
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


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda dimension: dimension.name)
def test_a_corpus_of_which_one_thing_grows_has_more_of_it_and_nothing_wrong(
    dimension: Dimension, tmp_path: Path
):
    write_grown(tmp_path, min(48, dimension.small), dimension.add, pages=SIZE)
    result, problems = problems_of(tmp_path)
    assert not problems
    statistics = len(LANGUAGES)
    assert sum(file.path.endswith(".html") for file in result.files) > SIZE + statistics


def test_a_result_says_when_it_was_measured_and_is_replaced_by_a_newer_one(tmp_path: Path):
    path, machine = tmp_path / "results.json", {"Machine": "a"}
    days = [Origin(date=f"2031-01-0{day}", commit=str(day)) for day in (1, 2)]
    old = load_results(path, machine, days[0], is_resumed=False)
    for step in ("cold", "edit", "edit"):
        old.add(50, step, "ours", {"wall": 1.0})
    new = load_results(path, machine, days[1], is_resumed=True)
    assert new.count(50, "edit", "ours") == 0
    new.add(50, "edit", "ours", {"wall": 5.0})
    both = load_results(path, machine, days[1], is_resumed=True)
    assert (both.get(50, "cold", "ours"), both.get(50, "edit", "ours")) == (1.0, 5.0)
    assert both.steps(50) == {days[1]: ["edit"], days[0]: ["cold"]}
    assert both.count(50, "edit", "ours") == 1
    assert not load_results(path, {"Machine": "b"}, days[1], is_resumed=True).samples
