"""Texts with which a new project begins are found where they stand unchanged, and no others."""

from datetime import date

import pytest

from site_builder.upkeep.samples import find_samples
from site_builder.upkeep.starter import NewProject, begin_project, load_words, ready_languages

NAME = "Lampu Warga"


def begin(*languages: str):
    wanted = NewProject(
        name=NAME,
        languages=languages,
        currency="KES",
        symbol="KSh",
        address="https://help.example/",
        territory="ZA",
        time_zone="Africa/Johannesburg",
        staff_language="en",
    )
    files = begin_project(wanted, lambda name: name, date(2031, 1, 1))
    return {p: text for p, text in files.items() if p.startswith(("content/", "data/", "site."))}


def places(files) -> list[str]:
    return [f"{found.location.path}:{found.location.line}" for found in find_samples(files, NAME)]


@pytest.mark.parametrize("lang", ready_languages())
def test_every_file_of_a_new_project_that_readers_see_has_samples(lang: str):
    files = begin(lang)
    seen = {place.partition(":")[0] for place in places(files)}
    kept = {path for path in files if "/i18n/" in path or path.startswith("content/confirmed/")}
    bare = {"content/404", "content/offline", "data/occupations.yaml", "data/unknown.yaml"}
    assert {path for path in files if path.removesuffix(f".{lang}.md") not in bare} - kept == seen


def test_samples_are_named_by_line_however_they_are_quoted_or_broken():
    about = load_words("en")["about.md"].replace("Say first what", "Say first\nwhat")
    home = f'---\ntitle: "{NAME}: a site that only shows what it can be"\n'
    files = {
        "content/about.id.md": about.encode(),
        "content/home.en.md": home.encode(),
        "data/answers.yaml": b"answers:\n- until:\n    text: Write the time limit here,\n",
        "data/coverage.csv": b"source,participants,released,status,as_of\n"
        b"s1,4444,2001-03-01,published,2001-02-28\n",
        "site.yaml": b"tagline:\n  en: 'Sample site: everything on it is made up'\n",
    }
    assert places(files) == [
        *(f"content/about.id.md:{line}" for line in (5, 9, 11, 16)),
        "content/home.en.md:2",
        "data/answers.yaml:3",
        "data/coverage.csv:2",
        "site.yaml:2",
    ]


def test_a_text_of_the_projects_own_is_none_although_it_holds_a_sample():
    words = load_words("en")
    about = f"{words['404.md']}\nThe Sample Office wrote: Each statement needs a source.\n"
    files = {
        "content/about.en.md": about.encode(),
        "data/contacts.yaml": b"- {name: The Sample Office of us, yes: 'Yes', member: member}\n",
        "data/coverage.csv": b"as_of,participants\n2001-02-28,4445\n",
    }
    assert places(files) == []
