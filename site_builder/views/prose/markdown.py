"""Markdown of content into HTML: inserts resolved, boxes and tables as their components."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from site_builder.diagnostics import Location
from site_builder.model import Text
from site_builder.read.content import LEAD
from site_builder.text.blocks import is_overloaded, parts_of
from site_builder.text.inserts import (
    Insert,
    find_inserts,
    insert_problems,
    places_of,
    put_back,
    replace_spans,
    token,
    without_tokens,
)
from site_builder.text.spans import PartKind
from site_builder.views.assets.content_images import picture_file, picture_path
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import quoted
from site_builder.views.inserts.inline import insert_value
from site_builder.views.inserts.marks import mark_external, mark_foreign
from site_builder.views.inserts.value import InsertError, PlainValue, Value
from site_builder.views.model import Column, TableView
from site_builder.views.prose.converter import Changes

CALLOUTS = ("note", "warning", "important")

_LABEL = re.compile(r"\[!(?P<kind>[a-z]+)(?:\s+(?P<source>[A-Za-z0-9_-]+))?\]\s*")
_HEADING_ID = re.compile(r"\s*\{#(?P<id>[a-z0-9-]+)\}\s*$")
_TAG = re.compile(r"""<[a-z](?:[^<>"]|"[^"]*")*+>""")
_ATTRIBUTE = re.compile(r'(?P<name>[a-z-]+)="(?P<value>[^"]*\ue000[^"]*)"')
_TEXT_ATTRIBUTES = ("alt", "data-label")
_TOKEN = re.compile("\ue000([0-9]+)\ue001")
_LINK = re.compile('<a href="([0-9]+)[^"]*">(.*?)</a>', re.DOTALL)
_TAG_OR_TOKEN = re.compile("<[^>]*>|[0-9]+")
_BLOCK_END = re.compile("</(?:p|li|td|th|h[1-6]|caption)>|<(?:ul|ol)>")
_CAPTION = ": "


def render_inline(context: PageContext, text: Text) -> Markup:
    """Convert a heading's Markdown, which is one paragraph without its tags."""
    html = str(render_prose(context, text, "heading"))
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))


def render_prose(context: PageContext, written: Text, section_id: str) -> Markup:
    """Convert a section's Markdown; `section_id` keeps the ids inside it unique."""
    text = without_tokens(written.value)
    if any(map(is_overloaded, context.site.blocks(text))):  # the checks of the source say so
        return escape(text)
    place = places_of(replace(written, value=text))
    context.found.extend(insert_problems(text, place))
    inserts = find_inserts(text)
    values: list[Value] = [insert_value(context, i, place(i.start)) for i in inserts]
    changes = _Structure(context, values, section_id).changes
    html = context.site.converter.convert(_with_tokens(context, text, inserts), changes)
    html = _without_what_is_over(html, values)
    return Markup(_resolve_tokens(html, values, context, [place(i.start) for i in inserts]))


def _with_tokens(context: PageContext, text: str, inserts: tuple[Insert, ...]) -> str:
    """Put tokens in the place of inserts, and exempted numbers in the place of their marks."""
    exempted = parts_of(context.site.blocks(text), PartKind.EXEMPT)
    spans = [(part.start, part.end, part.text) for part in exempted]
    spans += [(each.start, each.end, token(number)) for number, each in enumerate(inserts)]
    return replace_spans(text, spans)


def _without_what_is_over(html: str, values: list[Value]) -> str:
    """Take out each paragraph, item and list that is filled by values with nothing to say."""
    over = [token(number) for number, value in enumerate(values) if value.is_over]
    if not over:
        return html
    filled = rf"(?:\s*(?:{'|'.join(over)})[.;,]?)+\s*"
    html = re.sub(rf"<p>{filled}</p>\n?", "", html)
    html = re.sub(rf"<li>(?:{filled}|\s*)</li>\n?", "", html)
    return re.sub(r"<(ul|ol)>\s*</\1>\n?", "", html)


def _resolve_tokens(
    html: str, values: list[Value], context: PageContext, places: list[Location]
) -> str:
    """Put inserts back: as addresses or text inside attributes, as HTML everywhere else."""

    def attribute(match: re.Match[str]) -> str:
        def target(number: int) -> str:
            if match["name"] in _TEXT_ATTRIBUTES:
                return str(escape(values[number].text()))
            try:
                return str(escape(values[number].href()))
            except InsertError as error:
                context.found.append(error.at(places[number]))
                return "#"

        return f'{match["name"]}="{put_back(match["value"], target)}"'

    html = _LINK.sub(lambda m: m[2] if values[int(m[1])].is_hidden else m[0], html)
    html = _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), html)
    html = mark_external(context, html)
    html = str(mark_foreign(context, html))
    # A block insert alone in a paragraph would put a table inside a `p`.
    html = re.sub(
        r"<p>(\ue000\d+\ue001)</p>",
        lambda match: match[1] if _is_block(values, match[1]) else match[0],
        html,
    )
    return put_back(_with_notices(html, values), lambda number: str(values[number].in_sentence()))


def _with_notices(html: str, values: list[Value]) -> str:
    """Say at the end of each block what its inserts have to say beyond their sentences."""
    parts: list[str] = []
    begin = 0
    for end in (*(match.start() for match in _BLOCK_END.finditer(html)), len(html)):
        block, begin = html[begin:end], end
        inserted = [values[int(match[1])] for match in _TOKEN.finditer(block)]
        if len(inserted) == 1 and not _TAG_OR_TOKEN.sub("", block).strip():
            shown = str(inserted[0].html())
            parts.append(shown.join(_TOKEN.split(block)[::2]))
        else:
            notices = dict.fromkeys(filter(None, (value.notice() for value in inserted)))
            parts.append(" ".join((block, *notices)))
    return "".join(parts)


def _is_block(values: list[Value], written: str) -> bool:
    value = values[int(written[1:-1])]
    return isinstance(value, PlainValue) and str(value.html()).startswith(("<figure", "<div"))


class _Structure:
    """Gives images, boxes, tables and lower headings of a converted tree what readers need.

    What is wrong with them is reported by the checks of the source.
    """

    def __init__(self, context: PageContext, values: list[Value], section_id: str) -> None:
        self._context = context
        self._converter = context.site.converter
        self._values = values
        self._section_id = section_id
        self._tables = 0

    @property
    def changes(self) -> Changes:
        return {
            "table": self._show_table,
            "blockquote": self._show_box,
            "h3": _take_id,
            "h4": _take_id,
            "img": self._show_image,
        }

    def _show_image(self, parent: Element, element: Element) -> None:
        """Complete an `img`; one that opens a page is waited for, and weighed with it."""
        context = self._context
        path = picture_path(context.page.source, element.get("src", ""))
        image = context.site.project.images.get(path)
        if image is None:
            return
        element.attrib.pop("title", None)
        element.set("src", context.file_href(f"/{picture_file(image).path}"))
        element.set("width", str(image.width))
        element.set("height", str(image.height))
        if self._section_id != LEAD:
            element.set("loading", "lazy")
            element.set("decoding", "async")

    def _show_table(self, parent: Element, table: Element) -> None:
        """Show a table with the paragraph behind it as its caption; without one it stays bare."""
        self._tables += 1
        siblings = list(parent)
        after = siblings[siblings.index(table) + 1 :][:1]
        if not after or after[0].tag != "p" or not (after[0].text or "").startswith(_CAPTION):
            return
        caption = self._converter.inner_html(after[0])[len(_CAPTION) :]
        parent.remove(after[0])
        first, *others = zip(*table.iter("tr"), strict=True)
        columns = (self._column(*first, names_rows=True), *(self._column(*c) for c in others))
        view = TableView(caption=caption, columns=columns)
        shown = self._context.component(
            "data_table", id=f"table-{self._section_id}-{self._tables}", table=view
        )
        self._converter.replace(table, shown)

    def _column(self, *cells: Element, names_rows: bool = False) -> Column:
        name, *texts = map(self._converter.inner_html, cells)
        # The author aligned it to the right.
        is_numeric = "right" in cells[0].get("style", "")
        return Column(name=name, texts=tuple(texts), names_rows=names_rows, is_numeric=is_numeric)

    def _show_box(self, parent: Element, box: Element) -> None:
        """Show a callout or a quotation by its component; another box stays a quotation."""
        first = box[0] if len(box) and box[0].tag == "p" else None
        label = _LABEL.match(first.text or "") if first is not None else None
        if first is None or label is None:
            return
        first.text = (first.text or "")[label.end() :]
        kind, source = label["kind"], label["source"] or ""
        body = self._converter.inner_html(box)
        component = partial(self._context.component, caller=lambda: body)
        if kind in CALLOUTS:
            word = self._context.word(f"callout.{kind}")
            self._converter.replace(box, component("callout", kind=kind, label=word))
        elif kind == "quote" and source in self._context.site.project.sources:
            self._values.append(PlainValue(plain=source, markup=quoted(self._context, source)))
            shown = component("quote", source=token(len(self._values) - 1))
            self._converter.replace(box, shown)


def _take_id(parent: Element, heading: Element) -> None:
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
