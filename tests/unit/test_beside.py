"""What lies in a project beside its site is searched for persons, too, whoever put it there."""

import io
import warnings
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from xlsxwriter import Workbook

from site_builder.adapters import folders
from site_builder.cli.inputs import load_inputs
from tests.builders import edited, write_small

NIK = "3374012306850001"
"""Of nobody."""
TODAY = ("--date", "2031-01-01")


@pytest.fixture
def project(project: Path) -> Path:
    """A project of a country whose identity numbers are looked for."""
    settings = edited("site.yaml", "identifiers: none", "identifiers: [id.nik]")["site.yaml"]
    (project / "site.yaml").write_text(settings)
    return project


def excel(*rows: tuple[object, ...], comment: str = "") -> bytes:
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.add_worksheet("Ringkasan").write("A1", "Uji")
        sheet = workbook.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if comment:
            sheet.write_comment("B2", comment)
    return written.getvalue()


def named(sheet: str) -> bytes:
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.add_worksheet(sheet).write("A1", "Uji")
    return written.getvalue()


def package(name: str, markup: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, markup)
    return written.getvalue()


def picture(kind: str, comment: bytes) -> bytes:
    """Give a picture of noise with a comment beside its pixels."""
    image, written = Image.effect_noise((200, 200), 90).convert("RGB"), io.BytesIO()
    exif = Image.Exif()
    exif[0x9286] = comment
    image.save(written, kind, exif=exif)
    return written.getvalue()


def lay(project: Path, path: str, content: bytes) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_bytes(content)


def with_part(workbook: bytes, name: str, markup: str) -> bytes:
    written = io.BytesIO(workbook)
    with zipfile.ZipFile(written, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(name, markup)
    return written.getvalue()


PARTED = "<w:p><w:r><w:t>NIK 3374</w:t></w:r><w:r><w:rPr/><w:t>012306850001</w:t></w:r></w:p>"
LISTED = {
    "arsip/lama.xlsx": excel(("Kelurahan", "Nomor"), ("Contoh", NIK), ("Uji", "33740123 06850001")),
    "arsip/angka.xlsx": excel((3374012306850000,)),
    "arsip/catatan.xlsx": excel(("Uji",), comment=f"kartu {NIK}"),
    "backup/2024/lama.ods": package("content.xml", f"<table:table-cell><text:p>{NIK}</text:p>"),
    "arsip/lembar.xlsx": named(f"Kartu {NIK}"),
    "arsip/lembar.ods": package(
        "content.xml", f'<table:table table:style-name="a" table:name="{NIK}"><a>Uji</a>'
    ),
    "surat/lama.DOCX": package("word/document.xml", PARTED),
    "kiriman.xlsx": excel((NIK,)),
    "catatan/daftar": NIK.encode(),
    ".simpanan/.daftar.csv": f"a\n{NIK}\n".encode(),
    ".env": f"KUNCI={NIK}".encode(),
    "arsip/pengarang.xlsx": with_part(excel(("Uji",)), "docProps/core.xml", f"<a>{NIK}</a>"),
    "arsip/komentar.xlsx": with_part(excel(("Uji",)), "xl/comments/comment1.xml", f"<t>{NIK}</t>"),
    "lama/peta.geojson": f'{{"nik": "{NIK}"}}'.encode(),
    **{
        f"lama/daftar.{ending}": f"<p>nomor {NIK}</p>\n".encode()
        for ending in ("json", "log", "sql", "html", "htm", "xml", "vcf", "ini", "yml.bak", "py")
    },
    "foto/kartu.jpg": picture("JPEG", f"No. {NIK}".encode()),
    "foto/sketsa.webp": picture("WEBP", f"UNICODE\0{NIK}".encode("utf-16-le")),
    "foto/gambar.PNG": picture("PNG", b"") + b"tEXtComment\0" + NIK.encode(),
    "surat/paparan.pptx": package("ppt/slides/slide1.xml", f"<a:t>{NIK}</a:t>"),
    "lama/daftar.dat": f"\ufeffnomor {NIK}".encode("utf-16-le"),
}


@pytest.mark.parametrize("path", LISTED)
def test_a_number_of_a_person_is_found_in_any_folder(run, project: Path, path: str):
    assert run("--project", project, "build", *TODAY)[0] == 0
    lay(project, path, LISTED[path])
    # Also by a build that would else have nothing to do.
    status, said, _ = run("--project", project, "build", *TODAY)
    assert status == 1
    assert said.startswith(path)
    assert said.count("PRV002") == 1
    assert f"Take “{path}” out" in said
    assert NIK not in said


@pytest.mark.parametrize(
    "path", [f"arsip/{NIK}.pdf", f"{NIK}/kosong.jpg", "foto/3374 0123 0685 0001.jpeg"]
)
def test_a_number_is_found_in_the_name_of_whatever_lies_there(run, project: Path, path: str):
    assert run("--project", project, "build", *TODAY)[0] == 0
    lay(project, path, b"\xff\xd8\xff\x00")
    status, said, _ = run("--project", project, "build", *TODAY)
    assert (status, said.count("PRV002")) == (1, 1)
    assert NIK not in said.replace(" ", "")


def test_several_are_counted_and_a_list_is_named_by_its_column(run, tmp_path: Path):
    project = write_small(tmp_path / "small")
    lay(project, "arsip/dua.txt", f"{NIK}\n{NIK}\n".encode())
    lay(project, "arsip/orang.xlsx", excel(("No", "Name"), (1, NIK), (2, NIK)))
    status, said, _ = run("--project", project, "check", "--date", "2026-11-23")
    assert status == 1
    assert "arsip/dua.txt:1:1: PRV002 This file holds 2 numbers" in said
    assert "arsip/orang.xlsx: PRV001 The column “Name”" in said
    assert said.count("PRV") == 2


HARMLESS = {
    "arsip/jumlah.xlsx": excel(
        ("Kelurahan", "Jumlah", "Bagian"),
        ("Contoh", 33740123, 0.3374012306850001),
        ("Uji", 6850001, "12,5"),
    ),
    "formulir/isian.docx": package("word/document.xml", "<w:p>No</w:p><w:p>Name</w:p>"),
    "arsip/~$lama.xlsx": b"\x05budi",
    "foto/kartu.jpg": picture("JPEG", b"Foto kantor, 2031:05:01 08:30:12, 6.993245 110.420"),
    "foto/besar.png": picture("PNG", b"") * 9,
    "foto/kosong.gif": b"",
    "foto/IMG_20240115_083012.jpg": b"",
    "alat/gambar.o": b"\x7fELF\0" + NIK.encode(),
    "alat/rekaman.bin": b"\0\0" + NIK.encode(),
    "peta/kota.geojson": b'{"coordinates": [33.74012306850001, -6.993245]}',
    "daftar.lock": f"a --hash=sha256:aa{NIK}{'a' * 46}".encode(),
    "gambar.svg": b'<svg><path d="M3374 0123 0685 0001"/></svg>',
    **{
        f"{folder}/daftar.txt": NIK.encode()
        for folder in (".git", ".venv", "a/node_modules/b", "output")
    },
    "lingkungan/pyvenv.cfg": b"",
    "lingkungan/lib/daftar.txt": NIK.encode(),
    "situs/0001/build-manifest.json": b"",
    "situs/0001/daftar.txt": NIK.encode(),
}


def test_counts_forms_and_what_programs_made_are_left_alone(run, project: Path):
    assert run("--project", project, "build", *TODAY)[0] == 0
    for path, content in HARMLESS.items():
        lay(project, path, content)
    status, said, _ = run("--project", project, "check", *TODAY)
    assert (status, "PRV" in said) == (0, False)


@pytest.mark.parametrize(
    "content",
    [b"\xd0\xcf\x11\xe0", b"PK\x03\x04", package("a.xml", "<a/>"), excel((NIK,))[:-40]],
    ids=["old or locked", "damaged", "another package", "cut off"],
)
def test_a_workbook_that_cannot_be_searched_is_refused(run, project: Path, content: bytes):
    lay(project, "arsip/lama.xlsx", content)
    lay(project, "lama.xls", content)
    lay(project, "surat.doc", content)
    status, said, _ = run("--project", project, "check", *TODAY)
    assert status == 1
    assert "may not stand in the folder arsip." in said
    assert "may not stand in the project's folder." in said
    assert said.count("PRV005") == 3


def test_a_package_that_claims_to_unpack_to_very_much_is_not_unpacked(run, project: Path):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 20_000_001)
    lay(project, "arsip/besar.xlsx", written.getvalue())
    assert "arsip/besar.xlsx: PRV005" in run("--project", project, "check", *TODAY)[1]


def test_a_picture_of_a_page_is_searched_beside_its_pixels(run, project: Path):
    lay(project, "content/kartu.jpg", picture("JPEG", f"No. {NIK}".encode()))
    status, said, _ = run("--project", project, "check", *TODAY)
    assert (status, said.count("PRV002")) == (1, 1)
    assert said.startswith("content/kartu.jpg: PRV002")
    assert NIK not in said


@pytest.mark.parametrize("bound", ["MOST_ENTRIES", "MOST_BYTES"])
def test_what_is_too_much_to_be_searched_is_said(
    run, project: Path, monkeypatch: pytest.MonkeyPatch, bound: str
):
    for number in range(10):
        lay(project, f"arsip/{number}.txt", b"x" * 10_000)
    monkeypatch.setattr(folders, bound, {"MOST_ENTRIES": 8, "MOST_BYTES": 60_000}[bound])
    inputs = load_inputs(project)
    assert inputs.beyond.startswith("arsip/")
    assert inputs.beyond not in inputs.kept
    status, said, _ = run("--project", project, "check", *TODAY)
    assert status == 0
    assert f"{inputs.beyond}: PRV014 This file and what follows it are not searched" in said


def test_a_checkout_of_the_program_keeps_its_numbers_of_nobody(project: Path):
    for folder in ("tests", "site_builder", "docs"):
        lay(project, f"{folder}/daftar.txt", NIK.encode())
    assert {path for path in load_inputs(project).kept if "daftar" in path} == {"docs/daftar.txt"}
