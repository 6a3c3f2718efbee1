"""Every page that somebody wrote, opened once with scripts and once without, and asked everything.

What takes longest is asked of pages that show all there is, and axe-core sees every page in one of
its languages and one of four ways, in turn. Pages that are made from data are alike: those that
show something of their own are opened. In `make test-full` every page is asked everything in every
way. WCAG 2.2: 1.4.4 (text at 200 %), 1.4.10 (zoom to 400 %: 1280 by 1024 becomes 320 by 256),
1.4.12 (text spacing).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, READING, RUN_AXE, address_of
from tests.browser.measures import (
    ADD_SHEET,
    ENHANCED_LARGE,
    REMOVE_SHEET,
    channels,
    contrast,
    luminance,
    weak_lines,
)
from tests.site.built_site import BuiltPage, BuiltSite

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}
WORDS_BEFORE_THE_TITLE = 40
"""Skip link, name, main pages, languages and the way here; more would bury the page."""
TARGET = 44

TWICE = "html { font-size: 200% !important; }"
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
ENLARGED = {
    "text at 200 % on a phone": (PHONE, TWICE),
    "text at 200 % on the narrowest phone": (NARROW, TWICE),
    "text at 200 % on a desktop": (DESKTOP, TWICE),
    "zoom to 400 %": (ZOOMED, ""),
    "wide spacing on a phone": (PHONE, SPACED),
    "wide spacing on a desktop": (DESKTOP, SPACED),
}
LOOKS = {
    "phone, light": (PHONE, "light"),
    "desktop, dark": (DESKTOP, "dark"),
    "phone, dark": (PHONE, "dark"),
    "desktop, light": (DESKTOP, "light"),
}

ANSWER_END = """() => {
  const card = document.querySelector('.ps-first > [data-answer]');
  return card ? Math.round(card.getBoundingClientRect().bottom) : 0;
}"""
UNFOLD = """() => {
  window.unfolded = [...document.querySelectorAll('main details:not([open])')];
  unfolded.forEach(fold => { fold.open = true; });
}"""
FOLD = "() => unfolded.forEach(fold => { fold.open = false; })"
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')]
  .flatMap(element => [null, '::before', '::after'].map(part => getComputedStyle(element, part)))
  .filter(({ transitionDuration, animationName, animationDuration, scrollBehavior }) =>
    /[1-9]/.test(transitionDuration) || scrollBehavior === 'smooth'
    || (animationName !== 'none' && /[1-9]/.test(animationDuration))).length"""
VISIBLE_TEXT = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.matches('h1, h2, h3, p, li, dt, dd, td, th'))
  .filter(element => element.checkVisibility())
  // What only scripts can do, or tell of the reader's own device, is no part of the page.
  .filter(element => !element.closest('.ps-search, .ps-kept, .ps-again'))
  .map(element => element.textContent.trim().replace(/\\s+/g, ' '))"""
# Blocks that are read; a fold counts, whether open or not. What is `hidden` waits for a script, and
# what is kept on the reader's device is no part of the page.
TEXTS = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.matches('h1, h2, h3, p, li, dt, dd, td, th, caption, summary'))
  .filter(element => !element.closest('[hidden], .ps-kept, .ps-again'))
  .map(element => element.textContent.trim().replace(/\\s+/g, ' ')).filter(Boolean)"""
SHOWN = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.matches('h1, h2, h3, p, li, dt, dd, td, th, caption, summary'))
  .filter(element => element.checkVisibility() || element.closest('details:not([open])'))
  .filter(element => !element.closest('.ps-kept, .ps-again'))
  .map(element => element.textContent.trim().replace(/\\s+/g, ' ')).filter(Boolean)"""
WITHOUT_STYLES = """() => {
  document.querySelectorAll('style, link[rel=stylesheet]').forEach(sheet => sheet.remove());
  return document.styleSheets.length + document.querySelectorAll('[style]:not([style=""])').length;
}"""
LISTS = """() => [...document.querySelectorAll('nav')]
  .filter(nav => nav.checkVisibility({ contentVisibilityAuto: true }))
  .map(nav => [...nav.querySelectorAll('a')]
    .filter(link => link.checkVisibility({ contentVisibilityAuto: true }))
    .map(link => link.href).join()).filter(Boolean)"""
MISSED = """() => [...document.querySelectorAll('[id]')].map(element => element.id).filter(id => {
  location.hash = id;
  return document.querySelector(':target')?.id !== id;
})"""
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  }
  return kept;
}"""
STORED = """async () => localStorage.length + sessionStorage.length
  + (await indexedDB.databases()).length"""


@dataclass
class Answers:
    """What the questions brought to light, by question; and how often each was asked."""

    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[str] = field(default_factory=Counter)

    def note(self, question: str, page: object, found: Iterable[object]) -> None:
        assert question in QUESTIONS, question
        self.asked[question] += 1
        self.faults[question] += [f"{page}: {fault}" for fault in found]


QUESTIONS = {
    "errors": "a page reports an error, breaks its own policy, or asks another site",
    "answer": "an answer is longer than two screens of a phone",
    "axe-core": "a page breaks a rule of accessibility",
    "narrow": "a page scrolls sideways on the narrowest phone",
    "enlarged": "something is lost on an enlarged page",
    "targets": "what is pressed is smaller than 44 pixels",
    "contrast": "text stands out too little",
    "forced colours": "text is lost in forced colours",
    "stillness": "something moves for who asked for stillness",
    "statuses": "a status has a colour and no word",
    "no scripts": "a page cannot be read without scripts",
    "anchors": "an anchor is not reached without scripts",
    "no styles": "a page cannot be read without styles",
    "storage": "something but pages is stored on the visitor's device",
}


@pytest.fixture(scope="module")
def answers(
    browser: Browser, built_site: BuiltSite, site_address: str, axe: str, is_full_run: bool
) -> Answers:
    answers = Answers()
    thorough = built_site.pages if is_full_run else built_site.varied_pages
    opened = [one for one in built_site.pages if one.record["source"] or one in thorough]
    context = browser.new_context(viewport=PHONE, service_workers="allow")
    context.add_init_script(READING)
    page, wrong = context.new_page(), list[str]()
    watch(page, site_address, wrong)
    turns = {key: turn for turn, key in enumerate(sorted({one.key for one in built_site.pages}))}
    languages = built_site.languages
    texts: dict[str, tuple[set[str], list[str]]] = {}
    for one in opened:
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="null")
        page.goto(address_of(site_address, one))
        if end := page.evaluate(ANSWER_END):
            answers.note("answer", one, [f"{end} px"] if end > 2 * PHONE["height"] else [])
        if one in thorough:
            texts[one.url] = set(page.evaluate(VISIBLE_TEXT)), page.evaluate(TEXTS)
            ask_about_looks(answers, page, one)
        page.evaluate(UNFOLD)
        ask_about_room(answers, page, one, is_thorough=one in thorough)
        turn, lang = divmod(turns[one.key], len(languages))
        if is_full_run:
            ask_axe(answers, page, one, axe, LOOKS)
        elif one in thorough or one.lang == languages[lang]:
            ask_axe(answers, page, one, axe, [[*LOOKS][turn % len(LOOKS)]])
        answers.note("errors", one, wrong)
        wrong.clear()
    ask_about_storage(answers, page, built_site, site_address)
    context.close()

    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for one in thorough:
        page.goto(address_of(site_address, one))
        ask_without_scripts(answers, page, one, *texts[one.url])
        looks = LOOKS.values() if is_full_run else [LOOKS["phone, light"]]
        ask_about_contrast(answers, page, one, looks)
        ask_without_styles(answers, page, one, texts[one.url][1])
    context.close()
    return answers


def watch(page: Page, site_address: str, wrong: list[str]) -> None:
    """Gather what goes wrong in a page from now on: errors, failed and foreign requests."""
    page.on(
        "console",
        # Browsers look for an icon of their own accord where a page names none.
        lambda message: (
            message.type == "error"
            and not message.location["url"].endswith("/favicon.ico")
            and wrong.append(f"{message.text} {message.location['url']}")
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "requestfailed",
        # What the browser gives up because the visitor has left is no failure.
        lambda request: (
            request.failure == "net::ERR_ABORTED"
            or wrong.append(f"failed: {request.url}: {request.failure}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            request.url.startswith((site_address, "data:"))
            or wrong.append(f"elsewhere: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda response: (
            response.status >= 400 and wrong.append(f"{response.status}: {response.url}")
        ),
    )


def ask_about_looks(answers: Answers, page: Page, one: BuiltPage) -> None:
    """Without movement, without colours of the site's own, and without colour at all."""
    page.emulate_media(reduced_motion="reduce")
    answers.note("stillness", one, [n for n in [page.evaluate(MOVING)] if n])
    words = page.locator(".ps-status, .ps-figure--absent, .ps-callout__label").all_text_contents()
    answers.note("statuses", one, ["no word" for word in words if not word.strip()])
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, forced_colors="active")
        answers.note("forced colours", one, lost_in_forced_colours(page))
    page.emulate_media(color_scheme="light", forced_colors="none")


def lost_in_forced_colours(page: Page) -> Iterator[str]:
    for line in page.evaluate("reading.textSurfaces()"):
        text, ground = (float(luminance(channels(line[part]))) for part in ("text", "ground"))
        if contrast(text, ground) < ENHANCED_LARGE:
            yield str(line)


def ask_about_room(answers: Answers, page: Page, one: BuiltPage, *, is_thorough: bool) -> None:
    """In a narrow window, larger, wider set and zoomed; a link in a text is as high as its line."""
    page.set_viewport_size(NARROW)
    answers.note("narrow", one, page.evaluate("reading.overflowing()"))
    if not is_thorough:
        return
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        answers.note("targets", one, page.evaluate(f"reading.smallTargets({TARGET})"))
    for way, (viewport, styles) in ENLARGED.items():
        page.set_viewport_size(viewport)
        page.evaluate(ADD_SHEET, styles)
        answers.note("enlarged", f"{one}, {way}", page.evaluate("reading.lost()"))
        page.evaluate(REMOVE_SHEET)


def ask_axe(answers: Answers, page: Page, one: BuiltPage, axe: str, looks: Iterable[str]) -> None:
    """With every rule that axe-core has: best practice, AAA and experimental ones too."""
    page.evaluate(axe)
    for look in looks:
        viewport, colours = LOOKS[look]
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        answers.note("axe-core", f"{one}, {look}", page.evaluate(RUN_AXE))


def ask_about_storage(answers: Answers, page: Page, site: BuiltSite, site_address: str) -> None:
    """What is kept is what the page on privacy tells: pages of this site and what shows them."""
    kept = page.evaluate(KEPT)
    assert kept
    addresses = {f"{site_address}{page.url}" for page in site.pages}
    answers.note("storage", "cookies", page.context.cookies())
    answers.note("storage", "stores", [number for number in [page.evaluate(STORED)] if number])
    foreign = [url for url in kept if url not in addresses and "/assets/" not in url]
    answers.note("storage", "cache", foreign)


def ask_without_scripts(
    answers: Answers, page: Page, one: BuiltPage, visible: set[str], texts: list[str]
) -> None:
    title = page.locator("h1")
    seen = set(page.evaluate(VISIBLE_TEXT))
    faults = [*sorted(visible - seen), *["nothing to read"] * (len(seen) < 2)]
    if page.locator("h1").count() != 1 or not title.is_visible():
        faults.append("not one title")
    answers.note("no scripts", one, faults)


def ask_about_contrast(answers: Answers, page: Page, one: BuiltPage, looks: Iterable) -> None:
    """Without scripts, so that nothing moves between the measure and the picture."""
    page.evaluate(UNFOLD)
    page.evaluate(READING)
    for viewport, colours in looks:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=colours)
        answers.note("contrast", f"{one}, {colours}", weak_lines(page))
    page.evaluate(FOLD)
    page.set_viewport_size(PHONE)


def ask_without_styles(answers: Answers, page: Page, one: BuiltPage, texts: list[str]) -> None:
    """All the text, in its order, soon after the top; no list of links twice, no row in pieces."""
    faults = []
    if page.evaluate(WITHOUT_STYLES):
        faults.append("it is still styled")
    before = page.locator("body").inner_text().partition(page.locator("h1").inner_text())[0].split()
    if len(before) > WORDS_BEFORE_THE_TITLE:
        faults.append(f"its title comes late: {' '.join(before)}")
    lists = page.evaluate(LISTS)
    faults += [f"a list twice: {links}" for links, count in Counter(lists).items() if count > 1]
    shown = page.evaluate(SHOWN)
    if shown != page.evaluate(TEXTS):
        faults.append("something is hidden without styles")
    if shown != texts:
        faults.append("a script adds or moves text")
    page.evaluate(UNFOLD)
    for table in page.locator("table").all():
        caption, *rows = re.split(r"\n+", table.inner_text().strip())
        if not caption or not any("\t" in row for row in rows):
            faults.append(f"no row in one line: {caption}")
    answers.note("no styles", one, faults)
    answers.note("anchors", one, page.evaluate(MISSED))


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_page_has_a_fault(answers: Answers, question: str):
    assert answers.asked[question]
    found = answers.faults[question]
    assert not found, "\n".join([f"{QUESTIONS[question]}:", *found])


def test_a_status_was_seen(built_site: BuiltSite):
    """Else the question about statuses would prove little."""
    assert any({"ps-status", "ps-callout__label"} & page.classes for page in built_site.pages)
