"""Pages that somebody renamed or gave another address by hand, noticed against the build before."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby

from site_builder.diagnostics import Diagnostic, Location, has_errors, problem
from site_builder.model import Document
from site_builder.model.urls import SLUG
from site_builder.pages.site_plan import insert_name
from site_builder.read.content import CONTENT_FOLDER, split_path
from site_builder.upkeep.releases.release import CertifiedPage, Release
from site_builder.views.context import SiteContext

RENAMED, READDRESSED = "OUT020", "OUT021"
_UNUSABLE_NAME = "TXT026"


def notice_moves(
    before: Release, site: SiteContext, found: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return what was found, with the moves by hand, and without what is wrong because of them.

    A file that got another name is only reported where something is wrong because of it (OUT020).
    """
    found, languages = tuple(found), site.plan.languages
    for (folder, now), moves in groupby(sorted(_renamed(before, site).items()), _folders):
        (old, new), *others = several = [*moves]
        names = {name for a, b in several for name in (a, b.key, f"page.{insert_name(a)}")}
        paths = {f"{CONTENT_FOLDER}{b.key}.{lang}.md" for _, b in several for lang in languages}
        follows = [
            each
            for each in found
            if names & set(map(str, each.params.values()))
            or (each.code == _UNUSABLE_NAME and each.location.path in paths)
        ]
        if has_errors(follows):
            place, in_folder = Location(path=new.path), folder if others else ""
            target = now if all(map(SLUG.fullmatch, now.split("/"))) else ""
            moved = problem(
                RENAMED, place, key=old, new=new.key, target=target, folder=in_folder, now=now
            )
            found = (moved, *(each for each in found if each not in follows))
    wrong = {split_path(each.location.path, languages) for each in found if each.is_error}
    keys = {name[0] for name in wrong if name}
    return (*found, *_readdressed(before, site, keys))


def offered_move(found: Diagnostic) -> Mapping[str, str]:
    """Return the `key` of a page or folder that is offered as a move, and its `new` name.

    That is another key, or the slug of a language (`id=cara-ikut`). Empty for what is no move.
    """
    params = found.params
    if found.code == RENAMED and params["target"]:
        return {"key": params["folder"] or params["key"], "new": params["target"]}
    if found.code == READDRESSED:
        return {"key": params["key"], "new": f"{params['lang']}={params['slug']}"}
    return {}


def _folders(move: tuple[str, Document]) -> tuple[str, str]:
    """Return the folder in which a page was and is, if it was renamed, or the page by itself."""
    (old, old_name), (new, new_name) = (
        key.rsplit("/", 1) if "/" in key else ("", key) for key in (move[0], move[1].key)
    )
    return (old, new) if old and new and old_name == new_name else (move[0], move[1].key)


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


def _readdressed(before: Release, site: SiteContext, wrong: Container[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each page whose old address leads nowhere now (OUT021).

    The pages below it follow: the uppermost is said. A page with an error may have it for that.
    """
    redirected = {url for d in site.project.documents for url in d.front.redirect_from}
    served = {page.url for page in site.plan.pages} | redirected
    lost = {url: page for url, page in before.pages.items() if url not in served}
    for url, old in sorted(lost.items()):
        page = site.plan.find(old.key, old.lang)
        if page is None or not page.source or old.key in wrong or _is_below_another(old, lost):
            continue
        place = page.front.locations.get("slug") or Location(path=page.source)
        yield problem(
            READDRESSED,
            place,
            url=url,
            now=page.url,
            key=old.key,
            slug=page.url.strip("/").rpartition("/")[2],
            lang=page.lang,
        )


def _is_below_another(page: CertifiedPage, lost: dict[str, CertifiedPage]) -> bool:
    return any(page.url.startswith(url) and url != page.url for url in lost)
