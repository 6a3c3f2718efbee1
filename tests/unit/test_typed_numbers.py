"""Typed numbers that are figures are refused, with the insert to write; others are left alone."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from textwrap import dedent

import pytest

from site_builder.checks.numbers.typed_numbers import (
    Exemption,
    check_exemptions,
    check_typed_numbers,
    find_exemptions,
)
from site_builder.diagnostics import Diagnostic
from site_builder.pages.page import Page
from site_builder.read.project import parse_project
from site_builder.views.context import SiteContext
from tests.builders import make_section, make_site
from tests.readings import CATALOGS, LANGUAGES
from tests.unit.outputs_site import BENEFITS, DATA, TODAY, WORDS

COVERAGE = """\
as_of,funding,area,occupation,participants,status,source,released,quote,note
2031-01-31,,,,4713,published,S1,,yes,Dikutip || Quoted
2031-01-31,,,,4117,superseded,S1,2031-01-30,,
2030-11-30,,,,3519,published,S1,,,
"""
MORE_BENEFITS = (
    BENEFITS
    + """\
  - id: monthly
    kind: benefit
    programme: one
    name: {id: Bulanan, en: Monthly}
    amount: 36000000
    unit: rupiah
    conditions:
      - {id: duration, text: {id: lama, en: length}, months: 27}
      - {id: multiple, text: {id: kali upah, en: times the wage}, count: 36}
    sources: [S1]
    confidence: official_primary
    valid_from: "2031-01-01"
    valid_to: null
"""
)


def words(lang: str) -> str:
    """The words of the small site with the real words for reading."""
    catalog = (CATALOGS / f"{lang}.yaml").read_text("utf-8")
    return WORDS + catalog[catalog.index("\nreading:") :]


PAGES = {"home": "template: home", "updates": "", "updates/start": "parent: updates"}


def page_text(key: str, lang: str) -> str:
    slug = "" if key == "home" else f"{key.rpartition('/')[2]}-{lang}"
    shared = f"sources: []\n{PAGES[key]}\n" if lang == "id" else ""
    front = f'title: "{lang}"\ndescription: "{lang}"\nslug: "{slug}"\n{shared}'
    return f"---\n{front}---\n{lang}\n"


def made_of(**changed: str) -> SiteContext:
    """The small site with some of its files changed."""
    texts = {
        **DATA,
        **{f"content/{key}.{lang}.md": page_text(key, lang) for key in PAGES for lang in LANGUAGES},
        **{f"content/i18n/{lang}.yaml": words(lang) for lang in LANGUAGES},
        "data/coverage.csv": COVERAGE,
        "data/benefits.yaml": MORE_BENEFITS,
        **changed,
    }
    project, _ = parse_project({path: text.encode() for path, text in texts.items()})
    assert project is not None
    return make_site(project, today=TODAY)


@cache
def figures_site() -> SiteContext:
    return made_of()


def with_body(made: SiteContext, lang: str, body: str, key: str = "home") -> SiteContext:
    """One page alone, with one section."""
    page = made.plan.find(key, lang)
    assert page is not None
    return with_pages(made, replace(page, sections=(make_section(body, path=page.source),)))


def with_pages(made: SiteContext, *pages: Page) -> SiteContext:
    return replace(
        made, plan=replace(made.plan, pages=pages, _by_key={(p.key, p.lang): p for p in pages})
    )


def check(site: SiteContext, templates: Mapping[str, str] | None = None) -> list[Diagnostic]:
    exempted = (found for page in site.plan.written for found in check_exemptions(site, page))
    return [*check_typed_numbers(site, templates or {}), *exempted]


def check_body(lang: str, body: str, key: str = "home") -> list[Diagnostic]:
    return check(with_body(figures_site(), lang, dedent(body), key))


def test_the_words_that_appear_over_a_link_are_text_and_its_address_is_not():
    shown = '[teks](https://contoh.example/1.111.000 "Rp1.111.000 sekali")'
    assert [d.code for d in check_body("id", shown)] == ["NUM001"]
    assert check_body("id", "[teks](https://contoh.example/Rp1.111.000)") == []


GRANT = "{{ benefit.grant }}"
TOTAL = "{{ coverage.total }}"


@pytest.mark.parametrize(
    ("lang", "text", "code", "insert"),
    [
        ("id", "Rp1.111.000", "NUM001", GRANT),
        ("en", "1,111,000 rupiah", "NUM001", GRANT),
        ("id", "Rp36 juta", "NUM001", "{{ benefit.monthly | short }}"),
        ("id", "36 juta", "NUM001", "{{ benefit.monthly | short }}"),
        ("en", "thirty-six million rupiah", "NUM001", "{{ benefit.monthly | short }}"),
        ("id", "Rp5", "NUM001", ""),
        ("id", "3,5%", "NUM001", "{{ indicator.share }}"),
        ("id", "3,50 persen", "NUM001", "{{ indicator.share }}"),
        ("en", "three point five percent", "NUM001", "{{ indicator.share }}"),
        ("id", "1 persen", "NUM001", ""),
        ("id", "4.713 pekerja", "NUM001", TOTAL),
        ("id", "4,713 pekerja", "NUM001", TOTAL),
        ("en", "4,713 vulnerable workers", "NUM001", TOTAL),
        ("id", "120 orang", "NUM001", ""),
        ("id", "empat ribu tujuh ratus tiga belas", "NUM002", TOTAL),
        ("id", "enam ribu lebih pekerja", "NUM001", ""),
        ("id", "**4.713**", "NUM002", TOTAL),
        ("id", "4**.713**", "NUM002", TOTAL),
        ("id", "4.7\u200b13", "NUM002", TOTAL),
        ("id", "4&nbsp;713", "NUM002", TOTAL),
        ("id", "4\\.713", "NUM002", TOTAL),
        ("id", "4713", "NUM002", TOTAL),
        ("id", "４.７１３", "NUM002", TOTAL),
        ("en", "4.713", "NUM002", TOTAL),
        ("id", "3.519", "NUM002", "{{ coverage.total | at('2030-11-30') }}"),
        ("id", "4.117", "NUM002", "{{ coverage.total | at('2031-01-31') }}"),
        ("id", "27 bulan", "NUM003", "{{ benefit.monthly.duration }}"),
        ("id", "**27** bulan", "NUM003", "{{ benefit.monthly.duration }}"),
        ("en", "27-month", "NUM003", "{{ benefit.monthly.duration }}"),
        ("en", "twenty-seven months", "NUM003", "{{ benefit.monthly.duration }}"),
        ("id", "27 (dua puluh tujuh) bulan", "NUM003", "{{ benefit.monthly.duration }}"),
        ("id", "36 kali upah", "NUM003", "{{ benefit.monthly.multiple }}"),
    ],
)
def test_a_number_that_is_a_figure_is_refused(lang: str, text: str, code: str, insert: str):
    found = check_body(lang, f"Kata {text} lalu.")
    assert [(d.code, d.params["insert"]) for d in found if d.location.line == 10] == [
        (code, insert)
    ]
    assert found[0].location.column == 6 + (text.startswith("**") * 2)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("id", "{{ coverage.total }} pekerja, {{ benefit.grant | plain }}"),
        ("id", "tiga orang, 9 orang, dua belas orang"),
        ("id", "27 hari, 28 bulan, 27, 2 x 24 jam, 36 anak"),
        ("id", "1.234 halaman; 12.000 kilometer"),
        ("id", "6 November 2025, pukul 08.00–16.00 WIB, tahun 2025, 2024/2025, 2025-11-06"),
        ("en", "on 6–7 Nov 2025 at 4.30 p.m., since 2019, in 2026 workers"),
        ("id", "Perwal Nomor 26 Tahun 2025, Pasal 27 bulan, PP 44/2015, No. 4713, ayat (2)"),
        ("en", "Article 25(2), No. 26 of 2025, Art. 37"),
        ("id", "(024) 8440335, 0811-2345-6789, hubungi 175, NIK 3374011505900001"),
        ("id", "ke-27, kedua puluh tujuh, S120, F3a, WCAG 2.2, 1.2.3"),
        ("en", "the 27th month, the twenty-seventh month"),
        ("id", "`4.713 pekerja` dan [teks](https://a.example/4713/) https://a.example/4713"),
        ("id", "> [!quote S1] Ada 4.713 pekerja.\n> Lalu 3,5%."),
        ("id", "```\n4.713 pekerja\n```"),
        ("id", "Kata [[4.713]]{reason=\"nomor kamar\"} dan [[27 bulan]]{reason='lain'}."),
        ("id", "ratusan ribu pekerja, beberapa juta, puluhan orang"),
        ("en", "thousands of workers, a million thanks"),
        ("id", "1. Kata\n2. Kata\n27. bulan"),
        ("id", "<!-- 4.713 pekerja -->"),
        ("id", "Ada 27\n\nbulan lain"),
        ("id", "| 27 | bulan |"),
    ],
)
def test_an_ordinary_number_is_left_alone(lang: str, text: str):
    assert check_body(lang, text) == []


def test_a_note_is_no_quotation():
    found = check_body("id", "> [!quote S1] 4.713\n\n> [!note] Ada 4.713.\n> Lalu 27\n> bulan.")
    assert [(d.code, d.location.line) for d in found] == [("NUM002", 12), ("NUM003", 13)]


def test_places_are_those_of_the_file():
    found = check_body("id", "{{ coverage.total }} kata\n`x` dan **Rp5**.\n")
    assert [str(d.location) for d in found] == ["content/home.id.md:11:11"]


def test_several_figures_of_one_value_are_all_named():
    benefits = MORE_BENEFITS.replace("36000000", "1111000")
    made = made_of(**{"data/benefits.yaml": benefits})
    (found,) = check(with_body(made, "id", "Rp1.111.000"))
    assert (found.params["insert"], found.params["others"]) == (GRANT, "{{ benefit.monthly }}")


def test_news_is_told_to_pin_its_figures():
    (found,) = check_body("id", "Ada 4.713 pekerja.", key="updates/start")
    assert found.params["insert"] == "{{ coverage.total | at('2031-01-31') }}"


def test_headings_titles_and_descriptions_are_read():
    page = figures_site().plan.find("home", "id")
    assert page is not None
    heading = make_section("", heading="Ada 4.713", line=20)
    changed = replace(
        page,
        front=replace(page.front, title=replace(page.title, value="Rp5")),
        description=replace(page.description, value="120 orang"),
        sections=(heading,),
    )
    found = check(with_pages(figures_site(), changed))
    places = {(d.location.line, d.location.column) for d in found if d.code == "NUM002"}
    assert places == {(20, 8)}
    assert sorted(d.params["text"] for d in found) == ["120 orang", "4.713", "Rp5"]


def test_interface_words_and_data_are_read_and_titles_of_sources_are_not():
    typed = words("id").replace("Total", "Total 4.713").replace("Change", "Naik {x} 3%")
    benefits = MORE_BENEFITS.replace("id: Hibah", "id: Hibah 36 juta")
    made = made_of(**{"content/i18n/id.yaml": typed, "data/benefits.yaml": benefits})
    found = check(with_pages(made))
    assert {d.location.path: d.params["text"] for d in found} == {
        "content/i18n/id.yaml": "3%",
        "data/benefits.yaml": "36 juta",
    }


def test_templates_are_read_without_their_code():
    source = dedent("""\
        {# 4.713 #}<p class="4713">{{ 4713 }} {% if 4713 %}27 bulan{% endif %}</p>
        <svg><text>4713</text></svg><style>a{width:4713px}</style><script>4713</script>
        <img alt="4.713 {{ a }}" src="4713.png"><code>4.713</code><a title='3%'>x</a>
        <p>Ada <b>4.713</b> workers</p><meta content="#004713"><!-- 4.713 -->
        """)
    made = figures_site()
    found = check(with_pages(made), {"pages/a.html": source, "a.css": "4713"})
    assert [(str(d.location), d.code) for d in found] == [
        ("templates/pages/a.html:1:52", "NUM003"),
        ("templates/pages/a.html:2:12", "NUM002"),
        ("templates/pages/a.html:4:11", "NUM002"),
        ("templates/pages/a.html:3:11", "NUM002"),
        ("templates/pages/a.html:3:69", "NUM001"),
    ]


@pytest.mark.parametrize(
    "body", ["Kamar [[38]] ada.", 'Kamar [[38]]{reason=""} ada.', "Kamar [[38]]{kata} ada."]
)
def test_an_exemption_needs_a_reason(body: str):
    found = check_body("id", body)
    assert [(d.code, d.params["number"], d.location.column) for d in found] == [("NUM004", "38", 7)]


def test_brackets_in_a_link_are_no_exemption():
    assert check_body("id", "Lihat [[1]](https://a.example/).") == []


def test_front_matter_exempts_a_number_however_written():
    made = figures_site()
    page = made.plan.find("home", "id")
    assert page is not None
    front = replace(page.front, exempt={"4713": "nomor kamar"})
    body = "Ada 4.713, 4713, dan empat ribu tujuh ratus tiga belas; Rp4.713."
    site = with_pages(
        made, replace(page, front=front, sections=(make_section(body, path=page.source),))
    )
    assert [d.params["text"] for d in check(site)] == ["Rp4.713"]
    assert find_exemptions(site) == (
        Exemption(path="content/home.id.md", line=0, number="4713", reason="nomor kamar"),
    )


def test_exemptions_are_listed_with_their_lines():
    body = 'Kata\n\n[[38]]{reason="kamar"} dan [[39]]{reason=“lantai”}.'
    site = with_body(figures_site(), "id", body)
    assert check(site) == []
    assert find_exemptions(site) == (
        Exemption(path="content/home.id.md", line=12, number="38", reason="kamar"),
        Exemption(path="content/home.id.md", line=12, number="39", reason="lantai"),
    )


def test_a_language_without_words_is_not_read():
    made = made_of(**{"content/i18n/id.yaml": WORDS})
    assert check(with_body(made, "id", "Rp42 juta untuk 4.713 pekerja, 3%.")) == []
