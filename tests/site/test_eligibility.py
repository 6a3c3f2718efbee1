"""The questions in the built site: every path of every tree, in every language, by plain links."""

import re
from itertools import chain, pairwise

import pytest
from lxml.html import HtmlElement

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.walk import Path, answers_of, node_page, outcome_pages, starts, tree_of, walk

PROMISES = {
    "id": (r"\banda berhak\b", r"\bpasti (dapat|berhak|diterima)\b", r"\bdijamin berhak\b",
           r"\bkemungkinan besar berhak\b", r"\bbiasanya\b"),
    "en": (r"\byou (are|will be) (probably )?eligible\b", r"\bentitled\b", r"\bguaranteed\b",
           r"\busually\b", r"\byou qualify\b"),
}  # fmt: skip
"""What no page of the checker may say: the city decides, and its thresholds are unpublished."""


@pytest.fixture(params=PROMISES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def paths(built_site: BuiltSite, lang: str) -> list[Path]:
    return list(every(walk(built_site, lang)))


def planned_paths(site: BuiltSite, lang: str) -> list[tuple[str, ...]]:
    """Give every path of the tree as the data has it: question, answer, question, ..., outcome."""
    tree = tree_of(site)

    def paths_from(node: str) -> list[tuple[str, ...]]:
        if node in tree["outcomes"]:
            return [(node,)]
        return [
            (node, answer["text"][lang], *rest)
            for answer in tree["questions"][node]["answers"]
            for rest in paths_from(answer["to"])
        ]

    return [path for start in starts(site).values() for path in paths_from(start)]


def words_of(page: BuiltPage) -> str:
    return words(page.tree.find(".//main"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- the paths --------------------------------------------------------------------------------


def test_the_paths_of_the_pages_are_those_of_the_data(
    built_site: BuiltSite, paths: list[Path], lang: str
):
    walked = [
        (*chain.from_iterable(zip(path.nodes[:-1], path.answers, strict=True)), path.nodes[-1])
        for path in paths
    ]
    assert walked == planned_paths(built_site, lang)
    assert len({(path.above, row) for path, row in zip(paths, walked, strict=True)}) == len(paths)


def test_every_path_ends_at_an_outcome_of_the_data(built_site: BuiltSite, paths: list[Path]):
    assert {path.nodes[-1] for path in paths} == set(tree_of(built_site)["outcomes"])


def test_the_tree_is_the_same_in_every_language(built_site: BuiltSite):
    trees = [[path.nodes for path in walk(built_site, lang)] for lang in built_site.languages]
    assert all(tree == trees[0] for tree in trees)


def test_the_page_of_a_tree_asks_the_first_question_or_has_a_button_that_leads_to_it(
    built_site: BuiltSite, lang: str
):
    for above, start in every(starts(built_site).items()):
        first = built_site.page(f"{above}/{start}", lang)
        answers = answers_of(built_site, built_site.page(above, lang))
        if above == built_site.key("checker"):
            assert [page for _, page in answers] == [first]
        else:
            assert answers == answers_of(built_site, first), above


# --- each page --------------------------------------------------------------------------------


def test_every_page_has_an_address_of_its_own_and_a_way_back(
    built_site: BuiltSite, paths: list[Path]
):
    pages = {page.key: page for path in paths for page in path.pages}
    assert len({page.url for page in pages.values()}) == len(pages)
    for page in pages.values():
        start = built_site.page(page.key.rpartition("/")[0], page.lang)
        linked = {built_site.resolve(page, href) for href in page.tree.xpath("//main//a/@href")}
        assert start.url in linked, f"{page} has no way back to the start"
        assert len(built_site.twins(page)) == len(built_site.languages) - 1


def test_from_every_page_the_one_before_can_be_gone_back_to(
    built_site: BuiltSite, paths: list[Path]
):
    for path in paths:
        for before, page in pairwise(path.pages):
            linked = {built_site.resolve(page, href) for href in page.tree.xpath("//main//a/@href")}
            assert before.url in linked, f"{page} does not lead back to {before}"


def test_a_page_asks_or_ends_and_never_both(built_site: BuiltSite, paths: list[Path]):
    for path in paths:
        *asking, last = path.pages
        assert all(answers_of(built_site, page) for page in asking)
        assert not answers_of(built_site, last)
        for page in path.pages:
            assert not page.tree.xpath("//form | //input | //button[@type='submit'] | //select")


def test_a_question_says_why_it_is_asked_and_how_sure_that_is(built_site: BuiltSite, lang: str):
    tree = tree_of(built_site)
    for name, question in every(tree["questions"].items()):
        page = node_page(built_site, name, lang)
        assert question["why"]["rule"][lang] in words_of(page)
        for source in question["why"]["source"]:
            assert page.tree.xpath(f"//main//a[contains(@href, '#{source}')]"), (str(page), source)


def test_an_outcome_names_source_next_step_contact_and_what_to_bring(
    built_site: BuiltSite, lang: str
):
    outcomes = tree_of(built_site)["outcomes"]
    for name, page in outcome_pages(built_site, lang).items():
        outcome = outcomes[name]
        linked = {built_site.resolve(page, href) for href in page.tree.xpath("//main//a/@href")}
        for source in outcome.get("source", ()):
            assert page.tree.xpath(f"//main//a[contains(@href, '#{source}')]"), (name, source)
        for key in outcome["next"]:
            assert built_site.page(key, lang).url in linked, (name, key)
        for contact in outcome.get("contacts", ()):
            assert contact.replace("_", "-") in page.anchors, (name, contact)
        for thing in outcome.get("bring", ()):
            assert thing[lang] in page.tree.xpath("//main//li/text()"), (name, thing)


# --- honesty ----------------------------------------------------------------------------------


def test_no_page_of_the_checker_promises_anything(
    built_site: BuiltSite, paths: list[Path], lang: str
):
    title = words(built_site.page(built_site.key("checker"), lang).tree.xpath("//h1")[0])
    for page in {page.key: page for path in paths for page in path.pages}.values():
        # The checker's own name is a question and no promise.
        text = words_of(page).replace(title, "").lower()
        for promise in PROMISES[lang]:
            assert not re.search(promise, text), f"{page}: {promise}"
