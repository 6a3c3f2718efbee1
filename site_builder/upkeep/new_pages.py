"""New pages, updates and answer cards: files that say themselves what is to be written where.

A new page is a draft in every language, which only the preview shows; a new card is a comment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib import resources
from string import Template

from site_builder.messages.wording import Messages
from site_builder.pages.page import UPDATES
from site_builder.read.answers import ANSWERS_PATH
from site_builder.read.content import CONTENT_FOLDER

Say = Callable[[str], str]
"""Returns a word of a language by the last part of its name."""

_PAGE_WORDS = ("title", "description", "lead", "section", "text")
_ABOUT = ("about_title", "about_description", "about_slug", "about_sources", "about_draft")
_ABOUT_ANSWERS = (
    *("about_first_answer", "about_answer", "about_situation", "about_amounts", "about_calls"),
    "about_answer_sources",
)
_FIRST_SECTION = "section-1"


def new_page(
    key: str, words: Mapping[str, Say], explain: Say, *, above: str = ""
) -> Mapping[str, bytes]:
    """Return the files of a page by path, one a language; the first has what all share.

    `words` are by language; `explain` speaks the staff's. `above` is the key of the page above.
    """
    place = f"parent: {above}\n" if above else ""
    return _files(key, words, explain, place)


def new_update(
    key: str, words: Mapping[str, Say], explain: Say, today: date
) -> Mapping[str, bytes]:
    """Return the files of a piece of news of today, as `new_page` does."""
    place = f"template: update\nparent: {UPDATES}\ndate: {today.isoformat()}\n"
    return _files(f"{UPDATES}/{key.removeprefix(f'{UPDATES}/')}", words, explain, place)


def new_answer(
    key: str, answers: bytes, languages: Iterable[str], explain: Say
) -> Mapping[str, bytes]:
    """Return `answers` with a card to be filled in, which is a comment until then."""
    texts = "{" + ", ".join(f'{lang}: ""' for lang in languages) + "}"
    about = {name: explain(name) for name in _ABOUT_ANSWERS} | {"id": key, "texts": texts}
    known = answers.rstrip(b"\n") + b"\n" if answers else _fill("answers.yaml", about).encode()
    return {ANSWERS_PATH: known + _fill("answer.yaml", about).encode()}


def words_of_new_files(messages: Messages) -> Say:
    return lambda name: messages.say(f"new_file.{name}")


def begun_texts(say: Say) -> tuple[str, ...]:
    """Return the texts with which a page begins, and that nobody but its writer is to see."""
    words = {name: say(name) for name in _PAGE_WORDS}
    return (*words.values(), f"## {words['section']} {{#{_FIRST_SECTION}}}")


def _files(key: str, words: Mapping[str, Say], explain: Say, place: str) -> Mapping[str, bytes]:
    about = {name: explain(name) for name in _ABOUT} | {"place": place}
    files = {}
    for number, (lang, say) in enumerate(words.items()):
        text = _fill(
            "page.md",
            {
                **about,
                **{name: say(name) for name in _PAGE_WORDS},
                "slug": key.rpartition("/")[2],
                "shared": "" if number else _fill("shared.yaml", about),
                "id": f" {{#{_FIRST_SECTION}}}",
            },
        )
        files[f"{CONTENT_FOLDER}{key}.{lang}.md"] = text.encode()
    return files


def _fill(name: str, texts: Mapping[str, str]) -> str:
    file = resources.files("site_builder") / "upkeep/templates" / name
    return Template(file.read_text("utf-8")).substitute(texts)
