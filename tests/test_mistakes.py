"""The commonest mistakes of an office: each gives one message, where it was made.

Each is made by itself in the smallest project (`tests/problems/base`) with one more page. What
follows from it is not said, and where the hint names what to write, writing it is all it takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import dedent
from typing import Any

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.messages.report import equal_problems, format_text
from site_builder.messages.wording import describe, load_messages
from tests.test_problems import LANGUAGES, build_files, confirmed, laid_over, unconfirmed_base

ID, EN = "content/joining.id.md", "content/joining.en.md"
NEWS = "content/updates/first.id.md"
COVERAGE = "data/coverage.csv"
PAGE = {
    ID: dedent(
        """\
        ---
        title: Cara ikut
        description: Cara ikut program contoh.
        slug: cara-ikut
        sources: [S1]
        reviewed: 2026-05-20
        reviewed_by: Kantor Contoh
        next: [updates]
        ---
        Peserta baru mendaftar di kantor.

        ## Syarat {#syarat}

        Bawa dua hal ini **sendiri**:

        - kartu
        - formulir

        ## Santunan {#santunan}

        Santunannya {{ benefit.care }}, seperti {{ coverage.total | as_of }}.

        ## Tanya {#tanya}

        Tanyakan ke {{ contact.office }}, atau baca {{ page.updates }}.

        | Berkas | Lembar |
        | --- | --- |
        | formulir | 2.500 |

        : Berkas yang dicetak
        """
    ),
    EN: dedent(
        """\
        ---
        title: How to join
        description: How to join the sample programme.
        slug: how-to-join
        ---
        New members register at the office.

        ## Conditions {#syarat}

        Bring these two things **yourself**:

        - a card
        - a form

        ## Benefit {#santunan}

        The benefit is {{ benefit.care }}, as on {{ coverage.total | as_of }}.

        ## Questions {#tanya}

        Ask {{ contact.office }}, or read {{ page.updates }}.

        | Paper | Sheets |
        | --- | --- |
        | form | 2,500 |

        : Papers that are printed
        """
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """What somebody does to a project, and the only message."""

    changes: Mapping[str, Any]
    """As in a case of `tests/problems/`."""
    said: str
    """Place and code."""
    remedy: tuple[str, str] | None = None
    """What is written in the file of the message, and what the hint tells to write for it."""
    named: str = ""
    """What the hint says of it, unless it is that itself."""


def typed(
    path: str,
    old: str,
    new: str,
    place: str,
    code: str,
    remedy: tuple[str, str] | None = None,
    named: str = "",
) -> Mistake:
    """Return the mistake of one text that stands in place of another."""
    changes = {path: {"replace": {old: new}}}
    return Mistake(changes=changes, said=f"{path}:{place} {code}", remedy=remedy, named=named)


def dated(written: str, remedy: str = "") -> Mistake:
    """Return the mistake of a day in front matter."""
    pair = (written, remedy) if remedy else None
    return typed(ID, "2026-05-20", written, "6:1", "CFG006", pair)


def merging(path: str, line: str, place: str) -> Mistake:
    """Return the mistake of a line of which Git left two versions."""
    two = f"<<<<<<< HEAD\n{line}\n=======\n{line}.\n>>>>>>> cabang"
    return typed(path, line, two, place, "TXT023")


CARE, OFFICE = "{{ benefit.care }}", "{{ contact.office }}"
ON_A_DAY = "{{ coverage.total | at('2025-01-31') }}"
ITEMS = "- kartu\n- formulir"
SECTION = "## Santunan {#santunan}\n"
SECOND_SOURCE = """  - id: S1
    title: {id: Dokumen lain, en: Another document}
    publisher: Kantor Contoh
    date: "2025"
    kind: press
    read: {id: utuh, en: whole}
"""
CONTACTS = """\
schema_version: 1
contacts:
  - id: office
    name: {id: Kantor Contoh, en: Sample Office}
    purpose: {id: Bertanya, en: Asking}
    channels:
      - kind: phone
        value: 0800-0000-0011
        sources: [S1]
      - kind: phone
        value: 0800-0000-0022
        sources: [S1]
    sources: [S1]
    confidence: press
"""
BASE = {
    path: content
    for path, content in unconfirmed_base().items()
    if path.startswith("content/") and path.endswith(".md")
}
MISTAKES = {
    # --- names and braces of inserts
    "a figure's name": typed(
        ID, CARE, "{{ benefit.caree }}", "21:13", "FIG003", ("benefit.caree", "benefit.care")
    ),
    "a figure's name in the translation": typed(
        EN, CARE, "{{ benefit.caree }}", "17:16", "FIG003", ("benefit.caree", "benefit.care")
    ),
    "a contact's name": typed(
        ID, OFFICE, "{{ contact.ofice }}", "25:13", "FIG003", ("contact.ofice", "contact.office")
    ),
    "one brace too few": typed(
        ID, CARE, "{{ benefit.care }", "21:13", "FIG001", ("{{ benefit.care }", CARE)
    ),
    "one brace too few in the translation": typed(
        EN, CARE, "{{ benefit.care }", "17:16", "FIG001", ("{{ benefit.care }", CARE)
    ),
    "one brace too few in front": typed(
        ID, CARE, "{ benefit.care }}", "21:13", "FIG001", ("{ benefit.care }}", CARE)
    ),
    "braces not closed": typed(
        ID, OFFICE, "{{ contact.office", "25:13", "FIG001", ("{{ contact.office", OFFICE)
    ),
    "a space in a contact's name": typed(
        ID,
        OFFICE,
        "{{ contact office }}",
        "25:13",
        "FIG001",
        ("{{ contact office }}", OFFICE),
    ),
    "what a contact is called, for its name": typed(
        ID, OFFICE, "{{ Kantor Contoh }}", "25:13", "FIG001"
    ),
    "curly quotes around a date": typed(
        NEWS,
        ON_A_DAY,
        ON_A_DAY.replace("'", "’"),
        "10:19",
        "FIG001",
        (ON_A_DAY.replace("'", "’"), ON_A_DAY),
    ),
    "no quotes around a date": typed(
        NEWS,
        ON_A_DAY,
        ON_A_DAY.replace("'", ""),
        "10:19",
        "FIG001",
        (ON_A_DAY.replace("'", ""), ON_A_DAY),
    ),
    # --- headings
    "a heading deleted": typed(ID, SECTION, "", "12", "LNG005"),
    "the first heading deleted": typed(ID, "## Syarat {#syarat}\n", "", "10", "LNG005"),
    "a heading deleted in the translation": typed(
        EN, "## Benefit {#santunan}\n", "", "8", "LNG016"
    ),
    "a marker deleted": typed(ID, "Santunan {#santunan}", "Santunan", "19", "TXT007"),
    "a marker changed": typed(
        ID, "{#santunan}", "{#santuan}", "19", "LNG005", ("{#santuan}", "{#santunan}")
    ),
    "a marker twice": typed(ID, "{#tanya}", "{#santunan}", "23", "TXT008"),
    "a marker twice above others": typed(ID, "{#santunan}", "{#syarat}", "19", "TXT008"),
    "two markers in each other's place in the translation": Mistake(
        changes={
            EN: {
                "replace": {
                    "Conditions {#syarat}": "Conditions {#santunan}",
                    "Benefit {#santunan}": "Benefit {#syarat}",
                }
            }
        },
        said=f"{EN}:8 LNG016",
    ),
    "a heading of the first level": typed(ID, "## Santunan", "# Santunan", "19:3", "TXT007"),
    # --- fields and data
    "another word for a field": typed(
        ID, "title: Cara", "judul: Cara", "2:1", "CFG004", ("judul", "title")
    ),
    "a field's name": typed(
        ID, "description:", "descripton:", "3:1", "CFG004", ("descripton", "description")
    ),
    "a day in a table": typed(
        COVERAGE,
        "2025-01-31,budget",
        "31/01/2025,budget",
        "3:1",
        "DAT005",
        ("31/01/2025", "2025-01-31"),
    ),
    "the name of a column": typed(
        COVERAGE, "participants", "jumlah", "1:5", "DAT001", ("jumlah", "participants")
    ),
    "no dash before a record": Mistake(
        changes={
            "data/sources.yaml": {"append": SECOND_SOURCE.replace("  - id: S1", "    id: S2")}
        },
        said="data/sources.yaml:9:5 CFG002",
        remedy=("    id: S2", "  - id: S2"),
        named="“- ”",
    ),
    "a list not closed": typed(
        ID, "[updates]", "[updates", "8:7", "CFG002", ("[updates", "[updates]"), "]"
    ),
    "a copy of a file of data": Mistake(
        changes={"data/targets (1).csv": "year,funding,participants,source\n"},
        said="data/targets (1).csv CFG018",
    ),
    "the contacts copied beside the pages": Mistake(
        changes={"content/contacts.yaml": CONTACTS}, said="content/contacts.yaml:8:16 PRV003"
    ),
    "a copy of the contacts": Mistake(
        changes={"data/contacts - Copy.yaml": CONTACTS},
        said="data/contacts - Copy.yaml:8:16 PRV003",
    ),
    "the contacts under another name": Mistake(
        changes={"data/contacts.yaml": None, "data/kontak.yaml": CONTACTS},
        said="data/kontak.yaml:8:16 PRV003",
    ),
    "a number to dial that is not the one that is shown": Mistake(
        changes={
            "data/contacts.yaml": CONTACTS.replace("0022\n", "0022\n        dial: +8080000000021\n")
        },
        said="data/contacts.yaml:12:9 CFG006",
    ),
    "a contact of a day to come": Mistake(
        changes={
            "data/contacts.yaml": {
                "replace": {"        sources": "        as_of: 2027-01\n        sources"}
            }
        },
        said="data/contacts.yaml:8:9 DAT012",
    ),
    "the place of a number misspelt": Mistake(
        changes={
            "data/contacts.yaml": {
                "replace": {
                    "    purpose": '    spoken: {id: "di {nomor}", en: "on {number}"}\n    purpose'
                }
            }
        },
        said="data/contacts.yaml:5:18 CFG006",
        remedy=("{nomor}", "{number}"),
    ),
    "half a pair of straight marks": typed(
        ID, "title: Cara ikut", 'title: Cara ikut"', "2:8", "CFG013", ('Cara ikut"', '"Cara ikut"')
    ),
    "a table under another name": Mistake(
        changes={"data/targets.csv": None, "data/target-2026.csv": "year,funding\n"},
        said="data/targets.csv CFG001",
    ),
    "a row of totals": Mistake(
        changes={COVERAGE: {"append": "Jumlah,,,,999,,,,,\n"}}, said=f"{COVERAGE}:5:6 DAT006"
    ),
    "a title above a table": Mistake(
        changes={COVERAGE: {"prepend": "Data peserta,,,,,,,,,\n"}}, said=f"{COVERAGE}:1 DAT001"
    ),
    "days that Excel has rewritten": Mistake(
        changes={
            COVERAGE: {
                "replace": {
                    "2025-01-31,b": "31/01/2025,b",
                    "2025-01-31,c": "31/01/2025,c",
                    "2025-01-31,,": "1/31/25,,",
                }
            }
        },
        said=f"{COVERAGE}:2:1 DAT005",
    ),
    "a count in a table": typed(COVERAGE, ",888,", ",8B8,", "3:5", "DAT003"),
    "a day with the name of its month": dated("20 Mei 2026", "2026-05-20"),
    "a day with slashes": dated("20/05/2026", "2026-05-20"),
    "a day that there is not": dated("2026-13-20"),
    "an amount with its symbol": typed(
        "data/benefits.yaml",
        "amount: 1111000",
        "amount: Rp1.111.000,-",
        "6:5",
        "CFG006",
        ("Rp1.111.000,-", "1111000"),
    ),
    "a tab in data": typed(
        "data/contacts.yaml",
        "    name: {id: K",
        "\tname: {id: K",
        "4:1",
        "CFG002",
        ("\tname", "    name"),
        "4 ",
    ),
    "a tab in front matter": typed(
        ID, "slug: cara", "\tslug: cara", "4:1", "CFG002", ("\tslug", "slug"), "tab"
    ),
    "curly quotes around a value": typed(
        ID,
        "title: Cara ikut",
        "title: “Cara ikut”",
        "2:8",
        "CFG013",
        ("“Cara ikut”", '"Cara ikut"'),
    ),
    "curly quotes in data": typed(
        "data/occupations.yaml",
        "Pekerjaan contoh",
        "“Pekerjaan contoh”",
        "4:16",
        "CFG013",
        ("“Pekerjaan contoh”", '"Pekerjaan contoh"'),
    ),
    "a curly quote closed by a straight one": typed(
        ID,
        "title: Cara ikut",
        'title: “Cara ikut"',
        "2:8",
        "CFG013",
        ("“Cara", '"Cara'),
    ),
    "a source twice": Mistake(
        changes={"data/sources.yaml": {"append": SECOND_SOURCE}},
        said="data/sources.yaml:9:5 DAT008",
    ),
    # --- what was typed or pasted
    "a phone number": typed(ID, "di kantor", "di kantor, 0800-0000-0011", "10:35", "PRV003"),
    "an amount": typed(ID, CARE, "Rp1.111.000", "21:13", "NUM001", ("Rp1.111.000", CARE)),
    "an amount of nothing": typed(ID, "di kantor", "seharga Rp3.333.000", "10:32", "NUM001"),
    "a count": typed(
        ID,
        "Peserta baru",
        "Kini 1.111 peserta",
        "10:6",
        "NUM001",
    ),
    "HTML": typed(ID, "Peserta baru", '<p class="Mso">Peserta baru</p>', "10:1", "TXT006"),
    "a picture that is not there": typed(
        ID, "Peserta baru", "![Kantor](kantor.png)\n\nPeserta baru", "10:1", "TXT016"
    ),
    "bullets from Word": typed(
        ID,
        ITEMS,
        "•\tkartu\n•\tformulir",
        "16:1",
        "TXT020",
        ("•\tkartu\n•\tformulir", ITEMS),
        "“- ”",
    ),
    "bullets from Word right below a sentence": typed(
        ID,
        f"**sendiri**:\n\n{ITEMS}",
        "**sendiri**:\n•\tkartu\n•\tformulir",
        "15:1",
        "TXT020",
        ("**sendiri**:\n•\tkartu\n•\tformulir", f"**sendiri**:\n\n{ITEMS}"),
        "**sendiri**:”",
    ),
    "bullets from Word below others": typed(
        ID,
        ITEMS,
        "o\tkartu\no\tformulir",
        "16:1",
        "TXT020",
        ("o\tkartu\no\tformulir", ITEMS),
        "“- ”",
    ),
    "items without a space": typed(
        ID, ITEMS, "-kartu\n-formulir", "16:1", "TXT020", ("-kartu\n-formulir", ITEMS), "“- ”"
    ),
    "a list without an empty line above": typed(
        ID, f"**sendiri**:\n\n{ITEMS}", f"**sendiri**:\n{ITEMS}", "15:1", "TXT009"
    ),
    "the address of a page": typed(
        ID,
        "{{ page.updates }}",
        "[kabar](/kabar/)",
        "25:45",
        "TXT024",
        ("/kabar/", "{{ page.updates }}"),
    ),
    "a number with the marks of the other language": typed(
        EN, "2,500", "2.500", "25:10", "LNG011", ("2.500", "2,500")
    ),
    "a fraction with the mark of the other language": typed(
        EN, "at the office", "after 1,5 hours", "6:28", "NUM005"
    ),
    "a paragraph with a tab in front": typed(
        ID,
        "Santunannya {{",
        "\tSantunannya {{",
        "21:1",
        "TXT033",
        ("\tSantunannya", "Santunannya"),
        "tab",
    ),
    "a row with a cell too few": typed(ID, "formulir | 2.500", "formulir", "29:3", "TXT031"),
    "a row with a cell too many": typed(ID, "| 2.500 |", "| 2.500 | cetak |", "29:3", "TXT031"),
    "a table without the line below its names": typed(ID, "| --- | --- |\n", "", "27:1", "TXT020"),
    "two versions of a page": merging(ID, "Peserta baru mendaftar di kantor.", "10"),
    "two versions of a title": merging(ID, "title: Cara ikut", "2"),
    "two versions of a record": merging("data/funding.yaml", "  - id: budget", "3"),
    "two versions of a row": merging(COVERAGE, "2025-01-31,budget,,,888,published,S1,,,", "3"),
    "a unit behind an amount": typed(
        ID, CARE, f"{CARE} rupiah", "21:13", "NUM006", (f"{CARE} rupiah", CARE), "rupiah"
    ),
    "a unit in front of an amount": typed(
        ID, CARE, f"Rp. {CARE}", "21:17", "NUM006", (f"Rp. {CARE}", CARE), "Rp."
    ),
    # --- pages
    "a slug with spaces": typed(
        ID, "slug: cara-ikut", "slug: Cara Ikut", "4:1", "CFG006", ("Cara Ikut", "cara-ikut")
    ),
    "a document of Word": Mistake(
        changes={"content/naskah.docx": b"PK"}, said="content/naskah.docx PRV005"
    ),
    "a slug with a capital name": typed(
        ID, "slug: cara-ikut", "Slug: cara-ikut", "4:1", "CFG004", ("Slug", "slug")
    ),
    "a file with a capital": Mistake(
        changes={ID: None, "content/Joining.id.md": PAGE[ID]},
        said="content/Joining.id.md TXT026",
    ),
    "half a pair of curly marks": typed(
        ID,
        "title: Cara ikut",
        "title: Cara ikut”",
        "2:8",
        "CFG013",
        ("Cara ikut”", '"Cara ikut"'),
    ),
    "a source deleted that is used": Mistake(
        changes={"data/sources.yaml": {"replace": {"  - id: S1\n": "  - id: S9\n"}}},
        said="data/benefits.yaml:6:5 DAT007",
    ),
    "the kind of the list of news on news": typed(
        NEWS,
        "template: update",
        "template: updates",
        "5:1",
        "CFG007",
        ("template: updates", "template: update"),
        "“update”",
    ),
    "the slug of another page": typed(ID, "slug: cara-ikut", "slug: kabar", "4:1", "OUT001"),
    "only one language written": Mistake(
        changes={"content/new.id.md": PAGE[ID].replace("cara-ikut", "baru")},
        said="content/new.en.md LNG001",
    ),
    "the slug of a page that is called so, before it": typed(
        "content/sources.en.md", "slug: sources", "slug: updates", "4:1", "OUT001"
    ),
    "a copy of a page": Mistake(
        changes={"content/Copy of joining.id.md": PAGE[ID]},
        said="content/Copy of joining.id.md TXT026",
    ),
    "a folder copied with its pages": Mistake(
        changes={path.replace("content/", "content/backup/"): text for path, text in BASE.items()},
        said="content/backup/checker.en.md:4:1 OUT001",
    ),
    "the languages of a page in each other's file": Mistake(
        changes={ID: PAGE[EN], EN: PAGE[ID]}, said=f"{EN}:5:1 TXT014"
    ),
    "a page saved over another": Mistake(
        changes={"content/updates.id.md": PAGE[ID]}, said=f"{ID}:4:1 OUT001"
    ),
    "a file of which half was saved": Mistake(
        changes={ID: PAGE[ID][: PAGE[ID].index("Tanyakan ke")]}, said=f"{EN}:21:5 LNG030"
    ),
    "a copy of a page under a new name": Mistake(
        changes={"content/joining-old.id.md": PAGE[ID]}, said="content/joining-old.id.md:4:1 OUT001"
    ),
    "a translation with another code of its language": Mistake(
        changes={EN: None, "content/joining.eng.md": PAGE[EN]},
        said="content/joining.eng.md TXT004",
    ),
    "what belongs to the original copied into the translation": Mistake(
        changes={EN: {"replace": {"slug: how": "sources: [S1]\nnext: [updates]\nslug: how"}}},
        said=f"{EN}:4:1 TXT014",
    ),
    "a page deleted in every language": Mistake(
        changes={ID: None, EN: None}, said="content/home.id.md:7:1 OUT004"
    ),
    "a page deleted": Mistake(changes={ID: None}, said=f"{EN} LNG002"),
    "a translation deleted": Mistake(changes={EN: None}, said=f"{EN} LNG001"),
}


@cache
def project() -> Mapping[str, bytes]:
    """The base project with the page, to which other pages lead."""
    link = {
        f"content/updates.{lang}.md": {"append": "\n{{ page.joining }}\n"} for lang in LANGUAGES
    }
    link["content/home.id.md"] = {"replace": {"[updates, data]": "[updates, joining]"}}
    return confirmed(laid_over(unconfirmed_base(), {**PAGE, **link}))


def test_the_project_is_clean():
    assert build_files(project()).diagnostics == ()


@cache
def found_after(name: str) -> tuple[Diagnostic, ...]:
    """What is said of a mistake."""
    return build_files(laid_over(project(), MISTAKES[name].changes)).diagnostics


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_one_message_where_it_was_made(name: str):
    found = found_after(name)
    said = [f"{equal[0].location} {equal[0].code}" for equal in equal_problems(found)]
    assert said == [MISTAKES[name].said], format_text(found, load_messages("id"))


def test_mistakes_of_different_files_are_said_at_once_the_cause_before_what_may_follow():
    changes = {
        **MISTAKES["a count in a table"].changes,
        ID: {"replace": {CARE: "{{ coverage.totl }}"}},
        "content/glossary.id.md": {"append": "\nIni <b>penting</b>.\n"},
        "data/occupations.yaml": {"replace": {", en: Sample work}": "}"}},
        "site.yaml": {"append": "denominator: [workers]\n"},
    }
    found = build_files(laid_over(project(), changes)).diagnostics
    assert [(problem.location.path, problem.code) for problem in found] == [
        ("site.yaml", "CFG004"),
        (COVERAGE, "DAT003"),
        ("data/occupations.yaml", "LNG006"),
        ("content/glossary.id.md", "TXT006"),
        (ID, "FIG003"),
    ]


@pytest.mark.parametrize("name", [name for name, each in MISTAKES.items() if each.remedy])
def test_the_hint_names_what_mends_a_mistake(name: str):
    mistake, found = MISTAKES[name], found_after(name)[0]
    written, right = mistake.remedy or ("", "")
    for lang in LANGUAGES:
        assert (mistake.named or right) in describe(found, load_messages(lang)).hint
    mended = {found.location.path: {"replace": {written: right}}}
    files = laid_over(laid_over(project(), mistake.changes), mended)
    assert files == project() or build_files(files).diagnostics == ()
