"""One dimension of a site grown by itself, ten times, while all else stays.

The plain site is that of `corpus.py`; a grown one has more redirects, sources, counts of areas or
languages. What one of them costs is what the grown site costs above the plain one.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import CorpusPage, make_corpus
from benchmarks.formats import our_file, write_ours
from benchmarks.measure import run
from benchmarks.results import Results
from benchmarks.steps import BARE
from benchmarks.subjects import EDITED, OURS, Change, sentence
from site_builder.read.stamps import STAMPS_PATH

PLAIN = "plain"
"""The site of which the others are grown."""
PAGES = 100
_STATISTICS = CorpusPage(
    key="statistics",
    titles={"id": "Statistik", "en": "Statistics"},
    descriptions={"id": "Statistik.", "en": "Statistics."},
    bodies={"id": "Statistik.\n", "en": "Statistics.\n"},
    template="statistics",
)
"""Below which areas have their pages."""
_COLD_ROUNDS, _EDIT_ROUNDS = 2, 3
_DATES = ("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30")
_INSIDE = 5
"""Areas of the second level in one of the first."""
_FURTHER_LANGUAGES = ("de", "nl", "sv", "da", "fi", "nb", "et", "hu", "eu", "gl")
"""With the plural forms of English, whose texts they are given."""


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """Something that grows, with two numbers of it."""

    name: str
    small: int
    large: int
    add: Callable[[Path, int], None]
    """Adds so many to a project."""

    def site(self, number: int) -> str:
        """Return the name under which results are kept."""
        return f"{number} {self.name}"


def measure_growth(folder: Path, results: Results, say: Callable[[str], None]) -> None:
    """Build the plain site and each grown one, and build each again after edits of a sentence.

    All builds are without compression and pictures, which would hide what else grows.
    """
    grown = [(PLAIN, 0, lambda *_: None)]
    grown += [(d.site(number), number, d.add) for d in DIMENSIONS for number in (d.small, d.large)]
    for site, number, add in grown:
        own = folder / site
        for _ in range(results.count(site, "bare", OURS), _COLD_ROUNDS):
            write_grown(own, number, add)
            _measure_build(own, results, site, "bare", say)
        page = our_file(own, make_corpus(PAGES)[EDITED], "id")
        change = Change(path=page, pattern=r"\s*\Z", value=lambda number, _: sentence(number))
        for round_number in range(results.count(site, "edit", OURS), _EDIT_ROUNDS):
            change.apply(round_number)
            _measure_build(own, results, site, "edit", say)
        shutil.rmtree(own, ignore_errors=True)


def cost_of_one(
    results: Results, dimension: Dimension, number: int, step: str, what: str
) -> float | None:
    """Return what one of so many costs at least; None where it was not measured.

    The least of all builds: what else a machine does only ever adds to it.
    """
    with_them = results.get(dimension.site(number), step, OURS, what, min)
    without = results.get(PLAIN, step, OURS, what, min)
    return None if with_them is None or without is None else (with_them - without) / number


def _measure_build(
    folder: Path, results: Results, site: str, step: str, say: Callable[[str], None]
) -> None:
    sample = run(BARE, folder)
    results.add(site, step, OURS, sample)
    say(f"{site:>22}  {step:<6}{sample.cpu:9.3f} s of a processor {sample.peak / 1e6:9.1f} MB")


def write_grown(
    folder: Path, number: int, add: Callable[[Path, int], None], *, pages: int = PAGES
) -> None:
    """Write the plain site, and so many more of what is added."""
    shutil.rmtree(folder, ignore_errors=True)
    write_ours((*make_corpus(pages), _STATISTICS), folder)
    add(folder, number)


def _add_redirects(folder: Path, number: int) -> None:
    originals = _articles(folder)
    for position, page in enumerate(originals):
        addresses = [f"/old/{each}/" for each in range(position, number, len(originals))]
        _replace(page, r"\A---\n", f"---\nredirect_from: {json.dumps(addresses)}\n")


def _add_sources(folder: Path, number: int) -> None:
    """Let pages rest on more sources, each of them on its own."""
    originals = _articles(folder)
    path = folder / "data" / "sources.yaml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = [f"S{each}" for each in range(2, 2 + number)]
    for name in names:
        title = {lang: f"{text} {name}" for lang, text in known["sources"][0]["title"].items()}
        known["sources"].append({**known["sources"][0], "id": name, "title": title})
    _write_yaml(path, known)
    for position, page in enumerate(originals):
        own = ["S1", *names[position :: len(originals)]]
        _replace(page, r"(?m)^sources: .*$", f"sources: {json.dumps(own)}")


def _add_counts(folder: Path, number: int) -> None:
    """Count villages on four days; their districts and records have pages of their own."""
    inside = number // len(_DATES)
    areas: list[tuple[str, ...]] = []
    counted = []
    for position in range(inside):
        district, place = (1 + each for each in divmod(position, _INSIDE))
        if place == 1:
            areas.append(
                (f"00.{district}", f"area_{district}", f"Area {district}", "district", "00")
            )
        slug = f"area_{district}_{place}"
        name = f"Area {district}-{place}"
        areas.append((f"00.{district}.{place}", slug, name, "village", f"00.{district}"))
        counted.append((slug, 100 + position % 50))
    with (folder / "data" / "areas.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{','.join(area)}\n" for area in areas)
    path = folder / "data" / "coverage.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    counts = (
        f"{day},,{slug},,{people},published,S1,,,\n" for day in _DATES for slug, people in counted
    )
    path.write_text("".join((header, *counts, *rows)), encoding="utf-8")


def _add_languages(folder: Path, number: int) -> None:
    """Give every page the same translation in further languages."""
    further = _FURTHER_LANGUAGES[:number]
    for path in [folder / "site.yaml", *(folder / "data").glob("*.yaml")]:
        known = yaml.safe_load(path.read_text(encoding="utf-8"))
        for lang in further:
            known = _translated(known, lang)
        for lang in further if path.name == "site.yaml" else ():
            known["languages"].append({"code": lang, "name": lang, "locale": lang})
        _write_yaml(path, known)
    stamps = folder / STAMPS_PATH
    known = yaml.safe_load(stamps.read_text(encoding="utf-8"))
    for languages in known.values():
        if isinstance(languages, dict):
            languages.update(dict.fromkeys(further, languages["en"]))
    _write_yaml(stamps, known)
    for path in [folder / "content" / "i18n" / "en.yaml", *folder.rglob("*.en.md")]:
        for lang in further:
            name = re.sub(r"\ben\b(?=\.(md|yaml)$)", lang, path.name)
            shutil.copyfile(path, path.with_name(name))


def _translated(value: Any, lang: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return a value whose texts by language have another one."""
    if isinstance(value, list):
        return [_translated(each, lang) for each in value]
    if not isinstance(value, dict):
        return value
    more = {lang: value["en"]} if {"id", "en"} <= value.keys() else {}
    return {key: _translated(each, lang) for key, each in value.items()} | more


def _articles(folder: Path) -> list[Path]:
    return sorted((folder / "content").glob("section-*/*.id.md"))


def _replace(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, lambda _: new, text, count=1), encoding="utf-8")


def _write_yaml(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


DIMENSIONS = (
    Dimension(name="redirects", small=1_000, large=10_000, add=_add_redirects),
    Dimension(name="sources", small=100, large=1_000, add=_add_sources),
    Dimension(name="counts of areas", small=240, large=2_400, add=_add_counts),
    Dimension(name="languages", small=1, large=10, add=_add_languages),
)
GROWN = (PLAIN, *(d.site(number) for d in DIMENSIONS for number in (d.small, d.large)))
"""All sites, as results are kept under them."""
