"""Finding: the list from A to Z without scripts, and the search above it where they run."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import DESKTOP, PHONE, wait_for
from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

OpenPage = Callable[..., Page]

FIELD = "#search"
RESULTS = "form[role=search] ol a"
ASKED = "//*[contains(@class, 'ps-article')]//h2[contains(., '?')]"
NAMED = ("page", "guide", "benefits", "contacts")
"""Templates of pages that people look for by name."""


def index_page(built_site: BuiltSite, lang: str) -> BuiltPage:
    return built_site.page(built_site.key("index"), lang)


def title_of(page: BuiltPage) -> str:
    return " ".join(page.tree.xpath("//h1")[0].text_content().split())


def misspelt(text: str) -> str:
    """Leave a letter out of the longest word, as somebody in a hurry does."""
    word = max(text.split(), key=len)
    return text.replace(word, word[:3] + word[4:])


def search(page: Page, text: str) -> list[str]:
    """Type a text and give the addresses that are found, relative to the language's root."""
    page.evaluate("document.querySelector('form[role=search] ol').replaceChildren()")
    page.fill(FIELD, text)
    page.wait_for_selector(RESULTS)
    found = page.locator(RESULTS).evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return [address.removeprefix("../") for address in found]


def test_a_page_is_found_by_its_misspelt_name(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=PHONE)
    wrong = []
    for lang in built_site.languages:
        browser_page.goto(site_address + index_page(built_site, lang).url)
        root = built_site.page("home", lang).url
        pages = [page for name in NAMED for page in built_site.written_for(name)]
        for page in every(page for page in pages if page.lang == lang):
            text = misspelt(title_of(page))
            found = [root + path.partition("#")[0] for path in search(browser_page, text)]
            if page.url not in found[:3]:
                wrong.append((text, page.url, found[:3]))
    assert not wrong


def test_every_result_leads_to_a_place_that_exists(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    index = index_page(built_site, "id")
    page = open_page(viewport=PHONE)
    page.goto(site_address + index.url)
    for sample in (p for p in built_site.written_for("page") if p.lang == "id"):
        for address in every(search(page, title_of(sample).split()[-1])):
            path, _, anchor = address.partition("#")
            target = built_site.pages_by_url[f"/{path}"]
            assert not anchor or anchor in target.anchors, address


def test_a_question_that_the_site_answers_is_found_as_it_stands_there(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    browser_page = open_page(viewport=PHONE)
    wrong = []
    for page in every(built_site.written_for("questions")):
        browser_page.goto(site_address + index_page(built_site, page.lang).url)
        root = built_site.page("home", page.lang).url
        for heading in every(page.tree.xpath(ASKED)):
            text = " ".join(heading.text_content().split())
            anchor = heading.xpath("string(ancestor-or-self::*[@id][1]/@id)")
            found = [root + address for address in search(browser_page, text)]
            if f"{page.url}#{anchor}" not in found[:2]:
                wrong.append((text, found[:2]))
    assert not wrong


def test_a_part_of_a_number_is_another_number(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    (index,) = (built_site.root / "assets").glob("search.id.*.json")
    known = set(json.loads(index.read_text(encoding="utf-8"))["words"].split(" "))
    parts = {word[:-1] for word in known if word.isdigit() and len(word) > 5}
    page = open_page(viewport=PHONE)
    page.goto(f"{site_address}{index_page(built_site, 'id').url}?q={min(parts - known)}")
    wait_for(page, "() => document.querySelector('[role=status]').textContent")
    assert page.locator(RESULTS).count() == 0


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
    words = built_site.words("en")["index"]
    wanted = built_site.page(built_site.key("contacts"), "en")
    text = title_of(wanted).split()[0].lower()
    page.get_by_label(words["search"]).press_sequentially(text)
    page.wait_for_selector(RESULTS)
    count = page.locator(RESULTS).count()
    assert page.locator("[role=status]").inner_text() == words["found"].format(shown=count)
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == page.locator(RESULTS).first.get_attribute("href")
    assert page.locator(f"{RESULTS} mark").first.inner_text().lower() == text
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{wanted.url}**")
    page.go_back()
    page.wait_for_selector(RESULTS)
    assert page.input_value(FIELD) == text


def test_a_word_that_stands_nowhere_is_answered_in_words(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(site_address + index_page(built_site, "id").url + "?q=qqqqxxxx")
    wait_for(page, "() => document.querySelector('[role=status]').textContent")
    assert page.locator("[role=status]").inner_text() == built_site.words("id")["index"]["nothing"]
    assert page.locator(RESULTS).count() == 0


def test_where_the_index_does_not_arrive_the_list_is_named(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.route("**/search.*.json", lambda route: route.abort())
    page.goto(site_address + index_page(built_site, "id").url)
    page.fill(FIELD, "contoh")
    wait_for(page, "() => document.querySelector('[role=status]').textContent")
    assert page.locator("[role=status]").inner_text() == built_site.words("id")["index"]["failed"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_without_scripts_there_is_the_list_alone(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, lang: str
):
    index = index_page(built_site, lang)
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site_address + ("/" if lang == "id" else f"/{lang}/"))
    page.locator(f"footer a[href*='{index.url.strip('/').rpartition('/')[2]}/']").click()
    assert not page.locator(FIELD).is_visible()
    letter = page.locator("nav a[href^='#az-']").last
    anchor = letter.get_attribute("href") or ""
    letter.click()
    assert page.url.endswith(anchor)
    lines = page.locator("section:has([id^='az-']) li").all_inner_texts()
    names = [re.sub(r"[^\w ]", "", line.partition(":")[0]).casefold() for line in lines]
    assert len(names) > 10
    letters = ["0" if name[0].isdigit() else name[0] for name in names]
    assert letters == sorted(letters)
