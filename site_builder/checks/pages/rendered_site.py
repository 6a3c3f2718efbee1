"""The finished pages parsed once, with their ids, where links lead and what a browser waits for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from site_builder.adapters.memory import digest_of
from site_builder.diagnostics import Location
from site_builder.model import OutputFile
from site_builder.model.urls import scheme_of
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"))
_AWAITED = (
    ("styles", "//link[@rel='stylesheet']/@href"),
    ("images", "//img[not(@loading='lazy')]/@src"),
    ("scripts", "//script[not(@async or @defer or @type='module')]/@src"),
)
"""What a first visit takes besides the page; a lazy image waits until it is scrolled to."""
_HEADINGS = ".//h1 | .//h2 | .//h3 | .//caption | .//summary"
_PARTS = (
    "//*[self::section or self::header or self::footer or self::nav or self::figure or @data-proof]"
    "[not(ancestor::section or ancestor::header or ancestor::footer or ancestor::figure)]"
)
_LONG_NUMBER = re.compile(r"(?<![\w.,+/\-])\d{8,24}(?![\w\-])")
"""Numbers in parts stand beside each other in every table; addresses and codes hold any digits."""
_STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)
_HEADING_TAGS = ("h1", "h2")
_UNSEEN_TAGS = ("nav", "script", "style", "template")
_UNSEEN_CLASSES = ("-hidden", "-only-print")
"""Ends of the classes of what only screen readers or paper have."""
_INLINE_TAGS = {
    *("a", "abbr", "b", "bdi", "code", "data", "em", "i"),
    *("small", "span", "strong", "sub", "sup", "time"),
}
"""Elements at whose edges no word ends."""
_CELL_TAGS = {"td", "th", "dt", "dd"}
"""Elements that stand beside others in one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a link leads within the site."""

    link: str
    path: str
    """Of a file of the site; empty for a link that is no address."""
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MainPart:
    """What readers see of `main` below one heading, without navigation and the proof."""

    heading: str
    text: str
    words: int
    """How many have a letter or a digit."""
    links: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What was read in a file of HTML."""

    ids: tuple[str, ...]
    targets: tuple[Target, ...]
    """Where its links lead, each once; those out of the site are left out."""
    awaited: tuple[tuple[str, str], ...]
    """Kind and path of each file that a browser waits for before it shows the page."""
    main: tuple[MainPart, ...]
    numbers: tuple[str, ...]
    """Digits in one long run, in texts and attributes alike, each once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedPage:
    """A rendered page, read back."""

    rendered: RenderedPage
    parsed: Parsed

    @property
    def url(self) -> str:
        return self.rendered.page.url

    @property
    def place(self) -> Location:
        """Return the file that somebody wrote, or the page's own where it is made from data."""
        return Location(path=self.rendered.page.source or self.rendered.file.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedSite:
    """Everything that checks look at."""

    context: SiteContext
    pages: tuple[ParsedPage, ...]
    contents: Mapping[str, bytes]
    """Path to content of every file of the site."""
    by_path: Mapping[str, ParsedPage]


def join_rendered_site(
    site: SiteContext, pages: tuple[ParsedPage, ...], files: Iterable[OutputFile]
) -> RenderedSite:
    """Join the pages with everything else that was made."""
    return RenderedSite(
        context=site,
        pages=pages,
        contents={file.path: file.content for file in files},
        by_path={page.rendered.file.path: page for page in pages},
    )


def read_pages(site: SiteContext, pages: Iterable[RenderedPage]) -> tuple[ParsedPage, ...]:
    """Parse every page once."""
    return tuple(
        ParsedPage(rendered=page, parsed=read_back(site, page.file.path, page.file.content))
        for page in pages
    )


def read_back(site: SiteContext, path: str, content: bytes) -> Parsed:
    """Parse a file of HTML; one that is as it was is not parsed again."""
    digest, base_path = digest_of(content).hex(), site.plan.base_path
    return site.keep(
        ("read back", path, base_path, digest), lambda: _parse(content, path, base_path)
    )


def without_styles(content: bytes) -> bytes:
    """Return a page without the styles that stand in it."""
    return _STYLE.sub(b"", content)


def readable_blocks(content: bytes) -> tuple[str, ...]:
    """Return what readers see of a page, in searches too: title, description, and each block.

    What is folded is among them, for they may open it.
    """
    root = _root(content)
    described = root.xpath("string(//meta[@name='description']/@content)")
    texts = [root.findtext(".//title", ""), "\n", _on_one_line(str(described)), "\n"]
    for body in root.iter("body"):
        texts += (piece for piece in _read(body) if isinstance(piece, str))
    blocks = (" ".join(block.split()) for block in "".join(texts).split("\n"))
    return tuple(block for block in blocks if block)


def page_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each outermost part of a page, and the page without it."""
    tree = _root(content).getroottree()
    for part in tree.xpath(_PARTS):
        heading = next(iter(part.xpath(_HEADINGS)), None)
        name = part.get("aria-label", "") if heading is None else heading.text_content()
        path = tree.getpath(part)
        rest = _root(content).getroottree()
        (again,) = rest.xpath(path)
        again.drop_tree()
        yield " ".join(name.split()), html.tostring(rest, encoding="utf-8")


def _root(content: bytes) -> html.HtmlElement:
    try:
        return html.document_fromstring(content.decode())
    except etree.ParserError:  # a template that shows nothing
        return html.Element("html")


def _parse(content: bytes, own: str, base_path: str) -> Parsed:
    root = _root(content)
    shown = without_styles(content).decode()
    links = {
        value
        for tag, attribute in _LINKS
        for element in root.iter(tag)
        if (value := element.get(attribute)) is not None
    }
    ids = [value for element in root.iter() if (value := element.get("id")) is not None]

    def within(links: Iterable[str]) -> tuple[Target, ...]:
        targets = (_target(link, own, base_path) for link in links)
        return tuple(target for target in targets if target is not None)

    return Parsed(
        ids=tuple(ids),
        targets=within(sorted(links)),
        awaited=tuple(
            dict.fromkeys(
                (kind, target.path)
                for kind, path in _AWAITED
                for target in within(map(str, root.xpath(path)))
            )
        ),
        main=tuple(
            MainPart(
                heading=heading,
                text=" ".join(words),
                words=sum(any(map(str.isalnum, word)) for word in words),
                links=within(links),
            )
            for heading, words, links in _main_parts(root)
        ),
        numbers=long_numbers(shown),
    )


def long_numbers(markup: str) -> tuple[str, ...]:
    """Return the numbers in a text with tags that are long enough to be somebody's."""
    return tuple(sorted(set(_LONG_NUMBER.findall(unescape(markup)))))


def _target(link: str, own: str, base_path: str) -> Target | None:
    """Return where a link on a page with the path `own` leads; None if that is out of the site."""
    if scheme_of(link) is None:
        return Target(link=link, path="", anchor="")
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = _target_path(unquote(parts.path), own, base_path)
    return Target(link=link, path=path, anchor=unquote(parts.fragment))


def _target_path(path: str, own: str, base_path: str) -> str:
    """Return the output path that a link's path means on the page with the path `own`."""
    if not path:
        return own
    if path.startswith("/"):
        joined = path.removeprefix(base_path)
    else:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(own), path))
        joined = "" if joined == "." else joined
        joined += "/" if path.endswith(("/", "..", ".")) and joined else ""
    return joined + "index.html" if not joined or joined.endswith("/") else joined


def _main_parts(root: html.HtmlElement) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each heading of `main` with the words and the links below it; at first there is none.

    The proof is left out.
    """
    for main in root.iter("main"):
        parts: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        for piece in _read(main, with_proof=False):
            _, texts, links = parts[-1]
            if isinstance(piece, str):
                texts.append(piece)
            elif piece.tag in _HEADING_TAGS:
                parts.append((" ".join(piece.text_content().split()), [], []))
            elif piece.tag == "a" and piece.get("href") is not None:
                links.append(piece.get("href", ""))
        for heading, texts, links in parts:
            if words := "".join(texts).split():
                yield heading, words, links


def _read(
    element: html.HtmlElement, *, with_proof: bool = True
) -> Iterator[html.HtmlElement | str]:
    """Yield what readers see of an element: each element as it begins, and the texts in it.

    Blocks begin and end with a line of their own; a line of the source is none.
    """
    if _is_unseen(element) or not (with_proof or element.get("data-proof") is None):
        return
    edge = "" if element.tag in _INLINE_TAGS else " " if element.tag in _CELL_TAGS else "\n"
    yield element
    yield edge + _on_one_line(element.text)
    for child in element:
        yield from _read(child, with_proof=with_proof)
        yield _on_one_line(child.tail)
    yield edge


def _on_one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _is_unseen(element: html.HtmlElement) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _UNSEEN_TAGS
        or element.get("data-aged") is not None
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or any(name.endswith(_UNSEEN_CLASSES) for name in element.get("class", "").split())
    )
