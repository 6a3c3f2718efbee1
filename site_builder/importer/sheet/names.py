"""The names that a sheet may use: of funding sources, areas, occupations, sources and statuses.

A text gives every id that it may mean; whoever asks decides what none or several mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from site_builder.checks.data.personal_data import PersonalData
from site_builder.diagnostics import nearest
from site_builder.importer.sheet.words import import_words, plain
from site_builder.model import WRITTEN, Localized, Project, areas_around

_IN_BRACKETS = re.compile(r"\(([^)]+)\)")
_MOST_SHOWN = 12
_ALIKE = 0.8
"""How much alike the name of a place and its misspelling are."""


class Names:
    """Every name that a cell may use, looked up without regard to case and spaces."""

    def __init__(self, project: Project, columns: Mapping[str, str]) -> None:
        self.project = project
        self.words = import_words(project, columns)
        self.personal = PersonalData.of(project)
        self._areas = project.areas
        self._index: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self._shown: dict[str, dict[str, str]] = defaultdict(dict)
        for kind, categories in (("funding", project.funding), ("occupation", project.occupations)):
            for name, category in categories.items():
                self._add(kind, name, *_with_parts(category.name), name)
        for slug, area in project.areas.items():
            self._add("area", slug, area.name, slug, area.code)
        for name, source in project.sources.items():
            self._add("source", name, name, *(title.value for title in source.title))
        for status in WRITTEN:
            labels = (c.words.get(f"status.{status}") for c in project.catalogs.values())
            self._add("status", status, status, *(w.forms["other"] for w in labels if w))

    def find(self, kind: str, text: str, level: str = "", within: str = "") -> frozenset[str]:
        """Return the ids that a text may mean; areas of one level and inside another where given.

        A word for the level may stand before the name of an area, and then it decides.
        """
        found = frozenset(self._index[kind].get(_key(text), ()))
        if kind != "area":
            return found
        if not level and text in self._areas:
            return frozenset({text})
        first, _, rest = plain(text).partition(" ")
        named = "" if found else self.words.level_of(first)
        if named:
            level, found = named, frozenset(self._index[kind].get(_key(rest), ()))
        return frozenset(slug for slug in found if self._fits(slug, level, within))

    def around(self, slug: str) -> tuple[str, ...]:
        """Return the areas that an area lies in, the nearest first."""
        return areas_around(self._areas, slug)

    def depth_of(self, level: str) -> int:
        """Return how deep a level of areas lies below the whole."""
        depths = (len(self.around(s)) for s, area in self._areas.items() if area.level == level)
        return max(depths, default=0)

    def below(self, slug: str) -> tuple[str, ...]:
        """Return the areas that lie directly in an area; without a name, in the whole of them."""
        if slug:
            return tuple(s for s, area in self._areas.items() if area.parent == slug)
        whole = [s for s in self._areas if self.is_whole(s)]
        if len(whole) == 1:
            return self.below(whole[0])
        return tuple(s for s, area in self._areas.items() if not area.parent)

    def is_whole(self, slug: str) -> bool:
        """Return whether an area is the one that all the others lie in."""
        return not self._areas[slug].parent and bool(self.below(slug))

    def nearest(self, kind: str, text: str, level: str = "", within: str = "") -> str:
        """Return the name that looks most like a text, as people write it."""
        shown = {
            key: name
            for key, name in self._shown[kind].items()
            if kind != "area"
            or any(self._fits(slug, level, within) for slug in self._index[kind][key])
        }
        found = nearest(_key(text), shown)
        if kind == "area":
            # A place elsewhere may be half like one here: two towns have each a western part.
            first, _, rest = plain(text).partition(" ")
            written = rest if self.words.level_of(first) else text
            found = next(iter(get_close_matches(_key(written), [found], cutoff=_ALIKE)), "")
        return shown.get(found, "")

    def known(self, kind: str) -> str:
        """Return some names of a kind, as examples."""
        names = dict.fromkeys(self._shown[kind].values())
        return ", ".join(list(names)[:_MOST_SHOWN])

    def _fits(self, slug: str, level: str, within: str) -> bool:
        return (not level or self._areas[slug].level == level) and (
            not within or within in self.around(slug)
        )

    def _add(self, kind: str, name: str, *texts: str) -> None:
        for text in texts:
            if key := _key(text):
                self._index[kind].setdefault(key, set()).add(name)
                self._shown[kind].setdefault(key, text)


def _key(text: str) -> str:
    """Return the letters and digits alone; what stands in brackets counts."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _with_parts(name: Localized) -> Iterator[str]:
    """Yield a name in each language, and apart what stands before and inside its brackets."""
    for text in name:
        yield text.value
        yield _IN_BRACKETS.sub("", text.value).strip()
        yield from (part.strip() for part in _IN_BRACKETS.findall(text.value))
