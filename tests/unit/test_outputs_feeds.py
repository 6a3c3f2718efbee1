"""Feeds: valid Atom, the pages' own words, and dates that no rebuild changes."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from site_builder.outputs.feeds import feed_files
from tests.unit.outputs_site import SETTINGS, all_pages, by_path, make_site

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ROOT = "https://lampu.desa.id/program"


def feed(path: str = "feed.xml", **changed: str) -> ElementTree.Element:
    site = make_site(**changed)
    return ElementTree.fromstring(by_path(feed_files(site, all_pages(site)))[path])


def texts(element: ElementTree.Element, *tags: str) -> list[str | None]:
    return [element.findtext(f"a:{tag}", None, ATOM) for tag in tags]


def links(element: ElementTree.Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in element.findall("a:link", ATOM)}


def test_every_language_has_a_feed_of_its_own():
    root = feed("en/feed.xml")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert texts(root, "id", "title", "subtitle", "updated") == [
        f"{ROOT}/en/feed.xml",
        "News of Village Lamp",
        "What is new at Village Lamp. Not confirmed.",
        "2031-03-04T00:00:00+07:00",
    ]
    assert links(root) == {"self": f"{ROOT}/en/feed.xml", "alternate": f"{ROOT}/en/updates/"}


def test_an_entry_tells_the_update_with_its_date_and_address():
    entry = feed().find("a:entry", ATOM)
    assert entry is not None
    assert texts(entry, "id", "title", "updated", "summary") == [
        "tag:lampu.desa.id,2031-03-04:updates/start.id",
        "updates/start & id",
        "2031-03-04T00:00:00+07:00",
        "<updates/start & id>",
    ]
    assert links(entry) == {"alternate": f"{ROOT}/kabar/mulai/"}


def test_entries_are_newest_first_and_a_month_counts_from_its_first_day():
    dates = [entry.findtext("a:updated", "", ATOM) for entry in feed().findall("a:entry", ATOM)]
    assert dates == [
        "2031-03-04T00:00:00+07:00",
        "2031-02-01T00:00:00+07:00",
        "2031-01-31T00:00:00+07:00",
    ]


def test_a_count_that_changed_is_an_entry_of_its_own():
    *_, entry = feed().findall("a:entry", ATOM)
    name, title, *_ = texts(entry, "id", "title")
    assert name == "tag:lampu.desa.id,2031-01-31:coverage.total@2031-01-31.id"
    assert title == "Total: 1.250"


def test_an_update_that_is_not_indexed_is_no_news():
    site = make_site()
    pages = tuple(replace(page, is_indexed=False) for page in all_pages(site))
    root = ElementTree.fromstring(by_path(feed_files(site, pages))["feed.xml"])
    names = [entry.findtext("a:id", "", ATOM) for entry in root.findall("a:entry", ATOM)]
    assert [name for name in names if "updates/" in name] == []
    assert texts(root, "updated") == ["2031-01-31T00:00:00+07:00"]


def test_the_owner_speaks_only_once_the_content_is_confirmed():
    confirmed = SETTINGS + "compiled_notice: false\n"
    names = [root.findtext("a:author/a:name", "", ATOM) for root in (feed(), feed(site=confirmed))]
    assert names == ["Lampu Desa", "Pemerintah Desa"]


def test_a_later_build_of_the_same_content_gives_the_same_feed():
    site = make_site()
    later = replace(site, today=date(2032, 1, 1))
    pages = all_pages(site)
    assert feed_files(site, pages) == feed_files(later, pages)
