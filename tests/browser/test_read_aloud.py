"""Reading aloud: offered only where the device itself speaks the page's language."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import PHONE
from tests.site.built_site import BuiltPage, BuiltSite

OpenPage = Callable[..., Page]

# As phones name their voices: with an underscore, and Indonesian by the code it had until 1989.
VOICES = {"id": "in_ID", "en": "en-GB"}

SPEECH = """
(() => {
  const spoken = [];
  const synthesis = {
    voices: [],
    spoken,
    cancelled: 0,
    getVoices() { return this.voices; },
    speak(utterance) { spoken.push(utterance); },
    cancel() { this.cancelled += 1; },
    arrive(voices) { this.voices = voices; this.onvoiceschanged(); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})();
"""
"""A speech synthesis that says nothing, and remembers; voices come late, as in a browser."""


def labels(site: BuiltSite, lang: str) -> tuple[str, str]:
    words = site.words(lang)["page"]
    return words["read"], words["read_stop"]


def longest(site: BuiltSite, lang: str) -> BuiltPage:
    """Give the page of running text that has most sections."""
    pages = [page for page in site.written_for("page") if page.lang == lang]
    return max(pages, key=lambda page: len(page.tree.xpath("//section/h2")))


def page_of(site: BuiltSite, lang: str, name: str = "") -> BuiltPage:
    """Give a page by its template, and by what is made below it; without one the longest."""
    template, *below = name.split("/")
    return site.page("/".join([site.key(template), *below]), lang) if name else longest(site, lang)


def voice(lang: str, *, is_local: bool = True) -> dict[str, object]:
    return {"lang": lang, "localService": is_local}


def arrive(page: Page, *voices: dict[str, object]) -> None:
    page.evaluate("voices => speechSynthesis.arrive(voices)", list(voices))


def spoken(page: Page) -> list[str]:
    return page.evaluate("speechSynthesis.spoken.map((utterance) => utterance.text)")


def utterances(page: Page) -> list[dict[str, dict[str, str]]]:
    return page.evaluate("speechSynthesis.spoken.map(({ voice, lang }) => ({ voice, lang }))")


def button(page: Page) -> Locator:
    return page.locator(".ps-tools button")


@pytest.fixture
def listen(built_site: BuiltSite, site_address: str, open_page: OpenPage) -> Callable[..., Page]:
    """Open a page in a browser that can speak, once its voices are there."""

    def listen_(lang: str, *voices: dict[str, object], name: str = "") -> Page:
        page = open_page(viewport=PHONE)
        page.add_init_script(SPEECH)
        page.goto(site_address + page_of(built_site, lang, name).url)
        if voices:
            arrive(page, *voices)
        return page

    return listen_


@pytest.mark.parametrize("lang", VOICES)
def test_the_button_comes_with_a_voice_of_the_device_in_the_language(
    listen: Callable[..., Page], built_site: BuiltSite, lang: str
):
    (other,) = set(VOICES) - {lang}
    page = listen(lang)
    assert not button(page).is_visible()
    for voices in (
        [voice(VOICES[other])],
        [voice(VOICES[lang], is_local=False)],
        [voice(""), voice("no language")],
    ):
        arrive(page, *voices)
        assert not button(page).is_visible(), voices
    arrive(page, voice(VOICES[other]), voice(VOICES[lang]))
    assert button(page).inner_text() == labels(built_site, lang)[0]
    box = button(page).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.emulate_media(media="print")
    assert not button(page).is_visible()


@pytest.mark.parametrize("lang", VOICES)
def test_the_page_is_read_from_its_heading_on_by_the_voice_of_its_language(
    listen: Callable[..., Page], built_site: BuiltSite, lang: str
):
    page = listen(lang, *map(voice, VOICES.values()))
    button(page).click()
    texts = spoken(page)
    tree = page_of(built_site, lang).tree
    heading, lead, *sections = (
        " ".join(element.text_content().split())
        for element in tree.xpath(
            "//h1 | //*[@class='ps-lead']/p[1] | //section[@class='ps-section']/h2"
        )
    )
    assert texts[0] == heading
    assert len(sections) > 1
    place = 0
    for text in (heading, lead, *sections):  # fails where one is not read after the other
        place = texts.index(text, place)
    assert {utterance["voice"]["lang"] for utterance in utterances(page)} == {VOICES[lang]}
    assert max(map(len, texts)) < 1000


@pytest.mark.parametrize("name", ["", "home", "statistics", "data/contribution", "guide"])
def test_the_text_is_read_all_of_it_once_and_nothing_beside_it(
    listen: Callable[..., Page], name: str
):
    page = listen("id", voice("id-ID"), name=name)
    button(page).click()
    text = page.evaluate("""() => {
        const main = document.querySelector("main");
        const beside = "nav, .ps-side, .ps-end, .ps-downloads, .ps-hidden, [aria-hidden]";
        const folded = "details:not([open])";
        main.querySelectorAll(`${beside}, ${folded}`).forEach((part) => part.remove());
        return main.innerText;
    }""")
    assert re.findall(r"\w+", " ".join(spoken(page))) == re.findall(r"\w+", text)


def test_pressing_again_stops_and_the_button_says_so(
    listen: Callable[..., Page], built_site: BuiltSite
):
    page = listen("en", voice("en_US"))
    start, stop = labels(built_site, "en")
    button(page).focus()
    page.keyboard.press("Enter")
    assert button(page).inner_text() == stop
    page.keyboard.press("Enter")
    assert button(page).inner_text() == start
    assert page.evaluate("speechSynthesis.cancelled") == 1
    first = len(spoken(page))
    button(page).click()
    assert len(spoken(page)) == 2 * first
    # What was stopped reports its end late: that is not the end of what is read now.
    page.evaluate("index => speechSynthesis.spoken[index].onerror()", first - 1)
    assert button(page).inner_text() == stop
    page.evaluate("index => speechSynthesis.spoken[index].onend()", 2 * first - 1)
    assert button(page).inner_text() == start


def test_leaving_the_page_ends_the_reading(listen: Callable[..., Page], built_site: BuiltSite):
    page = listen("id", voice("id-ID"))
    button(page).click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("speechSynthesis.cancelled") == 1
    assert button(page).inner_text() == labels(built_site, "id")[0]


@pytest.mark.parametrize("lang", VOICES)
def test_without_scripts_nothing_is_offered(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, lang: str
):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site_address + page_of(built_site, lang).url)
    assert page.locator(".ps-tools").is_visible()
    assert not button(page).is_visible()
