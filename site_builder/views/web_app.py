"""What makes the site an app on a reader's device: its manifest, its icon, and the pages it keeps.

A folder that opens from disk has none of them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from site_builder.model import CHECKER_TEMPLATE, OutputFile
from site_builder.pages.page import HOME, Page
from site_builder.pages.site_plan import SitePlan
from site_builder.views.assets.fingerprints import fingerprinted
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

OFFLINE_FALLBACK = "offline"
"""Name by which the plan knows the page that stands in for one that was not kept."""
WORKER_URL = "/sw.js"
"""Of the service worker; its folder is its scope."""
MANIFEST_NAME = "site.webmanifest"
FEED_NAME = "feed.xml"
"""Files that each language has."""
TOUCH_ICON_URL = "/icons/touch.png"


@dataclass(frozen=True, kw_only=True, slots=True)
class Precache:
    """What is fetched ahead for readers of one language."""

    lang: str
    pages: tuple[RenderedPage, ...]
    """Each of use by itself: the one that stands in for others first, then the most needed."""
    group: tuple[RenderedPage, ...]
    """Of use only if all of them are there: a page with those that data made below it."""
    assets: tuple[str, ...]
    """Paths of the scripts and pictures that they need."""
    bundle: OutputFile
    """All pages in one file: so alike, they weigh together a fraction of what each weighs."""


def embedded_mark(site: SiteContext) -> str:
    """Return an address that holds the mark itself, for drawings; empty without a mark."""
    mark = site.assets.mark
    return f"data:image/svg+xml;base64,{b64encode(mark.encode()).decode()}" if mark else ""


def has_manifest(site: SiteContext) -> bool:
    is_made = site.has_output("web_manifest")
    return is_made and site.assets.mark is not None and not site.plan.is_portable


def has_worker(site: SiteContext) -> bool:
    is_made = site.has_output("service_worker")
    return is_made and bool(site.assets.scripts.worker) and not site.plan.is_portable


def offline_pages(plan: SitePlan, lang: str) -> tuple[Page, ...]:
    """Return the written pages that are to be fetched ahead, the home page first."""
    wanted = [p for p in plan.pages if p.lang == lang and p.shared.offline and p.source]
    return tuple(sorted(wanted, key=lambda page: (page.key != HOME, page.shared.order, page.key)))


def precaches(site: SiteContext, rendered: Iterable[RenderedPage]) -> tuple[Precache, ...]:
    """Return what is fetched ahead, for each language of the site."""
    by_url = {each.page.url: each for each in rendered}
    return tuple(_of_language(site.plan, lang, by_url) for lang in site.plan.languages)


def _of_language(plan: SitePlan, lang: str, by_url: dict[str, RenderedPage]) -> Precache:
    fallback = plan.page_with(OFFLINE_FALLBACK, lang)
    written = offline_pages(plan, lang)
    made = [p for p in plan.pages if p.lang == lang and p.shared.offline and not p.source]
    # The checker's own page is of no use without its questions; any other has a text of its own.
    ways_in = {page.parent for page in made} & {
        page.key for page in written if page.template == CHECKER_TEMPLATE
    }
    first = [fallback] if fallback else []
    alone = [*first, *(page for page in written if page.key not in ways_in and page != fallback)]
    group = [*(page for page in written if page.key in ways_in), *made]
    rendered = [by_url[page.url] for page in (*alone, *group)]
    return Precache(
        lang=lang,
        pages=tuple(rendered[: len(alone)]),
        group=tuple(rendered[len(alone) :]),
        assets=tuple(sorted({path for each in rendered for path in each.assets})),
        bundle=_bundled(lang, tuple((each.page.url, each.file.content) for each in rendered)),
    )


@lru_cache(maxsize=4)
def _bundled(lang: str, contents: tuple[tuple[str, bytes], ...]) -> OutputFile:
    """Join pages, by address: asked for by the worker and by checks, and after most edits anew."""
    pages = {url.removeprefix("/"): content.decode() for url, content in contents}
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    return fingerprinted(f"pages.{lang}.json", text.encode())
