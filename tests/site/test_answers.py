"""Every answer card of the real site: the same words wherever it stands, never half an answer."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

CARD = "//*[@data-answer]"
PAPER = {"leaflet", "poster"}


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def shown(site: BuiltSite) -> Iterator[tuple[BuiltPage, HtmlElement]]:
    """Yield every page with a card, and the card."""
    for page in site.pages:
        for card in page.tree.xpath(CARD):
            yield page, card


def test_a_card_says_the_same_on_its_page_and_on_paper(addressed_site: BuiltSite):
    said: dict[tuple[str, str], dict[str, str]] = {}
    for page, card in every(shown(addressed_site)):
        said.setdefault((card.get("data-answer"), page.lang), {})[page.key] = words(card)
    for (name, lang), by_page in every(said.items()):
        assert len(set(by_page.values())) == 1, (name, lang, by_page)
    on_paper = {key.rpartition("/")[2] for by_page in said.values() for key in by_page}
    assert on_paper >= PAPER


def test_every_card_is_shown_in_every_language(addressed_site: BuiltSite):
    cards = {card["id"] for card in addressed_site.data_file("data/answers.yaml")["answers"]}
    for lang in every({page.lang for page in addressed_site.pages}):
        found = {
            card.get("data-answer") for page, card in shown(addressed_site) if page.lang == lang
        }
        assert found == cards, lang


def test_machines_and_shared_links_say_what_the_card_says(addressed_site: BuiltSite):
    for page, card in every(shown(addressed_site)):
        (data,) = page.tree.xpath("//script[@type='application/ld+json']")
        answer = json.loads(data.text)["mainEntity"]["acceptedAnswer"]["text"]
        assert " ".join(answer.split()) == words(card), page
        links = [unquote(link) for link in page.tree.xpath("//a/@href") if "wa.me" in link]
        shares = [link.replace("\n- ", "\n") for link in links]
        is_paper = page.key.rpartition("/")[2] in PAPER
        assert is_paper or any(words(card) in " ".join(link.split()) for link in shares), page


def test_a_card_stands_first_after_the_title(addressed_site: BuiltSite):
    for page, card in every(shown(addressed_site)):
        before = page.tree.xpath("//main//h1/following::p | //main//h1/following::section")
        assert card in before, page
        index = before.index(card)
        assert not any(element.text_content().strip() for element in before[:index]), page


def test_the_only_body_of_paper_is_the_card(addressed_site: BuiltSite):
    sheets = (page for page in addressed_site.pages if page.key.rpartition("/")[2] in PAPER)
    for sheet in every(sheets):
        assert len(sheet.tree.xpath(CARD)) == 1, sheet
        headings = sheet.tree.xpath("//main//h2")
        assert all(heading.getparent().get("data-answer") for heading in headings), sheet


def test_every_amount_has_its_condition_and_every_card_a_number_or_a_place(
    addressed_site: BuiltSite,
):
    for page, card in every(shown(addressed_site)):
        for amount in card.xpath(".//ul[contains(@class, '__amounts')]/li"):
            assert amount.xpath("string(p)").strip(), page
        assert card.xpath(".//a[starts-with(@href, 'tel:')] | ./h3"), page


def test_after_an_accident_the_emergency_number_comes_first(addressed_site: BuiltSite):
    contacts = addressed_site.data_file("data/contacts.yaml")["contacts"]
    urgent = {
        channel["value"]
        for contact in contacts
        if contact.get("emergency")
        for channel in contact["channels"]
        if channel["kind"] == "phone"
    }
    assert urgent
    for page, card in every(shown(addressed_site)):
        numbers = [words(link) for link in card.xpath(".//a[starts-with(@href, 'tel:')]")]
        if urgent & set(numbers):
            assert numbers[0] in urgent, page


def test_paper_says_the_day_of_the_newest_source_that_its_page_says(addressed_site: BuiltSite):
    pages = {page.url: page.tree for page in addressed_site.pages}
    sheets = [page for page in addressed_site.pages if page.key.rpartition("/")[2] in PAPER]
    for sheet in every(sheets):
        (notice,) = pages[sheet.url.rstrip("/").rpartition("/")[0] + "/"].cssselect(".ps-compiled")
        (foot,) = sheet.tree.cssselect(".ps-sheet__foot")
        day = re.search(r"(\d+ )?\w+ \d{4}", words(notice))
        assert day, notice
        assert f" {day[0]}." in words(foot), sheet


def test_a_card_does_not_repeat_the_title_of_its_page(addressed_site: BuiltSite):
    for page, card in every(shown(addressed_site)):
        titles = {words(title) for title in page.tree.xpath("//h1")}
        assert not titles & {words(situation) for situation in card.xpath("./h2")}, page
