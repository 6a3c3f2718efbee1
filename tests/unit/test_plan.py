"""Which pages there are, at which address, and how they lead to each other."""

import pytest

from site_builder.model import Project
from site_builder.pages.plan import plan_site
from site_builder.pages.site_plan import SitePlan, insert_name
from site_builder.views.kinds import KINDS
from tests.builders import build_tiny, edited, make_project, tiny_files

BASE = "https://contoh.example/situs/"


def plan(project: Project | None = None, **options: bool) -> SitePlan:
    return plan_site(project or make_project(), KINDS, BASE, **options)[0]


def problems(files: dict[str, str | None], **options: bool):
    return plan_site(make_project(files), KINDS, BASE, **options)[1]


def page(found: SitePlan, key: str, lang: str = "id"):
    one = found.find(key, lang)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("key", "lang", "url", "path"),
    [
        ("home", "id", "/", "index.html"),
        ("home", "en", "/en/", "en/index.html"),
        ("markup", "id", "/markah/", "markah/index.html"),
        ("inserts", "id", "/markah/sisipan/", "markah/sisipan/index.html"),
        ("inserts", "en", "/en/markup/inserts/", "en/markup/inserts/index.html"),
        ("updates/first", "en", "/en/updates/first/", "en/updates/first/index.html"),
        ("404", "id", "/404.html", "404.html"),
        ("404", "en", "/en/404.html", "en/404.html"),
    ],
)
def test_an_address_is_the_slugs_above_and_the_own_one(key, lang, url, path):
    found = page(plan(), key, lang)
    assert (found.url, found.path) == (url, path)


def test_the_tiny_project_is_planned_without_a_problem():
    assert not plan_site(make_project(), KINDS, BASE)[1]


@pytest.mark.parametrize(("name", "guess"), [("sampul", ""), ("guides", "guide"), ("area", "page")])
def test_an_unknown_template_is_named_with_the_nearest(name: str, guess: str):
    text = "title: A\ndescription: B.\nslug: a\n"
    original = f"---\n{text}sources: [P1]\ntemplate: {name}\n---\n"
    files = {"content/a.id.md": original, "content/a.en.md": f"---\n{text}---\nC"}
    (problem,) = problems(files)
    assert (problem.code, problem.location.path, problem.location.line) == (
        "CFG007",
        "content/a.id.md",
        6,
    )
    assert (problem.params["value"], problem.params["nearest"]) == (name, guess)
    assert "checker" in problem.params["known"].split(", ")


@pytest.mark.parametrize("key", ["home", "404"])
def test_a_site_has_a_home_and_a_page_for_what_is_not_found(key):
    found = problems({f"content/{key}.id.md": None, f"content/{key}.en.md": None})
    assert ("CFG001", f"content/{key}.id.md") in [(d.code, d.location.path) for d in found]


def test_no_page_stands_among_files_that_browsers_keep_for_a_year():
    found = problems(edited("content/data.id.md", "slug: tentang-data", "slug: assets"))
    assert [(d.code, dict(d.params)) for d in found] == [
        ("OUT001", {"url": "/assets/", "files": "assets/"})
    ]


def test_a_translations_section_takes_the_originals_id_by_position():
    sections = page(plan(), "markup", "en").sections
    assert [section.id for section in sections] == ["lead", "table", "boxes", "lists"]


def test_what_a_pair_shares_comes_from_the_original():
    translation = page(plan(), "markup", "en")
    assert translation.shared.sources == ("P1", "P2", "N1")
    assert translation.front.title.value == "Markup & shapes"


def test_a_draft_is_planned_in_the_preview_only():
    draft = edited("content/markup.id.md", "order: 1", "order: 1\ndraft: true")
    project = make_project(draft)
    assert plan(project).find("markup", "id") is None
    assert plan(project).find("markup", "en") is None
    assert plan(project, with_drafts=True).find("markup", "en") is not None


def test_pages_above_end_at_the_home_page():
    found = plan()
    above = found.ancestors(page(found, "inserts"))
    assert [one.key for one in above] == ["home", "markup"]
    assert found.ancestors(page(found, "home")) == ()


@pytest.mark.parametrize("parent", ["inserts", "markup"])
def test_pages_in_a_circle_are_no_endless_loop(parent):
    circle = edited("content/markup.id.md", "order: 1", f"order: 1\nparent: {parent}")
    found = plan(make_project(circle))
    assert found.ancestors(page(found, "markup"))


def test_children_stand_in_their_order():
    later = edited(
        "content/sources.id.md", "template: sources", "template: sources\nparent: markup\norder: 1"
    )
    found = plan(make_project(later))
    assert [one.key for one in found.children("markup", "id")] == ["sources", "inserts"]


def test_alternates_are_in_the_order_of_languages():
    found = plan()
    assert [one.lang for one in found.alternates(page(found, "home", "en"))] == ["id", "en"]


@pytest.mark.parametrize(
    ("source", "target", "href"),
    [
        ("home", "markup", "markah/"),
        ("markup", "home", "../"),
        ("markup", "markup", "./"),
        ("inserts", "data", "../../tentang-data/"),
        ("markup", "inserts", "sisipan/"),
        ("404", "markup", "/situs/markah/"),
    ],
)
def test_links_are_relative_except_where_a_page_has_no_fixed_place(source, target, href):
    found = plan()
    assert found.href(page(found, source), page(found, target)) == href


def test_a_link_may_lead_to_an_anchor():
    found = plan()
    assert found.href(page(found, "home"), page(found, "markup"), "table") == "markah/#table"


@pytest.mark.parametrize(
    ("source", "href"), [("home", "markah/index.html"), ("404", "markah/index.html")]
)
def test_a_portable_site_names_the_file(source, href):
    found = plan(is_portable=True)
    assert found.href(page(found, source), page(found, "markup")) == href


@pytest.mark.parametrize(
    ("url", "href"),
    [("/feed.xml", "../feed.xml"), ("/data/a.csv", "../data/a.csv"), ("/markah/a.svg", "a.svg")],
)
def test_a_file_is_linked_from_where_the_page_stands(url, href):
    found = plan()
    assert found.file_href(page(found, "markup"), url) == href


@pytest.mark.parametrize(
    ("key", "name"),
    [("home", "home"), ("klaim/satu", "klaim_satu"), ("tanya-jawab", "tanya_jawab")],
)
def test_a_key_has_a_name_for_inserts(key, name):
    assert insert_name(key) == name


def test_a_page_is_found_by_its_insert_name():
    found = plan().by_insert_name("updates_first", "en")
    assert found is not None
    assert found.key == "updates/first"
    assert plan().by_insert_name("nothing", "en") is None


def test_every_content_file_of_the_tiny_site_is_planned():
    sources = {one.source for one in plan().pages if one.source}
    assert sources == {path for path in tiny_files() if path.endswith(".md")}


# --- files that could not be read -----------------------------------------------------------------


BROKEN = "title: Broken\n\nNo fence.\n"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_file_that_cannot_be_read_is_reported_once(lang: str):
    path = f"content/markup.{lang}.md"
    found = build_tiny({path: BROKEN}).diagnostics
    assert [(d.code, d.location.path) for d in found if d.is_error] == [("TXT003", path)]
