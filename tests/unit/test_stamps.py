"""The file of confirmations, as it is read."""

import pytest

from site_builder.read.stamps import STAMPS_PATH, parse_stamps
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import parse_yaml
from tests.builders import codes

ENTRY = '{original: "0123", translation: "4567", date: "2030-12-31"}'


def parse(text: str):
    reader = Reader(STAMPS_PATH)
    root = parse_yaml(f"schema_version: 1\n{text}", reader)
    return parse_stamps(Fields(root, reader)), reader.finish()


def test_a_section_has_its_two_hashes_and_its_day():
    stamps, found = parse(f'"a/b":\n  en:\n    lead: {ENTRY}\n    more: {ENTRY}\n')
    assert not found
    assert set(stamps) == {("a/b", "en", "lead"), ("a/b", "en", "more")}
    stamp = stamps["a/b", "en", "lead"]
    assert (stamp.original, stamp.translation, stamp.date) == ("0123", "4567", "2030-12-31")


def test_a_key_that_looks_like_a_number_stays_a_text():
    stamps, _ = parse(f'"404":\n  en:\n    lead: {ENTRY}\n')
    assert ("404", "en", "lead") in stamps


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('{translation: "4567", date: "2030-12-31"}', "CFG005"),
        ('{original: "0123", date: "2030-12-31"}', "CFG005"),
        ('{original: "0123", translation: "4567"}', "CFG005"),
        (ENTRY.replace("}", ", by: me}"), "CFG004"),
        (ENTRY.replace("2030-12-31", "soon"), "CFG006"),
    ],
)
def test_an_entry_that_somebody_broke_is_reported(entry: str, code: str):
    _, found = parse(f"a:\n  en:\n    lead: {entry}\n")
    assert code in codes(found)


def test_no_file_is_no_confirmation():
    assert dict(parse("")[0]) == {}
