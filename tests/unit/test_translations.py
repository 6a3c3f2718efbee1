"""The three states of a section, and what counts as a change."""

import pytest

from site_builder.model import Stamp
from site_builder.pages.translations import State, normalise, section_hash, section_states
from tests.builders import make_plan
from tests.languages.sample import EN, ID, confirmed, read_sample, sample_files

CHANGES = {
    "neither": ("1. Satu\n", "1. One\n", State.CURRENT),
    "original": ("1. Satu dahulu\n", "1. One\n", State.STALE),
    "translation": ("1. Satu\n", "1. One first\n", State.CURRENT),
    "both": ("1. Satu dahulu\n", "1. One first\n", State.UNCONFIRMED),
}


def states(files: dict[str, str], key: str = "samples", lang: str = "en"):
    return make_plan(read_sample(files)).states[key, lang]


@pytest.mark.parametrize("change", CHANGES)
def test_a_section_is_judged_by_which_side_changed(change: str):
    original, translation, state = CHANGES[change]
    files = confirmed(sample_files())
    files[ID] = files[ID].replace("1. Satu\n", original)
    files[EN] = files[EN].replace("1. One\n", translation)
    found = states(files)
    assert found["steps"].state is state
    assert {found[name].state for name in ("lead", "numbers")} == {State.CURRENT}


def test_without_a_confirmation_a_section_is_unconfirmed_since_no_day():
    found = states(dict(sample_files()))
    assert {(entry.state, entry.since) for entry in found.values()} == {(State.UNCONFIRMED, "")}


def test_a_title_belongs_to_the_lead():
    files = confirmed(sample_files())
    files[ID] = files[ID].replace("title: Contoh", "title: Contoh lain")
    found = states(files)
    assert (found["lead"].state, found["steps"].state) == (State.STALE, State.CURRENT)


def test_a_gained_section_is_stale_since_the_page_was_last_confirmed():
    files = confirmed(sample_files())
    files[ID] += "\n## Baru {#new}\n\nTeks.\n"
    assert (states(files)["new"].state, states(files)["new"].since) == (State.STALE, "2026-11-01")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rp 1.500, ya!", "rp  1.500 ya"),
        ("**Tebal**", "tebal"),
        ("a\n\nb", "a b"),
        ("e\u0301", "\u00e9"),
        ("{{ coverage.total }}", "{{coverage.total}}"),
    ],
)
def test_writing_alone_is_no_change(one: str, other: str):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.500", "1,500"),
        ("08.00-16.00", "08.00 16.00"),
        ("{{ coverage.total }}", "{{ coverage.share }}"),
        ("{{ coverage.total | at('2025-01-31') }}", "{{ coverage.total }}"),
        ("[a](https://a.example/)", "[a](https://b.example/)"),
        ("dapat", "tidak dapat"),
    ],
)
def test_what_means_something_else_is_a_change(one: str, other: str):
    assert normalise(one) != normalise(other)


def test_a_hash_is_short_and_the_same_every_time():
    page = make_plan(read_sample(sample_files())).find("samples", "en")
    assert page is not None
    first, again = (section_hash(page, page.sections[0]) for _ in range(2))
    assert (first, len(first)) == (again, 16)


def test_a_confirmation_of_a_section_that_is_gone_from_the_original_is_passed_over():
    project = read_sample(confirmed(sample_files()))
    plan = make_plan(project)
    original, page = plan.find("samples", "id"), plan.find("samples", "en")
    assert original is not None
    assert page is not None
    extra = Stamp(original="0", translation="0", date="2026-01-01")
    stamps = {**project.stamps, ("samples", "en", "gone"): extra}
    assert "gone" not in section_states(original, page, stamps)
