"""What a section states, each with its line, in a form that languages share."""

import pytest

from site_builder.checks.language.parity_facts import FactKind, section_facts
from site_builder.text.number_tagger import Recogniser
from tests.languages.sample import ID, site_of, with_page


def facts(body: str, *, is_read: bool = True) -> list[tuple[FactKind, str, int]]:
    files = with_page(id=f"Pembuka.\n\n## Bagian {{#part}}\n\n{body}")
    site = site_of(files)
    page = site.plan.find("samples", "id")
    assert page is not None
    section = next(section for section in page.sections if section.id == "part")
    reading = site.project.catalogs["id"].lexicon
    assert reading is not None
    found = section_facts(site, page, section, Recogniser(reading) if is_read else None)
    assert {fact.location.path for fact in found} <= {ID}
    start = files[ID].split("\n").index("## Bagian {#part}") + 3
    return [(fact.kind, fact.normal, (fact.location.line or 0) - start) for fact in found]


@pytest.mark.parametrize(
    ("body", "kind", "normal"),
    [
        ("{{ coverage.total }}", FactKind.FIGURE, "coverage.total|"),
        ("{{ coverage.total | short }}", FactKind.FIGURE, "coverage.total|"),
        ("{{ coverage.total | as_of }}", FactKind.FIGURE, "coverage.total||as_of"),
        ("{{ coverage.total | source }}", FactKind.SOURCE, "coverage.total||source"),
        ("{{ chart.funding }}", FactKind.FIGURE, "chart.funding"),
        ("{{ term.member }}", FactKind.TERM, "term.member"),
        ("{{ page.home }}", FactKind.LINK, "page.home"),
        ("[a]({{ page.home }}#benefit)", FactKind.LINK, "page.home#benefit"),
        ("[a](https://a.example/)", FactKind.LINK, "https://a.example/"),
        ("### Judul {#one}", FactKind.HEADING, "one"),
        ("- satu\n- dua\n    - tiga", FactKind.LIST, "-3"),
        ("1. satu\n\n2. dua", FactKind.LIST, "12"),
        ("1. satu\n\n    lanjutan\n\n2. dua", FactKind.LIST, "12"),
        ("| a | b |\n|---|---|\n| {{ x.y | short }} | d |", FactKind.TABLE, "1×2"),
        ("> [!note] Catatan.", FactKind.CALLOUT, "note"),
    ],
)
def test_each_kind_is_found_where_it_stands(body: str, kind: FactKind, normal: str):
    found = [fact for fact in facts(f"Baris.\n\n{body}") if fact[0] is kind]
    assert found == [(kind, normal, 2)]


def test_a_quotation_is_a_callout_with_a_source():
    kinds = [(kind, normal) for kind, normal, _ in facts("> [!quote S1] Kata orang.")]
    assert kinds == [(FactKind.CALLOUT, "quote"), (FactKind.SOURCE, "S1")]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Ada 7.217 orang.", FactKind.NUMBER),
        ("Sebesar 12,5%.", FactKind.NUMBER),
        ("Rp42 juta.", FactKind.MONEY),
        ("6 November 2025.", FactKind.DATE),
        ("(024) 3584077.", FactKind.PHONE),
    ],
)
def test_typed_numbers_are_facts_only_where_they_can_be_read(body: str, kind: FactKind):
    assert [fact[0] for fact in facts(body)] == [kind]
    assert facts(body, is_read=False) == []


def test_two_lists_are_two_facts():
    found = facts("- a\n- b\n\nTeks.\n\n1. c")
    assert [(kind, normal, line) for kind, normal, line in found] == [
        (FactKind.LIST, "-2", 0),
        (FactKind.LIST, "11", 5),
    ]


def test_words_alone_state_nothing():
    assert facts("Hanya kata, **tebal** dan *miring*.") == []
