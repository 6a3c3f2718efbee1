"""Pages that somebody renamed or gave another address by hand, noticed against the build before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.diagnostics import Diagnostic, Location, has_errors, problem
from site_builder.model import Document
from site_builder.pages.site_plan import insert_name
from site_builder.read.content import split_path
from site_builder.upkeep.releases.release import CertifiedPage, Release
from site_builder.views.context import SiteContext

READDRESSED = "OUT021"


def notice_moves(
    before: Release, site: SiteContext, found: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return what was found, with the moves by hand, and without what is wrong because of them.

    A file that got another name is only reported where something is wrong because of it (OUT020).
    """
    found = tuple(found)
    for old, new in sorted(_renamed(before, site).items()):
        names = {old, new.key, f"page.{insert_name(old)}"}
        follows = [each for each in found if names & set(map(str, each.params.values()))]
        if has_errors(follows):
            moved = problem("OUT020", Location(path=new.path), key=old, new=new.key)
            found = (moved, *(each for each in found if each not in follows))
    return (*found, *_readdressed(before, site))


def _renamed(before: Release, site: SiteContext) -> dict[str, Document]:
    """Return keys of pages with the files that hold what theirs held, under another key."""
    now, languages = site.project.input_hashes, site.plan.languages
    came = {
        now[document.path]: document
        for document in site.project.documents
        if document.path not in before.inputs
    }
    left = {
        name[0]: came[sha256]
        for path, sha256 in before.inputs.items()
        if path not in now and sha256 in came and (name := split_path(path, languages))
    }
    return {key: document for key, document in left.items() if key != document.key}


def _readdressed(before: Release, site: SiteContext) -> Iterator[Diagnostic]:
    """Yield a warning for each page whose old address leads nowhere now (OUT021).

    The pages below it follow: the uppermost is said.
    """
    redirected = {url for d in site.project.documents for url in d.front.redirect_from}
    served = {page.url for page in site.plan.pages} | redirected
    lost = {url: page for url, page in before.pages.items() if url not in served}
    for url, old in sorted(lost.items()):
        page = site.plan.find(old.key, old.lang)
        if page is None or not page.source or _is_below_another(old, lost):
            continue
        place = page.front.locations.get("slug") or Location(path=page.source)
        was, slug = (each.strip("/").rpartition("/")[2] for each in (url, page.url))
        yield problem(
            READDRESSED,
            place,
            url=url,
            now=page.url,
            key=old.key,
            # Whose slug is as it was stands below another page now.
            was=was if was != slug else "",
            slug=slug,
            lang=page.lang,
        )


def _is_below_another(page: CertifiedPage, lost: dict[str, CertifiedPage]) -> bool:
    return any(page.url.startswith(url) and url != page.url for url in lost)
