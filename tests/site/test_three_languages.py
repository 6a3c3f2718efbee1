"""A site in three languages, one from right to left: content alone, no Python and no template."""

import re

import pytest
from lxml import etree, html

from site_builder.adapters.locale import Locale
from site_builder.model import Currency
from site_builder.upkeep.translating import find_untranslated
from tests.languages.sample import (
    AR,
    EN,
    ID,
    LANGUAGES,
    PLURALS,
    ROOT,
    build,
    confirmed,
    differences,
    page_text,
    places,
    sample_files,
    with_page,
)

BASE = "https://192.0.2.1"
ADDRESSES = {"id": "/contoh/", "en": "/en/samples/", "ar": "/ar/amthila/"}
FILES = confirmed(sample_files())
ONLY = "content/only.id.md"
ORIGINAL_ONLY = """\
---
title: Hanya asli
description: Halaman tanpa terjemahan.
slug: hanya-asli
sources: [S1]
untranslated: hanya contoh
---
Isi halaman {{ coverage.total }}.

## Bagian {#part}

Teks bagian.
"""


def tree(files: dict[str, str], path: str, **options: object) -> html.HtmlElement:
    return html.document_fromstring(page_text(build(files, **options), path))


def path_of(url: str) -> str:
    return f"{url.lstrip('/')}index.html"


# --- the third language -------------------------------------------------------------------------


def test_the_site_builds_without_a_problem():
    assert build(FILES).diagnostics == ()


def test_neither_python_nor_a_template_knows_the_third_language():
    folders = (ROOT / "site_builder", ROOT / "templates")
    for file in (
        f for folder in folders for f in folder.rglob("*") if f.suffix in {".py", ".html"}
    ):
        assert not re.search(r"""["'](ar|he|fa|ur)["']""", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_its_language_and_its_direction(lang: str):
    page = tree(FILES, path_of(ADDRESSES[lang]))
    assert (page.get("lang"), page.get("dir")) == (lang, "rtl" if lang == "ar" else "ltr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_names_all_three_and_the_default(lang: str):
    page = tree(FILES, path_of(ADDRESSES[lang]))
    links = page.xpath("/html/head/link[@rel='alternate'][@hreflang]")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        **{code: BASE + url for code, url in ADDRESSES.items()},
        "x-default": BASE + ADDRESSES["id"],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_switch_has_all_three_under_their_own_names(lang: str):
    links = tree(FILES, path_of(ADDRESSES[lang])).xpath("//header//a[@hreflang]")
    names = {"id": "Bahasa Indonesia", "en": "English", "ar": "العربية"}
    assert {link.get("lang"): link.text for link in links} == names
    assert [link.get("lang") for link in links if link.get("aria-current")] == [lang]


def test_the_sitemap_lists_every_page_with_its_three_languages():
    content = next(file.content for file in build(FILES).files if file.path == "sitemap.xml")
    root = etree.fromstring(content)
    for url in root.iter("{*}url"):
        named = {link.get("hreflang") for link in url.iter("{*}link")}
        assert set(LANGUAGES) <= named
    addresses = [entry.text for entry in root.iter("{*}loc")]
    assert {BASE + url for url in ADDRESSES.values()} <= set(addresses)


def test_every_language_has_its_feed():
    paths = {file.path for file in build(FILES).files}
    assert {"feed.xml", "en/feed.xml", "ar/feed.xml"} <= paths


@pytest.mark.parametrize(
    ("count", "category"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")],
)
def test_counts_are_worded_by_the_six_categories_of_cldr(count: int, category: str):
    locale = Locale(name="ar_EG", currency=Currency(code="IDR", symbol="Rp"), scales={})
    assert category in PLURALS
    assert locale.plural(count) == category


def test_both_translations_are_compared_with_the_original():
    files = with_page(
        **{
            lang: sample_files()[f"content/samples.{lang}.md"]
            .split("---\n", 2)[2]
            .replace(
                "{{ coverage.total }}", "{{ coverage.total }} {{ page.home }}" * (lang == "id")
            )
            for lang in LANGUAGES
        }
    )
    found = places(differences(files))
    assert {(code, path, there) for code, path, _, there, _ in found} >= {
        ("LNG015", EN, ID),
        ("LNG015", AR, ID),
    }


def test_numbers_that_no_words_are_known_for_are_not_compared():
    body = "Pembuka.\n\n## Bagian {#part}\n\n"
    files = with_page(id=body + "Sejak 2019.", en=body + "Since 2018.", ar=body + "مثال.")
    assert {d.location.path for d in differences(files)} == {EN}


def test_numbers_and_addresses_keep_their_order_among_letters_from_the_right():
    """Without it a browser turns the brackets of a number round."""
    for path, expected in (("ar/index.html", ["ltr"]), ("en/index.html", [])):
        page = tree(FILES, path)
        assert page.xpath("//span[@class='ps-contact']//a/@dir") == expected
        assert page.xpath("//*[contains(@class, 'ps-channel')]//bdi/text()")


def test_a_second_way_to_reach_somebody_keeps_the_order_of_its_number_too():
    path, source = "data/contacts.yaml", "        sources: [S1]\n"
    more = """\
      - {kind: phone, value: "1111", sources: [S1]}
      - {kind: whatsapp, value: "+99 11 1111 1111", sources: [S1]}
"""
    front = "---\ntitle: Kontak\ndescription: Kontak.\nslug: kontak\n"
    files = {
        **FILES,
        path: FILES[path].replace(source, source + more, 1),
        "content/kontak.id.md": f"{front}template: contacts\nsources: [S1]\n---\n\nIsi.\n",
        "content/kontak.en.md": f"{front}---\n\nText.\n",
        "content/kontak.ar.md": f"{front}---\n\nمثال.\n",
    }
    ways = tree(files, "ar/kontak/index.html").xpath(
        "//li/a[starts-with(@href, 'https://wa.me/99')]"
    )
    assert [way.xpath("bdi/text()") for way in ways] == [["+99 11 1111 1111"]]


# --- the page for an address that does not exist ------------------------------------------------


def test_the_first_lost_page_speaks_every_language_and_each_other_its_own():
    shown = {
        path: tree(FILES, path).xpath("//main/section/@lang")
        for path in ("404.html", "en/404.html", "ar/404.html")
    }
    assert shown == {"404.html": ["id", "en", "ar"], "en/404.html": ["en"], "ar/404.html": ["ar"]}
    first = tree(FILES, "404.html")
    assert first.xpath("//section[@lang='ar']/@dir") == ["rtl"]
    homes = [section.xpath(".//a[@hreflang]/@href") for section in first.xpath("//main/section")]
    assert homes == [["/"], ["/en/"], ["/ar/"]]


def test_a_lost_page_changes_to_every_language_from_any_address():
    for path in ("404.html", "en/404.html", "ar/404.html"):
        links = tree(FILES, path).xpath("//header//a[@hreflang]")
        assert [link.get("href") for link in links] == ["/404.html", "/en/404.html", "/ar/404.html"]


def test_a_stale_part_of_a_lost_page_says_so_in_its_own_language():
    path = "content/404.id.md"
    files = {**FILES, path: FILES[path].replace("Kembali ke", "Kini kembali ke")}
    original, english = tree(files, "404.html"), tree(files, "en/404.html")
    assert original.xpath("//section[@lang='id']//p[@class='ps-notice']") == []
    for page in (original, english):
        (notice,) = page.xpath("//section[@lang='en']//p[@class='ps-notice']")
        assert "1 November 2026" in notice.text_content()
        assert notice.xpath("a/@href") == ["/404.html"]


# --- pages without a translation, on purpose ----------------------------------------------------


FALLBACK = {**FILES, ONLY: ORIGINAL_ONLY}
STAND_IN = "ar/hanya-asli/index.html"


def test_an_original_without_translation_builds_when_it_gives_its_reason():
    assert build(FALLBACK).diagnostics == ()


def test_a_stand_in_says_which_language_its_text_is_in_and_why():
    page = tree(FALLBACK, STAND_IN)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    for part in page.xpath("//h1 | //*[@class='ps-lead'] | //section[h2[@id='part']]"):
        assert (part.get("lang"), part.get("dir")) == ("id", "ltr")
    said = page.xpath("string(//main)")
    assert "hanya contoh" in said
    assert "Bahasa Indonesia" in said


def test_a_stand_in_is_no_page_of_its_own_for_machines():
    original, stand_in = tree(FALLBACK, "hanya-asli/index.html"), tree(FALLBACK, STAND_IN)
    address = f"{BASE}/hanya-asli/"
    for page in (original, stand_in):
        assert page.xpath("//link[@rel='canonical']/@href") == [address]
        links = page.xpath("//link[@rel='alternate'][@hreflang]")
        assert {(link.get("hreflang"), link.get("href")) for link in links} == {
            ("id", address),
            ("x-default", address),
        }
    sitemap = page_text(build(FALLBACK), "sitemap.xml")
    assert f"<loc>{address}</loc>" in sitemap
    assert "ar/hanya-asli" not in sitemap


def test_the_original_of_a_stand_in_has_no_notice():
    assert "hanya contoh" not in tree(FALLBACK, "hanya-asli/index.html").xpath("string(//main)")


def test_without_a_reason_the_translations_are_missing():
    files = {**FILES, ONLY: ORIGINAL_ONLY.replace("untranslated: hanya contoh\n", "")}
    found = [(d.code, d.location.path) for d in build(files).diagnostics]
    assert found == [("LNG001", "content/only.ar.md"), ("LNG001", "content/only.en.md")]


@pytest.mark.parametrize(
    "body",
    ["", "\n \n", "Isi halaman {{ coverage.total }}.\n\n## Bagian {#part}\n\nTeks bagian.\n"],
)
def test_an_empty_or_identical_body_counts_as_missing(body: str):
    fields = "---\ntitle: Only\ndescription: A page.\nslug: only\n---\n"
    original = ORIGINAL_ONLY.replace("untranslated: hanya contoh\n", "")
    files = {**FILES, ONLY: original, "content/only.en.md": fields + body}
    found = [(d.code, d.location.path) for d in build(files).diagnostics]
    assert ("LNG001", "content/only.en.md") in found


def test_a_draft_counts_nowhere_but_in_the_preview():
    draft = ORIGINAL_ONLY.replace("untranslated: hanya contoh", "draft: true")
    files = {**FILES, ONLY: draft}
    result = build(files)
    assert result.diagnostics == ()
    assert [file.path for file in result.files if "hanya-asli" in file.path] == []
    assert not any(b"hanya-asli" in file.content for file in result.files)
    preview = build(files, with_drafts=True)
    assert {d.code for d in preview.diagnostics} == {"LNG001"}


def test_a_translation_is_no_draft_without_its_original():
    """The original says what is a draft; until then the page stands in no language."""
    files = {**FILES, EN: FILES[EN].replace("slug: samples", "slug: samples\ndraft: true")}
    result = build(files)
    assert [(d.code, d.location.path) for d in result.diagnostics] == [("TXT014", EN)]
    paths = {file.path for file in result.files}
    assert paths.isdisjoint({path_of(url) for url in ADDRESSES.values()})


# --- links to other sites and other languages ---------------------------------------------------


def test_a_link_to_a_source_tells_the_language_of_the_source():
    text = "[laporan](https://kantor.example/report?a=1&b=2), [luar](https://a.example/)"
    files = with_page(**dict.fromkeys(LANGUAGES, "Satu.\n\n## Bagian {#part}\n\n" + text))
    for lang in ("id", "en"):
        files[f"content/samples.{lang}.md"] += f"\n{lang}\n"
    result = {lang: tree(confirmed(files), path_of(url)) for lang, url in ADDRESSES.items()}
    for lang, page in result.items():
        known, other = page.xpath("//a[@class='ps-external']")
        assert (known.get("hreflang"), other.get("hreflang")) == ("en", None)
        assert known.xpath("string(span[@class='ps-hidden'])").strip()
        assert other.xpath("string(span[@class='ps-hidden'])").strip()
        assert known.tail.startswith(", ") == (lang == "en")
    assert result["id"].xpath("//a[@hreflang='en'][@class]")[0].tail.startswith(" (bahasa Inggris)")
    assert "الإنجليزية" in result["ar"].xpath("//a[@hreflang='en'][@class]")[0].tail


def test_a_list_of_sources_tells_the_language_of_each():
    texts = {
        lang: tree(FILES, path)
        for lang, path in (("id", "sumber/index.html"), ("en", "en/sources/index.html"))
    }
    links = {
        lang: page.xpath("//li[@id='S2']//a[@class='ps-external']")[0]
        for lang, page in texts.items()
    }
    assert {link.get("hreflang") for link in links.values()} == {"en"}
    assert "(bahasa Inggris)" in links["id"].tail
    assert "(" not in (links["en"].tail or "")


# --- a language that is added page by page -------------------------------------------------------


def _begun() -> dict[str, str]:
    """Take all Arabic from the sample but its interface words and one page."""
    files = {
        path: re.sub(r"(?m)^\s*ar: .*\n|, ar: [^{}]*(?=})", "", text)
        if path.startswith("data/")
        else text
        for path, text in FILES.items()
        if not path.endswith(".ar.md") or path == AR
    }
    files["site.yaml"] = FILES["site.yaml"].replace("code: ar\n", "code: ar\n    begun: true\n")
    return files


def test_a_language_is_added_page_by_page():
    result = build(_begun())
    assert result.diagnostics == ()
    own = html.document_fromstring(page_text(result, path_of(ADDRESSES["ar"])))
    assert own.xpath("//h1/@lang") == []
    # What records say on it is still in the original, and says so.
    assert own.xpath("//main//span[@lang='id'][@dir='ltr']")
    other = html.document_fromstring(page_text(result, "ar/index.html"))
    assert other.xpath("//h1/@lang") == ["id"]
    assert "Bahasa Indonesia" in other.xpath("string(//main)")
    assert f"{BASE}/ar/</loc>" not in page_text(result, "sitemap.xml")


def test_what_a_begun_language_lacks_is_listed():
    found = tuple(find_untranslated(build(_begun()).site))
    pages = {each.path for each in found if not each.texts}
    assert pages == {path for path in FILES if path.endswith(".ar.md")} - {AR}
    texts = {each.path: each.texts for each in found if each.texts}
    assert texts["data/contacts.yaml"] == FILES["data/contacts.yaml"].count("ar: ")


def test_the_first_language_cannot_be_begun():
    settings = FILES["site.yaml"].replace("code: id\n", "code: id\n    begun: true\n")
    found = build({**FILES, "site.yaml": settings}).diagnostics
    assert [d.code for d in found] == ["CFG007"]
