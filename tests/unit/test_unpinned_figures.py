"""Numbers in sentences about the past: found, and never pinned to one older than their date."""

from dataclasses import replace

import pytest

from site_builder.checks.numbers.unpinned_figures import check_unpinned_figures
from site_builder.model import Lexicon
from tests.builders import make_observations, make_project, make_section, make_site

COUNT = "{{ coverage.total }}"
PINNED = "{{ coverage.total | at('2030-01-31') }}"
READING = Lexicon(
    months=tuple((name,) for name in ("January", "February", "March")),
    sentence_end=(".",),
    past=("already",),
)


def pins(body: str) -> list[str]:
    """Give the insert that each warning about a home page with this text suggests."""
    observations = make_observations("2030-01-31 - 1111", "2030-02-28 - 2222")
    project = make_project(observations=observations)
    section = make_section(body)
    documents = tuple(
        replace(document, sections=(section,)) if document.key == "home" else document
        for document in project.documents
    )
    catalogs = {lang: replace(c, lexicon=READING) for lang, c in project.catalogs.items()}
    site = make_site(replace(project, documents=documents, catalogs=catalogs))
    found = [d for d in check_unpinned_figures(site) if d.location.path == "content/home.id.md"]
    assert {(d.code, d.is_error) for d in found} <= {("FIG010", False)}
    return [d.params["insert"] for d in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"On 31 January 2030: {COUNT}.", [PINNED], id="a typed day with a number"),
        pytest.param(f"On 1 March 2030: {COUNT}.", [""], id="a typed day after the last number"),
        pytest.param(f"On 1 February 2030: {COUNT}.", [""], id="a typed day between two numbers"),
        pytest.param(
            f"First {PINNED}, now {COUNT}.",
            ["{{ coverage.total | at('2030-02-28') }}"],
            id="beside a number of a day",
        ),
        pytest.param(
            f"It was {PINNED}. There are already {COUNT}.",
            ["{{ coverage.total | at('2030-02-28') }}"],
            id="a word of the past in a part with a date",
        ),
        pytest.param(f"There are already {COUNT}.", [], id="a word of the past alone"),
        pytest.param(f"It was {PINNED}. There are {COUNT}.", [], id="another sentence"),
        pytest.param("{{ coverage.total | as_of }} beside 31 January 2030.", [], id="only a date"),
    ],
)
def test_a_number_that_changes_does_not_stand_in_a_sentence_about_the_past(body, expected):
    assert pins(body) == expected
