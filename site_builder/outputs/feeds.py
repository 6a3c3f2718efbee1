"""The news and the counts that changed as Atom feeds, one for each language.

Dates and identities come from the content alone, so that a rebuild tells no reader that something
is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from site_builder.figures.count_changes import count_changes
from site_builder.model import FigureUse, OutputFile, Status
from site_builder.model.catalogs import fill, form
from site_builder.model.partial_dates import first_day
from site_builder.model.urls import host_of
from site_builder.pages.page import UPDATES
from site_builder.views.context import SiteContext
from site_builder.views.labels import figure_label
from site_builder.views.rendered import RenderedPage
from site_builder.views.web_app import FEED_NAME

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """A piece of news, or a count that changed."""

    name: str
    """What it is called for ever, in every language."""
    date: str
    title: str
    address: str
    summary: str


def feed_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    return tuple(
        OutputFile(
            path=site.plan.url_of(FEED_NAME, lang).lstrip("/"), content=_feed(site, pages, lang)
        )
        for lang in site.plan.languages
    )


def _feed(site: SiteContext, pages: tuple[RenderedPage, ...], lang: str) -> bytes:
    settings, catalog = site.project.settings, site.project.catalogs[lang]
    entries = sorted(
        (*_news(site, pages, lang), *_counts(site, lang)),
        key=lambda entry: entry.date,
        reverse=True,
    )
    address = site.absolute_url(site.plan.url_of(FEED_NAME, lang))
    words = {"site": settings.title[lang], "owner": settings.programme.owner[lang]}
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": lang})
    _add(root, "id", address)
    _add(root, "title", fill(form(catalog, "feed.title"), words))
    said = [fill(form(catalog, key), words) for key in ("feed.description", "notice.compiled")]
    _add(root, "subtitle", ". ".join(said) if settings.is_compiled else said[0])
    # Even an empty feed must have a date.
    newest = entries[0].date if entries else site.today.isoformat()
    _add(root, "updated", _midnight(newest, settings.time_zone))
    _add_link(root, "self", address, "application/atom+xml", lang)
    above = site.plan.find(UPDATES, lang)
    if above is not None:
        _add_link(root, "alternate", site.absolute_url(above.url), "text/html", lang)
    _add(root, "rights", settings.licence_name)
    # Until the owner has confirmed the content, the site speaks and the owner does not.
    names = settings.title if settings.is_compiled else settings.programme.owner
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", names[lang])
    for entry in entries:
        _add_entry(site, root, entry, lang)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _news(site: SiteContext, pages: tuple[RenderedPage, ...], lang: str) -> Iterator[_Entry]:
    """Yield the rendered updates of a language, newest first."""
    rendered = {page.page.url: page for page in pages if page.is_indexed}
    for update in site.plan.updates(lang):
        if update.url in rendered:
            yield _Entry(
                # The key, so that a new slug does not make old news new.
                name=update.key,
                date=update.shared.date,
                title=rendered[update.url].title,
                address=site.absolute_url(update.url),
                summary=rendered[update.url].description,
            )


def _counts(site: SiteContext, lang: str) -> Iterator[_Entry]:
    """Yield how the count of everyone changed, newest first."""
    catalog, locale = site.project.catalogs[lang], site.locales[lang]
    for now, before in count_changes(site.registry):
        page = site.plan.record_page(now, lang)
        if page is None or now.value is None:
            continue
        said = [] if now.status is Status.PUBLISHED else [form(catalog, f"status.{now.status}")]
        if before is not None and before.value is not None:
            value = locale.quantity(before.value, before.unit)
            date = locale.date(before.as_of)
            said.append(fill(form(catalog, "figure.before"), {"value": value, "date": date}))
        label = figure_label(site.project, now)[lang]
        yield _Entry(
            name=str(FigureUse(name=now.name, as_of=now.as_of)),
            date=now.as_of,
            title=f"{label}: {locale.quantity(now.value, now.unit)}",
            address=site.absolute_url(page.url, now.name),
            summary="; ".join(said),
        )


def _add_entry(site: SiteContext, root: ElementTree.Element, entry: _Entry, lang: str) -> None:
    moment = _midnight(entry.date, site.project.settings.time_zone)
    element = ElementTree.SubElement(root, "entry")
    name = f"{entry.name}.{lang}"
    # A tag (RFC 4151) of the name.
    _add(element, "id", f"tag:{host_of(site.base_url)},{moment[:10]}:{name}")
    _add(element, "title", entry.title)
    _add(element, "updated", moment)
    _add_link(element, "alternate", entry.address, "text/html", lang)
    _add(element, "summary", entry.summary)


def _midnight(date: str, time_zone: str) -> str:
    """Return the first moment of a day, or of the month or year that is all we know."""
    return datetime.combine(first_day(date), time(), ZoneInfo(time_zone)).isoformat()


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _add_link(
    parent: ElementTree.Element, rel: str, address: str, media_type: str, lang: str
) -> None:
    attributes = {"rel": rel, "type": media_type, "hreflang": lang, "href": address}
    ElementTree.SubElement(parent, "link", attributes)
