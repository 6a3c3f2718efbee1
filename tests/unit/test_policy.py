"""The policy of a page lets its own styles through, and no script that stands in it."""

import base64
import hashlib

import pytest

from site_builder.checks.pages.policy import check_template_policy
from site_builder.views.assets.policy import (
    POLICY,
    style_hashes,
    with_policy,
)
from tests.unit.outputs_site import make_site

SITE = make_site()


def source_of(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def policies(*bodies: str) -> list[dict[str, str]]:
    """Give the directives of a page for each body."""
    lines = [
        with_policy(f"{POLICY}\n{body}".encode()).decode().partition("\n")[0] for body in bodies
    ]
    return [dict(part.split(" ", 1) for part in line.split(";")) for line in lines]


def test_a_page_lets_its_own_styles_through_and_those_of_no_other():
    first, second = policies("<style>a{b:c}</style>", "<style>d{e:f}</style><style>\ng</style>")
    assert first["style-src"] == source_of("a{b:c}")
    assert set(second["style-src"].split()) == {source_of("d{e:f}"), source_of("\ng")}


def test_a_page_without_styles_lets_none_through():
    (policy,) = policies("<p>style</p>")
    assert policy["style-src"] == "'none'"


def test_a_script_that_stands_in_a_page_is_let_through_nowhere():
    with_script, without = policies("<script>alert(1)</script>", "")
    assert with_script == without
    assert without["script-src"] == "'self'"


def test_what_no_directive_names_is_not_loaded():
    (policy,) = policies("")
    assert policy["default-src"] == "'none'"
    allowed = {name: value for name, value in policy.items() if value != "'none'"}
    assert set(allowed.values()) == {"'self'"}


def test_styles_of_a_drawing_are_found_whatever_their_attributes():
    drawing = b'<svg><style type="text/css">a{b:c}</style></svg>'
    assert style_hashes(drawing) == {source_of("a{b:c}")}


def test_a_policy_is_the_same_whichever_style_was_first():
    (one,), (other,) = (
        {policy["style-src"] for policy in policies(f"<style>{a}</style><style>{b}</style>")}
        for a, b in (("x", "y"), ("y", "x"))
    )
    assert one == other


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<p style="a: b">', ["style="]),
        ('<a href="#"\n  OnClick="go()">', ["OnClick="]),
        ("<script>go()</script>", ["<script>"]),
        ('<script src="a.js" defer></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<p class="style=" title="a onclick=b" data-style="c">style=</p>', []),
        ('{# <p style="a: b"> #}<style>a{b:c}</style>', []),
    ],
)
def test_a_template_has_no_markup_that_its_policy_forbids(markup: str, found: list[str]):
    problems = check_template_policy(SITE, {"pages/a.html": markup, "cards/a.svg": markup})
    assert [dict(each.params)["found"] for each in problems] == found
