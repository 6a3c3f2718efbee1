"""The list from A to Z and the index of the search, on the made-up site in three languages."""

import json
from functools import cache
from typing import Any

import pytest

from site_builder.diagnostics import has_errors
from site_builder.outputs.search import words_of
from tests.languages.sample import build, sample_files

INDEX = {
    "id": "---\ntitle: Cari\ndescription: Semua.\nslug: cari\ntemplate: index\nsources: []\n---\n",
    "en": "---\ntitle: Find\ndescription: Everything.\nslug: find\n---\n",
    "ar": "---\ntitle: بحث\ndescription: كل شيء.\nslug: bahth\n---\n",
}
HEADS = {
    "id": "title: Naskah\ndescription: Uraian naskah.\nslug: naskah\nquestion: Apa ini?\n"
    "icon: note\noffline: true\nsources: [S1]",
    "en": "title: Text\ndescription: A description.\nslug: text\nquestion: What is it?",
    "ar": "title: نص\ndescription: وصف.\nslug: nass\nquestion: ما هذا؟",
}
BODIES = {
    "id": (
        "Pembuka.\n\n## Éclair {#eclair}\n\nKata-katanya {{ coverage.total }}.\n\n"
        "## 7 langkah {#seven}\n\n| Besar | Kecil |\n|---|---|\n| merah | biru |\n\n: Tabel\n"
    ),
    "en": (
        "Opening.\n\n## Éclair {#eclair}\n\nWords of {{ coverage.total }}.\n\n"
        "## 7 steps {#seven}\n\n| Big | Small |\n|---|---|\n| red | blue |\n\n: Table\n"
    ),
    "ar": (
        "مثال.\n\n## مثال {#eclair}\n\n{{ coverage.total }}.\n\n"
        "## 7 {#seven}\n\n| مثال | مثال |\n|---|---|\n| مثال | مثال |\n\n: مثال\n"
    ),
}
TERMS = """
  - id: sample_term
    term: {id: istilah contoh, en: sample term, ar: مثال}
    abbreviation: {id: ICT, en: SMT, ar: مث}
    definition: {id: Artinya begini., en: It means this., ar: معناه.}
    synonyms: {id: [sebutan lain, Sebutan Rakyat], en: [other name], ar: [اسم]}
  - id: second
    term: {id: kedua, en: second, ar: ثان}
    definition: {id: Yang kedua., en: The second., ar: الثاني.}
    synonyms: {id: [sebutan lain], en: [other name], ar: [اسم]}
"""


def with_list() -> dict[str, str]:
    files = dict(sample_files())
    files |= {f"content/index.{lang}.md": text for lang, text in INDEX.items()}
    files |= {
        f"content/text.{lang}.md": f"---\n{HEADS[lang]}\n---\n{body}"
        for lang, body in BODIES.items()
    }
    return {**files, "data/glossary.yaml": files["data/glossary.yaml"].rstrip() + TERMS}


@cache
def made() -> dict[str, bytes]:
    result = build(with_list())
    assert not [found.code for found in result.diagnostics if has_errors([found])]
    return {file.path: file.content for file in result.files}


def page(path: str) -> str:
    return made()[path].decode()


def index(lang: str) -> dict[str, Any]:
    (path,) = (p for p in made() if p.startswith(f"assets/search.{lang}.") and p.endswith("json"))
    return json.loads(made()[path])


def places(lang: str, word: str) -> list[tuple[str, str]]:
    """Give the addresses and anchors where the index knows a word from a text."""
    found = index(lang)
    steps = found["places"].split(" ")[found["words"].split(" ").index(word)]
    number, given = 0, []
    for step in steps.split(","):
        number += int(step, 36)
        page_number, anchor, _ = found["entries"][number]
        given.append((found["pages"][page_number][0], anchor))
    return given


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Santunan-nya, ÉCLAIR!", ["santunan", "nya", "eclair"]),
        ("Rp42.000.000 dan 1,5", ["rp", "42000000", "dan", "1", "5"]),
        ("7\u00a0217 orang, 12.34", ["7217", "orang", "12", "34"]),
        ("مُحَمَّد", ["محمد"]),
        ("a_b", ["a", "b"]),
    ],
)
def test_words_are_read_without_case_marks_and_group_marks(text: str, words: list[str]):
    assert words_of(text) == words


def test_every_word_of_a_page_leads_to_its_section():
    assert places("id", "katanya") == [("../naskah/", "eclair")]
    assert ("../naskah/", "eclair") in places("id", "1111")
    assert places("id", "merah") == places("id", "kecil") == [("../naskah/", "seven")]
    assert ("../naskah/", "") in places("id", "pembuka")


def test_pages_come_with_title_and_description_and_terms_with_their_anchor():
    found = index("id")
    # A page that answers a question of the home page comes first.
    assert found["pages"][0] == ["../naskah/", "Naskah", "Uraian naskah.", "Apa ini?"]
    assert [anchor for _, anchor, heading in found["entries"] if heading == "istilah contoh (ICT)"]
    assert [e[1] for e in found["entries"] if "ICT" in e[2]] == ["term-sample-term"]


def test_people_s_words_lead_to_all_that_they_may_mean():
    found = index("id")["synonyms"]
    assert found["sebutan lain"] == ["istilah contoh ict", "kedua"]
    assert found["sebutan rakyat"] == ["istilah contoh ict"]


def test_a_language_whose_words_are_not_described_is_found_all_the_same():
    found = index("ar")
    assert (found["common"], found["before"], found["after"]) == ("", [], [])
    assert found["words"]


def test_the_page_knows_the_address_of_its_index():
    for path, lang in (("cari/index.html", "id"), ("en/find/index.html", "en")):
        (name,) = (p for p in made() if p.startswith(f"assets/search.{lang}.") and p[-4:] == "json")
        assert f'data-index="{"../" * path.count("/")}{name}"' in page(path)
    assert not [path for path, content in made().items() if b"\xee\x80\x83" in content]


def test_a_site_without_a_list_has_no_index():
    paths = [file.path for file in build(sample_files()).files]
    assert not [path for path in paths if path.startswith("assets/search.") and "json" in path]


def test_the_list_has_letters_in_order_and_forgets_marks():
    text = page("cari/index.html")
    letters = [part.split('"')[0] for part in text.split('<h2 id="az-')[1:]]
    assert letters == sorted(letters)
    assert {"0", "c", "e", "i", "s"} <= set(letters)
    under_e = text.split('id="az-e"')[1].split("</section>")[0]
    assert "Éclair" in under_e
    assert 'href="../naskah/#eclair"' in under_e


def test_the_list_sends_people_s_words_to_the_terms():
    text = page("cari/index.html")
    term = '<a href="../glosarium/#term-sample-term">{}</a>'
    assert f"sebutan lain: {term.format('ICT')}, <a" in text
    assert f"<li>{term.format('ICT')}</li>" in text


def test_steps_of_the_checker_and_the_page_itself_are_not_listed():
    text = page("cari/index.html").split('class="ps-letters')[1].split("<footer")[0]
    assert ">Cari<" not in text
    assert ">Naskah<" in text


def test_the_index_is_the_same_each_time():
    again = {file.path for file in build(with_list()).files}
    assert {p for p in again if "search." in p} == {p for p in made() if "search." in p}


def test_telephone_numbers_of_the_list_keep_their_order_from_right_to_left():
    """Whatever a browser thinks: marks of Unicode stand around them, in that language alone."""
    heads = {"id": "kontak\ntemplate: contacts\nsources: []", "en": "contacts", "ar": "ittisal"}
    files = with_list() | {
        f"content/contacts.{lang}.md": (
            f"---\ntitle: Kontak {lang}\ndescription: Semua.\nslug: {head}\n---\nKontak {lang}.\n"
        )
        for lang, head in heads.items()
    }
    files["data/contacts.yaml"] = files["data/contacts.yaml"].replace(
        "kind: email\n        value: kantor@contoh.example",
        'kind: phone\n        value: "+20 45 292 0000"\n        dial: "+20452920000"',
    )
    pages = {file.path: file.content.decode() for file in build(files).files if "html" in file.path}
    assert ">\u2068+20 45 292 0000\u2069</a>" in pages["ar/bahth/index.html"]
    assert ">+20 45 292 0000</a>" in pages["en/find/index.html"]
