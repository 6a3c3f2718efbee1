"""What may need attention today, row by row."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.build import BuildResult
from site_builder.checks.numbers.typed_numbers import find_exemptions
from site_builder.messages.wording import Messages, describe
from site_builder.model import Status
from site_builder.pages.translations import section_text
from site_builder.preview.desk_cells import (
    Cell,
    code_cell,
    do_cell,
    edit_address,
    link_cell,
    text_cell,
)
from site_builder.preview.editing.subject import PAGE, entry_at
from site_builder.preview.panel import EXPLAIN_FOLDER, fill
from site_builder.read.stamps import confirmed_path, parse_confirmed
from site_builder.upkeep.status import StatusReport
from site_builder.views.context import SiteContext

_CERTAIN = frozenset({Status.PUBLISHED, Status.COMPUTED})
_FEW = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What the pages of the desk are made from."""

    site: SiteContext
    result: BuildResult
    status: StatusReport
    confirmed: Mapping[str, str]
    messages: Messages
    token: str
    """Whoever does not know it can do nothing."""

    def word(self, key: str, /, **params: object) -> str:
        return self.messages.say(f"desk.{key}", **params)


def _problems(desk: Desk) -> Iterator[Iterable[Cell]]:
    keys = {page.source: (PAGE, page.key) for page in desk.site.plan.written}
    for diagnostic in desk.result.diagnostics:
        described, place = describe(diagnostic, desk.messages), diagnostic.location
        edited = keys.get(place.path) or entry_at(desk.site.project, place)
        yield (
            link_cell(f"/{EXPLAIN_FOLDER}/{diagnostic.code}", f"{place} {diagnostic.code}"),
            text_cell(described.message),
            text_cell(described.hint),
            link_cell(edit_address(*edited), desk.word("edit")) if edited else text_cell(""),
        )


def _translations(desk: Desk) -> Iterator[Iterable[Cell]]:
    plan = desk.site.plan
    for entry in desk.status.translations:
        page = plan.named(entry.key, entry.lang)
        original = plan.original(page) or page
        texts = {section.id: section_text(original, section) for section in original.sections}
        own = {section.id: section_text(page, section) for section in page.sections}
        path = confirmed_path(entry.key, entry.lang)
        before = parse_confirmed(desk.confirmed.get(path, ""), path).get(entry.section, "")
        place = f"{entry.key} [{entry.lang}] #{entry.section}"
        yield (
            link_cell(edit_address(PAGE, entry.key), place),
            _difference(before or texts[entry.section], texts[entry.section]),
            code_cell(own.get(entry.section, "")),
            do_cell(desk.token, "translated", desk.word("do_translated"), entry.key, entry.section),
        )


def _difference(before: str, after: str) -> Cell:
    """Mark word by word what is gone, and what is new."""
    old, new = (text.replace("\n", " \n ").split(" ") for text in (before, after))
    pieces = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        names = ("desk_same.html",) if kind == "equal" else ("desk_gone.html", "desk_added.html")
        spans = (old[i1:i2], new[j1:j2]) if kind != "equal" else (new[j1:j2],)
        pieces += [
            fill(name, {"text": " ".join(words)}).decode()
            for name, words in zip(names, spans, strict=True)
            if words
        ]
    return fill("desk_pieces.html", {}, {"pieces": " ".join(pieces)}).decode()


def _concerned(desk: Desk) -> Iterator[Iterable[Cell]]:
    for concern in desk.status.concerned:
        yield text_cell(f"{concern.path}:{concern.line}"), text_cell(concern.figure)


def _reviews(desk: Desk) -> Iterator[Iterable[Cell]]:
    for review in desk.site.reviews:
        if review.due <= desk.site.today:
            yield (
                text_cell(review.due.isoformat()),
                text_cell(f"{desk.word(f'kind_{review.kind}')}: {review.id}"),
                text_cell(str(review.location)),
            )


def _doubtful(desk: Desk) -> Iterator[Iterable[Cell]]:
    return (
        figure_cells(desk, each) for each in desk.status.figures if each["status"] not in _CERTAIN
    )


def _exemptions(desk: Desk) -> Iterator[Iterable[Cell]]:
    for exemption in find_exemptions(desk.site):
        place = f"{exemption.path}:{exemption.line}"
        yield text_cell(place), text_cell(exemption.number), text_cell(exemption.reason)


def _heaviest(desk: Desk) -> Iterator[Iterable[Cell]]:
    for page in sorted(desk.status.weight, key=lambda page: -int(str(page["bytes"])))[:_FEW]:
        url = str(page["url"])
        yield link_cell(url, url), text_cell(f"{page['bytes']} / {page['budget']}")


def _longest(desk: Desk) -> Iterator[Iterable[Cell]]:
    found = ((each, file.path) for file in desk.status.language for each in file.long_sentences)
    for sentence, path in sorted(found, key=lambda pair: -pair[0].words)[:_FEW]:
        yield (
            text_cell(f"{path}:{sentence.line}"),
            text_cell(str(sentence.words)),
            text_cell(sentence.text),
        )


TODAY: Mapping[str, tuple[Sequence[str], Callable[[Desk], Iterator[Iterable[Cell]]]]] = {
    "problems": (("place", "message", "remedy", "edit"), _problems),
    "translations": (("page", "original", "translation", "do"), _translations),
    "concerned": (("place", "figure"), _concerned),
    "reviews": (("due", "what", "place"), _reviews),
    "doubtful": (("figure", "value", "state"), _doubtful),
    "exemptions": (("place", "number", "reason"), _exemptions),
    "weight": (("page", "bytes"), _heaviest),
    "long": (("place", "words", "text"), _longest),
}
"""What may need attention: the heads of its columns, and its rows."""


def figure_cells(desk: Desk, figure: Mapping[str, object]) -> tuple[Cell, Cell, Cell]:
    value = "–" if figure["value"] is None else str(figure["value"])
    state = desk.word(f"status_{figure['status']}")
    return (
        text_cell(str(figure["name"])),
        text_cell(value),
        text_cell(f"{state} {figure['as_of'] or ''}".rstrip()),
    )
