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
IS_FULL = settings().max_examples > 1000
"""Each build of a sequence is made without a memory too, and not only its last."""
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
        day = options.today + timedelta(days)
        return files, templates, BuildOptions(today=day, is_portable=options.is_portable)

    return change


def as_it_was(path: str) -> Change:
    return lambda inputs: with_file(inputs, path, FILES.get(path))


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
    st.builds(edited, st.just("site.yaml"), st.just(r"stale_days: \d+"), st.just("stale_days: 1")),
    st.builds(renamed, st.sampled_from(PAGES), st.sampled_from(NAMES)),
    st.builds(renamed, st.sampled_from(PAGES + RECORDS), st.just("content/gone.txt")),
    st.builds(with_template, st.sampled_from(MACROS), st.just(b"\n")),
    st.builds(on_another_day, st.sampled_from([-400, -1, 1, 40, 400])),
    st.builds(as_it_was, st.sampled_from(PAGES + RECORDS)),
)


STAGES = ("read", "check data", "compute", "plan", "render", "check", "place", "derive")
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


def as_begun() -> BuildMemory:
    """What a process knows that has built the start, for one that goes on by itself."""
    products, kept = copy(begun().products), begun().products.kept
    products.kept = Kept(
        answers={stage: dict(answers) for stage, answers in kept.answers.items()},
        products=dict(kept.products),
    )
    products._seen = dict(products._seen)
    return replace(begun(), products=products)


@SEQUENCES
@given(steps=st.lists(st.tuples(CHANGES, AFTERWARDS), min_size=1, max_size=3))
def test_what_is_kept_changes_nothing(steps: list[tuple[Change, str]]):
    memory, inputs = as_begun(), START
    for left, (change, afterwards) in zip(reversed(range(len(steps))), steps, strict=True):
        inputs = change(inputs)
        if afterwards in STAGES:
            with suppress(Killed):
                built(inputs, memory, until=afterwards)
        kept = built(inputs, memory)
        if IS_FULL or not left:
            # What is kept by its content alone is right by itself, and saves the test its time.
            clean = built(inputs, replace(memory, products=Products()))
            assert kept.diagnostics == clean.diagnostics
            assert kept.files == clean.files
        if afterwards == "another process":
            memory = from_the_disk(memory)
        if afterwards == "another program":
            memory = replace(memory, program=f"{memory.program}+")
