"""A record of a YAML file as fields, by the list that it stands in and its id."""

from __future__ import annotations

from functools import partial

from site_builder.read.syntax.yaml_values import find_collections, find_values
from site_builder.upkeep.editing.entry import Part, entry_fields
from site_builder.upkeep.editing.fields import Fields
from site_builder.upkeep.editing.removed import Entry
from site_builder.upkeep.editing.shapes import Shape


def record_part(
    key: str, record_id: str, shape: Shape = (), languages: tuple[str, ...] = ()
) -> Part:
    """Return what is edited of the record with an id, in the list of a key.

    One that is not there has empty fields alone.
    """
    return Part(
        find_fields=partial(
            _find_fields, key=key, record_id=record_id, shape=shape, languages=languages
        ),
        find_entry=partial(_find_entry, key=key, record_id=record_id),
    )


def _find_fields(
    text: str, *, key: str, record_id: str, shape: Shape, languages: tuple[str, ...]
) -> Fields:
    found = _find_entry(text, key=key, record_id=record_id)
    if found is not None:
        fields = entry_fields(text, found.place, shape, languages)
        return {name: field for name, field in fields.items() if name != "id"}
    collections = find_collections(text) if shape else {}
    if () not in collections:
        return {}
    there = collections.get((key,))
    place = (key, str(len(there.keys) if there else 0))
    return entry_fields(text, place, shape, languages, new_id=record_id)


def _find_entry(text: str, *, key: str, record_id: str) -> Entry | None:
    places = (
        path[:2]
        for path, written in find_values(text).items()
        if path[:1] == (key,) and path[2:] == ("id",) and written.value == record_id
    )
    place = next(places, None)
    return None if place is None else Entry(start=0, end=len(text), place=place)
