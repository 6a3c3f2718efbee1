"""Identity numbers on finished pages and drawings are refused, though no file holds them whole."""

from dataclasses import replace

import pytest

from site_builder.checks.pages.identities import check_identities
from site_builder.checks.pages.rendered_site import read_pages
from site_builder.diagnostics import Diagnostic
from site_builder.views.model import Card
from site_builder.views.rendered import ChartFile
from tests.builders import codes, make_project, make_rendered, make_site

NIK = "3374012306850001"
"""Of nobody."""
SETTINGS = replace(make_project().settings, identifiers=("id.nik",))
SITE = make_site(make_project(settings=SETTINGS))


def found_in(content: str) -> list[Diagnostic]:
    """Give what is reported of the tiny site with a content on its first page."""
    rendered = make_rendered(SITE.plan.pages[0], content)
    return list(check_identities(SITE, read_pages(SITE, (rendered,))))


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{NIK}</p>",
        f'<svg><title lang="x">NIK: {NIK}.</title></svg>',
        f'<img alt="{NIK}">',
        f"<p>{NIK[:-1]}&#49;</p>",
        f"<script type='application/ld+json'>{{'a': '{NIK}'}}</script>",
    ],
)
def test_an_identity_number_is_found_and_not_repeated(content: str):
    found = found_in(content)
    assert codes(found) == ["PRV002"]
    assert NIK not in str(found)


def test_an_identity_number_in_a_drawing_is_found_once_for_all_pages_that_share_it():
    svg = f"<svg><path d='M3374 0123 0685 0001'/><text>No. {NIK[:-1]}&#49;</text></svg>"
    card = Card(path="cards/a.png", href="", width=1, height=1, svg=svg, alt="", figures=())
    charts = tuple(ChartFile(path=f"charts/{n}", svg=svg, endings=("svg",)) for n in ("a", "b"))
    pages = tuple(
        make_rendered(page, "<p>", card=card, charts=charts) for page in SITE.plan.pages[:2]
    )
    found = list(check_identities(SITE, read_pages(SITE, pages)))
    assert [each.params["url"] for each in found] == ["cards/a.png", "charts/a.svg", "charts/b.svg"]
    assert NIK not in str(found)


@pytest.mark.parametrize(
    "content",
    [
        f"<style>a{{width:{NIK}px}}</style>",
        f"<a href='/a.{NIK}.js'>a</a>",
        f"<p>0.{NIK}</p>",
        "<tr><td>33740123</td><td>06850001</td></tr>",
        "<path d='M3374 0123 0685 0001'/>",
        "<p>3374012306850</p>",
    ],
)
def test_digits_that_do_not_belong_together_are_none(content: str):
    assert found_in(content) == []
