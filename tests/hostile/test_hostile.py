"""Inputs that somebody made to break the program: each is refused with its place, or does nothing.

The entries are in the YAML files beside this one, by kind. Each changes the small project of
`tests/problems/base`:

- `prose`: the text of a page, `front`: a line of its front matter;
- `files`: files by path, as in `tests/problems`, or `word` and `text`: one word of a catalog.

Wherever a text stands may be a list of texts, or a text that is made: `repeat` and `times`,
`rising` (longer each time) `to` and `by`, `nest` (items inside each other), `steps` (a line further
in each time) and `count` (`{}` is the number).

`says` names the code that is said of one of these files, or several of which any will do, or of a
file that is `named` so that its name is not repeated;
`harmless` means that the site is made, and `shows` what stands in it. Nothing that is made ever
holds code that a reader's browser runs, nothing takes long, and no entry fills the memory.
"""

import re
import resource
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.messages.report import format_json
from site_builder.messages.wording import load_messages
from site_builder.model import OutputFile
from site_builder.read.project import is_note, is_passed_over
from site_builder.read.templates import TEMPLATES_FOLDER
from tests.builders import MEMORY, real_templates
from tests.test_problems import TODAY, base_files, laid_over
from tests.yaml_text import read_yaml

FOLDER = Path(__file__).resolve().parent
PAGE = "content/uji.id.md"
FRONT = {
    "title": "Uji",
    "description": "Uji.",
    "slug": "uji",
    "sources": "[S1]",
    "untranslated": "uji",
}
SECONDS, MEGABYTES = 40, 600
"""The most that an entry may take, of the processor's time and of memory beyond what was used."""
NIK = "3374012306850001"
"""Of nobody; no message repeats it."""
EACH = 9
"""Every so many entries one is played each time; all of them in the full tests."""


def read_entries() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, entry in read_yaml(path.read_text(encoding="utf-8")).items():
            yield f"{path.stem}.{name}", entry


ENTRIES = dict(read_entries())


def written(text: Any) -> str:
    """The text that an entry describes."""
    match text:
        case list():
            return "".join(map(written, text))
        case {"repeat": part, "times": times}:
            return written(part) * times
        case {"rising": part, "to": last, **more}:
            return more.get("by", " a ").join(part * length for length in range(1, last + 1))
        case {"nest": depth}:
            return "".join(f"{' ' * 4 * level}- a\n" for level in range(depth))
        case {"steps": line, "to": last}:
            return "".join(" " * level + line for level in range(last))
        case {"count": line, "to": last}:
            return "".join(line.format(number) for number in range(last))
    return str(text)


def change(content: bytes, given: Any) -> Any:
    """A change as `tests/problems` has them."""
    match given:
        case {"word": key, "text": text}:
            return with_word(content, key, [text] if given.get("is_list") else written(text))
        case {"replace": replaced}:
            return {"replace": {old: written(new) for old, new in replaced.items()}}
        case {"prepend": text} | {"append": text}:
            return {next(iter(given)): written(text)}
    return written(given)


def with_word(catalog: bytes, key: str, text: Any) -> str:
    words = read_yaml(catalog)
    *groups, name = key.split(".")
    group = words
    for each in groups:
        group = group[each]
    assert name in group, key
    group[name] = text
    return yaml.safe_dump(words, allow_unicode=True)


def page(entry: Mapping[str, Any]) -> bytes:
    front = dict(FRONT)
    if "front" in entry:
        key, _, value = written(entry["front"]).partition(": ")
        front[key] = value
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\n{lines}---\n\n{written(entry.get('prose', 'Uji.'))}\n".encode()


Files = dict[str, bytes]


def inputs_of(entry: Mapping[str, Any]) -> tuple[Files, Files, Files]:
    """The files, the templates and what else lies in a project with an entry in it."""
    files = {f"{TEMPLATES_FOLDER}{name}": text for name, text in real_templates().items()}
    files |= base_files()
    if "prose" in entry or "front" in entry:
        files[PAGE] = page(entry)
    changes = {p: change(files.get(p, b""), given) for p, given in entry.get("files", {}).items()}
    files = laid_over(files, changes)
    kept = {path: text for path, text in files.items() if is_kept(path)}
    others = {path: text for path, text in files.items() if path not in kept}
    templates = {path for path in others if path.startswith(TEMPLATES_FOLDER)}
    return (
        {path: text for path, text in others.items() if path not in templates},
        {path.removeprefix(TEMPLATES_FOLDER): others[path] for path in templates},
        {**kept, **{path: others[path] for path in templates}},
    )


def is_kept(path: str) -> bool:
    is_read = path.endswith((".html", ".css", ".svg", ".js", ".txt", ".ttf"))
    is_beside = path.startswith(TEMPLATES_FOLDER) and not is_read
    return is_beside or is_note(path) or is_passed_over(path)


@contextmanager
def bounded() -> Iterator[None]:
    """Fail what takes too long or too much memory."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    former = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert used < MEGABYTES * 1024


_RUN = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data):", re.IGNORECASE)
_ADDRESSES = {"href", "src", "action", "formaction", "data", "{http://www.w3.org/1999/xlink}href"}
_UNSEEN = re.compile("[\x00-\x08\ue000-\ue00f]")


def active_parts(files: tuple[OutputFile, ...]) -> Iterator[str]:
    """What a browser would run, what stands for something else, and XML that is none."""
    for file in files:
        suffix = Path(file.path).suffix
        if suffix in {".html", ".xml", ".svg"}:
            is_page = suffix == ".html"
            root = html.fromstring(file.content) if is_page else etree.fromstring(file.content)
            yield from (f"{file.path}: {part}" for part in active_in(root))
        if suffix in {".html", ".xml", ".svg", ".json"}:
            yield from (f"{file.path}: {c!r}" for c in _UNSEEN.findall(file.content.decode()))


def active_in(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        is_data = element.get("type") == "application/ld+json"
        tag = etree.QName(element).localname
        if tag == "script" and not is_data and not element.get("src"):
            yield "script"
        if tag in {"iframe", "object", "embed"}:
            yield tag
        for name, value in element.attrib.items():
            if name.startswith("on") or (name in _ADDRESSES and _RUN.match(value)):
                yield f"{name}={value}"
            if name == "src" and value.startswith(("http", "//")):
                yield f"{name}={value}"


def codes(entry: Mapping[str, Any]) -> set[str]:
    says = entry["says"]
    return {says} if isinstance(says, str) else set(says)


def expect(entry: Mapping[str, Any], result: BuildResult) -> None:
    said = {
        (found.code, place.path)
        for found in result.diagnostics
        for place in (found.location, *found.related)
    }
    if "says" in entry:
        changed = {PAGE, *entry.get("files", {})}
        if entry.get("named"):
            said = {(code, path) for code, path in said if path not in changed}
            changed = {path for _, path in said}
        assert {(code, path) for code in codes(entry) for path in changed} & said, said
    else:
        assert result.files, said
    shown = entry.get("shows", "").encode()
    assert any(shown in file.content for file in result.files) or not shown
    assert [*active_parts(result.files)] == []


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(entry, id=name, marks=[pytest.mark.full] * (number % EACH != 0))
        for number, (name, entry) in enumerate(ENTRIES.items())
    ],
)
def test_a_hostile_input_is_refused_or_does_nothing(entry: Mapping[str, Any]):
    assert ("says" in entry) != bool(entry.get("harmless"))
    files, templates, kept = inputs_of(entry)
    with bounded():
        result = build_site(files, templates, BuildOptions(today=TODAY), memory=MEMORY, kept=kept)
    expect(entry, result)
    for lang in ("id", "en"):
        assert NIK not in format_json(result.diagnostics, load_messages(lang))
