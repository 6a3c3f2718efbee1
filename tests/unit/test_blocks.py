"""Markdown read into blocks: what stands in it and where, as Python-Markdown divides it."""

import re
from time import process_time

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.text.blocks import Block, BlockKind, is_overloaded, parts_of, read_blocks
from site_builder.text.plain_text import markdown_text
from site_builder.text.spans import PartKind

SHAPES = [
    "Satu *dua*\ntiga `empat`.",
    "### Judul {#a}",
    "- a\n- b\n    - c",
    "1. a\n2. b",
    "| a | b |\n|---|---|\n| c \\| `|` | d |",
    "> [!note] a\n>\n> b",
    "> - a\n> - b",
    "```\n# a\n- b\n```",
    "    kode",
    "[a](b) ![c](d.png) <https://e.example/> [f] (g)",
    '[a `]` b](c "d") \\[e](f)',
    "Tanpa tanda.",
]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.lines[0].text) for block in read_blocks(text)]


def counts(text: str) -> dict[str, int]:
    """What the reader found, under the names of the elements that it becomes."""
    blocks = read_blocks(text)
    found = {
        "li": [b for b in blocks if b.kind is BlockKind.ITEM],
        "t[dh]": [b for b in blocks if b.kind is BlockKind.CELL],
        "h3": [b for b in blocks if b.kind is BlockKind.HEADING],
        "pre": [b for b in blocks if b.kind is BlockKind.CODE],
        "blockquote": {b.quote for b in blocks} - {None},
        "img": [*parts_of(blocks, PartKind.IMAGE)],
        "a": [*parts_of(blocks, PartKind.LINK)],
    }
    return {name: len(values) for name, values in found.items()}


@given(shapes=st.lists(st.sampled_from(SHAPES), max_size=8))
def test_a_text_is_divided_as_the_converter_divides_it(shapes: list[str]):
    # Two quotations and two lists in a row are parted, as the site's own converter does.
    text = "\n\nKata.\n\n".join(shapes)
    html = markdown.markdown(text, extensions=["tables", "sane_lists", "fenced_code"])
    assert counts(text) == {name: len(re.findall(f"<{name}[ >]", html)) for name in counts(text)}


def test_every_part_knows_its_place_in_the_source():
    text = (
        '> [!quote S1] a [b](c)\n> ![d](e.png) [[38]]{reason="f"}\n\n| `g` | {{ h.i }} |\n|--|--|'
    )
    blocks = read_blocks(text)
    written = [
        text[p.start : p.end] for b in blocks for p in b.parts if p.kind is not PartKind.TEXT
    ]
    assert written == ["[b](c)", "![d](e.png)", '[[38]]{reason="f"}', "`g`", "{{ h.i }}"]
    (quote, *_) = blocks
    assert quote.quote is not None
    assert (quote.quote.kind, quote.quote.source, quote.is_quoted) == ("quote", "S1", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\nb\n- c", [("item", "a"), ("item", "c")]),
        ("- a\n\n    b\n- c", [("item", "a"), ("paragraph", "    b")]),
        ("a\n- b", [("paragraph", "a")]),
        ("| a |\n|---|\n\n: b", [("cell", "a"), ("caption", "b")]),
        ("a\n### b {#c}\nd", [("paragraph", "a"), ("heading", "b"), ("paragraph", "d")]),
        ("a\n===", [("heading", "a")]),
        ("```\na", [("paragraph", "```")]),
        ("1) a", [("paragraph", "1) a")]),
    ],
)
def test_a_block_begins_where_the_converter_begins_one(text: str, expected: list[tuple[str, str]]):
    assert kinds(text) == expected


def test_running_text_leads_back_to_its_source():
    text = "> [!note] **a** &amp; b\\*\n> c\n\n- [d](e)"
    words = markdown_text(read_blocks(text))
    assert words.text == "a & b*\nc\n\nd"
    places = [text[words.source_position(words.text.index(word))] for word in "abcd"]
    assert places == ["a", "b", "c", "d"]


LONG = [
    "a] ",
    "[a ",
    "![a ",
    "[a](<b ",
    "[a](",
    "](",
    "[[1]]",
    "`a",
    "``a ",
    "\\",
    "<!--",
    "<?",
    "*a",
]
LONG += ["_a", "&a", "{{", "{#", "a", "|", "# a\n", "> a\n", "- a\n", "```\n", "[a]: ", "a\n", "> "]


@pytest.mark.parametrize("shape", LONG)
def test_reading_takes_time_in_proportion_to_the_length(shape: str):
    def seconds(text: str) -> float:
        start = process_time()
        read_blocks(text)
        return process_time() - start

    def is_in_proportion() -> bool:
        return seconds(shape * 16_000) < 40 * max(seconds(shape * 1_000), 0.002)

    # Again only where another program may have been in the way.
    assert any(is_in_proportion() for _ in range(3))


@pytest.mark.parametrize("shape", ["[a ", "a] ", "*a ", "> "])
def test_what_the_converter_cannot_bear_is_known(shape: str):
    def overloaded(text: str) -> list[Block]:
        return [block for block in read_blocks(text) if is_overloaded(block)]

    assert not overloaded(shape * 10)
    assert overloaded(shape * 500)
