"""The claim guides: each step says who, with what, until when; its proof from where and how sure.

The built pages are held against `data/claims.yaml`, whatever it says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

FACTS = ("who", "bring", "deadline", "contacts")
NOT_FOUND = "not_found"
INSERT = re.compile(r"{{.*?}}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step as it was written, the page that it stands on, and what that page shows of it."""

    page: BuiltPage
    id: str
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
                told = [fact for fact in FACTS if entry[fact] != NOT_FOUND]
                assert len(values) == len(told), f"{page}#{name}"
                shown = dict(zip(told, values, strict=True))
                yield Step(page=page, id=name, entry=entry, shown=shown)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def proof(step: Step) -> HtmlElement:
    (found,) = step.page.tree.xpath("//details[@data-proof]")
    return found


def test_facts_have_the_same_names_in_every_step(built_site: BuiltSite):
    labels: dict[tuple[str, str], set[str]] = {}
    for step in every(steps(built_site)):
        for fact, value in step.shown.items():
            assert words(value), (str(step), fact)
            name = value.getparent().findtext("dt")
            labels.setdefault((step.page.lang, fact), set()).add(name)
    assert {lang for lang, _ in labels} == set(built_site.languages)
    assert all(len(names) == 1 for names in labels.values())


def test_a_step_leads_to_its_contacts(built_site: BuiltSite):
    contacts = {c["id"]: c for c in built_site.data_file("data/contacts.yaml")["contacts"]}
    for step in every(steps(built_site)):
        channels = [contacts[name]["channels"][0] for name in step.entry["contacts"]]
        expected = [f"tel:{c['dial']}" if "dial" in c else c["value"] for c in channels]
        assert step.shown["contacts"].xpath(".//a/@href") == expected, step


def test_the_proof_says_of_each_step_on_which_sources_it_rests(built_site: BuiltSite):
    for step in every(steps(built_site)):
        own = {
            name
            for fact in step.entry.get("certainty", {}).values()
            for name in fact.get("sources", ())
        }
        rows = proof(step).xpath(".//li[a[@href=$href]]", href=f"#{step.id}")
        cited = {a.text for row in rows for a in row.xpath("./p/a")}
        assert {*step.entry["sources"], *own} <= cited, step
        listed = proof(step).xpath(
            ".//*[@id='sources']//b/text() | .//*[@id='sources']//li/a/text()"
        )
        assert {*step.entry["sources"], *own} <= set(listed), step


def test_the_proof_says_what_is_surer_or_less_sure_than_its_step(built_site: BuiltSite):
    marked = 0
    for step in every(steps(built_site)):
        for fact, certainty in step.entry.get("certainty", {}).items():
            note = certainty.get("note", {}).get(step.page.lang, "")
            assert plain(note) in words(proof(step)), (str(step), fact)
            marked += 1
    assert marked


def plain(text: str) -> str:
    """Return the last piece of a text that no insert stands in."""
    return INSERT.split(text)[-1].strip()


def test_what_no_source_gives_is_told_in_the_proof_alone(built_site: BuiltSite):
    for step in every(steps(built_site)):
        missing = [fact for fact in FACTS if step.entry[fact] == NOT_FOUND]
        told = proof(step).xpath(".//li[not(p)][a[@href=$href]]", href=f"#{step.id}")
        assert len(told) == len(missing), step
