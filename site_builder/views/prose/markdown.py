"""Markdown into clean HTML: the one door to Python-Markdown and nh3.

Takes a section's Markdown and the page's context; gives HTML in which inserts are resolved, tables
have captions and scopes, and callouts and quotations have their markup. Reports what Markdown
would swallow in silence: raw HTML, glued lists, shallow nesting, tables without a caption, unknown
callouts and links that no page may hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model.urls import scheme_of
from site_builder.read.content import LEAD
from site_builder.text.exemptions import without_exemption_marks
from site_builder.text.inserts import (
    find_inserts,
    place_in,
    put_back,
    replace_inserts,
    token,
    without_tokens,
)
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import source_link
from site_builder.views.inserts.inline import insert_value
from site_builder.views.inserts.marks import mark_external, mark_foreign
from site_builder.views.inserts.value import InsertError, PlainValue, Value
from site_builder.views.prose.images import show_picture

CALLOUTS = ("note", "warning", "important")
LINK_SCHEMES = frozenset({"", "http", "https", "tel", "mailto", "sms"})

_RAW_HTML = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*[\s/>]|!--)")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_LIST_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d+[.)])\s+\S")
_LINK = re.compile(r"\[[^\]\n]*\]\((?P<target>[^)\s]*)")
_TABLE_RULE = re.compile(r"^[ >]*\|?[ :]*-[-: |]*\|[-: |]*$", re.MULTILINE)
_CALLOUT = re.compile(r"\[!(?P<kind>[a-z]+)(?:\s+(?P<source>[A-Za-z0-9_-]+))?\]\s*")
_HEADING_ID = re.compile(r"\s*\{#(?P<id>[a-z0-9-]+)\}\s*$")
_ATTRIBUTE = re.compile(r'(?P<name>[a-z-]+)="(?P<value>[^"]*\ue000[^"]*)"')
# Python-Markdown joins two quotations that only an empty line divides; this keeps them apart.
_BEFORE_QUOTE = re.compile(r"\n[ \t]*\n(?=>)")
_BREAK = "\ue001\ue001"
"""Token characters in an order that no insert gives; typed ones are dropped before."""
_LABELLED_FROM, _WIDE_FROM = 3, 5
"""Columns of a table that becomes records on a phone, and of one that does so everywhere."""
_NESTING = 4
"""Spaces that Python-Markdown needs below a list item."""

_TAGS = {
    *("p", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "br", "hr"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "div", "aside"),
    *("figure", "figcaption", "blockquote", "img"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
    "th": {"scope", "class"},
    "td": {"class", "data-label"},
    "p": {"class"},
    "caption": {"id"},
    "div": {"class", "role", "tabindex", "aria-labelledby"},
    "aside": {"class", "role"},
    "figure": {"class"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
}


def render_inline(context: PageContext, text: str, path: str, line: int) -> Markup:
    """Convert a heading's Markdown, which is one paragraph without its tags."""
    html = str(render_prose(context, text, path, line, "heading"))
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))


def render_prose(
    context: PageContext, text: str, path: str, first_line: int, section_id: str
) -> Markup:
    """Convert a section's Markdown; `section_id` keeps the ids inside it unique."""
    text = without_tokens(text)
    context.found.extend(lint_markdown(text, path, first_line))
    place = place_in(path, text, first_line)
    inserts = find_inserts(text, place, context.found)
    values: list[Value] = [insert_value(context, i, place(i.start)) for i in inserts]
    with_tokens = replace_inserts(text, inserts, lambda number, _: token(number))
    with_tokens = without_exemption_marks(with_tokens)
    lines = place_in(path, with_tokens, first_line)
    structure = _Structure(context, values, with_tokens, lines, section_id)
    html = _convert(with_tokens, structure)
    return Markup(_resolve_tokens(html, values, context, [place(i.start) for i in inserts]))


def lint_markdown(text: str, path: str, first_line: int) -> list[Diagnostic]:
    """Report what Markdown would drop or misread without a word."""
    found: list[Diagnostic] = []
    in_code = False
    previous = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        elif not in_code:
            place = Location(path=path, line=number)
            found.extend(_lint_line(line, previous, place))
        previous = line
    return found


def _lint_line(line: str, previous: str, place: Location) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    bare = _CODE_SPAN.sub("", line)
    raw = _RAW_HTML.search(bare)
    if raw is not None:
        found.append(problem("TXT006", place, written=bare[raw.start() :][:30]))
    for match in _LINK.finditer(bare):
        scheme = scheme_of(match["target"])
        if scheme not in LINK_SCHEMES:
            target = match["target"][:40]
            found.append(problem("TXT012", place, scheme=scheme or "", target=target))
    item = _LIST_ITEM.match(line)
    if item is not None and previous.strip():
        before = _LIST_ITEM.match(previous)
        indent = len(item["indent"])
        if before is None and not previous.startswith((" ", "\t", ">")) and not indent:
            found.append(problem("TXT009", place))
        elif before is not None and 0 < indent - len(before["indent"]) < _NESTING:
            found.append(problem("TXT010", place, indent=indent, owed=_NESTING))
    return found


@cache
def _converter() -> markdown.Markdown:
    """Give the one converter: to make one takes longer than to convert a section."""
    return markdown.Markdown(extensions=["tables", "sane_lists", "fenced_code"])


def _convert(text: str, structure: _Structure) -> str:
    """Convert and clean; what the converter keeps of the section before is forgotten first."""
    converter = _converter().reset()
    structure.md = converter
    # Under the name of the structure before, whose place it takes.
    converter.treeprocessors.register(structure, "structure", 0)
    html = nh3.clean(
        converter.convert(_BEFORE_QUOTE.sub(f"\n\n{_BREAK}\n\n", text)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes=set(LINK_SCHEMES - {""}),
    )
    return html.replace(f"<p>{_BREAK}</p>\n", "").replace(f"{_BREAK}\n\n", "")


def _resolve_tokens(
    html: str, values: list[Value], context: PageContext, places: list[Location]
) -> str:
    """Put inserts back: as addresses inside attributes, as HTML everywhere else."""

    def attribute(match: re.Match[str]) -> str:
        def target(number: int) -> str:
            if match["name"] == "alt":
                return str(escape(values[number].text()))
            try:
                return str(escape(values[number].href()))
            except InsertError as error:
                context.found.append(error.at(places[number]))
                return "#"

        return f'{match["name"]}="{put_back(match["value"], target)}"'

    html = mark_external(context, _ATTRIBUTE.sub(attribute, html))
    html = str(mark_foreign(context, html))
    # A block insert alone in a paragraph would put a table inside a `p`.
    html = re.sub(
        r"<p>(\ue000\d+\ue001)</p>",
        lambda match: match[1] if _is_block(values, match[1]) else match[0],
        html,
    )
    return put_back(html, lambda number: str(values[number].html()))


def _is_block(values: list[Value], written: str) -> bool:
    value = values[int(written[1:-1])]
    return isinstance(value, PlainValue) and str(value.html()).startswith(("<figure", "<div"))


class _Structure(Treeprocessor):
    """Give tables, callouts, quotations and lower headings the markup that readers need."""

    def __init__(
        self,
        context: PageContext,
        values: list[Value],
        text: str,
        place: Callable[[int], Location],
        section_id: str,
    ) -> None:
        super().__init__()
        self._context = context
        self._values = values
        self._text = text
        self._place = place
        self._section_id = section_id
        self._tables = 0

    def run(self, root: Element) -> None:
        """Rewrite the tree in place."""
        self._walk(root)

    def _walk(self, parent: Element) -> None:
        for child in list(parent):
            self._walk(child)
            if child.tag == "table":
                self._wrap_table(parent, child)
            elif child.tag == "blockquote":
                self._make_callout(child)
            elif child.tag in {"h3", "h4"}:
                self._take_id(child)
            elif child.tag == "img":
                start = self._text.find(f"({child.get('src', '')}")
                for found in show_picture(self._context, child, is_first=self._section_id == LEAD):
                    self._report(found.code, start, **found.params)
            elif child.tag in {"h1", "h2", "h5", "h6"}:
                heading = child.text or ""
                self._report("TXT007", self._text.find(heading), heading=heading, id="")

    def _wrap_table(self, parent: Element, table: Element) -> None:
        self._tables += 1
        siblings = list(parent)
        position = siblings.index(table)
        caption = siblings[position + 1] if position + 1 < len(siblings) else None
        if caption is None or caption.tag != "p" or not (caption.text or "").startswith(": "):
            header = " | ".join("".join(cell.itertext()) for cell in table.iter("th"))
            rules = list(_TABLE_RULE.finditer(self._text))[self._tables - 1 :]
            start = rules[0].start() - 1 if rules else 0
            self._report("TXT011", start, header=header[:60])
            return
        parent.remove(caption)
        caption.tag = "caption"
        caption.text = (caption.text or "")[2:]
        identifier = f"table-{self._section_id}-{self._tables}"
        caption.set("id", identifier)
        table.insert(0, caption)
        kind = _scope_cells(table, self._text_of)
        wrapper = Element("div")
        for name, value in (
            ("class", f"ps-table{kind}"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-labelledby", identifier),
        ):
            wrapper.set(name, value)
        parent[position] = wrapper
        wrapper.append(table)

    def _text_of(self, cell: Element) -> str:
        """Give a cell's text, its inserts resolved."""
        return put_back("".join(cell.itertext()), lambda number: self._values[number].text())

    def _make_callout(self, quote: Element) -> None:
        first = quote[0] if len(quote) and quote[0].tag == "p" else None
        match = _CALLOUT.match(first.text or "") if first is not None else None
        if first is None or match is None:
            return
        first.text = (first.text or "")[match.end() :]
        start = self._text.find(match.group().strip())
        if match["kind"] == "quote":
            self._make_quotation(quote, match["source"] or "", start)
            return
        if match["kind"] not in CALLOUTS:
            known = (*CALLOUTS, "quote")
            guess = nearest(match["kind"], known)
            kinds = ", ".join(known)
            self._report("TXT013", start, kind=match["kind"], nearest=guess, known=kinds)
            return
        quote.tag = "aside"
        quote.set("class", f"ps-callout ps-callout--{match['kind']}")
        quote.set("role", "note")
        label = Element("p")
        label.set("class", "ps-callout__label")
        label.text = self._context.word(f"callout.{match['kind']}")
        quote.insert(0, label)

    def _make_quotation(self, quote: Element, source_id: str, start: int) -> None:
        """Turn a quotation into a figure whose caption links to the source quoted."""
        if source_id not in self._context.site.project.sources:
            guess = nearest(source_id, self._context.site.project.sources)
            file = "data/sources.yaml"
            self._report("DAT007", start, value=source_id, file=file, nearest=guess, known="")
            return
        paragraphs = list(quote)
        for paragraph in paragraphs:
            quote.remove(paragraph)
        quote.tag = "figure"
        quote.set("class", "ps-quote")
        inner = SubElement(quote, "blockquote")
        inner.extend(paragraphs)
        link = source_link(self._context, source_id)
        self._values.append(PlainValue(plain=source_id, markup=link))
        SubElement(quote, "figcaption").text = token(len(self._values) - 1)

    def _take_id(self, heading: Element) -> None:
        last = heading[-1] if len(heading) else None
        text = (last.tail if last is not None else heading.text) or ""
        match = _HEADING_ID.search(text)
        if match is None:
            return
        heading.set("id", match["id"])
        if last is not None:
            last.tail = text[: match.start()]
        else:
            heading.text = text[: match.start()]

    def _report(self, code: str, start: int, **params: str) -> None:
        found = self._place(max(start, 0))
        place = Location(path=found.path, line=found.line)
        self._context.found.append(Diagnostic(code=code, location=place, params=params))


def _scope_cells(table: Element, text_of: Callable[[Element], str]) -> str:
    """Make the first column row headers; right-aligned columns hold numbers. Give the kind.

    Where rows become records on a small screen, each cell knows its column's name.
    """
    names = [text_of(cell) for cell in table.iter("th")]
    is_labelled = len(names) >= _LABELLED_FROM
    for row in table.iter("tr"):
        for position, cell in enumerate(list(row)):
            style = cell.attrib.pop("style", "")
            if "right" in style:
                cell.set("class", "ps-numeric")
            if cell.tag == "th":
                cell.set("scope", "col")
            elif position == 0:
                cell.tag = "th"
                cell.set("scope", "row")
            elif is_labelled:
                cell.set("data-label", names[position])
    if len(names) >= _WIDE_FROM:
        return " ps-table--wide"
    return " ps-table--few" if is_labelled else ""
