"""The checker in the built site: every path of the tree, in every language, by plain links."""

import re
from itertools import chain, pairwise

import pytest

from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.walk import CHECKER_KEY, Path, answers_of, page_of, tree_of, walk

LANGUAGES = ("id", "en")
PROMISES = {
    "id": (r"\banda berhak\b", r"\bpasti (dapat|berhak|diterima)\b", r"\bdijamin berhak\b",
           r"\bkemungkinan besar berhak\b", r"\bbiasanya\b"),
    "en": (r"\byou (are|will be) (probably )?eligible\b", r"\bentitled\b", r"\bguaranteed\b",
           r"\busually\b", r"\byou qualify\b"),
}  # fmt: skip
"""What no page of the checker may say: the city decides, and its thresholds are unpublished."""
DISCOUNT_ENDS = {
    "id": ("Maret 2027", "Desember 2026"),
    "en": ("March 2027", "December 2026"),
}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def paths(built_site: BuiltSite, lang: str) -> list[Path]:
    return list(walk(built_site, lang))


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

    return paths_from(tree["start"])


def outcome_pages(site: BuiltSite, lang: str) -> dict[str, BuiltPage]:
    return {
        name: page_of(site, f"{CHECKER_KEY}/{name}", lang) for name in tree_of(site)["outcomes"]
    }


def words_of(page: BuiltPage) -> str:
    return " ".join(page.tree.xpath("string(//main)").split())


# --- the paths --------------------------------------------------------------------------------


def test_the_paths_of_the_pages_are_those_of_the_data(
    built_site: BuiltSite, paths: list[Path], lang: str
):
    walked = [
        (*chain.from_iterable(zip(path.nodes[1:-1], path.answers[1:], strict=True)), path.nodes[-1])
        for path in paths
    ]
    assert walked == planned_paths(built_site, lang)
    assert len(walked) == len(set(walked))


def test_every_path_ends_at_an_outcome_of_the_data(built_site: BuiltSite, paths: list[Path]):
    assert {path.nodes[-1] for path in paths} == set(tree_of(built_site)["outcomes"])


def test_the_tree_is_the_same_in_every_language(built_site: BuiltSite):
    trees = [[path.nodes for path in walk(built_site, lang)] for lang in LANGUAGES]
    assert trees[0] == trees[1]


def test_one_click_from_the_start_page_asks_the_first_question(built_site: BuiltSite, lang: str):
    answers = answers_of(built_site, page_of(built_site, CHECKER_KEY, lang))
    start = f"{CHECKER_KEY}/{tree_of(built_site)['start']}"
    assert [page.key for _, page in answers] == [start]


# --- each page --------------------------------------------------------------------------------


def test_every_page_has_an_address_of_its_own_and_a_way_back(
    built_site: BuiltSite, paths: list[Path]
):
    pages = {page.key: page for path in paths for page in path.pages}
    assert len({page.url for page in pages.values()}) == len(pages)
    for page in pages.values():
        start = page_of(built_site, CHECKER_KEY, page.lang)
        linked = {built_site.resolve(page, href) for href in page.tree.xpath("//main//a/@href")}
        assert page is start or start.url in linked, f"{page} has no way back to the start"
        assert len(built_site.twins(page)) == len(LANGUAGES) - 1


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
    for name, question in tree["questions"].items():
        page = page_of(built_site, f"{CHECKER_KEY}/{name}", lang)
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
        for source in outcome["source"]:
            assert page.tree.xpath(f"//main//a[contains(@href, '#{source}')]"), (name, source)
        for key in outcome["next"]:
            assert page_of(built_site, key, lang).url in linked, (name, key)
        for contact in outcome["contacts"]:
            assert contact.replace("_", "-") in page.anchors, (name, contact)
        for thing in outcome["bring"]:
            assert thing[lang] in page.tree.xpath("//main//li/text()"), (name, thing)


# --- honesty ----------------------------------------------------------------------------------


def test_no_page_of_the_checker_promises_anything(paths: list[Path], lang: str):
    for page in {page.key: page for path in paths for page in path.pages}.values():
        text = words_of(page).lower()
        text = text.replace(words_of_title(page), "")
        for promise in PROMISES[lang]:
            assert not re.search(promise, text), f"{page}: {promise}"


def words_of_title(page: BuiltPage) -> str:
    """Give the checker's own name, which is a question and no promise."""
    return "am i eligible?" if page.lang == "en" else "apakah saya berhak?"


def test_an_outcome_of_unpublished_rules_is_never_official(built_site: BuiltSite):
    """Nobody published who gets in, so no result may claim an official source for itself."""
    for name, outcome in tree_of(built_site)["outcomes"].items():
        if outcome["kind"] != "outside":
            assert not outcome["certainty"].startswith("official"), name


def test_who_is_outside_is_offered_to_pay_for_themselves_with_the_dates(
    built_site: BuiltSite, lang: str
):
    outcomes = tree_of(built_site)["outcomes"]
    for name, page in outcome_pages(built_site, lang).items():
        if outcomes[name]["kind"] != "outside":
            continue
        shown = set(page.tree.xpath("//main//data/@data-figure"))
        rates = {"contribution.discount_transport", "contribution.discount_other"}
        assert {"contribution.monthly"} | rates <= shown, name
        for end in DISCOUNT_ENDS[lang]:
            assert end in words_of(page), (name, end)
