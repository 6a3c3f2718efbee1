"""The site without a connection: what is kept and shown, and that nobody meets an older page."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import babel.dates
import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import PHONE, wait_for
from tests.browser.host import Host
from tests.builders import MEMORY
from tests.conftest import run_here
from tests.site.built_site import BuildOnce, BuiltSite
from tests.site.walk import tree_of

OpenPage = Callable[..., Page]

BUDGET = 230_000
PATIENCE = 60
NAVIGATION = 10
"""Seconds that no visit takes: four of waiting for the network, and a slow machine."""
NEWS = "Kalimat contoh yang baru saja ditambahkan."
ESSENTIAL = ("home", "benefits", "guide", "checker", "question", "contacts")
"""Templates of the pages that are read when there is no connection; `question` is the first."""
LOCALES = {"id": "id_ID", "en": "en_GB"}
BANNER = ".ps-offline"

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  }
  return kept;
}"""
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
SLOW = "Object.defineProperty(navigator, 'connection', {value: {effectiveType: '2g'}})"


@pytest.fixture
def open_page(open_page: OpenPage) -> OpenPage:
    """Open a page with the worker that these tests are about."""
    return partial(open_page, service_workers="allow")


@pytest.fixture
def host(built_site: BuiltSite) -> Iterator[Host]:
    host = Host(root=built_site.root)
    host.start()
    yield host
    host.stop()


@pytest.fixture(scope="module")
def newer_site(build_once: BuildOnce, built_site: BuiltSite) -> Path:
    """The root of the real site after one more sentence on the page of contacts."""

    def change(project: Path) -> None:
        page = project / f"content/{built_site.key('contacts')}.{built_site.languages[0]}.md"
        # Before the first heading: the last part of the page may be folded.
        before, heading, after = page.read_text("utf-8").partition("\n## ")
        page.write_text(f"{before}\n{NEWS}\n{heading}{after}", "utf-8")

    return build_once("newer-site", change=change).root


@pytest.fixture(scope="module")
def ended_site(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a small site that keeps no pages, to stand in the place of the real one.

    Settings are what every page is made from: it takes less to make these few.
    """
    project = tmp_path_factory.mktemp("ended") / "project"
    shutil.copytree(small_project, project)
    with (project / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("offline: false\n")
    ran = run_here("--project", project, "build", memory=MEMORY)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return project / "output"


def knowledge(root: Path) -> dict[str, Any]:
    """Read what the worker of a build knows of the site."""
    line = (root / "sw.js").read_text(encoding="utf-8").partition("\n")[0]
    return json.loads(line.removeprefix("const SITE=").removesuffix(";"))


def language_of(root: Path, lang: str) -> dict[str, Any]:
    return next(each for each in knowledge(root)["languages"] if each["lang"] == lang)


def wait_until(what: str, is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(0.1)


def wait_until_kept(page: Page, host: Host, lang: str) -> None:
    language = language_of(host.root, lang)
    wanted = {host.address + path for path in (*language["ahead"], *language["together"])}
    wait_until(f"not all pages were kept ({lang})", lambda: wanted <= set(page.evaluate(KEPT)))


def wait_until_controlled(page: Page) -> None:
    wait_for(page, "() => navigator.serviceWorker.controller !== null")


def wait_until_version(page: Page, host: Host) -> None:
    version = knowledge(host.root)["version"]
    names = "async () => (await caches.keys()).join()"
    wait_until(
        "the newer version never came",
        lambda: page.evaluate(names) == f"kept:{host.address}:{version}",
    )


def assert_saved_today(page: Page, lang: str, since: date) -> None:
    days = {since, date.today()}
    dates = {babel.dates.format_date(day, "long", locale=LOCALES[lang]) for day in days}
    words = page.locator(BANNER).inner_text()
    assert any(day in words for day in dates), words


def urls(site: BuiltSite, lang: str, *templates: str) -> dict[str, str]:
    """Give the addresses of pages below the root, by what they were written for."""
    keys = {name: key_of(site, name) for name in templates}
    return {name: site.page(key, lang).url.lstrip("/") for name, key in keys.items()}


def key_of(site: BuiltSite, name: str) -> str:
    if name == "question":
        return f"{site.key('checker')}/{tree_of(site)['start']}"
    return site.key(name)


def url(site: BuiltSite, template: str, lang: str = "id") -> str:
    return urls(site, lang, template)[template]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_after_one_visit_the_most_needed_pages_can_be_read_without_a_connection(
    lang: str, built_site: BuiltSite, host: Host, open_page: OpenPage
):
    since = date.today()
    page = open_page(viewport=PHONE)
    essential = urls(built_site, lang, *ESSENTIAL)
    page.goto(host.address + essential["home"])
    wait_until_kept(page, host, lang)
    loaded = page.evaluate("performance.getEntries().map(entry => entry.name)")
    visit = {address.removeprefix(host.address) for address in loaded}
    ahead = {path: size for path, size in host.sent if path not in {"sw.js", *visit}}
    # All pages came in one file, and none besides by itself.
    assert language_of(host.root, lang)["bundle"] in ahead
    assert not any(path.endswith("/") for path in ahead)
    assert sum(ahead.values()) <= BUDGET
    host.stop()
    for name, address in essential.items():
        response = page.goto(host.address + address)
        assert response is not None
        assert response.from_service_worker
        assert page.locator("html").get_attribute("lang") == lang
        tree = built_site.pages_by_url[f"/{address}"].tree
        assert page.locator("h1").inner_text() == " ".join(
            tree.xpath("//h1")[0].text_content().split()
        ), name
        assert_saved_today(page, lang, since)
        # With its styles, not bare.
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.ps-skip')).position")
            != "static"
        )


def test_the_checker_works_to_its_end_without_a_connection(
    built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    host.stop()
    group = language_of(host.root, "id")["together"]
    assert len(group) > 1
    for path in group:
        response = page.goto(host.address + path)
        assert response is not None
        assert response.status == 200, path
        for link in page.locator("main a").evaluate_all("links => links.map(a => a.href)"):
            below = link.removeprefix(host.address).partition("#")[0]
            if below.startswith(group[0]):
                assert below in group, f"{path} leads to {below}"


def test_a_page_that_was_not_kept_shows_those_that_were(
    built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    wanted = urls(built_site, "id", "statistics", "questions", "offline")
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    page.goto(host.address + wanted["questions"])
    host.stop()
    response = page.goto(host.address + wanted["statistics"])
    assert response is not None
    assert response.status == 503
    assert page.url == host.address + wanted["statistics"]
    expect(page.locator("html")).to_have_attribute("lang", "id")
    stand_in = built_site.pages_by_url["/" + wanted["offline"]]
    expect(page.locator("h1")).to_have_text(stand_in.tree.xpath("//h1")[0].text_content())
    links = page.locator(".ps-kept a:visible")
    # The pages fetched ahead, and the one that was visited.
    expect(links).to_have_count(len(listed(built_site)) + 1)
    hrefs = links.evaluate_all("links => links.map(link => link.href)")
    assert host.address + wanted["questions"] in hrefs
    for href in hrefs:
        response = page.goto(href)
        assert response is not None
        assert response.status == 200, href
    # Back to the wanted page, as soon as there is a connection.
    page.goto(host.address + wanted["statistics"])
    host.start()
    page.locator(".ps-again a").click()
    expect(page.locator("h1")).not_to_have_text(stand_in.tree.xpath("//h1")[0].text_content())
    expect(page.locator(BANNER)).to_have_count(0)
    assert page.url == host.address + wanted["statistics"]


def listed(site: BuiltSite) -> set[str | None]:
    """Give the addresses of the pages that the stand-in lists."""
    stand_in = site.page(site.key("offline"))
    links = stand_in.tree.xpath("//ul[@class='ps-kept']//a/@href")
    return {site.resolve(stand_in, link) for link in links}


def test_a_page_that_was_visited_is_kept_with_its_date(
    built_site: BuiltSite, host: Host, open_page: OpenPage
):
    since = date.today()
    page = open_page(viewport=PHONE)
    first, second = urls(built_site, "en", "statistics", "glossary").values()
    page.goto(host.address + first)
    wait_until_kept(page, host, "en")
    wait_until("the first page", lambda: host.address + first in page.evaluate(KEPT))
    page.goto(f"{host.address}{second}?utm_source=whatsapp#jkk")
    wait_until("the second page", lambda: host.address + second in page.evaluate(KEPT))
    host.stop()
    for address in (first, second):
        response = page.goto(host.address + address)
        assert response is not None
        assert response.status == 200
        assert_saved_today(page, "en", since)


@pytest.mark.parametrize("connection", [SAVING, SLOW])
def test_where_data_is_saved_nothing_is_fetched_ahead(
    connection: str, built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.add_init_script(connection)
    visited = urls(built_site, "id", "home", "statistics", "question")
    page.goto(host.address)
    wait_until_controlled(page)
    for address in visited.values():
        page.goto(host.address + address)
    page.wait_for_timeout(1_500)
    assert host.pages_sent() == ["", *visited.values()]
    # What was visited is kept: it cost nothing more. Of the checker nothing is: it lacks the rest.
    kept = set(page.evaluate(KEPT))
    assert host.address + visited["statistics"] in kept
    assert host.address + visited["question"] not in kept
    host.stop()
    page.goto(host.address + visited["statistics"])
    expect(page.locator(BANNER)).to_be_visible()
    with pytest.raises(Error):
        page.goto(host.address + visited["question"])


def test_a_page_is_the_newest_whenever_the_network_answers(
    built_site: BuiltSite, newer_site: Path, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    contacts = url(built_site, "contacts")
    page.goto(host.address + contacts)
    wait_until_kept(page, host, "id")
    page.goto(host.address + contacts)
    expect(page.get_by_text(NEWS)).to_have_count(0)
    # However slowly it answers, and whatever the browser's own cache says.
    host.root, host.delay = newer_site, 2
    page.goto(host.address + contacts)
    expect(page.get_by_text(NEWS)).to_be_visible()
    expect(page.locator(BANNER)).to_have_count(0)


def test_a_host_that_fails_is_no_reason_to_show_nothing(
    built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    host.is_broken = True
    page.goto(host.address + url(built_site, "contacts"))
    expect(page.locator(BANNER)).to_be_visible()


def test_a_network_that_hangs_holds_up_no_page_that_is_kept(
    built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    host.delay = 30
    before = time.monotonic()
    page.goto(host.address + url(built_site, "contacts"))
    expect(page.locator(BANNER)).to_be_visible()
    assert time.monotonic() - before < NAVIGATION
    host.delay = 0


def test_what_a_network_puts_in_the_place_of_a_page_is_not_kept(
    built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    host.in_place_of_pages = b"<h1>Please pay for this network</h1>"
    statistics = host.address + url(built_site, "statistics")
    page.goto(statistics)
    expect(page.get_by_text("Please pay")).to_be_visible()
    page.wait_for_timeout(500)
    assert statistics not in page.evaluate(KEPT)


@pytest.mark.full
@pytest.mark.parametrize("network", ["good", "slow", "failing", "hanging"])
def test_a_hundred_visits_in_a_row_are_all_answered(
    network: str, built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    host.delay = {"slow": 1.0, "hanging": 30.0}.get(network, 0.0)
    host.is_broken = network == "failing"
    essential = tuple(urls(built_site, "id", *ESSENTIAL[:3], "contacts").values())
    for number in range(100 if network != "hanging" else 20):
        before = time.monotonic()
        response = page.goto(host.address + essential[number % len(essential)])
        assert response is not None
        assert response.status == 200
        assert time.monotonic() - before < NAVIGATION
    host.delay = 0


def test_a_newer_build_takes_the_place_of_what_was_kept(
    built_site: BuiltSite, newer_site: Path, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    contacts, answers = urls(built_site, "id", "contacts", "questions").values()
    page.goto(host.address + answers)
    wait_until_kept(page, host, "id")
    wait_until("the visited page", lambda: host.address + answers in page.evaluate(KEPT))
    host.root = newer_site
    host.sent.clear()
    page.goto(host.address)
    wait_until_version(page, host)
    wait_until_kept(page, host, "id")
    # Only what has changed was fetched again; the visited page is still the same, and still there.
    for path in {*host.pages_sent()} - {""}:
        before, after = (root / path / "index.html" for root in (built_site.root, newer_site))
        assert before.read_bytes() != after.read_bytes(), path
    host.stop()
    page.goto(host.address + contacts)
    expect(page.get_by_text(NEWS)).to_be_visible()
    page.goto(host.address + answers)
    expect(page.locator(BANNER)).to_be_visible()


def test_a_newer_build_that_cannot_be_had_whole_leaves_what_was_kept(
    built_site: BuiltSite, newer_site: Path, host: Host, open_page: OpenPage, tmp_path: Path
):
    page = open_page(viewport=PHONE)
    contacts = url(built_site, "contacts")
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    before = page.evaluate("async () => (await caches.keys()).join()")
    # Half of a build reaches the host: the worker of the newer one, and a page less.
    half = tmp_path / "half"
    half.mkdir()
    for path in built_site.root.iterdir():
        (half / path.name).symlink_to(path)
    (half / "sw.js").unlink()
    (half / "sw.js").write_bytes((newer_site / "sw.js").read_bytes())
    (half / contacts.rstrip("/")).unlink()
    host.root = half
    host.sent.clear()
    page.goto(host.address)
    wait_until("the newer worker asks for pages", lambda: host.pages_sent() != [""])
    page.wait_for_timeout(500)
    assert page.evaluate("async () => (await caches.keys()).join()") == before
    host.stop()
    page.goto(host.address + contacts)
    expect(page.locator(BANNER)).to_be_visible()


def test_one_setting_ends_it_all(
    built_site: BuiltSite, ended_site: Path, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address)
    wait_until_kept(page, host, "id")
    host.root = ended_site
    page.goto(host.address)
    left = """async () => (await navigator.serviceWorker.getRegistrations()).length
      + (await caches.keys()).length"""
    wait_until("the worker is still there", lambda: page.evaluate(left) == 0)
    page.goto(host.address)
    page.wait_for_timeout(500)
    assert page.evaluate(left) == 0
    host.stop()
    with pytest.raises(Error):
        page.goto(host.address + url(built_site, "guide"))


def test_it_works_below_a_path_and_touches_nothing_beside_it(
    built_site: BuiltSite, open_page: OpenPage
):
    host = Host(root=built_site.root, prefix="/warga/pijar-semar/")
    host.start()
    try:
        page = open_page(viewport=PHONE)
        page.goto(host.address)
        page.evaluate("caches.open('of another site')")
        wait_until_kept(page, host, "id")
        scopes = (
            """async () => (await navigator.serviceWorker.getRegistrations()).map(r => r.scope)"""
        )
        assert page.evaluate(scopes) == [host.address]
        host.stop()
        page.goto(host.address + url(built_site, "guide"))
        expect(page.locator(BANNER)).to_be_visible()
        page.goto(host.address + url(built_site, "statistics"))
        # The links of the stand-in lead on, although it stands at another page's address.
        page.locator(".ps-kept a:visible").nth(1).click()
        expect(page.locator(BANNER)).to_be_visible()
        assert page.evaluate("async () => (await caches.keys()).includes('of another site')")
    finally:
        host.stop()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_site_can_be_put_on_the_home_screen(
    lang: str, built_site: BuiltSite, host: Host, open_page: OpenPage
):
    page = open_page(viewport=PHONE)
    page.goto(host.address + url(built_site, "guide", lang))
    wait_until_controlled(page)
    browser = page.context.new_cdp_session(page)
    told = browser.send("Page.getAppManifest")
    assert not told["errors"]
    manifest = json.loads(told["data"])
    assert manifest["lang"] == lang
    home = url(built_site, "home", lang)
    assert told["url"] == f"{host.address}{home}site.webmanifest"
    browser.send("Page.enable")
    errors = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A private window, which every test is, installs nothing.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    touch = page.locator("link[rel='apple-touch-icon']").evaluate("link => link.href")
    assert page.request.get(touch).headers["content-type"] == "image/png"
