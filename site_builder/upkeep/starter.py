"""A new programme's project: sample files that say themselves what is to be written where.

`starter/` holds what all projects begin with: in `structure/` the files of the smallest one, in
`optional/` those of its further parts, in `words/<lang>/` their texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from site_builder.adapters.locale import native_name
from site_builder.pages.plan import plan_site
from site_builder.read.catalogs import catalog_path
from site_builder.read.content import CONTENT_FOLDER, FENCE
from site_builder.read.project import parse_project
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import parse_yaml
from site_builder.read.syntax.yaml_values import quoted
from site_builder.read.templates import TEMPLATES_FOLDER, load_templates
from site_builder.upkeep.confirm import confirm_page
from site_builder.upkeep.starter_catalogs import ready_catalog, unwritten_catalog
from site_builder.views.kinds import KINDS

_STARTER = Path(__file__).parent.parent / "starter"
_STRUCTURE, _OPTIONAL = _STARTER / "structure", _STARTER / "optional"
_COLOUR = re.compile(r"#[0-9a-f]{6}\b|rgb\([0-9 ]+(?= /)")
_WORDS = "words.yaml"
_PARTS = "parts.yaml"
"""Lines of the settings that depend on which parts a project has."""
README = "README.md"
_IGNORED = {".gitignore": "output/\n.site-builder/\n/*.csv\n/*.ods\n/*.xls*\n"}
"""What the program makes is no part of the project, nor are the sheets that are imported."""
_ABOUT, _FIRST = "about_", "first_"
"""What names begin with that stand for a comment, and for the text of the original alone."""
_SHARED = ".yaml"

Words = Mapping[str, str]
Say = Callable[[str], str]
"""Returns a comment in the staff's language by its name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewProject:
    """What is asked before a project is begun."""

    name: str
    """Of the programme."""
    languages: tuple[str, ...]
    """The first is the original."""
    currency: str
    symbol: str
    address: str
    territory: str
    """By which the identity numbers are chosen that are looked for."""
    time_zone: str
    staff_language: str
    is_minimal: bool = False


def ready_languages() -> tuple[str, ...]:
    """Return the languages in which a new project is whole."""
    return tuple(sorted(path.parent.name for path in (_STARTER / "words").glob(f"*/{_WORDS}")))


def begin_project(wanted: NewProject, explain: Say, today: date) -> Mapping[str, bytes]:
    """Return the files of a new project by path."""
    texts = _texts(wanted)
    sources = _sources(wanted)
    values = _Values(wanted, texts, explain)
    values["parts"] = Template(sources.pop(_PARTS)).substitute(values).strip()
    readme = load_words(wanted.staff_language)[README]
    files = {README: _fill(readme, {"name": wanted.name}), **_IGNORED}
    for path, text in sources.items():
        if path.startswith(CONTENT_FOLDER):
            files |= _pages(path, text, wanted.name, texts)
        else:
            # A table has one text for all languages.
            files[path] = _fill(
                text, next(iter(texts.values())) if path.endswith(".csv") else values
            )
    for lang in wanted.languages:
        words = ready_catalog(lang) or unwritten_catalog(lang, wanted.staff_language)
        files[catalog_path(lang)] = words
    encoded = {path: text.encode() for path, text in files.items()}
    return {**encoded, **_look(), **_confirmed(encoded, today)}


def missing_pages(wanted: NewProject, lang: str) -> tuple[str, ...]:
    """Return the files that are still to be written in a language that is not ready."""
    paths = (path for path in _sources(wanted) if path.startswith(CONTENT_FOLDER))
    return tuple(f"{path.removesuffix(_SHARED)}.{lang}.md" for path in paths)


def load_kept_samples() -> Mapping[str, tuple[str, ...]]:
    """Return which of the sample texts may be published as they are."""
    fields = _load_fields(_STARTER / "samples.yaml")
    return {name: fields.texts(name) for name in fields.nodes()}


def load_tables() -> Iterator[tuple[str, str]]:
    """Yield path and text of the sample tables, with names in place of their words."""
    for folder in (_STRUCTURE, _OPTIONAL):
        for path in sorted(folder.rglob("*.csv")):
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


class _Values(dict[str, str]):
    """What stands for each name in a file of the structure."""

    def __init__(self, wanted: NewProject, texts: Mapping[str, Words], explain: Say) -> None:
        self._texts = texts
        self._explain = explain
        super().__init__(
            name=quoted(wanted.name),
            title=_mapping(dict.fromkeys(texts, wanted.name)),
            languages="\n".join(map(_language, wanted.languages)),
            base_url=wanted.address,
            time_zone=wanted.time_zone,
            staff_language=wanted.staff_language,
            currency=wanted.currency,
            symbol=quoted(wanted.symbol),
            identifiers=_load_texts(_STARTER / "identifiers.yaml").get(wanted.territory, ""),
        )

    def __missing__(self, name: str) -> str:
        if name.startswith(_ABOUT):
            return self._explain(name.removeprefix(_ABOUT))
        if name.startswith(_FIRST):
            return quoted(next(iter(self._texts.values()))[name.removeprefix(_FIRST)])
        return _mapping({lang: words[name] for lang, words in self._texts.items()})


def _look() -> Mapping[str, bytes]:
    """Return a mark of its own, and the default style sheets in colours of its own."""
    root = _STARTER / "look"
    mark = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*")}
    colours = _load_texts(_STARTER / "colours.yaml")
    sheets = {}
    for name, content in load_templates(root).items():
        text = content.decode() if name.endswith(".css") else ""
        changed = _COLOUR.sub(lambda found: colours.get(found[0], found[0]), text)
        if changed != text:
            sheets[f"{TEMPLATES_FOLDER}{name}"] = changed.encode()
    return {**sheets, **mark}


def _texts(wanted: NewProject) -> Mapping[str, Words]:
    """Return the sample texts by language; an original owes some, whatever they are written in."""
    ready = ready_languages()
    spoken = {lang: lang for lang in wanted.languages if lang in ready}
    if wanted.languages[0] not in ready:
        spoken = {wanted.languages[0]: wanted.staff_language, **spoken}
    return {lang: load_words(source) for lang, source in spoken.items()}


def _sources(wanted: NewProject) -> dict[str, str]:
    """Return the files of the structure by path, with names in place of all texts."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for folder in ((_STRUCTURE,) if wanted.is_minimal else (_STRUCTURE, _OPTIONAL))
        for path in sorted(folder.rglob("*.*"))
    }


def load_words(lang: str) -> Words:
    """Return the texts of data by name, and under the name of its file each page."""
    folder = _STARTER / "words" / lang
    pages = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.md")
    }
    return {**_load_texts(folder / _WORDS), **pages}


def _load_texts(path: Path) -> Words:
    fields = _load_fields(path)
    return {name: fields.text(name) for name in fields.nodes()}


def _load_fields(path: Path) -> Fields:
    reader = Reader(path.name)
    return Fields(parse_yaml(path.read_text("utf-8"), reader), reader)


def _pages(
    path: str, shared: str, name: str, texts: Mapping[str, Words]
) -> Iterator[tuple[str, str]]:
    """Yield a page in every language; the first has what all share."""
    key = path.removeprefix(CONTENT_FOLDER).removesuffix(_SHARED)
    in_front = {"name": quoted(name)[1:-1]}
    for number, (lang, words) in enumerate(texts.items()):
        _, front, body = words[f"{key}.md"].split(f"{FENCE}\n", 2)
        front = _fill(front, in_front) + ("" if number else shared)
        yield f"{CONTENT_FOLDER}{key}.{lang}.md", f"{FENCE}\n{front}{FENCE}\n{body}"


def _confirmed(files: Mapping[str, bytes], today: date) -> Mapping[str, bytes]:
    """Return what says that every translation is current: they were written together."""
    project, _ = parse_project(files)
    if project is None:
        return {}
    plan, _ = plan_site(project, KINDS, project.settings.base_url)
    made = confirm_page(plan, {}, {}, key=None, section_id="", today=today)
    files_of = {path: content for path, content in made.files.items() if content is not None}
    return files_of if made.stamped else {}


def _language(code: str) -> str:
    words = load_words(code) if code in ready_languages() else {}
    name = words.get("language_name") or native_name(code)
    locale = f"\n    locale: {words['locale']}" if "locale" in words else ""
    return f"  - code: {code}\n    name: {quoted(name)}{locale}"


def _mapping(texts: Words) -> str:
    """Write a text in several languages as YAML."""
    return "{" + ", ".join(f"{lang}: {quoted(text)}" for lang, text in texts.items()) + "}"


def _fill(text: str, values: Mapping[str, str]) -> str:
    return Template(text).substitute(values)
