"""The words of a text as the site's own search compares them; its script reads words alike."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+|\d+")
_GROUPED = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?!\d))")


def words_of(text: str) -> list[str]:
    """Return the words of a text as the search compares them."""
    plain = unicodedata.normalize("NFD", _GROUPED.sub("", text).lower())
    bare = "".join(c for c in plain if not unicodedata.category(c).startswith("M"))
    return _WORD.findall(bare)


def searched_words(text: str, heading: str = "") -> frozenset[str]:
    """Return the words by which a text is found, without those of its heading."""
    known = set(words_of(heading))
    return frozenset(word for word in words_of(text) if len(word) > 1 and word not in known)
