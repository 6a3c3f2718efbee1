"""`sw.js`: the service worker, which caches pages for reading without a connection.

Its script begins with all that it knows of the site: a version, which changes with any page; the
pages with their hashes, so that one that is still the same is not fetched again; what belongs to
each language. What is fetched ahead lies in one file for each language. Switched off in
`site.yaml`, the worker ends itself and deletes its caches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from site_builder.model import OutputFile, sha256_of
from site_builder.model.catalogs import fill, form
from site_builder.outputs.json_files import compact_json
from site_builder.views.assets.fingerprints import usable_assets
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage
from site_builder.views.web_app import (
    OFFLINE_FALLBACK,
    WORKER_URL,
    Precache,
    has_worker,
    precaches,
)

_HASH_DIGITS = 8
_VERSION_DIGITS = 10


def worker_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...] = ()
) -> tuple[OutputFile, ...]:
    """Return the worker and what it fetches ahead; nothing on a site without one."""
    if not has_worker(site):
        return ()
    is_kept = site.project.settings.is_kept_offline
    ahead = precaches(site, pages) if is_kept else ()
    knows = _knowledge(site, pages, ahead) if is_kept else None
    text = f"const SITE={compact_json(knows)};\n{site.assets.scripts.worker}\n"
    bundles = (kept.bundle for kept in ahead)
    return (OutputFile(path=_below_root(WORKER_URL), content=text.encode()), *bundles)


def _knowledge(
    site: SiteContext, pages: tuple[RenderedPage, ...], ahead: Iterable[Precache]
) -> Mapping[str, object]:
    """Return what the worker has to know, with a version of all of it."""
    shown = [each for each in pages if each.page.url.endswith("/")]
    knows = {
        "languages": _languages(site, ahead),
        "pages": {_below_root(p.page.url): sha256_of(p.file.content)[:_HASH_DIGITS] for p in shown},
        "assets": sorted({path for p in shown for path in usable_assets(p.file.content.decode())}),
    }
    digest = sha256_of(f"{compact_json(knows)}{site.assets.scripts.worker}".encode())
    return {"version": digest[:_VERSION_DIGITS], **knows}


def _languages(site: SiteContext, ahead: Iterable[Precache]) -> list[Mapping[str, object]]:
    """Describe the languages, the one at the root last: its folder holds those of all others."""
    described = [_language(site, kept) for kept in ahead]
    return sorted(described, key=lambda language: str(language["root"]), reverse=True)


def _language(site: SiteContext, kept: Precache) -> Mapping[str, object]:
    fallback = site.plan.page_with(OFFLINE_FALLBACK, kept.lang)
    is_default = kept.lang == site.plan.languages[0]
    return {
        "lang": kept.lang,
        "root": "" if is_default else f"{kept.lang}/",
        "locale": site.locales[kept.lang].tag,
        "saved": escape(_saved_words(site, kept.lang)),
        "offline": _below_root(fallback.url) if fallback else "",
        "ahead": [*kept.assets, *(_below_root(each.page.url) for each in kept.pages)],
        "bundle": kept.bundle.path,
        "together": [_below_root(each.page.url) for each in kept.group],
    }


def _saved_words(site: SiteContext, lang: str) -> str:
    """Return the line above a cached page; the worker puts in the date on which it was cached."""
    plural = site.locales[lang].plural
    return fill(
        form(site.project.catalogs[lang], "offline.saved", None, plural), {"date": "{date}"}
    )


def _below_root(url: str) -> str:
    """Return an address relative to the worker's own folder."""
    return url.removeprefix("/")
