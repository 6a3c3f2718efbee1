"""What is measured: a site for one generator, how to build it, and what a person changes."""

import random
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import draw_sentence, make_corpus
from benchmarks.formats import ROOT, WRITERS, address, eleventy_file, hugo_file, our_file
from benchmarks.install import install_eleventy, install_hugo

OURS, HUGO, ELEVENTY = "ours", "hugo", "eleventy"
REAL = "real"
EDITED = 12
"""Which page is edited: an ordinary one, below a section."""
_OUR_PROGRAM = Path(sys.executable).with_name("site-builder")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing in one file that is another in every round, so that nothing kept fits it."""

    path: Path
    pattern: str
    value: Callable[[int, str], str]
    """From the number of the round and what stands there at first."""
    originals: dict[Path, str] = field(default_factory=dict)

    def apply(self, number: int) -> str:
        """Write the file as it is in a round; return what is new in it."""
        text = self.originals.setdefault(self.path, self.path.read_text(encoding="utf-8"))
        found = re.search(self.pattern, text)
        if found is None:
            raise ValueError(self.path)
        new = self.value(number, found[0])
        self.path.write_text(text[: found.start()] + new + text[found.end() :], encoding="utf-8")
        return new.strip()


@dataclass(frozen=True, kw_only=True)
class Subject:
    name: str
    folder: Path
    build: tuple[str | Path, ...]
    serve: tuple[str | Path, ...]
    """The port comes behind it."""
    output: str
    kept: tuple[str, ...]
    """What a cold build starts without, besides the output."""
    changes: Mapping[str, Change]
    """By step."""
    address: str
    """Of the page that is edited."""

    def forget(self) -> None:
        """Remove what earlier builds made."""
        for name in (self.output, *self.kept):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def written(self) -> tuple[int, int]:
        """Return the bytes of the output, and the pages in it."""
        files = [path for path in (self.folder / self.output).rglob("*") if path.is_file()]
        return sum(path.stat().st_size for path in files), sum(f.suffix == ".html" for f in files)


def make_subjects(size: int, folder: Path, cache: Path) -> tuple[Subject, ...]:
    """Write the corpus of a size anew, for every generator."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = make_corpus(size)
    for name, write in WRITERS.items():
        write(pages, folder / name)
    page = pages[EDITED]
    hugo, eleventy = install_hugo(cache), install_eleventy(cache)
    return (
        _ours(folder / OURS, our_file(folder / OURS, page, "id"), address(page.key, "id")),
        Subject(
            name=HUGO,
            folder=folder / HUGO,
            build=(hugo, "--quiet"),
            serve=(hugo, "server", "--bind", "127.0.0.1", "--port"),
            output="public",
            kept=("resources",),
            changes=_changes(
                hugo_file(folder / HUGO, page, "id"),
                folder / HUGO / "data" / "figures.json",
                folder / HUGO / "layouts" / "all.html",
            ),
            address=address(page.key, "id"),
        ),
        Subject(
            name=ELEVENTY,
            folder=folder / ELEVENTY,
            build=("node", eleventy, "--quiet"),
            serve=("node", eleventy, "--serve", "--incremental", "--port"),
            output="output",
            kept=(".cache",),
            changes=_changes(
                eleventy_file(folder / ELEVENTY, page, "id"),
                folder / ELEVENTY / "_data" / "figures.json",
                folder / ELEVENTY / "_includes" / "base.njk",
            ),
            address=address(page.key, "id"),
        ),
    )


def make_real(folder: Path) -> Subject:
    """Copy this project's own site."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("content", "data", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "site.yaml", folder)
    page = next(
        path
        for path in sorted((folder / "content").glob("*.id.md"))
        if "\ntemplate:" not in path.read_text(encoding="utf-8")
    )
    slug = re.search(r"(?m)^slug: (.+)$", page.read_text(encoding="utf-8"))
    if slug is None:
        raise ValueError(page)
    return _ours(folder, page, f"/{slug[1]}/")


def _ours(folder: Path, page: Path, url: str) -> Subject:
    return Subject(
        name=OURS,
        folder=folder,
        build=(_OUR_PROGRAM, "build"),
        serve=(_OUR_PROGRAM, "serve", "--port"),
        output="output",
        kept=(".site-builder",),
        changes=_changes(
            page,
            folder / "data" / "coverage.csv",
            folder / "templates" / "partials" / "footer.html",
        ),
        address=url,
    )


def _changes(page: Path, data: Path, template: Path) -> Mapping[str, Change]:
    return {
        # A sentence more, at the end of the page.
        "edit": Change(path=page, pattern=r"\s*\Z", value=lambda number, _: sentence(number)),
        # The newest count; in the data of the others there is no other number.
        "cell": Change(
            path=data,
            pattern=r"\d+(?=,published,[^\n]*\s*\Z)|\d+(?=}\Z)",
            value=lambda number, first: str(int(first) + number),
        ),
        "template": Change(
            path=template,
            pattern="<footer",
            value=lambda number, first: f'{first} data-round="{number}"',
        ),
    }


def sentence(number: int) -> str:
    """Return a paragraph that stands on no page yet."""
    chance = random.Random(f"round {number}")
    return f"\n\n{' '.join(draw_sentence(chance)['id'] for _ in range(2))}\n"
