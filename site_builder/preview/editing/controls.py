"""What a person changes a field with: lines, a choice, a day, or names from a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from site_builder.preview.editing.vocabulary import Known
from site_builder.preview.panel import fill
from site_builder.upkeep.editing.fields import Value

_DAYS = frozenset({"date", "review_by", "reviewed", "publish_on", "withdraw_on"})
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?")
_FLAGS = frozenset({"draft", "offline", "leaflet", "emergency"})
_NO, _YES = "false", "true"
_WIDTH = 50
"""Of a line, in characters, where the browser does not fit the box to its text itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    key: str
    """Of the field in its file, which says what kind of thing it holds."""
    id: str
    value: Value
    lang: str
    label: str
    known: Known
    """What it may name; empty for what is free."""
    is_prose: bool
    word: Callable[..., str]

    def markup(self) -> str:
        if isinstance(self.value, tuple):
            return self._names(self.value) if self.known else self._lines("\n".join(self.value))
        if self.key in _FLAGS and self.value in {"", _NO, _YES}:
            return self._flag(self.value)
        if self.key in _DAYS and _DAY.fullmatch(self.value):
            return self._filled("edit_day.html", value=self.value)
        if self.known:
            return self._filled("edit_name.html", value=self.value, list=self.key)
        return self._lines(self.value)

    def _lines(self, text: str) -> str:
        count = sum(1 + len(line) // _WIDTH for line in text.split("\n"))
        hint = self.word("one_a_line") if isinstance(self.value, tuple) else ""
        kind = "prose" if self.is_prose else "line" if isinstance(self.value, str) else "list"
        texts = {"value": text, "rows": str(count), "lang": self.lang, "hint": hint, "kind": kind}
        return self._filled("edit_lines.html", **texts)

    def _flag(self, value: str) -> str:
        chosen = {"yes": "", "no": "", "none": ""}
        chosen[{_YES: "yes", _NO: "no"}.get(value, "none")] = "selected"
        return self._filled(
            "edit_flag.html", **chosen, yes_text=self.word("yes"), no_text=self.word("no")
        )

    def _names(self, names: tuple[str, ...]) -> str:
        """Return the names as marks to take away, and a line to add one."""
        marks = "".join(
            fill(
                "edit_mark.html", {"id": self.id, "name": name, "text": self.known.get(name, "")}
            ).decode()
            for name in names
        )
        texts = {"id": self.id, "label": self.label, "list": self.key, "add": self.word("add")}
        return fill("edit_names.html", texts, {"marks": marks}).decode()

    def _filled(self, template: str, **texts: str) -> str:
        return fill(template, {"id": self.id, "label": self.label, **texts}).decode()


def list_of(name: str, known: Known) -> str:
    """Return the list that the lines of a field choose from."""
    options = "".join(
        fill("edit_option.html", {"value": each, "text": text}).decode()
        for each, text in known.items()
    )
    return fill("edit_list.html", {"name": name}, {"options": options}).decode()
