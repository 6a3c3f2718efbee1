"""Finding: the list from A to Z without scripts, and the search above it where they run."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import DESKTOP, PHONE
from tests.site.built_site import BuiltPage, BuiltSite

OpenPage = Callable[..., Page]

INDEX_KEY = "indeks"
FIELD = "#search"
RESULTS = "form[role=search] ol a"

SEARCHES = [
    # What somebody types, and the page or section that answers.
    ("id", "kecelakan", "manfaat/kecelakaan-kerja/"),
    ("id", "kecelakaan", "manfaat/kecelakaan-kerja/"),
    ("id", "santunnan", "manfaat/"),
    ("id", "asuransi", "manfaat/"),
    ("id", "bea siswa anak", "manfaat/beasiswa-anak/"),
    ("id", "Suami MENINGGAL", "manfaat/kematian/"),
    ("id", "penipuan", "tanya-jawab/#pesan-minta-uang"),
    ("id", "kacamata", "manfaat/kecelakaan-kerja/#cacat"),
    ("id", "hp tidak punya", "tanya-jawab/#tanpa-ponsel-pintar"),
    ("en", "death benefit", "benefits/death/"),
    ("en", "deth benifit", "benefits/death/"),
    ("en", "insurance", "benefits/"),
    ("en", "schoolarship", "benefits/childrens-scholarship/"),
    ("en", "glasses", "benefits/work-accident/#cacat"),
]


def index_page(built_site: BuiltSite, lang: str) -> BuiltPage:
    return next(p for p in built_site.pages if p.key == INDEX_KEY and p.lang == lang)


def search(page: Page, text: str) -> list[str]:
    """Type a text and give the addresses that are found, relative to the language's root."""
    page.fill(FIELD, "")
    page.wait_for_function("() => !document.querySelector('form[role=search] ol a')")
    page.fill(FIELD, text)
    page.wait_for_selector(RESULTS)
    links = page.locator(RESULTS).all()
    return [(link.get_attribute("href") or "").removeprefix("../") for link in links]


def test_the_right_page_comes_first_also_for_misspelt_words(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    wrong = []
    opened = ""
    for lang, text, expected in SEARCHES:
        if lang != opened:
            page.goto(site_address + index_page(built_site, lang).url)
            opened = lang
        found = search(page, text)
        if not found[0].startswith(expected):
            wrong.append((text, found[:3]))
    assert not wrong


def test_every_result_leads_to_a_place_that_exists(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    index = index_page(built_site, "id")
    page = open_page(viewport=PHONE)
    page.goto(site_address + index.url)
    for text in ("peserta", "klaim", "jaminan"):
        for address in search(page, text):
            path, _, anchor = address.partition("#")
            target = next(p for p in built_site.pages if p.url == f"/{path}")
            assert not anchor or anchor in target.anchors, address


def test_nothing_of_the_search_is_loaded_before_it_is_used(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    loaded: list[str] = []

    def note(response: Response) -> None:
        loaded.append(response.url)

    page.on("response", note)
    page.goto(site_address + index_page(built_site, "id").url, wait_until="networkidle")
    assert not [url for url in loaded if "/search." in url]
    with page.expect_response("**/search.*.json"):
        page.focus(FIELD)
    assert sorted(url.rpartition(".")[2] for url in loaded if "/search." in url) == ["js", "json"]


def test_the_search_is_said_and_worked_without_a_mouse(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=DESKTOP)
    page.goto(site_address + index_page(built_site, "en").url)
    page.get_by_label("Search this site").press_sequentially("scholarship")
    page.wait_for_selector(RESULTS)
    count = page.locator(RESULTS).count()
    assert page.locator("[role=status]").inner_text() == f"Results: {count}"
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == page.locator(RESULTS).first.get_attribute("href")
    assert page.locator(f"{RESULTS} mark").first.inner_text().lower() == "scholarship"
    page.keyboard.press("Enter")
    page.wait_for_url("**/childrens-scholarship/**")
    page.go_back()
    page.wait_for_selector(RESULTS)
    assert page.input_value(FIELD) == "scholarship"


def test_a_word_that_stands_nowhere_is_answered_in_words(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(site_address + index_page(built_site, "id").url + "?q=qqqqxxxx")
    page.wait_for_function("() => document.querySelector('[role=status]').textContent")
    assert page.locator("[role=status]").inner_text().startswith("Tidak ada yang cocok.")
    assert page.locator(RESULTS).count() == 0


def test_where_the_index_does_not_arrive_the_list_is_named(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.route("**/search.*.json", lambda route: route.abort())
    page.goto(site_address + index_page(built_site, "id").url)
    page.fill(FIELD, "santunan")
    page.wait_for_function("() => document.querySelector('[role=status]').textContent")
    assert page.locator("[role=status]").inner_text().startswith("Pencarian tidak dapat dimuat.")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_without_scripts_there_is_the_list_alone(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, lang: str
):
    index = index_page(built_site, lang)
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site_address + ("/" if lang == "id" else f"/{lang}/"))
    page.locator(f"footer a[href*='{index.url.strip('/').rpartition('/')[2]}/']").click()
    assert not page.locator(FIELD).is_visible()
    letter = page.locator("nav a[href='#az-s']")
    letter.click()
    assert page.url.endswith("#az-s")
    lines = page.locator("section:has(#az-s) li").all_inner_texts()
    names = [re.sub(r"[^\w ]", "", line.partition(":")[0]).casefold() for line in lines]
    assert names == sorted(names)
    assert len(names) > 10
