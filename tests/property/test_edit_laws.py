"""A file that is edited changes where it was meant to, and nowhere else."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder.read.project import load_files
from site_builder.read.syntax.text import BYTE_ORDER_MARKS
from site_builder.read.syntax.yaml_values import find_values
from site_builder.upkeep.editing.fields import (
    Fields,
    FindFields,
    NotWritable,
    Value,
    edit_file,
    read_fields,
)
from site_builder.upkeep.editing.lines import UnknownEncoding, parse_lines
from site_builder.upkeep.editing.page import page_part
from site_builder.upkeep.editing.record import record_part
from site_builder.upkeep.editing.shapes import ANSWER, CONTACT, TERM, UNKNOWN
from tests.builders import LANGUAGES, tiny_files
from tests.every import every
from tests.property.strategies import ENCODED, mutated

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDS = {
    "data/answers.yaml": "answers",
    "data/contacts.yaml": "contacts",
    "data/glossary.yaml": "terms",
    "data/unknown.yaml": "unknown",
}
SHAPES = {"answers": ANSWER, "contacts": CONTACT, "terms": TERM, "unknown": UNKNOWN}
ORIGINAL, TRANSLATION = (page_part(is_original=each).find_fields for each in (True, False))
FIRST, SECOND = (record_part("terms", record).find_fields for record in ("satu", "dua"))
ODD_PAGE = """---
# What stands here stays.
title: Judul # dan catatannya
slug: ""
description: 'Bukan "apa-apa": '
question: ~
sources:
  - S1 # yang pertama
  - "S2"
next:
- satu
- 'dua'
legal: [ "a, b",
  c ]
exempt:
  - number: "1.111"
    reason: alasan
---

Kalimat awal.
## Kosong {#kosong}
## Tanpa penanda

```text
## Bukan judul {#bukan}
```


## Kosong lagi {#kosong}
   \n## Akhir {#akhir from=2031-01-01}"""
ODD_RECORDS = """# Catatan.
terms:
  - {id: satu, term: {id: "a", en: 'b'}, see: []}

  - id: dua   # dua
    term: { id: a b, en: c }
    text: |
      baris
        lagi
    synonyms:
      id:
      - x
      - y: z
    # sebelum
    sources: [S1] # sesudah
    note:
    more: lanjut
      di sini
"""
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40),
    st.text(alphabet="ab \n\"'#:{}[]-|>&*!%@`,?\\“”~\t", max_size=20),
)
LISTS = st.lists(TEXTS, max_size=4).map(tuple)


@dataclass(frozen=True)
class Edited:
    """A file, and what finds its fields."""

    content: bytes
    find: FindFields

    @cached_property
    def fields(self) -> Fields:
        return read_fields(self.content, self.find)


@cache
def real_files() -> tuple[Edited, ...]:
    """Every page of the real project, and every entry that can be edited."""
    found = []
    for path, content in load_files(ROOT).items():
        if path.endswith(".md"):
            is_original = path.endswith(f".{LANGUAGES[0]}.md")
            found.append(Edited(content, page_part(is_original=is_original).find_fields))
        elif path in RECORDS:
            found += [
                Edited(content, record_part(place[0], str(written.value)).find_fields)
                for place, written in find_values(content.decode()).items()
                if place[:1] == (RECORDS[path],) and place[2:] == ("id",)
            ]
    return tuple(found)


@cache
def real_records(path: str, key: str) -> tuple[bytes, tuple[str, ...]]:
    """A file of records of the real project, and the ids of its entries."""
    content = (ROOT / path).read_bytes()
    written = find_values(content.decode()).items()
    ids = (str(v.value) for place, v in written if place[:1] == (key,) and place[2:] == ("id",))
    return content, tuple(ids)


@st.composite
def files(draw: st.DrawFn) -> Edited:
    """A file as anybody may have left it, with any line ends and any mark."""
    page = next(
        content.decode() for path, content in tiny_files().items() if path.endswith(".id.md")
    )
    text, find = draw(
        st.one_of(
            st.tuples(st.just(ODD_PAGE), st.sampled_from([ORIGINAL, TRANSLATION])),
            st.tuples(mutated(page), st.just(ORIGINAL)),
            st.tuples(st.just(ODD_RECORDS), st.sampled_from([FIRST, SECOND])),
            st.tuples(mutated(ODD_RECORDS), st.just(SECOND)),
        )
    )
    ends = draw(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=3))
    pieces = text.split("\n")
    text = "".join(line + ends[n % len(ends)] for n, line in enumerate(pieces[:-1])) + pieces[-1]
    mark, encoding = draw(st.sampled_from([(b"", "utf-8"), *BYTE_ORDER_MARKS]))
    return Edited(mark + text.encode(encoding, "replace"), find)


def rows(content: bytes) -> list[bytes]:
    """The lines of a file, each with its end."""
    lines = parse_lines(content)
    ends = [*lines.ends, ""]
    return [(line + end).encode() for line, end in zip(lines.lines, ends, strict=True)]


def check_change(before: Edited, name: str, value: Value) -> None:
    """Change a field, and look at every line and every other field."""
    old = before.fields[name]
    after = Edited(edit_file(before.content, before.find, {name: value}), before.find)
    first, last = (old.line, old.last_line) if old.line else (1, 1)
    was, now = rows(before.content), rows(after.content)
    if old.line:
        # Behind a section without a text, an empty line may be added.
        assert was[: first - 2] == now[: first - 2]
        after_it = len(was) - last
        assert was[len(was) - after_it + 1 :] == now[len(now) - after_it + 1 :]
    else:
        assert [row for row in now if row in was] == was or not value
    if not old.is_prose:
        assert after.fields[name].value == value
        assert {**after.fields, name: None}.keys() == before.fields.keys()
        for other in before.fields.keys() - {name}:
            assert after.fields[other].value == before.fields[other].value


def test_saving_what_is_there_changes_nothing():
    for each in every(real_files()):
        same = {name: field.value for name, field in every(each.fields.items())}
        assert edit_file(each.content, each.find, same) == each.content


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_nor_does_it_with_other_line_ends(end: str):
    for each in every(real_files()[::7]):
        content = codecs.BOM_UTF8 + each.content.replace(b"\n", end.encode())
        same = {name: field.value for name, field in read_fields(content, each.find).items()}
        assert same == {name: field.value for name, field in each.fields.items()}
        assert edit_file(content, each.find, same) == content


@given(data=st.data())
def test_one_field_of_the_real_project_changes_only_its_lines(data: st.DataObject):
    each = data.draw(st.sampled_from(real_files()))
    name = data.draw(st.sampled_from(sorted(each.fields)))
    value = each.fields[name].value
    new = data.draw(TEXTS if isinstance(value, str) else LISTS)
    with suppress(NotWritable):
        check_change(each, name, new)
        return
    # A heading is one line without an id.
    assert name.startswith("heading."), (name, new)


@given(data=st.data())
def test_what_an_entry_does_not_say_is_added_beside_all_that_it_says(data: st.DataObject):
    path, key = data.draw(st.sampled_from(sorted(RECORDS.items())))
    content, ids = real_records(path, key)
    record_id = data.draw(st.sampled_from([*ids, "not_there"]))
    find = record_part(key, record_id, SHAPES[key], LANGUAGES).find_fields
    fields = read_fields(content, find)
    name = data.draw(st.sampled_from([name for name, each in fields.items() if not each.line]))
    value = data.draw(TEXTS if isinstance(fields[name].value, str) else LISTS)
    after = edit_file(content, find, {name: value})
    now = iter(rows(after))
    assert all(row in now for row in rows(content)[:-1])
    found = read_fields(after, find)
    assert found[name].value == value
    said = {other: each.value for other, each in fields.items() if each.value and other != name}
    assert said == {n: each.value for n, each in found.items() if each.value and n != name}


@pytest.mark.parametrize(
    ("text", "find"),
    [(ODD_PAGE, ORIGINAL), (ODD_PAGE, TRANSLATION), (ODD_RECORDS, FIRST), (ODD_RECORDS, SECOND)],
)
def test_every_field_of_an_odd_file_can_be_changed(text: str, find: FindFields):
    each = Edited(text.encode(), find)
    for name, field in every(each.fields.items()):
        new = "a: b #c" if isinstance(field.value, str) else (*field.value, "a: b #c")
        check_change(each, name, new)


@given(each=files(), data=st.data())
def test_one_field_of_any_file_changes_only_its_lines(each: Edited, data: st.DataObject):
    fields = each.fields
    same = {name: field.value for name, field in fields.items()}
    assert edit_file(each.content, each.find, same) == each.content
    assume(fields)
    name = data.draw(st.sampled_from(sorted(fields)))
    new = data.draw(TEXTS if isinstance(fields[name].value, str) else LISTS)
    with suppress(NotWritable):
        check_change(each, name, new)


@given(content=ENCODED)
def test_any_bytes_are_kept_or_refused(content: bytes):
    with suppress(UnknownEncoding):
        assert parse_lines(content).content == content
        for find in (ORIGINAL, record_part("a", "b").find_fields):
            fields = read_fields(content, find)
            assert edit_file(content, find, {n: f.value for n, f in fields.items()}) == content


FEW_LINES = st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=5)


@given(old=FEW_LINES, new=FEW_LINES)
def test_every_line_of_a_new_text_ends_as_the_lines_before(old: list[str], new: list[str]):
    lines = parse_lines("\r\n".join(old).encode()).with_text("\n".join(new))
    assert lines.content.decode() == ("\r\n" if len(old) > 1 else "\n").join(new)


def test_comments_stay_beside_a_list_that_changes():
    content = ODD_RECORDS.encode()
    after = edit_file(content, SECOND, {"sources": ("S1", "S2"), "more": "lain", "note": "baru"})
    assert re.findall(rb"#.*", after) == re.findall(rb"#.*", content)
    assert b"    sources: [S1, S2] # sesudah\n    note: baru\n    more: lain\n" in after
