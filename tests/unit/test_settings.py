"""`site.yaml` says what the site is; whatever is missing or impossible is named at its line."""

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.model import Settings
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.syntax.reader import Reader
from tests.builders import codes, edited, tiny_files

SITE = tiny_files()["site.yaml"].decode()


def parse(text: str) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    reader = Reader(SETTINGS_PATH)
    return parse_settings(text, reader), reader.finish()


def parse_with(old: str, new: str) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    return parse(edited("site.yaml", old, new)["site.yaml"])


def test_the_tiny_site_is_read_without_a_problem():
    settings, found = parse(SITE)
    assert settings is not None
    assert not found
    assert settings.language_codes == ("id", "en")
    assert settings.default_language == "id"
    assert settings.title["en"] == "Sample Site"
    assert settings.programme.parts["rawat"]["en"] == "Care"
    assert settings.currency.symbol == "X$"
    assert settings.budgets.page > 0


def test_a_number_that_is_left_out_has_its_default():
    settings, found = parse_with("dispute_days: 31\n", "")
    assert settings is not None
    assert settings.dispute_days == 31
    assert not found


def test_an_address_ends_in_one_slash():
    settings, _ = parse_with("https://contoh.example/situs/", "https://contoh.example/situs")
    assert settings is not None
    assert settings.base_url == "https://contoh.example/situs/"


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "http://",
        "//contoh.example/",
        "ftp://contoh.example/",
        '"https://[::1"',
        '"https://[x]/"',
        "https://contoh.example:99999/",
        "https://contoh.example/?a=b",
        '"https://contoh.example/#a"',
        "https://con toh.example/",
        "https://contoh.example/../a/",
        '"https://contoh.example/{x}/"',
    ],
)
def test_an_address_that_no_site_can_have_is_refused(address):
    _, found = parse_with("https://contoh.example/situs/", address)
    assert codes(found) == ["CFG006"]
    assert found[0].params["key"] == "base_url"


@pytest.mark.parametrize("address", ["http://localhost:8000/", "https://xn--mnchen-3ya.example/a/"])
def test_an_address_of_a_site_is_taken(address):
    settings, found = parse_with("https://contoh.example/situs/", address)
    assert settings is not None
    assert settings.base_url == address
    assert not found


@pytest.mark.parametrize(
    ("code", "taken"), [('"62"', "62"), ("1", "1"), ('"+62"', ""), ("abc", "")]
)
def test_a_calling_code_is_one_to_three_digits(code: str, taken: str):
    settings, found = parse(f"{SITE}calling_code: {code}\n")
    assert settings is not None
    assert settings.calling_code == taken
    assert codes(found) == ([] if taken else ["CFG006"])


@pytest.mark.parametrize("name", ["Mars/Olympus", '"../../etc/passwd"', '""', "/"])
def test_an_unknown_time_zone_is_refused(name):
    _, found = parse_with("time_zone: UTC", f"time_zone: {name}")
    assert codes(found) == ["CFG007"]


def test_an_unknown_key_names_the_nearest():
    _, found = parse_with("currency:", "curency:")
    assert sorted(codes(found)) == ["CFG004", "CFG005"]
    assert {d.params.get("nearest") for d in found} == {"currency", None}


@pytest.mark.parametrize(
    "key", ["title", "base_url", "programme", "navigation", "report_contact", "currency"]
)
def test_what_every_site_needs_is_required(key):
    _, found = parse_with(f"\n{key}:", f"\nx_{key}:")
    assert ("CFG005", key) in [(d.code, d.params.get("key")) for d in found]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param("languages: id", "CFG006", id="a text"),
        pytest.param("languages: []", "CFG006", id="none"),
        pytest.param("languages: {id: x}", "CFG006", id="a mapping"),
        pytest.param("languages:", "CFG005", id="nothing"),
        pytest.param("languages: [id]", "CFG006", id="texts"),
    ],
)
def test_a_site_without_languages_cannot_be_used(written, code):
    settings, found = parse(f"schema_version: 1\n{written}\n")
    assert settings is None
    assert code in codes(found)


@pytest.mark.parametrize("code", ["../x", "e n", "EN", "english", "en/gb", "1"])
def test_a_language_code_is_one_that_addresses_can_hold(code):
    _, found = parse(f"languages: [{{code: '{code}', name: x}}]")
    assert ("CFG007", code) in [(d.code, d.params.get("value")) for d in found]


@pytest.mark.parametrize("code", ["id", "en-GB", "zh-Hant", "jv"])
def test_a_language_code_may_name_a_region_or_a_script(code):
    _, found = parse(f"languages: [{{code: '{code}', name: x}}]")
    assert "CFG007" not in codes(found)


def test_a_language_stands_once():
    _, found = parse_with("code: en,", "code: id,")
    assert ("DAT008", "id") in [(d.code, d.params.get("key")) for d in found]


def test_a_file_version_that_is_unknown_is_refused():
    _, found = parse_with("csv_schema_version: 1", "csv_schema_version: 2")
    assert codes(found) == ["CFG008"]


def test_a_file_that_is_no_yaml_cannot_be_used():
    settings, found = parse("a: b: c")
    assert settings is None
    assert codes(found) == ["CFG002"]


@pytest.mark.parametrize("text", ["", "- a", "abc", "# nothing"])
def test_a_file_of_another_shape_cannot_be_used_and_says_so(text):
    settings, found = parse(text)
    assert settings is None
    assert found


@pytest.mark.parametrize("locale", ["xx_YY", "english", "../en"])
def test_a_language_without_formats_is_refused_at_its_line(locale):
    settings, found = parse(f"languages: [{{code: en, name: x}}, {{code: id, locale: {locale}}}]\n")
    assert settings is not None
    (refused,) = (d for d in found if d.code == "CFG007")
    assert (refused.params["key"], refused.params["value"]) == ("locale", locale)
    assert refused.location.line == 1
