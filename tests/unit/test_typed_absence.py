"""A typed sentence may not deny what is in the data, and what newer data concerns is found."""

import pytest

from site_builder.checks.content.absence import check_typed_absence
from site_builder.upkeep.concerns import changed_figures, find_concerns
from tests.builders import make_project, make_site, tiny_files

HOME = "content/home.en.md"
READING = """
  sentence_end: ["."]
  months: [[January], [February], [March], [April], [May], [June], [July], [August], [September],
    [October], [November], [December]]
  absence:
    words: [not published, no source]
    counts: [number of members]
    area: [by village]
    occupation: [by occupation]
  past: [formerly]
"""


def site_with(text: str):
    own, words = tiny_files()[HOME].decode(), tiny_files()["content/i18n/en.yaml"].decode()
    changed = words.replace("\nreading:\n", f"\nreading:{READING}", 1)
    assert changed != words
    files = {HOME: f"{own}\n\n{text}\n", "content/i18n/en.yaml": changed}
    return make_site(make_project(files)), f"{own}\n\n".count("\n") + 1


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The number by village is not published.", ["coverage.by_area"]),
        ("Not published: the budget, the number by village.", ["coverage.by_area"]),
        ("Not published:\n\n- the budget\n- the number by village", ["coverage.by_area"]),
        ("Not published:\n\n- the budget\n\nThe number by village is below.", []),
        ("The number of members in 2030 is not published.", ["coverage.total@2030"]),
        ("The number of members in 2031 is not published.", []),
        ("The number of members on 3 May 2030 is not published.", []),
        ("Here is the number of members, the plan for 2030, and what is not published.", []),
        ("The number by occupation is not published.", []),
        ("The number by village is published. The budget is not published.", []),
        ("> [!quote P1] The number by village is not published.", []),
    ],
)
def test_a_sentence_is_held_against_the_data(text: str, denied: list[str]):
    site, _ = site_with(text)
    found = [each for each in check_typed_absence(site) if each.code == "FIG009"]
    assert [each.params["figure"] for each in found] == denied


@pytest.mark.parametrize(
    ("text", "open_figures"),
    [
        ("The number by occupation is not published.", ["coverage.by_occupation"]),
        ("The number of members in 2031 is not published.", ["coverage.total@2031"]),
        ("The number by village is not published.", []),
        ("The number by occupation is below. The budget is not published.", []),
    ],
)
def test_a_sentence_that_new_data_would_make_untrue_is_a_warning(
    text: str, open_figures: list[str]
):
    site, _ = site_with(text)
    found = [each for each in check_typed_absence(site) if each.code == "FIG011"]
    assert [each.params["figure"] for each in found] == open_figures


@pytest.mark.parametrize(
    ("text", "is_concerned"),
    [
        ("There are {{ coverage.tax }} members.", False),
        ("On 3 May 2029 there were {{ coverage.tax }} members.", True),
        ("It was {{ coverage.tax }} in 2029.", True),
        ("The aim for 2030 is more than {{ coverage.tax }}.", False),
        ("Formerly {{ coverage.tax }} members.", True),
        ("First {{ coverage.tax | at('2030-01-31') }}, now {{ coverage.tax }}.", True),
        ("On 3 May 2029 there were {{ coverage.tax | at('2030-01-31') }} members.", False),
        (
            "We quote {{ coverage.tax | at('2030-02-28') }}, which is newer than"
            " {{ coverage.tax | at('2030-01-31') }}.",
            True,
        ),
        ("On 3 May 2029 there were many. Now {{ coverage.tax }}.", False),
        ("On 3 May 2029 there were {{ coverage.gift }} members.", False),
    ],
)
def test_a_sentence_about_the_past_is_concerned_by_a_changed_figure(text: str, is_concerned: bool):
    site, line = site_with(text)
    assert "coverage.tax" in changed_figures(site)
    found = find_concerns(site, changed_figures(site) - {"coverage.gift"})
    places = [(each.path, each.line) for each in found if each.figure == "coverage.tax"]
    assert ((HOME, line) in places) is is_concerned
