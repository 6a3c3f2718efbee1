"""Lists too long for one page: how they are divided, and the pages that records of a group have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from site_builder.model import Localized, Project
from site_builder.pages.page import Page, PageKind, generated_page

T = TypeVar("T")


def divided(items: Sequence[T], length: int) -> tuple[tuple[T, ...], ...]:
    """Divide a list into parts of a length, of which the last may be shorter."""
    starts = range(0, len(items), length)
    return tuple(tuple(items[start : start + length]) for start in starts)


def records_pages(
    project: Project,
    parent: Page,
    kind: PageKind,
    group: str,
    parts: Iterable[tuple[int, Localized, tuple[str, ...]]],
) -> Iterator[Page]:
    """Yield a page for each part of a group of figures.

    A part is its number, from 0, what it is called, and what its page holds. The group is a
    namespace, whose word is in the address.
    """
    slug = project.word(f"group_slug.{group}")[parent.lang]
    for number, called, holds in parts:
        suffix = f"-{number + 1}" if number else ""
        yield generated_page(
            parent=parent,
            kind=kind,
            name=f"{group}{suffix}",
            slug=f"{slug}{suffix}",
            title=project.word("data.records_title", name=called),
            short_title=called,
            description=project.word("data.records_description", name=called),
            holds=holds,
            order=number,
        )


def part_of(page: Page) -> tuple[str, int]:
    """Return the group whose records a page has, and the number of the part, from 0."""
    group, _, number = page.name.partition("-")
    return group, int(number or 1) - 1


def part_name(project: Project, whole: Localized | str, first: Localized | str) -> Localized:
    """Return what a part of a list is called: by the whole, and by the first that stands in it."""
    return project.word("data.part", name=whole, first=first)
