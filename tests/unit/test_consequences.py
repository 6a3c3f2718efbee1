"""Mistakes whose consequences stand in other files: see tests/test_mistakes.py for the others."""

import ast
import inspect
import re
from collections.abc import Mapping
from functools import cache
from types import ModuleType

import pytest

from site_builder.checks import consequences, gathering
from site_builder.checks.consequences import without_consequences
from site_builder.diagnostics import Location, problem
from site_builder.messages.wording import load_messages, placeholders
from tests.unit.test_report import program

PAGE = "content/guide.id.md"
LOST = problem("LNG005", Location(path=PAGE, line=12), lost="{#step-two}", renamed="")
STEP = problem("DAT007", Location(path="data/claims.yaml", line=9), value="step-two", file=PAGE)
UNKNOWN = problem("DAT007", Location(path=PAGE, line=14), value="S9", file="data/sources.yaml")


def test_a_step_is_not_missing_beside_the_heading_that_it_lost():
    assert without_consequences([STEP, LOST]) == (LOST,)


def test_addresses_do_not_meet_in_what_is_not_filled_in():
    untold = problem("LNG006", Location(path="data/eligibility.yaml", line=9), key="slug")
    page = Location(path=PAGE, line=4)
    blank, other = (problem("OUT001", page, url=url) for url in ("/a//", "/a/b/"))
    assert without_consequences([untold, blank, other]) == (untold, other)
    assert without_consequences([blank]) == (blank,)


def test_what_went_from_its_list_is_said_once_however_many_use_it():
    uses = [
        problem("FIG003", Location(path=f"content/{path}.md", line=9), name="contact.office")
        for path in ("guide.en", "guide.id", "home.id")
    ]
    card = Location(path="data/answers.yaml", line=4)
    called = problem("DAT007", card, value="office", file="data/contacts.yaml")
    (said,) = without_consequences([*uses, called])
    assert (said.code, said.location, said.params["places"]) == ("DAT007", card, "4")
    assert [place.path for place in said.related] == [use.location.path for use in uses]
    # The languages of one page may both have a slip.
    assert without_consequences(uses[:2]) == tuple(uses[:2])


def test_what_is_made_of_a_page_without_a_slug_meets_no_other():
    slug = problem("CFG005", Location(path=PAGE, line=2), key="slug")
    leaflet = problem("OUT001", Location(path=""), url="/leaflet/")
    assert without_consequences([leaflet, slug]) == (slug,)
    assert without_consequences([leaflet]) == (leaflet,)


@pytest.mark.parametrize("other", [(), (UNKNOWN,)])
def test_a_step_that_a_page_never_had_is_missing(other):
    assert without_consequences([STEP, *other]) == (STEP, *other)


def test_what_stands_in_a_page_is_said_beside_its_headings():
    assert without_consequences([LOST, UNKNOWN]) == (LOST, UNKNOWN)


@pytest.mark.parametrize(
    ("cause", "consequence"),
    [
        (
            problem("CFG006", Location(path="data/contacts.yaml", line=9), key="value"),
            problem("ANS007", Location(path="data/answers.yaml", line=9), id="a", key="calls"),
        ),
        (problem("DAT008", Location(path="data/sources.yaml", line=9), id="S1"), UNKNOWN),
    ],
)
def test_what_lacks_a_record_is_not_said_beside_what_is_wrong_with_the_record(cause, consequence):
    assert without_consequences([consequence, cause]) == (cause,)
    assert without_consequences([consequence]) == (consequence,)


CODES = load_messages().codes


def codes_in(value: object) -> set[str]:
    """Every code that a constant of a module holds, or whose family it is."""
    text = repr(value)
    return {code for code in CODES if code in text or f"'{code[:3]}'" in text}


def names_read(function: ast.AST) -> set[str]:
    """Every parameter of a problem that a function reads by its name."""
    found = set()
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
                found |= {name} if "params" in ast.unparse(owner) else set()
            case ast.Call(
                func=ast.Attribute(attr="get", value=owner),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found |= {name} if "params" in ast.unparse(owner) else set()
    return found


@cache
def parameters() -> Mapping[str, set[str]]:
    """Every parameter that the messages of a code show, or that it is reported with."""
    found = {
        code: {name for text in (*each.messages, *each.hints) for name in placeholders(text)}
        for code, each in CODES.items()
    }
    for nodes in program().values():
        for node in nodes:
            match node:
                case ast.Call(args=[ast.Constant(value=code), *_], keywords=given) if code in CODES:
                    found[code] |= {str(each.arg) for each in given}
    return found


@pytest.mark.parametrize("module", [consequences, gathering], ids=lambda m: m.__name__)
def test_the_rules_go_by_codes_and_parameters_that_there_are(module: ModuleType):
    source = inspect.getsource(module)
    assert {*re.findall("[A-Z]{3}[0-9]{3}", source + repr(vars(module)))} <= CODES.keys()
    functions = [each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef)]
    named = {
        function.name: {
            *(each.id for each in ast.walk(function) if isinstance(each, ast.Name)),
            *(str(each.value) for each in ast.walk(function) if isinstance(each, ast.Constant)),
        }
        for function in functions
    }
    for function in functions:
        near = set().union(*(names for by, names in named.items() if function.name in {by, *names}))
        codes = codes_in([near, *(vars(module).get(name) for name in near - named.keys())])
        assert names_read(function) <= set().union(*(parameters()[code] for code in codes))
