"""What search engines read, by an extractor that is not ours: the same as what people read."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import extruct
import pytest

from tests.site.built_site import BuiltPage, BuiltSite

OFFERS = ("home", "benefits")
"""Templates of the pages that describe the service with its amounts."""
MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}


@cache
def extracted(file: Path) -> list[dict[str, Any]]:
    text = file.read_text(encoding="utf-8")
    return extruct.extract(text, syntaxes=["json-ld"], errors="strict")["json-ld"]


def blocks(page: BuiltPage) -> list[dict[str, Any]]:
    return extracted(page.file)


def block(page: BuiltPage) -> dict[str, Any]:
    (only,) = blocks(page)
    return only


def benefits(site: BuiltSite) -> list[dict[str, Any]]:
    return site.data_file("data/benefits.yaml")["benefits"]


def plain(text: str) -> str:
    """Give a text without spaces, which markup may add or take away."""
    return "".join(text.split())


def test_every_page_describes_itself_once(built_site: BuiltSite):
    for page in built_site.pages:
        if page.is_not_found:
            assert blocks(page) == []
            continue
        thing = block(page)
        assert thing["@context"] == "https://schema.org"
        assert thing["url"] == built_site.base_url.rstrip("/") + page.url
        assert thing["inLanguage"] == page.lang
        (title,) = page.tree.xpath("//h1")
        assert plain(thing["name"]) == plain(title.text_content()), str(page)
        assert [thing["description"]] == page.tree.xpath("//meta[@name='description']/@content")


def test_no_page_is_dated_but_by_its_own_date(built_site: BuiltSite):
    for page in built_site.pages:
        for thing in blocks(page):
            assert "dateModified" not in thing
            assert "reviewedBy" not in thing
            if "datePublished" in thing:
                assert thing["@type"] == "NewsArticle"
                shown = page.tree.xpath("//main//time/@datetime")
                assert thing["datePublished"] in shown, str(page)
                date.fromisoformat(thing["datePublished"])


# --- questions and answers --------------------------------------------------------------------


def test_questions_and_answers_are_those_of_the_page(built_site: BuiltSite):
    for page in built_site.written_for("questions"):
        thing = block(page)
        assert thing["@type"] == "FAQPage"
        words = plain(page.tree.xpath("string(//main)"))
        asked = [question["name"] for question in thing["mainEntity"]]
        assert len(asked) == len(set(asked)) >= 1
        for question in thing["mainEntity"]:
            assert question["@type"] == "Question"
            answer = question["acceptedAnswer"]
            assert answer["@type"] == "Answer"
            assert plain(question["name"]) in words
            assert plain(answer["text"]) in words, question["name"]
            assert "<" not in answer["text"] + question["name"]
            assert "&amp;" not in answer["text"]
            assert "{{" not in answer["text"]


def test_both_languages_ask_as_many_questions(built_site: BuiltSite):
    counts = {len(block(page)["mainEntity"]) for page in built_site.written_for("questions")}
    assert len(counts) == 1


def test_no_other_page_calls_itself_questions_and_answers(built_site: BuiltSite):
    for page in built_site.pages:
        if page.key not in built_site.keys_by_template["questions"]:
            assert all(thing["@type"] != "FAQPage" for thing in blocks(page))


# --- the service ------------------------------------------------------------------------------


@pytest.mark.parametrize("template", OFFERS)
def test_the_service_has_the_amounts_that_the_page_shows(built_site: BuiltSite, template: str):
    for page in built_site.written_for(template):
        service = block(page)["about"]
        assert service["@type"] == "GovernmentService"
        assert service["name"] == built_site.settings["programme"]["name"]
        assert service["provider"]["@type"] == "GovernmentOrganization"
        assert sorted(service["availableLanguage"]) == sorted(built_site.languages)
        named = {
            entry["name"][page.lang]: f"benefit.{entry['id']}"
            for entry in built_site.data_file("data/benefits.yaml")["benefits"]
        }
        shown = {
            element.get("data-figure"): Decimal(element.get("value"))
            for element in page.tree.xpath("//data[@data-figure]")
        }
        assert service["serviceOutput"], str(page)
        for grant in service["serviceOutput"]:
            name = named[grant["name"]]
            assert grant["@type"] == "MonetaryGrant"
            assert grant["amount"]["currency"] == built_site.settings["currency"]["code"]
            assert grant["amount"]["value"] == built_site.figures[name]["value"] == shown[name]


@pytest.mark.parametrize("template", OFFERS)
def test_a_number_that_is_no_money_is_not_called_a_grant(built_site: BuiltSite, template: str):
    for page in built_site.written_for(template):
        names = {grant["name"] for grant in block(page)["about"]["serviceOutput"]}
        for entry in benefits(built_site):
            if "amount_text" in entry or not entry["unit"].startswith("rupiah"):
                assert entry["name"][page.lang] not in names


def test_both_languages_name_the_same_amounts(built_site: BuiltSite):
    for template in OFFERS:
        amounts = [
            sorted(grant["amount"]["value"] for grant in block(page)["about"]["serviceOutput"])
            for page in built_site.written_for(template)
        ]
        assert all(each == amounts[0] for each in amounts)


# --- the data ---------------------------------------------------------------------------------


def test_the_dataset_leads_to_files_that_are_there(built_site: BuiltSite):
    for page in built_site.written_for("data"):
        dataset = block(page)["mainEntity"]
        assert dataset["@type"] == "Dataset"
        assert dataset["license"].startswith("https://creativecommons.org/")
        assert dataset["distribution"]
        for download in dataset["distribution"]:
            path = "/" + download["contentUrl"].removeprefix(built_site.base_url)
            file = built_site.file_of(path)
            assert file.is_file(), path
            if file.suffix in MEDIA_TYPES:
                assert download["encodingFormat"] == MEDIA_TYPES[file.suffix]


def test_the_dataset_covers_the_days_of_the_data(built_site: BuiltSite):
    tables = (("coverage", "as_of"), ("indicators", "as_of"), ("targets", "year"))
    days = sorted(row[name] for table, name in tables for row in built_site.table(table))
    for page in built_site.written_for("data"):
        covered = block(page)["mainEntity"]["temporalCoverage"]
        assert covered == f"{days[0]}/{days[-1]}"


def test_a_compiled_dataset_names_no_office_as_its_maker(built_site: BuiltSite):
    is_compiled = built_site.settings["compiled_notice"]
    for page in built_site.written_for("data"):
        is_of_an_office = block(page)["mainEntity"]["creator"]["@type"] != "Organization"
        assert is_of_an_office is not is_compiled
