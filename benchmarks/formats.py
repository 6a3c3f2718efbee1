"""One corpus, written as each generator wants it."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.corpus import LANGUAGES, NUMBER, CorpusPage, menu_keys
from site_builder.pages.plan import plan_site
from site_builder.pages.translations import section_hash
from site_builder.read.project import load_files, parse_project
from site_builder.read.stamps import STAMPS_PATH, confirmed_path
from site_builder.views.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
SMALL_PROJECT = ROOT / "tests" / "problems" / "base"
CONFIRMED = "2030-01-31"
_HEADING_ID = re.compile(r" \{#\w+\}$", re.MULTILINE)
_LINK = re.compile(r"\{link:([^}]*)\}")
EMPTY_DATA = {
    "benefits.yaml": "schema_version: 1\nbenefits: []\n",
    "charts.yaml": "schema_version: 1\ncharts: []\n",
    "indicators.yaml": "schema_version: 1\nlabels: {}\n",
    "indicators.csv": "id,as_of,value,unit,status,source,confidence,conflicts_with,note\n",
    "targets.csv": "year,funding,participants,source\n",
    "coverage.csv": "as_of,funding,area,occupation,participants,status,source,released,quote,note\n"
    f"2025-01-31,,,,{NUMBER},published,S1,,,\n",
}
"""Data of which our program would make more pages."""

Corpus = tuple[CorpusPage, ...]


# --- ours -------------------------------------------------------------------------------------


def write_ours(pages: Corpus, folder: Path) -> None:
    """Write a project of ours around the pages: data of the small one, templates and words."""
    shutil.copytree(SMALL_PROJECT / "data", folder / "data")
    for part in ("templates", "content/i18n"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "data" / "eligibility.yaml").unlink()
    for name, text in EMPTY_DATA.items():
        _write(folder / "data" / name, text)
    settings = (SMALL_PROJECT / "site.yaml").read_text(encoding="utf-8")
    settings = re.sub(
        r"(?m)^navigation:.*$", f"navigation: [{', '.join(menu_keys(pages))}]", settings
    )
    settings = re.sub(r"(?m)^footer:.*$", "footer: [sources, data]", settings)
    _write(folder / "site.yaml", settings)
    for page in pages:
        if not page.is_from_data:
            for lang in LANGUAGES:
                _write(our_file(folder, page, lang), our_text(page, lang))
    _confirm(pages, folder)


def our_file(folder: Path, page: CorpusPage, lang: str) -> Path:
    return folder / "content" / f"{page.key or 'home'}.{lang}.md"


def our_text(page: CorpusPage, lang: str) -> str:
    slug = page.key.rpartition("/")[2]
    matter = {"title": page.titles[lang], "description": page.descriptions[lang], "slug": slug}
    shared: dict[str, object] = {"template": page.template, "sources": ["S1"]}
    if page.parent:
        shared["parent"] = page.parent
    if page.next_keys:
        shared["next"] = list(page.next_keys)
    body = page.bodies[lang].replace("{number}", "{{ coverage.total }}")
    body = _LINK.sub(_our_link, body)
    return _with_matter(matter | (shared if lang == LANGUAGES[0] else {}), body)


def _our_link(link: re.Match[str]) -> str:
    name = re.sub(r"\W", "_", link[1])
    return f"{{{{ page.{name} }}}}"


def _confirm(pages: Corpus, folder: Path) -> None:
    """Say of every translation that somebody compared it, and keep the original as it was."""
    project, _ = parse_project(load_files(folder))
    if project is None:
        raise ValueError(folder)
    plan, _ = plan_site(project, KINDS, project.settings.base_url)
    lines = ["schema_version: 1"]
    for page in plan.written:
        if original := plan.original(page):
            sources = {section.id: section for section in original.sections}
            lines += [f"{json.dumps(page.key)}:", f"  {page.lang}:"]
            for section in page.sections:
                stamp = {
                    "original": section_hash(original, sources[section.id]),
                    "translation": section_hash(page, section),
                    "date": CONFIRMED,
                }
                lines.append(f"    {section.id}: {json.dumps(stamp)}")
    _write(folder / STAMPS_PATH, "\n".join(lines) + "\n")
    for each in pages:
        if not each.is_from_data:
            matter = {name: getattr(each, f"{name}s")["id"] for name in ("title", "description")}
            body = our_text(each, "id").split("---\n", 2)[2]
            _write(folder / confirmed_path(each.key or "home", "en"), _with_matter(matter, body))


# --- the others -------------------------------------------------------------------------------


def write_hugo(pages: Corpus, folder: Path) -> None:
    """Write a Hugo site: a folder of content for each language, a template for all pages."""
    shutil.copytree(PEERS / "hugo", folder)
    _write_menu(pages, folder / "data" / "menu.json")
    _write(folder / "data" / "figures.json", json.dumps({"total": NUMBER}))
    parents = {page.parent for page in pages} | {"", "data"}
    for page in pages:
        for lang in LANGUAGES:
            _write(
                hugo_file(folder, page, lang, is_parent=page.key in parents), hugo_text(page, lang)
            )


def hugo_file(folder: Path, page: CorpusPage, lang: str, *, is_parent: bool = False) -> Path:
    content = folder / "content" / lang
    return content / page.key / "_index.md" if is_parent else content / f"{page.key}.md"


def hugo_text(page: CorpusPage, lang: str) -> str:
    body = page.bodies[lang].replace("{number}", "{{< number >}}")
    return _with_matter(_peer_matter(page, lang), _with_addresses(body, lang))


def write_eleventy(pages: Corpus, folder: Path) -> None:
    """Write an Eleventy site: one layout for all pages."""
    shutil.copytree(PEERS / "eleventy", folder)
    _write_menu(pages, folder / "_data" / "menu.json")
    _write(folder / "_data" / "figures.json", json.dumps({"total": NUMBER}))
    for page in pages:
        for lang in LANGUAGES:
            _write(eleventy_file(folder, page, lang), eleventy_text(page, lang))


def eleventy_file(folder: Path, page: CorpusPage, lang: str) -> Path:
    return folder / "content" / lang / f"{page.key or 'index'}.md"


def eleventy_text(page: CorpusPage, lang: str) -> str:
    other = next(code for code in LANGUAGES if code != lang)
    matter = {
        **_peer_matter(page, lang),
        "layout": "base.njk",
        "lang": lang,
        "permalink": f"{address(page.key, lang)}index.html",
        "alternate": address(page.key, other),
        "parent": address(page.parent, lang),
    }
    body = _HEADING_ID.sub("", page.bodies[lang]).replace("{number}", "{{ figures.total }}")
    return _with_matter(matter, _with_addresses(body, lang))


def address(key: str, lang: str) -> str:
    """Return a page's address, the same in all three sites."""
    prefix = "/" if lang == LANGUAGES[0] else f"/{lang}/"
    return f"{prefix}{key}/" if key else prefix


def _peer_matter(page: CorpusPage, lang: str) -> dict[str, object]:
    return {
        "title": page.titles[lang],
        "description": page.descriptions[lang],
        "next": [address(key, lang) for key in page.next_keys],
    }


def _with_addresses(body: str, lang: str) -> str:
    return _LINK.sub(lambda link: f"[{link[1]}]({address(link[1], lang)})", body)


def _write_menu(pages: Corpus, path: Path) -> None:
    titles = {page.key: page.titles for page in pages}
    menu = {
        lang: [{"url": address(k, lang), "title": titles[k][lang]} for k in menu_keys(pages)]
        for lang in LANGUAGES
    }
    _write(path, json.dumps(menu))


def _with_matter(matter: dict[str, object], body: str) -> str:
    lines: Iterable[str] = (f"{key}: {json.dumps(value)}" for key, value in matter.items())
    return "\n".join(("---", *lines, "---", body))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


WRITERS: dict[str, Callable[[Corpus, Path], None]] = {
    "ours": write_ours,
    "hugo": write_hugo,
    "eleventy": write_eleventy,
}
