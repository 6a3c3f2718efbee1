"""Contacts are offices: a person is refused, and it is asked whose a number is that may be one's.

The words are those that every project begins with.
"""

import json
from dataclasses import replace
from functools import cache

import pytest

from site_builder.checks.data.contacts import check_contacts
from site_builder.model import Catalog
from site_builder.read import records
from site_builder.read.catalogs import catalog_path, parse_catalog
from site_builder.read.syntax.reader import Reader
from tests.builders import LANGUAGES, codes, fields_of, make_data, make_project, tiny_files
from tests.conftest import PROJECT_ROOT

MOBILE = {"kind": "whatsapp", "value": "0800-0000-0011", "dial": "+6280000000011"}
SHORT = {"kind": "phone", "value": "175", "dial": "175"}
MAIL = {"kind": "email", "value": "pos@contoh.example"}


@cache
def catalogs() -> dict[str, Catalog]:
    files = {lang: PROJECT_ROOT / catalog_path(lang) for lang in LANGUAGES}
    return {
        lang: parse_catalog(path.read_text("utf-8"), lang, Reader(""))
        for lang, path in files.items()
    }


def check(name: str, channel: dict = MOBILE, spoken: str = "") -> list[str]:
    contact = {
        "id": "a",
        "name": {"id": name, "en": "Sample"},
        "purpose": {"id": "Menjawab Bapak dan Ibu.", "en": "Answers."},
        "channels": [{**channel, "sources": ["P1"]}],
        "sources": ["P1"],
        "confidence": "press",
    }
    if spoken:
        contact["spoken"] = {"id": spoken, "en": spoken}
    fields = fields_of(json.dumps({"contacts": [contact]}, ensure_ascii=False))
    project = replace(make_project(), catalogs=catalogs(), contacts=records.parse_contacts(fields))
    return codes(tuple(check_contacts(make_data(project, tiny_files()))))


@pytest.mark.parametrize(
    "name",
    [
        "Bapak Contoh", "Ibu Contoh, Kelurahan Contoh", "Kelurahan Contoh (Pak Contoh)",
        "BPK. CONTOH", "Dinas Tenaga Kerja: Sdri. Contoh", "WhatsApp Bu Contoh", "Dr. Contoh",
        "Contoh Nama, S.Sos.", "Kecamatan Contoh – Hj. Contoh", "Mrs. Sample",
        "Contoh Nama S.H., M.H.",
    ],
)  # fmt: skip
def test_a_person_is_refused_whatever_the_way_to_them(name: str):
    assert (
        check(name) == check(name, SHORT) == check("Layanan", SHORT, spoken=name)[:1] == ["PRV010"]
    )


@pytest.mark.parametrize(
    "name",
    [
        "Dinas Tenaga Kerja", "Rumah Sakit Ibu dan Anak", "RSUP Dr. Contoh", "Hotline Bapak Asuh",
        "Layanan Ibu Hamil", "RSIA Ibu Contoh", "Lapor Contoh", "Call Center Contoh",
        "Kelurahan Contoh", "Balai Kota, loket 2", "UPTD Pelayanan (WhatsApp)", "Sample Hotline",
        "Admin Contoh",
    ],
)  # fmt: skip
@pytest.mark.parametrize("channel", [MOBILE, SHORT, MAIL], ids=["mobile", "short", "mail"])
def test_an_office_may_have_any_number(name: str, channel: dict):
    assert check(name, channel) == []


@pytest.mark.parametrize("channel", [MOBILE, MAIL], ids=["mobile", "mail"])
def test_whose_number_it_is_is_asked_where_no_word_tells(channel: dict):
    assert check("Contoh Nama", channel) == ["PRV011"]
    assert check("Contoh Nama", SHORT) == []
    assert check("Contoh Nama", channel, spoken="layanan Contoh") == []


@pytest.mark.parametrize("key", ["label", "note"])
def test_a_person_beside_a_number_is_refused_and_an_address_is_a_place(key: str):
    person = {key: {"id": "Pak Contoh", "en": "Officer"}}
    assert check("Kantor", {**SHORT, **person}) == ["PRV010"]
    street = {"kind": "address", "value": "Jalan Ir. Contoh, S.H.", **person}
    assert check("Kantor", street) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("contoh@gmail.com", ["PRV013"]),
        ("contoh@yahoo.co.id", ["PRV013"]),
        ("nama.contoh1990@kantor.example", ["PRV013"]),
        ("nama_2001@kantor.example", ["PRV013"]),
        ("layanan@kantor.example", []),
        ("info@gmail.kantor.example", []),
        ("layanan135@kantor.example", []),
    ],
)
def test_whose_an_address_is_is_asked_where_it_looks_like_a_persons(address, expected):
    assert check("Kantor Contoh", {"kind": "email", "value": address}) == expected


def test_a_number_without_what_is_dialled_is_a_number_all_the_same():
    mobile = {"kind": "phone", "value": "0800-0000-0011"}
    assert check("Contoh Nama", mobile) == ["PRV011"]
    assert check("Kantor Contoh", mobile) == []


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+62 (24) 111.222-3", "+62241112223"),
        ("(024) 111", "024111"),
        ("(+62) 24 111", "+6224111"),
        ("112", "112"),
    ],
)
def test_a_link_dials_digits_alone(number: str, link: str):
    assert channel_of(number) == (link, [])


@pytest.mark.parametrize(
    "number",
    ["+62 21;ext=1*#06#", "*123#", "62+21 111", "call 112", "1", "0000 0000 0000 0000", "++62 111"],
)
def test_what_is_no_telephone_number_is_refused(number: str):
    assert channel_of(number) == channel_of("112", dial=number) == ("", ["CFG006"])


def test_a_number_of_whatsapp_has_its_country() -> None:
    for number in ("0812-111", "62812111"):
        assert channel_of(number, kind="whatsapp") == ("", ["CFG006"])
        assert channel_of("0812-111", dial=number, kind="whatsapp") == ("", ["CFG006"])
    assert channel_of("0812-111", dial="+62 812-111", kind="whatsapp") == ("+62812111", [])


def channel_of(number: str, dial: str = "", kind: str = "phone") -> tuple[str, list[str]]:
    """What a telephone's link dials, and what is reported of it."""
    channel = {"kind": kind, "value": number, "sources": ["P1"]} | ({"dial": dial} if dial else {})
    contact = {
        "id": "a",
        "name": {"id": "Kantor", "en": "Office"},
        "purpose": {"id": "Menjawab.", "en": "Answers."},
        "channels": [channel],
        "sources": ["P1"],
        "confidence": "press",
    }
    fields = fields_of(json.dumps({"contacts": [contact]}))
    (parsed,) = records.parse_contacts(fields)["a"].channels
    return parsed.dial, [code for code in codes(fields.reader.finish()) if code == "CFG006"]
