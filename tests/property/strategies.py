"""What property tests feed the program with: texts that look like a project's own, and do not."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    *("\n", "\n\n", " ", "    ", "\t", "#", "## ", "### ", "- ", "1. ", "> "),
    *("> [!note] ", "> [!quote P1] "),
    *("|", "|---|---|\n", "| a | b |\n", ": Judul\n", "```\n", "`", "**", "*", "_", "\\", "---\n"),
    *("{{", "}}", "{{ coverage.total }}", "{{ coverage.total | ", "at('2030-01-31')"),
    *("{{ page.markup }}", "\\{{", "{%", "{#a}"),
    *("{{ chart.funding }}", "{{ table.coverage_rows }}", "{{ term.abbreviated }}"),
    *("[a](", "http://[", "javascript:", ")", "](", "<b>", "<!--", "&amp;", "&#0;"),
    *("\ue000", "\ue001"),
    *("[[38]]{reason=\"a\"}", "Rp", "1.111", "50%", "seribu orang", "a", "é"),
    *("\u2028", "\x85", "\ufeff"),
    *("id: ", "en: ", "a: ", "- a: b\n", "[", "]", "{", "}", "&x ", "*x", "'", '"', ",", "!", "? "),
    *("null", "~", "0", "-1", "2030-02-30", "9" * 20, "\r\n", "\x00", "🜁", "ﷺ"),
]  # fmt: skip

MIXTURES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
TEXTS = st.one_of(st.text(max_size=60), MIXTURES)
"""Texts of a project's own pieces, wildly joined."""

ENCODED = st.one_of(
    st.binary(max_size=80),
    TEXTS.map(lambda text: text.encode() + b"\xed\xa0\xbd"),
    TEXTS.map(lambda text: text.encode()),
    TEXTS.map(lambda text: text.encode("utf-16")),
    TEXTS.map(lambda text: text.encode("cp1252", "replace")),
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A text with a few of its lines dropped, doubled, swapped, indented or spoilt."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "swap", "indent", "cut", "insert", "value"])):
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = f"  {lines[at]}"
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "insert":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.sampled_from(PIECES)) + lines[at][place:]
            case _:
                key, colon, _ = lines[at].partition(": ")
                lines[at] = f"{key}{colon}{draw(st.sampled_from(PIECES))}"
    return "\n".join(lines)
