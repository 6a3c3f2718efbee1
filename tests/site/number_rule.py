"""The rule on numbers in built pages: a number that is a figure is shown as one.

Read: the text that a person sees in `<body>`, with blocks apart and inline elements together.

Set aside, because they are no claims of ours or no figures:
- `<data data-figure>`: the way in which a figure is shown;
- `<svg>`, scripts and styles (a chart repeats the table beside it);
- quotations (`<blockquote>`, `<q>`), names of works (`<cite>`), and the titles of sources word for
  word;
- `<code>`, `<kbd>` (rows, files, names), `<time>`, and links to telephones;
- web addresses and file names; dates, times and years; numbers of rules and articles; telephone
  numbers and other codes of ten digits or more.

What is left is refused when it is
- an amount of money or a percentage, whatever its value;
- a count of people of 10 or more, whatever its value;
- a number of 1,000 or more that some figure has as its value;
- a number of 10 to 999 that some figure has as its value, followed by that figure's own unit.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml.html import HtmlElement

ASIDE_TAGS = {
    "svg",
    "script",
    "style",
    "template",
    "blockquote",
    "q",
    "cite",
    "code",
    "kbd",
    "time",
}
INLINE_TAGS = {
    "a", "abbr", "b", "bdi", "data", "dfn", "em", "i", "mark", "s", "small", "span", "strong",
    "sub", "sup", "u", "var",
}  # fmt: skip
ASIDE = "\ufffc"
"""Stands in the text for what was set aside, so that its neighbours do not run together."""

MONTHS = (
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|"
    "January|February|March|May|June|July|August|October|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Agu|Aug|Sep|Sept|Okt|Oct|Nov|Des|Dec"
)
RULES = (
    r"Perwal|Perda|Perpres|Permenaker|Permendagri|Permensos|Kepwal|Inpres|PP|UU|PMK|SE|"
    r"Peraturan(?:\s+\w+){0,3}|Undang-Undang|Keputusan(?:\s+\w+){0,3}|Instruksi(?:\s+\w+){0,2}|"
    r"Law|Regulation|Decree|Instruction|Pasal|pasal|Article|Articles|article|articles|"
    r"ayat|paragraph|huruf|Nomor|nomor|No\.|Number|number|angka"
)
SET_ASIDE = tuple(
    re.compile(pattern)
    for pattern in (
        r"https?://\S+",
        r"[\w./-]+\.(?:csv|json|xlsx|yaml|md|html|xml)(?::\d+)?",
        r"\b\d{4}-\d{2}(?:-\d{2})?(?:T[\d:+Z-]+)?\b",
        rf"\b(?:\d{{1,2}}\s*(?:[–-]|sampai|to|dan|and)\s*)?\d{{1,2}}\s+(?:{MONTHS})\b(?:\s+\d{{4}})?",
        rf"\b(?:{MONTHS})\s+\d{{1,2}}(?:,\s*\d{{4}})?\b",
        r"\b(?:pukul|jam|at)\s+\d{1,2}[.:]\d{2}\b",
        r"\b\d{1,2}[.:]\d{2}(?:\s*[–-]\s*\d{1,2}[.:]\d{2})?\s*(?:WIB|WITA|WIT|[ap]\.?m\b)",
        r"\b\d{1,2}:\d{2}\b",
        rf"\b(?:{RULES})\s+\d+[A-Z]?(?:\s*(?:/|Tahun|tahun|of|Year)\s*\d{{4}})?",
        r"\b\d+/[A-Z0-9.]*/?\d{4}\b",
        r"(?<![\d.,])(?:\+62|\(?0\d{1,3}\)?)[\s-]?\d[\d\s-]{4,}\d",
        r"(?<![\d.,])\d{10,}(?![\d.,])",
    )
)
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d]|[.,]\d)")

NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
SCALES = r"ribu|juta|miliar|triliun|thousand|million|billion|trillion"
MONEY = re.compile(
    rf"(?:Rp\.?|IDR|rupiah)\s?(?:{NUMBER})(?:\s(?:{SCALES})\b)?|(?:{NUMBER})(?:\s(?:{SCALES}))?\s+rupiah\b"
    rf"|(?:{NUMBER})\s(?:{SCALES})\b",
    re.IGNORECASE,
)
PERCENT = re.compile(rf"(?:{NUMBER})\s?(?:%|persen\b|percent\b|per\s+cent\b)", re.IGNORECASE)
PEOPLE = re.compile(
    rf"(?<![\w.,/-])(?P<number>{NUMBER})[^\S\n]+(?:\w+\s+)?(?:orang|jiwa|warga|peserta|pekerja|buruh|"
    r"nelayan|petani|pegawai|people|persons|residents|participants|members|workers|employees|"
    r"fishers|farmers|servants)\b",
    re.IGNORECASE,
)
PLAIN = re.compile(rf"(?<![\w.,/-])(?P<number>{NUMBER})(?:\s+(?P<after>\w+(?:\s\w+)?))?")

UNIT_WORDS = {
    "month": "bulan|month|months",
    "year": "tahun|year|years",
    "age": "tahun|year|years",
    "day": "hari|day|days",
    "hour": "jam|hour|hours",
    "count": "orang|anak|kali|people|children|times",
    "people": "orang|jiwa|pekerja|peserta|people|workers|participants",
}
"""By the beginning of a unit's name: the words that follow a number of that unit."""


@dataclass(frozen=True, kw_only=True)
class Offence:
    """A number in running text that ought to be a figure."""

    text: str
    rule: str

    def __str__(self) -> str:
        return f"{self.rule}: “{self.text}”"


def visible_text(body: HtmlElement, titles: Collection[str] = ()) -> str:
    """Give the text that a person sees, one block a line, without what the rule sets aside."""
    text = re.sub(r"[ \t\r\f]+", " ", "".join(_pieces(body)))
    for title in sorted(titles, key=len, reverse=True):
        text = text.replace(title, ASIDE)
    return text


def offences(text: str, figures: Mapping[str, Mapping[str, Any]]) -> Iterator[Offence]:
    """Find the numbers that break the rule in text from `visible_text`."""
    for pattern in SET_ASIDE:
        text = pattern.sub(ASIDE, text)
    for rule, pattern in (("money", MONEY), ("percentage", PERCENT)):
        for match in pattern.finditer(text):
            yield Offence(text=match.group(), rule=rule)
        text = pattern.sub(ASIDE, text)
    for match in PEOPLE.finditer(text):
        if max(_readings(match["number"])) >= 10 and not YEAR.fullmatch(match["number"]):
            yield Offence(text=match.group(), rule="count of people")
    units = _units_by_value(figures)
    for match in PLAIN.finditer(YEAR.sub(ASIDE, text)):
        for value in _readings(match["number"]):
            is_claim = value >= 1000 or (
                value >= 10 and _is_unit(match["after"], units.get(value, ()))
            )
            if value in units and is_claim:
                yield Offence(text=match.group(), rule="value of a figure")


def _pieces(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    gap = "" if element.tag in INLINE_TAGS else "\n"
    is_aside = (
        element.tag in ASIDE_TAGS
        or (element.tag == "data" and element.get("data-figure") is not None)
        or (element.tag == "a" and element.get("href", "").startswith(("tel:", "sms:")))
    )
    if is_aside:
        yield ASIDE
        return
    yield gap
    # A line of the source is no line of the page.
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _pieces(child)
        yield (child.tail or "").replace("\n", " ")
    yield gap


def _readings(number: str) -> set[Decimal]:
    """Give what a written number may mean, by either language's marks."""
    number = number.replace("\u00a0", "").replace("\u202f", "")
    readings = set()
    for group, point in ((".", ","), (",", ".")):
        plain = number.replace(group, "").replace(point, ".")
        if plain.count(".") <= 1:
            readings.add(Decimal(plain))
    return readings


def _units_by_value(figures: Mapping[str, Mapping[str, Any]]) -> dict[Decimal, set[str]]:
    units: dict[Decimal, set[str]] = {}
    for figure in figures.values():
        if figure["value"] is not None:
            units.setdefault(abs(Decimal(str(figure["value"]))), set()).add(figure["unit"])
    return units


def _is_unit(after: str | None, units: Collection[str]) -> bool:
    if not after:
        return False
    words = [words for unit in units for name, words in UNIT_WORDS.items() if unit.startswith(name)]
    words += [re.escape(unit) for unit in units]
    return any(re.match(rf"(?:{word})\b", after, re.IGNORECASE) for word in words if word)
