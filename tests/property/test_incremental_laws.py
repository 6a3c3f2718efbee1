"""The law of what is kept: after any changes, a build with a memory is the build without one."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import replace
from datetime import timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.build import BuildMemory, BuildOptions, BuildResult, build_site
from site_builder.incremental.products import Kept, Products
from site_builder.incremental.store import dump_kept, load_kept, thaw
from site_builder.outputs import Purpose
from tests.builders import TODAY, tiny_files, tiny_templates

Inputs = tuple[Mapping[str, bytes], Mapping[str, bytes], BuildOptions]
Change = Callable[[Inputs], Inputs]

FILES = tiny_files()
TEMPLATES = {name: text.encode() for name, text in tiny_templates().items()}
START: Inputs = (FILES, TEMPLATES, BuildOptions(today=TODAY))
PAGES = sorted(path for path in FILES if path.endswith(".md"))
RECORDS = sorted(path for path in FILES if path.startswith("data/"))
WORDS = sorted(path for path in FILES if path.startswith("content/i18n/"))
MACROS = sorted(name for name in TEMPLATES if name.endswith((".html", ".css")))
STYLES = sorted(name for name in TEMPLATES if name.endswith(".css"))
IS_FULL = settings().max_examples > 1000
"""Each build of a sequence is made without a memory too, and not only its last."""
LONGEST = 6 if IS_FULL else 3
"""Changes in a sequence."""
# A build takes a third of a second, and each example makes several.
SEQUENCES = settings(
    max_examples=max(settings().max_examples // 10, 30),
    suppress_health_check=[HealthCheck.too_slow],
)


def with_file(inputs: Inputs, path: str, content: bytes | None) -> Inputs:
    files, templates, options = inputs
    kept = {name: old for name, old in files.items() if name != path}
    added = {} if content is None else {path: content}
    return {**kept, **added}, templates, options


def edited(path: str, old: str, new: str) -> Change:
    def change(inputs: Inputs) -> Inputs:
        text = inputs[0].get(path, b"").decode()
        return with_file(inputs, path, re.sub(old, new, text, count=1).encode())

    return change


def renamed(path: str, name: str) -> Change:
    def change(inputs: Inputs) -> Inputs:
        content = inputs[0].get(path)
        if content is None:
            return inputs
        return with_file(with_file(inputs, path, None), name, content)

    return change


def with_template(name: str, added: bytes) -> Change:
    def change(inputs: Inputs) -> Inputs:
        files, templates, options = inputs
        return files, {**templates, name: templates[name] + added}, options

    return change


def on_another_day(days: int) -> Change:
    def change(inputs: Inputs) -> Inputs:
        files, templates, options = inputs
        return files, templates, replace(options, today=options.today + timedelta(days))

    return change


def run_with(**given: object) -> Change:
    def change(inputs: Inputs) -> Inputs:
        files, templates, options = inputs
        return files, templates, replace(options, **given)

    return change


def as_it_was(path: str) -> Change:
    return lambda inputs: with_file(inputs, path, FILES.get(path))


SETTINGS = (
    (r"https://contoh.example/situs/", "https://192.0.2.1/"),
    (r"Situs Contoh", "Situs Lain"),
    (r"symbol: X", "symbol: Y"),
    (r"locale: en_GB", "locale: en_US"),
    (r"staff_language: en", "staff_language: id"),
    (r"navigation: \[markup, inserts\]", "navigation: [inserts, updates]"),
    (r"footer: \[data, ", "footer: [glossary, "),
    (r"contacts: \[office\]", "contacts: []"),
    (r"compiled_notice: true", "compiled_notice: false"),
    (r"dispute_days: 31", "dispute_days: 400"),
    (r"jump_percent: 200", "jump_percent: 900"),
    (r"denominators: .*", "denominators: []"),
    (r"CC0 1.0", "CC BY 4.0"),
    (r"\Z", "stale_days: 1\n"),
    (r"\Z", "offline: false\n"),
    (r"\Z", "budgets: {page: 900, offline: 5000, words: {page: 5}}\n"),
    (r"\Z", "review_every: {page: 10}\n"),
)
RUNS = (
    {"base_url": "https://192.0.2.2/site/"},
    {"base_url": ""},
    {"is_portable": True},
    {"with_drafts": True},
    {"purpose": Purpose.PREVIEW},
    {"purpose": Purpose.CHECK},
)
NAMES = [f"content/{name}.id.md" for name in ("one", "two", "three")]
CHANGES = st.one_of(
    st.builds(edited, st.sampled_from(PAGES), st.just(r"\Z"), st.sampled_from(["\nMore.\n", "x"])),
    st.builds(edited, st.sampled_from(PAGES), st.just(r"title: .*"), st.just("title: Anew")),
    st.builds(edited, st.sampled_from(PAGES), st.just(r"slug: (.)"), st.just(r"slug: z\1")),
    st.builds(edited, st.sampled_from(PAGES), st.just(r"(?m)^## .*\n"), st.just("")),
    st.builds(edited, st.sampled_from(RECORDS), st.just(r"([1-9])(\d)\b"), st.just(r"\g<2>1")),
    st.builds(edited, st.sampled_from(RECORDS), st.just(r"(?m)\A(.*\n)"), st.just(r"\1\n")),
    st.builds(edited, st.sampled_from(RECORDS), st.just(r": ([A-Z])"), st.just(r": Q\1")),
    st.builds(edited, st.sampled_from(WORDS), st.just(r": ([A-Z])"), st.just(r": W\1")),
    st.sampled_from(SETTINGS).map(lambda setting: edited("site.yaml", *setting)),
    st.sampled_from(RUNS).map(lambda given: run_with(**given)),
    st.builds(renamed, st.sampled_from(PAGES), st.sampled_from(NAMES)),
    st.builds(renamed, st.sampled_from(PAGES + RECORDS), st.just("content/gone.txt")),
    st.builds(with_template, st.sampled_from(MACROS), st.just(b"\n")),
    st.builds(with_template, st.sampled_from(STYLES), st.just(b"main { color: #123456 }\n")),
    st.builds(on_another_day, st.sampled_from([-400, -1, 1, 40, 400])),
    st.builds(as_it_was, st.sampled_from(PAGES + RECORDS)),
)


STAGES = (
    *("read", "check data", "compute", "plan"),
    *("render", "check", "place", "search", "derive"),
)
AFTERWARDS = st.sampled_from(["the same process", "another process", "another program", *STAGES])
"""Who makes the next build; or the stage at which this one is killed."""


class Killed(Exception):  # noqa: N818 - it is none
    """A build that did not come to its end."""


def built(inputs: Inputs, memory: BuildMemory, until: str = "") -> BuildResult:
    def kill(stage: str) -> None:
        if stage == until:
            raise Killed

    return build_site(*inputs, on_stage=kill, memory=memory)


def from_the_disk(memory: BuildMemory) -> BuildMemory:
    """What another process knows of this one's work."""
    products = memory.products
    kept = load_kept(dump_kept(products.kept, products.name_of))
    return replace(memory, products=Products(kept, thaw))


@cache
def begun() -> BuildMemory:
    memory = BuildMemory()
    built(START, memory)
    return memory


@cache
def apart() -> BuildMemory:
    """What clean builds share with each other, and never with one that keeps.

    Compiled templates, drawings and sizes, each by its content: to make them anew takes a clean
    build 0.8 s in place of 0.4 s. The full run does so.
    """
    return BuildMemory()


def as_begun() -> BuildMemory:
    """What a process knows that has built the start, for one that goes on by itself."""
    products, kept = copy(begun().products), begun().products.kept
    products.kept = Kept(
        answers={stage: dict(answers) for stage, answers in kept.answers.items()},
        products=dict(kept.products),
    )
    products._answers = copy(products._answers)
    products._answers._seen = dict(products._answers._seen)
    return replace(begun(), products=products)


@SEQUENCES
@given(steps=st.lists(st.tuples(CHANGES, AFTERWARDS), min_size=1, max_size=LONGEST))
def test_what_is_kept_changes_nothing(steps: list[tuple[Change, str]]):
    memory, inputs = as_begun(), START
    for left, (change, afterwards) in zip(reversed(range(len(steps))), steps, strict=True):
        inputs = change(inputs)
        if afterwards in STAGES:
            with suppress(Killed):
                built(inputs, memory, until=afterwards)
        kept = built(inputs, memory)
        if IS_FULL or not left:
            clean = built(
                inputs, BuildMemory() if IS_FULL else replace(apart(), products=Products())
            )
            assert kept.diagnostics == clean.diagnostics
            assert kept.files == clean.files
        if afterwards == "another process":
            memory = from_the_disk(memory)
        if afterwards == "another program":
            memory = replace(memory, program=f"{memory.program}+")
