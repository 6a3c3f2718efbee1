"""The claim guides: each step says who, with what, until when, and how sure, in every language.

The built pages are held against `data/claims.yaml`, whatever it says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

FACTS = ("who", "bring", "deadline", "contacts", "sources", "certainty")
INSERT = re.compile(r"{{.*?}}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step as it was written, the page that it stands on, and what that page shows of it."""

    page: BuiltPage
    entry: dict[str, Any]
    shown: dict[str, HtmlElement]

    def __str__(self) -> str:
        return f"{self.page}: {self.entry['who']}"


def steps(site: BuiltSite) -> Iterator[Step]:
    for guide, entries in site.data_file("data/claims.yaml")["guides"].items():
        for page in (page for page in site.pages if page.key == guide):
            for name, entry in entries.items():
                (section,) = page.tree.xpath("//section[h2[@id=$id]]", id=name)
                (facts,) = section.xpath(".//dl")
                values = facts.xpath("./div/dd")
                assert len(values) == len(FACTS), f"{page}#{name}"
                yield Step(page=page, entry=entry, shown=dict(zip(FACTS, values, strict=True)))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_step_owes_all_facts_under_the_same_names(built_site: BuiltSite):
    labels: dict[str, set[tuple[str, ...]]] = {}
    for step in every(steps(built_site)):
        assert all(words(value) for value in step.shown.values()), step
        names = tuple(value.getparent().findtext("dt") for value in step.shown.values())
        labels.setdefault(step.page.lang, set()).add(names)
    assert labels.keys() == set(built_site.languages)
    assert all(len(names) == 1 for names in labels.values())


def test_a_step_leads_to_its_contacts_and_sources(built_site: BuiltSite):
    contacts = {c["id"]: c for c in built_site.data_file("data/contacts.yaml")["contacts"]}
    for step in every(steps(built_site)):
        channels = [contacts[name]["channels"][0] for name in step.entry["contacts"]]
        expected = [f"tel:{c['dial']}" if "dial" in c else c["value"] for c in channels]
        assert step.shown["contacts"].xpath(".//a/@href") == expected, step
        links = step.shown["sources"].xpath(".//a/@href")
        assert [link.rpartition("#")[2] for link in links] == step.entry["sources"], step


def test_a_step_rests_on_sources_that_its_page_names(built_site: BuiltSite):
    for step in every(steps(built_site)):
        listed = {
            href.rpartition("#")[2]
            for href in step.page.tree.xpath("//*[@id='sources']/ancestor-or-self::*//a/@href")
        }
        own = {
            name
            for fact in step.entry.get("certainty", {}).values()
            for name in fact.get("sources", ())
        }
        assert {*step.entry["sources"], *own} <= listed, step


def test_what_is_surer_or_less_sure_than_its_step_says_so_beside_it(built_site: BuiltSite):
    marked = 0
    for step in every(steps(built_site)):
        for fact, certainty in step.entry.get("certainty", {}).items():
            note = certainty.get("note", {}).get(step.page.lang, "")
            assert plain(note) in words(step.shown[fact]), (str(step), fact)
            marked += 1
    assert marked


def plain(text: str) -> str:
    """Return the last piece of a text that no insert stands in."""
    return INSERT.split(text)[-1].strip()


def test_what_no_source_gives_is_called_not_found(built_site: BuiltSite):
    said: dict[str, set[str]] = {}
    for step in every(steps(built_site)):
        for fact in ("who", "bring", "deadline"):
            if step.entry[fact] == "not_found":
                found = words(step.shown[fact])
                said.setdefault(step.page.lang, set()).add(re.split(r"[.,;:]", found)[0])
    assert all(len(phrases) == 1 for phrases in said.values()), said
