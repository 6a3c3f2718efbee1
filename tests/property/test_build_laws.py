"""Laws of the whole build: the same files give the same site, and a mistake has its place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.build import BuildMemory
from tests.builders import build_tiny, tiny_files

WRONG_INSERTS = [
    "{{ coverage.totl }}",
    "{{ x",
    "{% if %}",
    "{{ coverage.total | x }}",
    "{{ coverage.total | at('x') }}",
    "{{ page.nothing }}",
]
# A build takes a third of a second: fewer examples than for a function.
FEWER = settings(
    max_examples=max(settings().max_examples // 10, 12),
    suppress_health_check=[HealthCheck.too_slow],
)


def test_a_mark_that_is_no_text_is_refused():
    result = build_tiny(templates={"assets/images/mark.svg": "\x1f"})
    assert "TXT001" in {diagnostic.code for diagnostic in result.diagnostics}


@pytest.mark.parametrize("options", [{}, {"is_portable": True}], ids=["plain", "portable"])
def test_two_builds_of_one_project_are_identical(options: dict[str, bool]):
    first, second = (build_tiny(memory=BuildMemory(), **options) for _ in range(2))
    assert first.diagnostics == second.diagnostics
    assert [file.path for file in first.files] == [file.path for file in second.files]
    assert first.files == second.files


def test_the_order_in_which_files_are_read_changes_no_page():
    turned = dict(reversed(tiny_files().items()))
    first = {file.path: file.content for file in build_tiny().files}
    second = {file.path: file.content for file in build_tiny(turned, memory=BuildMemory()).files}
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


@FEWER
@given(insert=st.sampled_from(WRONG_INSERTS), before=st.integers(0, 5))
def test_every_wrong_insert_names_its_line(insert: str, before: int):
    text = tiny_files()["content/home.id.md"].decode()
    line = text.count("\n") + before + 1
    result = build_tiny({"content/home.id.md": f"{text}{chr(10) * before}{insert}\n"})
    found = [d for d in result.diagnostics if d.code.startswith("FIG")]
    assert [(d.location.path, d.location.line) for d in found] == [("content/home.id.md", line)]


def test_what_builds_remember_changes_no_file():
    memory = BuildMemory()
    address = "https://lampu.desa.id/"
    first = build_tiny(memory=memory, base_url=address, is_compressed=True)
    again = build_tiny(memory=memory, base_url=address, is_compressed=True)
    assert {file.path[-4:] for file in first.files} >= {".png", "l.br"}
    assert first.files == again.files
