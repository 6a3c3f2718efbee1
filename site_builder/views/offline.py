"""What a reader's device keeps, so that it can be read without a connection.

Takes the planned site, and its pages as they were rendered; gives for each language the pages that
are fetched ahead, and the files that a browser needs to show them. It makes no worker and weighs
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.pages.page import Page
from site_builder.pages.plan import HOME, NOT_FOUND, Plan
from site_builder.views.assets.fingerprints import loaded_assets
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

OFFLINE_TEMPLATE = "offline"
"""Of the page that stands in for one that was not kept."""
WORKER_URL = "/sw.js"
"""Of the worker that keeps pages; what stands below its folder is in its hands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptAhead:
    """What is fetched ahead for readers of one language."""

    lang: str
    pages: tuple[RenderedPage, ...]
    """Each of use by itself: the one that stands in for others first, then the most needed."""
    together: tuple[RenderedPage, ...]
    """Of use only if all of them are there: a page with those that data made below it."""
    assets: tuple[str, ...]
    """Paths of the style sheets, scripts and pictures that they need."""


def is_listed(page: Page) -> bool:
    """Tell whether search engines are to find a page: not what only stands in for another."""
    return page.key != NOT_FOUND and page.template != OFFLINE_TEMPLATE


def has_worker(site: SiteContext) -> bool:
    """Tell whether the build publishes a worker: a folder that opens from disk cannot run one."""
    return bool(site.scripts.worker) and not site.plan.is_portable


def offline_pages(plan: Plan, lang: str) -> tuple[Page, ...]:
    """Give the written pages that are to be fetched ahead, the home page first."""
    wanted = [p for p in plan.pages if p.lang == lang and p.shared.offline and p.source]
    return tuple(sorted(wanted, key=lambda page: (page.key != HOME, page.shared.order, page.key)))


def stand_in_page(plan: Plan, lang: str) -> Page | None:
    """Give the page that is shown for one that was not kept; None on a site without one."""
    pages = plan.pages
    return next((p for p in pages if p.lang == lang and p.template == OFFLINE_TEMPLATE), None)


def kept_ahead(site: SiteContext, rendered: Iterable[RenderedPage]) -> tuple[KeptAhead, ...]:
    """Give what is fetched ahead, for each language of the site."""
    by_url = {each.page.url: each for each in rendered}
    return tuple(_of_language(site.plan, lang, by_url) for lang in site.plan.languages)


def _of_language(plan: Plan, lang: str, by_url: dict[str, RenderedPage]) -> KeptAhead:
    stand_in = stand_in_page(plan, lang)
    written = offline_pages(plan, lang)
    made = [p for p in plan.pages if p.lang == lang and p.shared.offline and not p.source]
    above = {page.parent for page in made}
    first = [stand_in] if stand_in else []
    alone = [*first, *(page for page in written if page.key not in above and page != stand_in)]
    together = [*(page for page in written if page.key in above), *made]
    texts = [by_url[page.url].file.content.decode() for page in (*alone, *together)]
    return KeptAhead(
        lang=lang,
        pages=tuple(by_url[page.url] for page in alone),
        together=tuple(by_url[page.url] for page in together),
        assets=tuple(sorted({path for text in texts for path in loaded_assets(text)})),
    )
