"""A tiny site, read whole: what the program understands of it, and the pages that it makes.

`golden/site` is a made-up programme in two languages with templates of its own, so that a change
of the look changes nothing here. What is expected stands in `golden/expected`, and is written by
hand: nothing in this project rewrites it. Of the second language it holds the pages that show what
a language changes: words, notation, directions, the page for unknown addresses.
"""

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.figures.observations import Counts
from site_builder.figures.registry import compute_figures
from site_builder.pages.plan import plan_site
from site_builder.views.kinds import KINDS
from tests.builders import build_tiny, codes, make_project
from tests.golden.plain import plain

EXPECTED = Path(__file__).parent / "golden" / "expected"
SECOND = "en/"
"""Folder of the second language."""
OF_THE_SECOND = {"en/index.html", "en/404.html", "en/markup/inserts/index.html"}
_SHOWN_LINES = 120


def compare(made: Mapping[str, str], expected: Path, ending: str, folder: Path) -> None:
    """Fail with the differences, and with the way to look at all of the new output."""
    wanted = {
        path.relative_to(expected).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(expected.rglob(f"*{ending}"))
    }
    if made == wanted:
        return
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    lines = [
        line
        for name in sorted(wanted.keys() | made.keys())
        for line in difflib.unified_diff(
            wanted.get(name, "").splitlines(),
            made.get(name, "").splitlines(),
            f"expected/{name}",
            f"made/{name}",
            lineterm="",
            n=1,
        )
    ]
    rest = len(lines) - _SHOWN_LINES
    more = [f"… and {rest} lines more"] if rest > 0 else []
    shown = "\n".join([*lines[:_SHOWN_LINES], *more])
    pytest.fail(
        f"{shown}\n\nThe new output is in {folder}. Look at all of it:\n"
        f"  diff -r {expected} {folder}\n"
        f"If each difference is meant, copy those files over the expected ones by hand.",
        pytrace=False,
    )


def test_the_tiny_site_is_without_problems():
    # Its address is reserved, and its templates show few of the words that there are.
    assert set(codes(build_tiny().diagnostics)) <= {"CFG009", "LNG024"}


def test_the_program_understands_the_tiny_site_as_expected(tmp_path: Path):
    project = make_project()
    registry = compute_figures(project, Counts(project))
    plan, _ = plan_site(project, KINDS, project.settings.base_url)
    compare({"model.txt": plain(project, registry, plan)}, EXPECTED, "model.txt", tmp_path)


def test_the_pages_of_the_tiny_site_are_as_expected(tmp_path: Path):
    pages = {
        file.path: file.content.decode()
        for file in build_tiny().files
        if file.path.endswith(".html")
    }
    made = {
        path: text
        for path, text in pages.items()
        if not path.startswith(SECOND) or path in OF_THE_SECOND
    }
    assert len(pages) > len(made) > len(OF_THE_SECOND)
    compare(made, EXPECTED / "html", ".html", tmp_path)


def test_a_difference_is_shown_with_the_way_to_look_at_it(tmp_path: Path):
    expected, folder = tmp_path / "expected", tmp_path / "made"
    expected.mkdir()
    (expected / "a.html").write_text("satu\n", encoding="utf-8")
    with pytest.raises(pytest.fail.Exception) as failed:
        compare({"a.html": "dua\n", "b.html": "baru\n"}, expected, ".html", folder)
    said = str(failed.value)
    assert all(line in said for line in ("-satu", "+dua", "+baru", f"diff -r {expected} {folder}"))
    assert (folder / "b.html").read_text(encoding="utf-8") == "baru\n"
