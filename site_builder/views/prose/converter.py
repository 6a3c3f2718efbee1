"""Markdown into HTML and HTML into clean HTML: the one door to Python-Markdown and nh3."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

LINK_SCHEMES = frozenset({"", "http", "https", "tel", "mailto", "sms"})

# Python-Markdown joins two quotations that only an empty line divides; this keeps them apart.
_BEFORE_QUOTE = re.compile(r"\n[ \t]*\n(?=>)")
_APART = "\ue001\ue001"
_FINISHED = re.compile("<p>\ue001([0-9]+)\ue000</p>")
"""Characters of tokens in an order that no insert gives; typed ones are dropped before."""
_TAGS = {
    *("p", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "blockquote", "img"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
}

Changes = Mapping[str, Callable[[Element, Element], None]]
"""By tag: what changes such an element, which is given behind the one that holds it, in place."""


class Converter:
    """Converts one text after another; to make one takes longer than to convert a section."""

    def __init__(self) -> None:
        # By their names the library would look through all packages for them.
        self._markdown = markdown.Markdown(
            extensions=[TableExtension(), SaneListExtension(), FencedCodeExtension()]
        )
        self._last = _LastStep(self._markdown)
        # Behind the library's own steps, so that what is written here is final.
        self._markdown.treeprocessors.register(self._last, "restructure", -1)
        self._finished: list[Markup] = []
        self._unchanged: dict[str, str] = {}
        """By text: the HTML of a tree with nothing to change, which is that of many pages."""

    def convert(self, text: str, changes: Changes) -> str:
        """Convert a text, let its tree be changed, and leave only known markup in it."""
        if text in self._unchanged:
            return self._unchanged[text]
        self._last.begin(changes)
        self._finished = []
        separated = _BEFORE_QUOTE.sub(f"\n\n{_APART}\n\n", text)
        html = _clean(self._markdown.reset().convert(separated))
        html = html.replace(f"<p>{_APART}</p>\n", "").replace(f"{_APART}\n\n", "")
        html = self._with_finished(html)
        if not self._last.has_changed:
            self._unchanged[text] = html
        return html

    def inner_html(self, element: Element) -> Markup:
        """Return the clean HTML inside an element of the tree that is being changed."""
        written = str(self._markdown.serializer(element))
        written = written[written.index(">") + 1 : written.rindex("</")]
        for step in self._markdown.postprocessors:
            written = step.run(written)
        return Markup(self._with_finished(_clean(written)))

    def replace(self, element: Element, html: Markup) -> None:
        """Put finished HTML in the place of an element of that tree."""
        self._finished.append(html)
        tail = element.tail
        element.clear()
        element.tag, element.tail = "p", tail
        element.text = f"\ue001{len(self._finished) - 1}\ue000"

    def _with_finished(self, html: str) -> str:
        return _FINISHED.sub(lambda match: self._finished[int(match[1])], html)


class _LastStep(Treeprocessor):
    """Changes a tree, what is deepest first."""

    def begin(self, changes: Changes) -> None:
        self._changes, self.has_changed = changes, False

    def run(self, root: Element) -> None:
        for child in list(root):
            self.run(child)
            change = self._changes.get(child.tag)
            if change is not None:
                change(root, child)
                self.has_changed = True


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes=set(LINK_SCHEMES - {""}),
    )
