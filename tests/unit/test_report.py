"""The words for every problem: complete, alike in all languages, and in the promised forms."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import site_builder
from site_builder.checks.gathering import MOST_TELLING
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.messages.explain import (
    example_of,
    explain,
    format_explanation,
    nearest_codes,
)
from site_builder.messages.report import count_problems, format_github, format_json, format_text
from site_builder.messages.wording import (
    Messages,
    describe,
    load_messages,
    placeholders,
    staff_languages,
)
from site_builder.preview.panel import describe_problems

PACKAGE = Path(site_builder.__file__).parent
ALWAYS_GIVEN = {"path"}
ALWAYS_POSSIBLE = {"path", "line", "cell"}
GIVEN_FOR_MANY = {"places", "file"}
"""Where one message stands for many uses of a name: `checks/gathering.py`."""
GIVEN_FOR_SEVERAL = {
    "CFG001": {"held"},
    "LNG007": {"count"},
    "OUT001": {"folder", "other", "count"},
    "TXT014": {"original"},
    "DAT005": {"count"},
    "DAT006": {"columns"},
    "PRV001": {"file"},
    "PRV002": {"file"},
    "PRV003": {"file", "copied"},
    "PRV004": {"file", "copied"},
    "PRV005": {"meant"},
    "TXT004": {"meant"},
}
"""Where one message stands for several problems of a file, by code: the same module."""
SOMETIMES_EMPTY = {"nearest", "known"}
NEVER_EMPTY = {
    ("CFG008", "known"),
    ("TXT004", "known"),
    ("LNG025", "known"),
    ("LNG026", "known"),
}

INDONESIAN = load_messages("id")
ENGLISH = load_messages("en")
CODES = INDONESIAN.codes
BOTH = pytest.mark.parametrize("messages", [INDONESIAN, ENGLISH], ids=["id", "en"])


def wrong_count(**changes: str) -> Diagnostic:
    place = Location(path="data/coverage.csv", line=3, column=5, cell="E3")
    return problem("DAT003", place, **{"column": "participants", "value": "7.21", **changes})


def unknown_key(nearest: str = "", known: str = "") -> Diagnostic:
    place = Location(path="site.yaml", line=9, column=1)
    return problem("CFG004", place, key="titel", nearest=nearest, known=known)


@cache
def program() -> Mapping[Path, tuple[ast.AST, ...]]:
    """All that the program's modules are made of, by their paths."""
    return {
        path: tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def calls(*, with_open: bool = False) -> Iterator[tuple[str, frozenset[str], str]]:
    """Code, parameters and place of every call in the program that names its code.

    A call that also passes a mapping (`**params`) is open: its parameters are not all known.
    """
    for path, nodes in program().items():
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            if not with_open and any(k.arg is None for k in node.keywords):
                continue
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant) and code.value in CODES:
                params = frozenset(k.arg for k in node.keywords if k.arg) - {"related"}
                yield code.value, params, f"{path.relative_to(PACKAGE)}:{node.lineno}"


# --- the words --------------------------------------------------------------------------------


def test_languages_are_the_files_that_exist() -> None:
    assert staff_languages() == ("en", "id")


def test_one_language_is_the_default() -> None:
    assert [load_messages(lang).is_default for lang in staff_languages()] == [False, True]
    assert load_messages() == INDONESIAN


def test_a_language_without_messages_is_refused() -> None:
    with pytest.raises(LookupError):
        load_messages("xx")


@BOTH
def test_every_code_has_words(messages: Messages) -> None:
    assert messages.codes.keys() == CODES.keys()
    for code, wording in messages.codes.items():
        assert wording.title, code
        assert wording.messages and all(wording.messages), code
        assert wording.hints and all(wording.hints), code


@pytest.mark.parametrize("code", CODES)
def test_languages_agree_on_placeholders(code: str) -> None:
    ours, theirs = INDONESIAN.codes[code], ENGLISH.codes[code]
    assert [placeholders(t) for t in ours.messages] == [placeholders(t) for t in theirs.messages]
    assert [placeholders(t) for t in ours.hints] == [placeholders(t) for t in theirs.hints]
    assert {n: set(w) for n, w in ours.words.items()} == {
        n: set(w) for n, w in theirs.words.items()
    }


@BOTH
def test_every_wording_is_said_where_the_one_before_lacks_something(messages: Messages) -> None:
    for code in CODES:
        for texts in (messages.codes[code].messages, messages.codes[code].hints):
            for before, after in pairwise(texts):
                assert placeholders(before) - placeholders(after), (code, after)


def test_languages_agree_on_the_summary() -> None:
    assert {key: placeholders(text) for key, text in INDONESIAN.summary.items()} == {
        key: placeholders(text) for key, text in ENGLISH.summary.items()
    }
    assert all(INDONESIAN.summary.values()) and all(ENGLISH.summary.values())


def test_every_sentence_of_the_summary_is_said_somewhere() -> None:
    """Keys are quoted whole in the program, or begin as one of its f-strings does.

    In its templates `~` joins what an f-string would.
    A command's arguments are fields of its options.
    """
    whole, beginnings, fields = set(), set(), set()
    for nodes in program().values():
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
                declared, target = node.value.func, node.target
                if isinstance(declared, ast.Name) and declared.id in {"option", "argument"}:
                    assert isinstance(target, ast.Name)
                    fields.add(target.id)
    for path in PACKAGE.rglob("*.html"):
        quoted = re.findall(r'"([a-z_]+\.[a-z_]*)"( ~)?', path.read_text(encoding="utf-8"))
        whole |= {text for text, joined in quoted if not joined}
        beginnings |= {text for text, joined in quoted if joined}
    prefixes = tuple(text for text in beginnings if re.fullmatch(r"[a-z_]+\.([a-z_]+\.?)?", text))
    unsaid = {
        key for key in INDONESIAN.summary if key not in whole and not key.startswith(prefixes)
    }
    assert not unsaid
    for name in ("command", "option"):
        given = {key.partition(".")[2] for key in INDONESIAN.summary if key.startswith(f"{name}.")}
        spelt = fields | {text.lstrip("-").replace("-", "_") for text in whole}
        assert given <= spelt, given - spelt


@BOTH
def test_explanations_are_sentences_and_examples_are_filled(messages: Messages) -> None:
    for code, wording in messages.codes.items():
        for text in (wording.cause, wording.remedy):
            assert text.isprintable(), code
            assert text[-1] in ".?", code
        example = example_of(code, messages)
        assert example.location.path, code
        asked = {
            name for text in (*wording.messages, *wording.hints) for name in placeholders(text)
        }
        assert example.params.keys() <= asked, code
        described = describe(example, messages)
        for text in (described.message, described.hint):
            assert not placeholders(text), (code, text)


def test_languages_explain_with_the_same_example() -> None:
    for code in CODES:
        assert INDONESIAN.codes[code].example.keys() == ENGLISH.codes[code].example.keys(), code


@BOTH
def test_a_code_is_explained_with_cause_example_and_remedy(messages: Messages) -> None:
    explanation = explain("dat010", messages)
    wording = messages.codes["DAT010"]
    said = format_explanation(explanation, messages)
    assert said.startswith(f"DAT010: {wording.title} ({messages.say('explain.error')})")
    assert explanation.example.startswith("data/coverage.csv:2:5: DAT010 coverage.total")
    for text in (wording.cause, wording.remedy, "site_builder/checks/data/consistency.py"):
        assert text in said
    assert all(f"  {line}" in said for line in explanation.example.splitlines())


def test_an_unknown_code_is_not_explained_and_has_neighbours() -> None:
    with pytest.raises(KeyError):
        explain("DAT10", ENGLISH)
    assert nearest_codes("dat10", ENGLISH)[0] == "DAT010"
    assert nearest_codes("?", ENGLISH) == ()


@BOTH
def test_words_are_sentences_on_one_line(messages: Messages) -> None:
    for code, wording in messages.codes.items():
        assert wording.title[-1] != ".", code
        for text in (*wording.messages, *wording.hints):
            assert text.isprintable(), code
            assert text[-1] in ".?", code


@BOTH
def test_every_call_gives_what_its_words_need(messages: Messages) -> None:
    for code, params, place in calls():
        wording = messages.codes[code]
        given = params | ALWAYS_GIVEN
        sure = {n for n in given if n not in SOMETIMES_EMPTY or (code, n) in NEVER_EMPTY}
        assert any(placeholders(t) <= given for t in wording.messages), (code, place)
        assert any(placeholders(t) <= sure for t in wording.hints), (code, place)


@BOTH
def test_no_placeholder_is_one_that_no_call_gives(messages: Messages) -> None:
    given: dict[str, set[str]] = {}
    for code, params, _ in calls():
        given.setdefault(code, set()).update(params)
    every_call = Counter(code for code, _, _ in calls(with_open=True))
    closed = {
        code
        for code, count in Counter(code for code, _, _ in calls()).items()
        if count == every_call[code]
    }
    assert closed
    for code, params_of_code in given.items():
        if code not in closed:
            continue
        wording = messages.codes[code]
        asked = {name for t in (*wording.messages, *wording.hints) for name in placeholders(t)}
        for_many = GIVEN_FOR_MANY if code in MOST_TELLING else set()
        for_several = GIVEN_FOR_SEVERAL.get(code, set())
        assert asked <= params_of_code | ALWAYS_POSSIBLE | for_many | for_several, code


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("DAT004", {"column": "value", "value": "x"}),
        ("DAT006", {"column": "value", "value": ""}),
        ("FIG001", {"written": "{{ a b }}"}),
        ("FIG002", {"written": "{% if %}"}),
    ],
)
@BOTH
def test_calls_with_a_computed_code_are_filled(
    messages: Messages, code: str, params: dict[str, str]
) -> None:
    described = describe(problem(code, Location(path="a", line=1, cell="B1"), **params), messages)
    assert not {"column", "value", "written", "cell"} & placeholders(described.message)
    assert not {"column", "value", "written", "cell"} & placeholders(described.hint)


@BOTH
def test_every_sentence_that_the_program_says_exists_and_is_filled(messages: Messages) -> None:
    for path, nodes in program().items():
        for node in nodes:
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            key = node.args[0]
            if name in {"say", "fail"} and isinstance(key, ast.Constant):
                given = {keyword.arg for keyword in node.keywords}
                assert key.value in messages.summary, (path.name, node.lineno)
                assert placeholders(messages.summary[key.value]) <= given, (path.name, node.lineno)


# --- one problem ------------------------------------------------------------------------------


def test_without_a_cell_the_next_wording_is_used() -> None:
    place = Location(path="data/coverage.csv", line=3)
    found = problem("DAT003", place, column="participants", value="7.21")
    assert describe(found, ENGLISH).message == (
        "The column “participants” holds “7.21”, which is not a clear whole number."
    )


@pytest.mark.parametrize(
    ("nearest", "known", "hint"),
    [
        ("title", "tagline, title", "Did you mean “title”? Correct the name, or delete this line."),
        ("", "tagline, title", "Delete the entry, or use a known name: tagline, title."),
        ("", "", "Delete the entry, or check how its name is spelt."),
    ],
)
def test_the_first_hint_that_can_be_filled_is_used(nearest: str, known: str, hint: str) -> None:
    assert describe(unknown_key(nearest, known), ENGLISH).hint == hint


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            "found character that cannot start any token",
            ": a text without quotes cannot begin with a tab, @, % or a backtick (`)",
        ),
        ("something that nobody foresaw", ""),
    ],
)
def test_a_reason_is_said_in_office_words_or_not_at_all(reason: str, said: str) -> None:
    found = problem("CFG002", Location(path="site.yaml", line=2), reason=reason)
    assert describe(found, ENGLISH).message == f"The file cannot be read from here on{said}."


def test_a_language_without_a_name_is_given_as_its_code() -> None:
    page = problem("LNG001", Location(path="content/a.jv.md"), key="a", lang="jv")
    assert describe(page, ENGLISH).message == "The page “a” does not exist in jv yet."


def test_braces_in_a_value_stay_what_they_are() -> None:
    message = describe(wrong_count(value="{column}"), ENGLISH).message
    assert "holds “{column}”" in message


def test_a_value_never_leaves_its_line_or_drives_the_terminal() -> None:
    message = describe(wrong_count(value="7\n\x1b[31m::error::"), ENGLISH).message
    assert "“7  [31m::error::”" in message


def test_literal_double_braces_are_not_placeholders() -> None:
    found = problem("FIG002", Location(path="content/a.md", line=1), written="{% if %}")
    assert describe(found, ENGLISH).hint.endswith("use an insert such as {{ coverage.total }}.")


def test_the_summary_is_filled_and_unknown_keys_are_refused() -> None:
    assert INDONESIAN.say("counts", errors=2, warnings=1) == "2 kesalahan, 1 peringatan"
    assert ENGLISH.say("counts", errors=2, warnings=1) == "Errors: 2, warnings: 1"
    with pytest.raises(KeyError):
        ENGLISH.say("nothing.of.the.kind")


# --- the three forms --------------------------------------------------------------------------


def test_a_thousand_equal_problems_are_one_message_and_stay_a_thousand_for_tools(
    tmp_path: Path,
) -> None:
    def unknown_area(line: int) -> Diagnostic:
        place = Location.of_cell("data/coverage.csv", line, 2)
        return problem("DAT007", place, value="a", file="data/areas.csv", nearest="", known="b")

    problems = [*map(unknown_area, range(2, 1002)), wrong_count()]
    text = format_text(problems, ENGLISH)
    assert text.count("DAT007") == 1
    assert text.endswith(
        "".join(f"\n  Also at: data/coverage.csv:{line}:3" for line in range(3, 7))
        + "\n  … and 995 more places\n"
        + format_text([wrong_count()], ENGLISH)
    )
    assert format_github(problems, ENGLISH).count("\n") == 1
    described = describe_problems(problems, ENGLISH, tmp_path)
    assert [shown.place.count(";") for shown in described] == [5, 0]
    assert json.loads(format_json(problems, ENGLISH))["counts"]["errors"] == 1001
    assert len(json.loads(format_json(problems, ENGLISH))["diagnostics"]) == 1001


def test_no_problems_give_no_text() -> None:
    assert format_text([], ENGLISH) == ""
    assert format_github([], ENGLISH) == ""
    assert json.loads(format_json([], ENGLISH)) == {
        "diagnostics": [],
        "counts": {"errors": 0, "warnings": 0},
    }


def test_json_has_every_field() -> None:
    other = Location(path="data/coverage.csv", line=2, column=5, cell="E2")
    mixed = problem(
        "DAT013",
        Location(path="data/coverage.csv", line=3, column=5, cell="E3"),
        related=[other],
        value="7.217",
        other="6,717",
    )
    assert json.loads(format_json([mixed, wrong_count()], INDONESIAN)) == {
        "diagnostics": [
            {
                "code": "DAT003",
                "severity": "error",
                "path": "data/coverage.csv",
                "line": 3,
                "column": 5,
                "cell": "E3",
                "message": describe(wrong_count(), INDONESIAN).message,
                "hint": describe(wrong_count(), INDONESIAN).hint,
                "related": [],
                "guide": "site-builder explain DAT003",
            },
            {
                "code": "DAT013",
                "severity": "warning",
                "path": "data/coverage.csv",
                "line": 3,
                "column": 5,
                "cell": "E3",
                "message": (
                    "“7.217” dan “6,717” memakai pemisah ribuan yang berbeda di satu berkas."
                ),
                "hint": (
                    "Pakai satu pemisah saja, atau tanpa pemisah, supaya angka tidak salah dibaca."
                ),
                "related": [{"path": "data/coverage.csv", "line": 2}],
                "guide": "site-builder explain DAT013",
            },
        ],
        "counts": {"errors": 1, "warnings": 1},
    }


def test_github_annotations_are_escaped() -> None:
    place = Location(path="content/50%,a:b.en.md", line=2, column=7)
    found = problem("FIG007", place, argument="100%")
    unused = problem("TXT019", Location(path="content/a.png"))
    assert format_github([found, unused], ENGLISH) == (
        "::error file=content/50%25%2Ca%3Ab.en.md,line=2,col=7,title=FIG007::"
        "“100%25” is not a date.%0AHint: Write year-month-day, as in at('2025-11-06').\n"
        "::warning file=content/a.png,title=TXT019::"
        "This picture is shown on no page, so it is not published."
        "%0AHint: Show it with ![Description](file name), or delete the file."
    )


def test_counts_leave_repeats_out() -> None:
    unused = problem("TXT019", Location(path="content/a.png"))
    assert count_problems([unused, unused, wrong_count()]) == (1, 1)
