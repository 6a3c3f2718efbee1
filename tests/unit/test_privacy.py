"""Personal data is found wherever it stands and however it is written, and never repeated."""

import pytest

from site_builder.checks.data.personal_data import PersonalData, PersonalDataKind, identifier
from site_builder.checks.data.privacy import check_personal_data, redact
from site_builder.diagnostics import Location, masked, problem
from site_builder.messages.report import format_json, format_text
from site_builder.messages.wording import load_messages
from tests.builders import (
    build_tiny,
    changed_files,
    codes,
    edited,
    make_data,
    make_project,
    real_templates,
    tiny_files,
)

NIK = "3374012306850001"
"""Of nobody: it has the structure of one, with a place, a birthday and a serial number."""
FAMILY_CARD = "3374010101100007"
PERSONAL = PersonalData(["id.nik"], ["nama", "nik", "no hp"], "62")
SETTINGS = edited("site.yaml", "identifiers: none", "identifiers: [id.nik]")["site.yaml"]


def kinds(text: str) -> list[PersonalDataKind]:
    return [finding.kind for finding in PERSONAL.find(text, with_lost_zeros=True)]


@pytest.mark.parametrize(
    "text",
    [
        NIK,
        FAMILY_CARD,
        "3374016306850001",  # a woman's: forty is added to the day
        f"NIK {NIK}.",
        f'"{NIK}"',
        "3374 0123 0685 0001",
        "33.74.01.230685.0001",
        "337401-230685-0001",
        "337401 230685 0001",
        "337401\u00a0230685\u20110001",
        "３３７４０１２３０６８５０００１",
        f"{NIK} 12",
        f"1 {NIK}",
        f"https://contoh.example/?nik={NIK}",
        f"{NIK}.0",
        "3374 - 0123 - 0685 - 0001",
        "3374_0123_0685_0001",
        "3,374,012,306,850,001",
        "33740123**06850001**",
        "3374\u200b0123\u00ad0685\u20600001",
        "3\u03323\u03327\u03324\u0332012306850001",
        "①".join(NIK.split("1")),
        "&#51;&#x33;74&#8203;0123&shy;06850001",
        r"\x33\u0033740123\u{0030}6850001",
        r"\33\33 740123\0000306850001",
        "%33%33740123068500%301",
        "<b>3374</b><i>0123</i>{# a #}0685<!-- b -->0001",
        "[3374, 0123, 0685, 0001]",
        '["3374", "0123", "0685", "0001"]',
        "- 3374\n  - 0123\n  - 0685\n  - 0001",
        "3374 0123\n  0685 0001",
    ],
)
def test_an_identity_number_is_found_however_its_digits_are_grouped(text: str):
    assert kinds(text) == [PersonalDataKind.IDENTITY]


@pytest.mark.parametrize(
    "text",
    [
        "3374013306850001",  # no such day
        "3374012313850001",  # no such month
        "9974012306850001",  # no such place
        f"{NIK}1",
        f"{NIK[:-1]}",
        "Rp1.000.000.000.000.000",
        "2025-11-06 2025-11-20",
        "6.717.000.500",
        "33.74.01.1001",
    ],
)
def test_other_long_numbers_are_none(text: str):
    assert kinds(text) == []


def test_only_identity_numbers_that_the_project_names_are_looked_for():
    assert list(PersonalData([]).find(NIK)) == []
    assert [f.kind for f in PersonalData(["br.cpf"]).find("390.533.447-05")] == [
        PersonalDataKind.IDENTITY
    ]


@pytest.mark.parametrize("name", ["", "id", "id.nothing", "../os", "exceptions"])
def test_an_identifier_that_does_not_exist_is_none(name: str):
    assert identifier(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(024) 8311000",
        "024-8311000",
        "+62 812 3456 7890",
        "+6281234567890",
        "6281234567890",
        "62 812-3456-7890",
        "https://wa.me/6281234567890",
        "https://api.whatsapp.com/send?phone=6281234567890",
        "[Telepon](tel:+62248311000)",
        "Hubungi 08123456789.",
        "0812/3456/7890",
        "024/8311000",
        "HP081234567890",
        "WA:0812-3456-7890",
        "telp.081234567890",
        "+62\u200b812\u200b34567890",
        "81234567890",
        "812-3456-7890",
        "Hubungi 812 3456 7890, malam.",
    ],
)
def test_a_telephone_number_is_found(text: str):
    assert kinds(text) == [PersonalDataKind.PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "112", "175", "1708", "1500910", "14055",
        "Perwal 26/2025", "Perdir 22/PERDIR.02/072022", "PP 50/2025", "22/PERDIR.02/072022",
        "06.00-22.00 WIB", "06:00–22:00", "06-11-2025", "06/11/2025", "2025-11-06",
        "0,35%", "0.3545123456", "RT 001 RW 002", "7.217", "1702379", "001/2025",
        "https://www.bpjs.example/berita/0812345678901",
        "2025-01-31,,,,1111,published,S1,2025-02-03,,",
        "a1b2c30812345678901f", "62.000.000.000", "Rp 625.000.000.000", "162812345678901",
        "012/1234/2026", "Nomor 045.2/1234/2025", "812.345.678.900", "812 345 678", "42000000000",
        "S812345678901", "S60-0812345678", "3374.01.1001", "12345678", "2025-2026, 2027-2028",
    ],
)  # fmt: skip
def test_other_numbers_are_no_telephone_numbers(text: str):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text", ["budi@contoh.go.id", "mailto:budi.s+x@contoh.id", "<budi@mail.contoh.com>"]
)
def test_an_address_is_found(text: str):
    assert kinds(text) == [PersonalDataKind.MAIL]


@pytest.mark.parametrize("text", ["@pemkot", "a @ b", "actions/checkout@v4", "pada@"])
def test_other_uses_of_the_sign_are_no_addresses(text: str):
    assert kinds(text) == []


@pytest.mark.parametrize("name", ["Nama", "NAMA PESERTA", "N I K", "nik", "No. HP", "no_hp (WA)"])
def test_a_header_about_persons_is_known(name: str):
    assert PERSONAL.is_header(name)


@pytest.mark.parametrize("name", ["namanya", "teknik", "jumlah", "kecamatan", ""])
def test_another_header_is_not(name: str):
    assert not PERSONAL.is_header(name)


@pytest.mark.parametrize("number", [NIK, "0812-3456-7890", "budi@contoh.id"])
@pytest.mark.parametrize("before", ["", "a &amp; b ", "1\u200b2, <b>3</b>4 &#x33;", "①\u00a0- "])
def test_what_is_found_has_its_place_in_the_text_as_it_is_written(before: str, number: str):
    disguised = "\u200b".join(number)
    (found,) = PERSONAL.find(f"{before}a: {disguised}; 5")
    assert f"{before}a: {disguised}; 5"[found.start : found.end] == disguised
    assert found.text == number


# --- in a project's files -----------------------------------------------------------------------


def check(changes: dict[str, str | bytes]):
    changes = {"site.yaml": SETTINGS, **changes}
    return tuple(check_personal_data(make_data(make_project(changes), changed_files(changes))))


def test_the_tiny_site_has_none():
    assert check({}) == ()


@pytest.mark.parametrize(
    "path",
    [
        "content/home.id.md", "content/i18n/en.yaml", "data/benefits.yaml", "data/sources.yaml",
        "data/contacts.yaml", "data/glossary.yaml", "site.yaml",
    ],
)  # fmt: skip
def test_an_identity_number_is_refused_in_every_file(path: str):
    text = (SETTINGS if path == "site.yaml" else tiny_files()[path].decode()) + f"# {NIK}\n"
    found = check({path: text})
    assert codes(found) == ["PRV002"]
    place = found[0].location
    assert (place.path, place.line, place.column) == (path, text.count("\n"), 3)


def test_a_number_that_goes_on_in_the_next_line_is_found_where_it_begins():
    text = tiny_files()["content/home.en.md"].decode()
    found = check({"content/home.en.md": f"{text}{NIK[:8]}\n      {NIK[8:]}\n"})
    assert [(d.code, d.location.line) for d in found] == [("PRV002", text.count("\n") + 1)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_gives_the_cell(mark: str):
    table = tiny_files()["data/coverage.csv"].decode().replace(",", mark)
    cells = ["2029-01-31", "", "", "", "1111", "published", "P1", "", "", f'"lihat, {NIK}"']
    found = check({"data/coverage.csv": f"{table}{mark.join(cells)}\n"})
    assert codes(found) == ["PRV002"]
    assert found[0].location.cell == f"J{table.count(chr(10)) + 1}"


def test_columns_about_persons_are_refused_but_declared_ones_are_not():
    words = tiny_files()["content/i18n/id.yaml"].decode().replace("reading:\n", "reading:\n", 1)
    assert "reading:" in words
    words = words.replace("reading:\n", "reading:\n  personal_headers: [nama, nik, name]\n", 1)
    found = check({"content/i18n/id.yaml": words, "data/people.csv": "Nama;NIK;jumlah\nBudi;1;2\n"})
    assert codes(found) == ["PRV001", "PRV001"]
    assert [d.location.cell for d in found] == ["A1", "B1"]


@pytest.mark.parametrize("row", ['"a', f"{'b' * 140_000}"])
def test_a_table_that_cannot_be_read_is_searched_to_its_end(row: str):
    lines = [f"{row},,,", *["x,1,2,3"] * 20_000, f"1,{NIK},,"]
    found = check({"data/more.csv": "\n".join(["a,b,c,d", *lines]) + "\n"})
    assert [(d.code, d.location.line) for d in found] == [("PRV002", len(lines) + 1)]
    found = check({"data/more.csv": f"a,b\n{row}{'c' * 140_000},{NIK}\n"})
    assert codes(found) == ["PRV002"]


def test_telephone_numbers_and_addresses_belong_to_the_contacts():
    assert codes(check({"content/home.en.md": "0812-3456-7890 budi@contoh.id\n"})) == [
        "PRV003",
        "PRV004",
    ]
    contacts = tiny_files()["data/contacts.yaml"].decode()
    more = contacts + "# 0812-3456-7890 budi@contoh.id\n"
    assert check({"data/contacts.yaml": more, "data/contacts.yaml.orig": more}) == ()


def test_a_digest_that_looks_like_a_number_is_nobodys():
    stamps = (
        'schema_version: 1\nhome:\n  en:\n    lead: {{original: "{}", translation: "{}", {}}}\n'
    )
    day = 'date: "2030-01-01"'
    assert not check({"content/translations.yaml": stamps.format(NIK, NIK, day)})
    found = check({"content/translations.yaml": stamps.format(NIK, "", day)})
    assert "PRV002" in codes(found)


@pytest.mark.parametrize("name", ["peserta.xlsx", "peserta.ods", "a/peserta.pdf", "catatan"])
def test_a_file_that_nobody_can_check_may_not_stand_in_data(name: str):
    assert codes(check({f"data/{name}": b"PK\x03\x04"})) == ["PRV005"]


@pytest.mark.parametrize("name", ["us.ssn", "eg.tn", "nl.bsn", "il.idnr", "pl.pesel"])
def test_numbers_that_draw_or_colour_belong_together_as_their_own_digits_only(name: str):
    """A project may copy any of the program's templates, whatever its country's numbers are."""
    settings = SETTINGS.replace("id.nik", name)
    templates = {f"templates/{path}": text for path, text in real_templates().items()}
    found = check({"site.yaml": settings, **templates})
    assert [each for each in found if each.location.path.startswith("templates/")] == []


@pytest.mark.parametrize(
    "text", ["2001-12-31,2", "2030-02-20 1", "1, 2030-02-20", "residents,2001,22222"]
)
def test_the_digits_of_a_date_belong_to_no_number_beside_it(text: str):
    assert list(PersonalData(["us.ssn", "eg.tn"]).find(text)) == []


def test_a_number_within_a_drawing_is_found_and_has_its_line():
    drawing = f'<svg>\n<path transform="scale(1 1)" d="M1 2\n3 4"/>\n<path d="M1 {NIK}"/></svg>'
    found = check({"site.yaml": SETTINGS, "templates/a.svg": drawing})
    assert [(d.code, d.location.line) for d in found] == [("PRV002", 4)]


def test_the_programs_own_templates_are_not_searched():
    result = build_tiny({"site.yaml": SETTINGS}, {"unused.css": f"/* {NIK} */"})
    assert "PRV002" not in codes(result.diagnostics)


@pytest.mark.parametrize(("kind", "expected"), [("phone", []), ("web", ["PRV002"])])
def test_what_stands_as_telephone_number_of_a_contact_is_one(kind: str, expected: list[str]):
    """With numbers of nine digits many a telephone number would be an identity number as well."""
    contacts = tiny_files()["data/contacts.yaml"].decode()
    number = "+20 45 292 0000"
    assert PersonalData(["eg.tn"]).is_identity("452920000")
    channel = f'      - kind: {kind}\n        value: "{number}"\n'
    if kind == "phone":
        channel += '        dial: "+20452920000"\n'
    contacts = contacts.replace(
        "    channels:\n", f"    channels:\n{channel}        sources: [P1]\n", 1
    )
    settings = SETTINGS.replace("id.nik", "eg.tn")
    found = check({"site.yaml": settings, "data/contacts.yaml": contacts})
    assert [d.code for d in found if d.location.path == "data/contacts.yaml"] == expected


def test_a_check_that_does_not_exist_is_reported():
    settings = SETTINGS.replace("[id.nik]", "[id.nik, id.nok]")
    found = check({"site.yaml": settings})
    assert codes(found) == ["CFG007"]
    assert found[0].params["value"] == "id.nok"


# --- nothing is repeated ------------------------------------------------------------------------


def everything_said(changes: dict[str, str]) -> str:
    result = build_tiny(changes)
    assert not result.files
    texts = []
    for lang in ("id", "en"):
        messages = load_messages(lang)
        texts += [write(result.diagnostics, messages) for write in (format_text, format_json)]
    return "\n".join(texts)


@pytest.mark.parametrize("secret", [NIK, "081234567890", "budi.santoso@contoh.id"])
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("data/coverage.csv", "2029-01-31,{},,,1111,published,P1,,,\n"),
        ("data/coverage.csv", "2029-01-31,,,,{},published,P1,,,\n"),
        ("data/coverage.csv", "{},,,,1111,published,P1,,,\n"),
        ("data/coverage.csv", "2029-01-31,,,,1111,published,{},,,\n"),
        ("data/targets.csv", "{},,1111,P1\n"),
        ("content/home.id.md", "\n{{{{ coverage.total | at('{}') }}}}\n"),
        ("content/home.id.md", "\n{{{{ {} }}}}\n"),
        ("content/home.id.md", "\n## {}\n"),
        ("site.yaml", "{}: 1\n"),
        ("data/funding.yaml", "{}: 1\n"),
    ],
)
def test_no_message_repeats_personal_data(path: str, line: str, secret: str):
    base = SETTINGS if path == "site.yaml" else tiny_files()[path].decode()
    said = everything_said({"site.yaml": SETTINGS, path: base + line.format(secret)})
    assert secret not in said
    assert "PRV00" in said
    assert masked(secret) in said


def test_no_message_repeats_a_small_count():
    table = tiny_files()["data/coverage.csv"].decode()
    rows = "2029-01-31,,,,1111,published,P1,,,\n2029-01-31,,,,4,published,P1,,,\n"
    result = build_tiny({"data/coverage.csv": table + rows})
    assert codes(result.diagnostics) == ["PRV006"]
    assert "4" not in result.diagnostics[0].params.values()


def test_a_file_about_persons_is_only_said_to_be_one():
    place = Location(path="data/a.csv", line=3)
    found = [
        problem("PRV001", Location(path="data/a.csv", line=1), name="nama"),
        problem("TXT002", place, text="Budi, Jalan Mawar"),
        problem("TXT002", Location(path="data/b.csv"), text="x"),
    ]
    assert [str(d.location) for d in redact(found)] == ["data/a.csv:1", "data/b.csv"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [(NIK, "3374**********01"), ("a@b.id", "a@b.id"), ("abcdefg", "abcd*fg"), ("", "")],
)
def test_a_mask_keeps_the_first_four_and_the_last_two(text: str, shown: str):
    assert masked(text) == shown


@pytest.mark.parametrize("broken", ["data/funding.yaml", "data/coverage.csv", "site.yaml"])
def test_a_project_that_cannot_be_read_is_searched_all_the_same(broken: str):
    spoilt = {"data/coverage.csv": b"\x00", "site.yaml": SETTINGS + "title: [\n"}
    changes = {
        "site.yaml": SETTINGS,
        broken: spoilt.get(broken, "a: ["),
        "content/home.en.md": f"0812-3456-7890, {NIK}\n",
        "data/note.csv": f"a\n{NIK}\n",
    }
    result = build_tiny(changes)
    found = [(d.code, d.location.path) for d in result.diagnostics if d.code.startswith("PRV")]
    assert found == [
        ("PRV002", "data/note.csv"),
        ("PRV003", "content/home.en.md"),
        ("PRV002", "content/home.en.md"),
    ]
    assert broken in {d.location.path for d in result.diagnostics}
