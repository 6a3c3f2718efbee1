"""A small made-up project that spreadsheets are imported into.

Two districts share the name of a village and two villages share theirs, so that every ambiguity of
a real city is there. The numbers are of one digit or in a row, and nobody can take them for real.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from site_builder.importer.prepare import ImportResult, prepare_import
from site_builder.importer.supplied import Supplied
from site_builder.messages.wording import describe, load_messages
from site_builder.read.project import load_files

TODAY = date(2031, 1, 1)
COVERAGE = "data/coverage.csv"
_ROOT = Path(__file__).resolve().parents[2]
_BASE = _ROOT / "tests" / "problems" / "base"
_WORDS = "content/i18n"

_DATA = {
    COVERAGE: """\
        as_of,funding,area,occupation,participants,status,source,released,quote,note
        2030-01-31,,,,1111,published,S1,2030-02-01,,
        2030-01-31,budget,,,888,published,S1,2030-02-01,,"Catatan, dengan ""koma"" ini"
        2030-01-31,company,,,223,published,S1,2030-02-01,,
        """,
    "data/areas.csv": """\
        code,slug,name,level,parent
        00,contoh,Daerah Contoh,city,
        00.01,utara,Utara,district,00
        00.02,selatan,Selatan,district,00
        00.01.1,melati,Melati,village,00.01
        00.01.2,utara_dalam,Utara,village,00.01
        00.02.1,melati_selatan,Melati,village,00.02
        00.02.2,mawar_putih,Mawar Putih,village,00.02
        """,
    "data/funding.yaml": """\
        schema_version: 1
        funding:
          - id: budget
            name: {id: Anggaran daerah (ADC), en: Local budget (ADC)}
          - id: company
            name: {id: Perusahaan, en: Companies}
        """,
    "data/occupations.yaml": """\
        schema_version: 1
        occupations:
          - id: weavers
            name: {id: Penenun, en: Weavers}
          - id: potters
            name: {id: Pembuat gerabah, en: Potters}
        """,
    "data/sources.yaml": """\
        schema_version: 1
        sources:
          - id: S1
            title: {id: Dokumen contoh, en: A sample document}
            publisher: Kantor Contoh
            date: "2030"
            kind: press
            own: true
            read: {id: utuh, en: whole}
          - id: S2
            title: {id: Dokumen kedua, en: A second document}
            publisher: Kantor Contoh
            date: "2030-02-28"
            kind: press
            own: true
            read: {id: utuh, en: whole}
          - id: S3
            title: {id: Dokumen ketiga, en: A third document}
            publisher: Kantor Contoh
            date: "2030-02-28"
            kind: official_primary
            read: {id: utuh, en: whole}
        """,
}


def project_files(**changes: str) -> Mapping[str, bytes]:
    """The project's files; `coverage="…"` puts other rows below the header."""
    words = {f"{_WORDS}/{path.name}": _words_of(path) for path in (_ROOT / _WORDS).glob("*.yaml")}
    data = {path: dedent(text).encode() for path, text in _DATA.items()}
    files = {**words, **load_files(_BASE), **data}
    if b"identifiers:" not in files["site.yaml"]:
        files["site.yaml"] += b"identifiers: [id.nik]\n"
    if "coverage" in changes:
        header = files[COVERAGE].splitlines()[0].decode()
        files[COVERAGE] = f"{header}\n{dedent(changes['coverage'])}".encode()
    return files


@cache
def _words_of(path: Path) -> bytes:
    """The parts of a catalog that an import reads; all the rest would only take time."""
    text = path.read_text(encoding="utf-8")
    groups = re.findall(r"^(?:status|reading):\n(?:[ #].*\n|\n)+", text, re.MULTILINE)
    return ("schema_version: 1\n" + "".join(groups)).encode()


def run_import(
    content: bytes,
    name: str = "laporan.xlsx",
    *,
    files: Mapping[str, bytes] | None = None,
    today: date = TODAY,
    **supplied: object,
) -> ImportResult:
    """Import a workbook into the small project; every row has a source unless told otherwise."""
    given = Supplied(**{"sources": ("S2",), **supplied})  # type: ignore[arg-type]
    return prepare_import(files or project_files(), content, name, given, today)


def rows_added(result: ImportResult) -> list[tuple[str, str, str, str, str]]:
    """Date, funding, area, occupation and number of every row that would be added."""
    assert result.plan is not None, problems(result)
    names = ("as_of", "funding", "area", "occupation", "participants")
    return [tuple(row.get(name, "") for name in names) for row in result.plan.rows]  # type: ignore[misc]


def problems(result: ImportResult, lang: str = "en") -> list[str]:
    """Code, cell and message of every problem."""
    messages = load_messages(lang)
    return [
        f"{d.code} {d.location.cell}: {describe(d, messages).message}" for d in result.diagnostics
    ]


def codes(result: ImportResult) -> list[tuple[str, str]]:
    """Code and cell of every problem."""
    return [(d.code, d.location.cell) for d in result.diagnostics]
