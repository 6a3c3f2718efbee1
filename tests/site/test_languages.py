"""Every page agrees with its translation: both exist, name each other and show the same figures."""

from collections import Counter

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

LETTER = "az-"
"""Begins the anchors of the letters from A to Z, of which each language has its own."""


def alternates(page: BuiltPage) -> dict[str, str]:
    """Give the addresses that a page names for its languages."""
    elements = page.tree.xpath("/html/head/link[@rel='alternate'][@hreflang]")
    named = {element.get("hreflang"): element.get("href") for element in elements}
    assert len(named) == len(elements), f"{page}: a language is named twice"
    return named


def translated_pages(site: BuiltSite) -> list[BuiltPage]:
    return [*every(page for page in site.pages if not page.is_not_found)]


def test_the_manifest_has_every_page_once_in_each_language(built_site: BuiltSite):
    languages = set(built_site.languages)
    assert len(languages) >= 2
    pairs = Counter((page.key, page.lang) for page in built_site.pages)
    assert set(pairs.values()) == {1}
    for key in {page.key for page in built_site.pages}:
        assert {page.lang for page in built_site.pages if page.key == key} == languages, key


def test_every_page_says_which_language_it_is_in(built_site: BuiltSite):
    for page in built_site.pages:
        assert page.tree.get("lang") == page.lang, page.url


def test_every_page_names_itself_and_each_of_its_translations(built_site: BuiltSite):
    base = built_site.base_url.rstrip("/")
    for page in translated_pages(built_site):
        expected = {other.lang: base + other.url for other in (page, *built_site.twins(page))}
        named = alternates(page)
        default = named.pop("x-default", None)
        assert named == expected, page.url
        assert default in expected.values(), f"{page}: x-default"
        assert page.tree.xpath("/html/head/link[@rel='canonical']/@href") == [base + page.url]


def test_pages_that_one_page_names_name_it_in_return(built_site: BuiltSite):
    named = {page.url: alternates(page) for page in translated_pages(built_site)}
    base = built_site.base_url.rstrip("/")
    for url, addresses in named.items():
        for address in addresses.values():
            there = named[address.removeprefix(base)]
            assert base + url in there.values(), f"{address} does not name {url}"
            assert there == addresses


def test_the_language_switch_leads_to_the_twin(built_site: BuiltSite):
    for page in built_site.pages:
        for twin in built_site.twins(page):
            links = page.tree.xpath(f"//header//a[@hreflang='{twin.lang}']/@href")
            targets = {built_site.resolve(page, link) for link in links}
            assert targets == {twin.url}, page.url


def test_slugs_are_the_language_s_own(built_site: BuiltSite):
    """Most pages under a language's code do not simply repeat the address of the original."""
    default, *others = built_site.languages
    originals = {page.key: page.url for page in built_site.pages if page.lang == default}
    for lang in every(others):
        own = [page for page in built_site.pages if page.lang == lang]
        repeated = [page for page in own if page.url == f"/{lang}{originals[page.key]}"]
        assert len(repeated) < len(own) / 2


def test_a_page_and_its_translation_show_the_same_figures(built_site: BuiltSite):
    differences = []
    for page in translated_pages(built_site):
        for twin in built_site.twins(page):
            if page.lang > twin.lang:
                continue
            ours, theirs = figures_shown(page), figures_shown(twin)
            if ours != theirs:
                differences.append(
                    f"{page}: only here {dict(ours - theirs)}, only in {twin}: "
                    f"{dict(theirs - ours)}"
                )
    assert not differences, "\n".join(differences)


def test_a_page_and_its_translation_have_the_same_anchors(built_site: BuiltSite):
    for page in built_site.pages:
        for twin in built_site.twins(page):
            shared, other = (
                {anchor for anchor in each.anchors if not anchor.startswith(LETTER)}
                for each in (page, twin)
            )
            assert shared == other, f"{page} and {twin}"


def test_no_word_of_a_catalog_is_missing(built_site: BuiltSite):
    """Nothing that looks like the key of a word, an insert or a token stands in a page."""
    for page in built_site.pages:
        text = " ".join(page.tree.xpath("//text()[not(parent::style or parent::script)]"))
        for sign in ("{{", "}}", "{%", "Undefined", "Markup("):
            assert sign not in text, f"{page}: {sign}"


def figures_shown(page: BuiltPage) -> Counter[tuple[str, str]]:
    return Counter(
        (element.get("data-figure"), element.get("value"))
        for element in page.tree.xpath("//data[@data-figure]")
    )
