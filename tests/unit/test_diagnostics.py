"""Problems are values: a code, a place, a severity, in an order that never changes."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import site_builder
from site_builder.diagnostics import (
    WARNINGS,
    Location,
    Severity,
    has_errors,
    in_order,
    nearest,
    problem,
)
from site_builder.messages.explain import found_by
from site_builder.messages.wording import load_messages

CODES = load_messages().codes
PLACE = Location(path="a.md", line=3, column=5)
PACKAGE = Path(site_builder.__file__).parent


def trees() -> dict[str, ast.Module]:
    """The program's modules, by their names below `site_builder`; the table of codes left out."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_bytes())
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "diagnostics"
    }


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Location(path="a.md"), "a.md"),
        (Location(path="a.md", line=3), "a.md:3"),
        (PLACE, "a.md:3:5"),
        (Location(path="a.md", column=5), "a.md"),
    ],
)
def test_a_place_is_written_so_that_it_can_be_clicked(place, text):
    assert str(place) == text


def test_every_parameter_becomes_text():
    found = problem("DAT003", PLACE, value=7, other=None)
    assert found.params == {"value": "7", "other": "None"}


def test_the_severity_is_that_of_the_code():
    assert problem("CFG009", PLACE).severity is Severity.WARNING
    assert not problem("CFG009", PLACE).is_error
    assert problem("CFG001", PLACE).is_error


def test_a_code_is_three_letters_and_three_digits():
    assert CODES
    assert not [code for code in CODES if not re.fullmatch("[A-Z]{3}[0-9]{3}", code)]


def test_every_warning_is_a_code():
    assert CODES.keys() >= WARNINGS


CONSEQUENCES = {"checks.consequences", "checks.gathering"}
"""The module that names codes which it does not report."""


def test_every_code_is_reported_and_an_explanation_names_the_files_that_do():
    reporting = defaultdict(list)
    for name, tree in trees().items():
        for node in ast.walk(tree) if name not in CONSEQUENCES else ():
            if isinstance(node, ast.Constant) and re.fullmatch("[A-Z]{3}[0-9]{3}", str(node.value)):
                reporting[node.value].append(f"site_builder/{name.replace('.', '/')}.py")
    assert {code: found_by(code) for code in CODES} == {
        code: tuple(sorted(set(names))) for code, names in reporting.items()
    }


def test_only_problem_makes_diagnostics_so_that_personal_data_is_always_masked():
    makers = {
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic"
    }
    assert not makers


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("x/releases/0001-2026-11-30/a.html", "x/releases/0001-2026-11-30/a.html"),
        ("x/2026-10-31 2026-11-30.md", "x/2026-10-31 2026-11-30.md"),
        ("x/0812-2026-1130-1.md", "x/0812**********-1.md"),
        ("x/3374012306850001.md", "x/3374**********01.md"),
    ],
)
def test_dates_in_a_path_are_nobodys_number(path: str, shown: str):
    found = problem("CFG001", Location(path=path), key="0001-2026-11-30 and 3374012306850001")
    assert found.location.path == shown
    assert found.params["key"] == "0001-2026-11-30 and 3374**********01"


def test_one_error_among_warnings_is_an_error():
    warning, error = problem("CFG009", PLACE), problem("CFG001", PLACE)
    assert has_errors([warning, error])
    assert not has_errors([warning])
    assert not has_errors([])


def test_problems_stand_in_the_order_of_their_places_and_each_once():
    first = problem("CFG004", Location(path="a.md", line=2), key="x")
    second = problem("CFG003", Location(path="a.md", line=10), key="x")
    third = problem("CFG003", Location(path="b.md", line=1), key="x")
    assert in_order([third, second, first, second]) == (first, second, third)


def test_problems_of_one_place_that_differ_are_all_kept():
    assert len(in_order([problem("CFG004", PLACE, key=key) for key in ("a", "b", "a")])) == 2


@pytest.mark.parametrize(
    ("name", "known", "guess"),
    [
        ("titel", ["title", "slug"], "title"),
        ("Title", ["title"], "title"),
        ("xyz", ["title"], ""),
        ("a", [], ""),
        ("", ["a"], ""),
    ],
)
def test_the_nearest_name_is_one_that_looks_alike(name, known, guess):
    assert nearest(name, known) == guess
