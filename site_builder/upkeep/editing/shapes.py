"""What an entry may hold, so that what it does not hold yet can be filled in.

Places below the entry: `*` stands for each language, `+` for each entry of a list and a further
one, and `[]` follows a list of texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from site_builder.read.syntax.yaml_values import ValuePath, WrittenCollection
from site_builder.upkeep.editing.fields import Value

Shape = tuple[str, ...]
LIST = "[]"
_HISTORY = ("history.+.until", "history.+.value", "history.+.why.*", "history.+.source[]")

ANSWER: Shape = (
    *("situation.*", "emergency"),
    *("amounts.+.figure", "amounts.+.condition.*", "amounts.+.condition_of"),
    *("amounts.+.from", "amounts.+.until", "amounts.+.period"),
    *("calls.+.contact", "calls.+.when.*", "calls.+.have.*", "calls.+.ask.+.*"),
    *("where.*", "bring[]", "until.text.*", "until.said_by.*", "beware.*"),
    *("sources[]", "confidence"),
)
CONTACT: Shape = (
    *("name.*", "purpose.*", "spoken.*", "emergency"),
    *("channels.+.kind", "channels.+.value", "channels.+.dial", "channels.+.label.*"),
    *("channels.+.note.*", "channels.+.sources[]", "channels.+.as_of"),
    *("unknown.+.*", "note.*", "sources[]", "confidence", "review_by"),
    *_HISTORY,
    "history.+.confirmed",
)
SOURCE: Shape = (
    *("title.*", "publisher", "date", "date_text.*", "kind", "read.*", "url", "lang"),
    *("accessed", "own", "restates"),
)
TERM: Shape = (
    *("term.*", "abbreviation.*", "spoken.*", "definition.*"),
    *("forbidden.*[]", "synonyms.*[]", "see[]", "sources[]"),
)
UNKNOWN: Shape = ("what.*", "ask[]", "ends_with", "note.*")
REQUIRED = frozenset(
    {"title", "situation", "name", "purpose", "term", "definition", "sources", "confidence"}
    | {"what", "publisher", "date", "kind", "read", "url"}
)
"""Keys of entries that stay when they are emptied: what is missing is said beside them."""


def missing_fields(
    shape: Shape,
    entry: ValuePath,
    collections: Mapping[ValuePath, WrittenCollection],
    languages: Iterable[str],
) -> Iterator[tuple[ValuePath, Value]]:
    """Yield each empty place below an entry, and what stands for nothing there."""
    found = [
        (place, () if template.endswith(LIST) else "")
        for template in shape
        for place in _places(
            tuple(template.removesuffix(LIST).split(".")), entry, collections, tuple(languages)
        )
    ]
    order = {template.split(".")[0].removesuffix(LIST): n for n, template in enumerate(shape)}

    def rank(place: ValuePath) -> tuple[int, ...]:
        return order[place[len(entry)]], *(int(part) for part in place if part.isdecimal())

    # What belongs to one entry of a list stands together.
    for place, value in sorted(found, key=lambda each: rank(each[0])):
        if not _is_taken(place, collections):
            yield place, value


def _places(
    parts: tuple[str, ...],
    place: ValuePath,
    collections: Mapping[ValuePath, WrittenCollection],
    languages: tuple[str, ...],
) -> Iterator[ValuePath]:
    if not parts:
        yield place
        return
    part, *rest = parts
    here = collections.get(place)
    if part == "+":
        known = len(here.keys) if here else 0
        names: Iterable[str] = map(str, range(known + 1))
    else:
        names = languages if part == "*" else (part,)
    for name in names:
        yield from _places(tuple(rest), (*place, name), collections, languages)


def _is_taken(place: ValuePath, collections: Mapping[ValuePath, WrittenCollection]) -> bool:
    """Return whether something else stands on the way to a place, or at it."""
    for depth in range(len(place)):
        above, next_one = collections.get(place[:depth]), place[: depth + 1]
        if above is not None and place[depth] in above.keys and next_one not in collections:
            return True
    return place in collections
