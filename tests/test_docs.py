"""The pages of the project say what the program does: no list in them is older than the code.

Takes README.md, CHANGELOG.md and the pages of `docs/`; compares their tables with the parsers, the
command line and a built site, and follows their links and paths. A failing test shows what the
page should say. The staff guide's sections on codes are held by `test_problems.py`.
"""

import ast
import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from site_builder import __version__
from site_builder.build import BuildOptions, build_site
from site_builder.cli import session
from site_builder.cli.main import main
from site_builder.diagnostics import Location, Severity, problem
from site_builder.messages.report import format_json
from site_builder.messages.wording import load_messages
from site_builder.model import FIGURE_NAMESPACES, MANIFEST_PATH, Confidence, Status
from site_builder.outputs.downloads import FOLDER
from site_builder.pages.translations import State
from site_builder.read import benefits, content, records
from site_builder.read.answers import parse_answers
from site_builder.read.claims import parse_claims
from site_builder.read.eligibility import OUTCOME_KINDS, parse_eligibility
from site_builder.read.settings import parse_settings
from site_builder.read.syntax import columns
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, parse_yaml
from site_builder.read.unknown import parse_unknown
from site_builder.upkeep.editing import shapes
from site_builder.upkeep.status import StatusReport
from site_builder.views.charts.tables import TABLES
from site_builder.views.inserts.contact import ContactValue
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.inserts.unknown import UnknownValue
from site_builder.views.kinds import KINDS
from site_builder.views.namespaces import NAMESPACES
from site_builder.views.prose.converter import LINK_SCHEMES
from site_builder.views.prose.markdown import CALLOUTS
from tests.builders import LANGUAGES, TODAY, codes, tiny_files, tiny_templates
from tests.every import every
from tests.site.built_site import BuiltSite
from tests.test_architecture import DOORS, SHARED_TYPES, TREES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
README, CHANGELOG = ROOT / "README.md", ROOT / "CHANGELOG.md"
ARCHITECTURE, FORMATS = DOCS / "architecture.md", DOCS / "formats.md"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
SOURCE_FILES = sorted((ROOT / "site_builder").rglob("*.py"))
PAGES = [README, CHANGELOG, *sorted(DOCS.rglob("*.md"))]

NO_KEY = "no_such_key"
MADE = {"docs/verification.md", "docs/benchmarks.md", "content/x.id.md"}
"""Files that the pages name and that a command writes, or that stand for any."""


# --- pages that the code names ------------------------------------------------------------------


def test_modules_name_only_pages_that_there_are():
    named = {
        name
        for path in SOURCE_FILES
        for name in re.findall(r"`(docs/[\w./-]+\.md)`", path.read_text(encoding="utf-8"))
    }
    assert [name for name in named if not (ROOT / name).is_file()] == []


# --- reading the pages -------------------------------------------------------------------------


def section(page: Path, heading: str) -> str:
    """Give what stands below a heading, up to the next one of its level or above."""
    text = page.read_text(encoding="utf-8")
    start = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert start, f"{page.name} has no heading “{heading}”"
    level = len(start[1])
    rest = text[start.end() :]
    end = re.search(rf"^#{{1,{level}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(page: Path, heading: str) -> list[list[str]]:
    """Give the cells of the first table below a heading, without its header."""
    lines = section(page, heading).splitlines()
    begin = next((i for i, line in enumerate(lines) if line.startswith("|---")), None)
    assert begin, f"{page.name}, “{heading}”: no table"
    found = []
    for line in lines[begin + 1 :]:
        if not line.startswith("|"):
            break
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        found.append([cell.strip() for cell in cells])
    return found


def quoted(text: str) -> list[str]:
    """Give everything between backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def names(page: Path, heading: str) -> list[str]:
    """Give the quoted names in the first column of a table."""
    return [name for row in rows(page, heading) for name in quoted(row[0])]


def marked(page: Path, heading: str, column: int, mark: str) -> set[str]:
    """Give the names of the rows that bear a mark in a column."""
    return {quoted(row[0])[0] for row in rows(page, heading) if row[column] == mark}


def line_of(page: Path, heading: str, start: str) -> list[str]:
    """Give the quoted words of the line right below a heading that begins with a text."""
    own = re.split(r"^#", section(page, heading), maxsplit=1, flags=re.MULTILINE)[0]
    found = [line for line in own.splitlines() if line.startswith(start)]
    assert len(found) == 1, f"{page.name}, “{heading}”: no single line begins with “{start}”"
    return quoted(found[0].removeprefix(start))


# --- README ------------------------------------------------------------------------------------


def ask(run_site_builder) -> str:
    """Ask the program for help, in English and 80 columns wide."""
    result = run_site_builder("--lang", "en", "--help", COLUMNS="80", NO_COLOR="1")
    assert result.returncode == session.FINE, result.stderr
    return result.stdout


def test_the_guide_names_what_the_desk_shows():
    """What staff do on the first day, and by which fields a page is held and withdrawn."""
    guide, say = (DOCS / "panduan.md").read_text(encoding="utf-8"), load_messages("id").say
    first_day = guide.partition("## Hari pertama\n")[2].partition("\n## ")[0]
    for button in ("desk.pages", "desk.edit", "edit.save", "edit.undo"):
        assert f"*{say(button)}*" in first_day, button
    for field in ("publish_on", "withdraw_on"):
        assert f"*{say(f'edit.field_{field}')}*" in guide, field
        assert f"`{field}: " in guide, field


def test_the_readme_shows_the_help_as_it_is(run_site_builder):
    shown = re.search(r"^```text\n(usage: .*?)^```$", README.read_text("utf-8"), re.M | re.S)
    assert shown, "README.md shows no help"

    def lines(text: str) -> list[str]:
        return [line.rstrip() for line in text.strip().splitlines()]

    assert lines(shown[1]) == lines(ask(run_site_builder))


@pytest.mark.parametrize(
    ("page", "heading"), [(README, "Exit statuses"), (FORMATS, "Exit statuses")]
)
def test_every_exit_status_is_told(page: Path, heading: str):
    told = [int(row[0].strip("`")) for row in rows(page, heading)]
    assert told == [session.FINE, session.PROBLEMS, session.USAGE, session.FAILED]


def test_every_target_of_make_that_a_page_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for page in PAGES:
        asked = set(re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text("utf-8"), re.M))
        assert asked <= targets, page.name


def test_every_picture_has_words_for_it():
    pictures = re.findall(r"<img [^>]+>", README.read_text("utf-8"))
    assert pictures
    for picture in pictures:
        source = re.search(r'src="([^"]+)"', picture)
        words = re.search(r'alt="([^"]+)"', picture)
        assert source and (ROOT / source[1]).is_file(), picture
        assert words, picture


def test_the_changelog_knows_this_version():
    assert f"## [{__version__}]" in CHANGELOG.read_text("utf-8")


# --- architecture ------------------------------------------------------------------------------


def test_the_drawing_of_the_rooms_is_made_from_the_code():
    script = [sys.executable, ROOT / "scripts" / "draw_architecture.py", "--check"]
    assert subprocess.run(script, check=False).returncode == 0, "run scripts/draw_architecture.py"


def test_the_table_of_doors_is_the_one_that_is_tested():
    shared = {
        library: ", ".join(f"`{room}`" for room in sorted(found))
        for library, found in SHARED_TYPES.items()
    }
    doors = {library: f"`{module}`" for library, module in DOORS.items()} | shared
    expected = [f"| `{library}` | {doors[library]} |" for library in sorted(doors)]
    shown = [f"| {' | '.join(row)} |" for row in rows(ARCHITECTURE, "Where libraries live")]
    assert shown == expected, "it should be:\n" + "\n".join(expected)


def test_the_stages_are_told_in_their_order():
    begun: list[str] = []
    options = BuildOptions(today=TODAY, is_compressed=True, with_pdf=True)
    templates = {path: text.encode() for path, text in tiny_templates().items()}
    build_site(tiny_files(), templates, options, begun.append)
    assert names(ARCHITECTURE, "The stages") == ["load", *begun, "publish"]


@cache
def defined(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> set[str]:
    """Give the names of all classes or functions of the program, and of its type aliases."""
    return {
        node.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, kind) and isinstance(node, ast.ClassDef | ast.FunctionDef)
    }


@pytest.mark.parametrize("page", [ARCHITECTURE, DOCS / "contributing.md", *DECISIONS])
def test_every_type_and_function_that_a_page_names_exists(page: Path):
    words = quoted(page.read_text("utf-8"))
    types = {word for word in words if re.fullmatch(r"(?:[A-Z][a-z]+){2,}", word)}
    functions = {word[:-2] for word in words if re.fullmatch(r"[a-z_]+\(\)", word)}
    assert types <= defined(ast.ClassDef)
    assert functions <= defined(ast.FunctionDef)


# --- formats: what the parsers know --------------------------------------------------------------

SECTIONS = (
    "1. Inserts",
    "2. Data files",
    "3. Content",
    "4. Typed numbers",
    "5. Outputs",
    "6. Commands",
    "7. Dates and addresses that would be false",
    "8. `site.yaml`",
)
"""The code refers to sections by number."""


def test_the_sections_keep_their_numbers():
    found = re.findall(r"^## (.+)$", FORMATS.read_text("utf-8"), re.MULTILINE)
    assert tuple(found[: len(SECTIONS)]) == SECTIONS


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("`data/coverage.csv`", columns.COVERAGE),
        ("`data/targets.csv`", columns.TARGETS),
        ("`data/indicators.csv`", columns.INDICATORS),
        ("`data/areas.csv`", columns.AREAS),
    ],
)
def test_a_csv_file_has_the_columns_that_are_told(heading: str, known: Sequence[columns.Column]):
    assert tuple(names(FORMATS, heading)) == columns.column_names(known)


def read_list(parse: Callable[..., object], *more: object) -> Callable[..., None]:
    """Make a reader of a YAML file from the parser of its records."""

    def read(text: str, reader: Reader) -> None:
        parse(Fields(parse_yaml(text, reader), reader), *more)

    return read


def read_front_matter(text: str, reader: Reader) -> None:
    content.parse_document(f"---\n{text}---\n", reader)


_FUNDING = read_list(records.parse_funding)
_BENEFITS = read_list(benefits.parse_benefits, ("care",))
_CONTACTS = read_list(records.parse_contacts)
_TREE = read_list(parse_eligibility)
_CLAIMS = read_list(parse_claims)
_ANSWERS = read_list(parse_answers)
_UNKNOWN = read_list(parse_unknown)
_LANGUAGE = "languages:\n- code: id\n"

YAML_KEYS = [
    ("`data/funding.yaml` and `data/occupations.yaml`", _FUNDING, "funding:\n- {}: 1\n"),
    ("`data/benefits.yaml`", _BENEFITS, "benefits:\n- {}: 1\n"),
    (
        "What was before",
        _BENEFITS,
        "benefits:\n- history:\n  - {}: 1\n",
    ),
    ("A condition", _BENEFITS, "benefits:\n- conditions:\n  - {}: 1\n    confidence: press\n"),
    ("A legal basis", _BENEFITS, "benefits:\n- legal:\n  - {}: 1\n"),
    ("A conflict", _BENEFITS, "benefits:\n- conflict:\n    {}: 1\n"),
    ("`data/charts.yaml`", read_list(records.parse_charts), "charts:\n- {}: 1\n"),
    ("`data/contacts.yaml`", _CONTACTS, "contacts:\n- {}: 1\n"),
    ("A channel", _CONTACTS, "contacts:\n- channels:\n  - {}: 1\n"),
    ("`data/glossary.yaml`", read_list(records.parse_terms), "terms:\n- {}: 1\n"),
    ("`data/sources.yaml`", read_list(records.parse_sources), "sources:\n- {}: 1\n"),
    ("`data/indicators.yaml`", read_list(records.parse_labels), "{}: 1\n"),
    ("`data/eligibility.yaml`", _TREE, "{}: 1\n"),
    ("A tree", _TREE, "trees:\n  a:\n    {}: 1\n"),
    ("A question", _TREE, "questions:\n  a:\n    {}: 1\n"),
    ("A reason", _TREE, "questions:\n  a:\n    why:\n      {}: 1\n"),
    ("An answer", _TREE, "questions:\n  a:\n    answers:\n    - {}: 1\n"),
    ("An outcome", _TREE, "outcomes:\n  a:\n    {}: 1\n"),
    ("`data/claims.yaml`", _CLAIMS, "{}: 1\n"),
    ("A step", _CLAIMS, "guides:\n  a:\n    b:\n      {}: 1\n"),
    (
        "Evidence of one fact",
        _CLAIMS,
        "guides:\n  a:\n    b:\n      certainty:\n        who:\n          {}: 1\n",
    ),
    ("`data/unknown.yaml`", _UNKNOWN, "unknown:\n- {}: 1\n"),
    ("`data/answers.yaml`", _ANSWERS, "answers:\n- {}: 1\n"),
    ("An amount of a card", _ANSWERS, "answers:\n- amounts:\n  - {}: 1\n"),
    ("A call", _ANSWERS, "answers:\n- calls:\n  - {}: 1\n"),
    ("A time limit", _ANSWERS, "answers:\n- until:\n    {}: 1\n"),
    ("Front matter", read_front_matter, "{}: 1\n"),
    ("8. `site.yaml`", parse_settings, "{}: 1\n" + _LANGUAGE),
    ("A language", parse_settings, "languages:\n- {}: 1\n"),
    ("The programme", parse_settings, _LANGUAGE + "programme:\n  {}: 1\n"),
    ("Where it is published", parse_settings, _LANGUAGE + "publish:\n  {}: 1\n"),
    ("The currency", parse_settings, _LANGUAGE + "currency:\n  {}: 1\n"),
    ("Reviews", parse_settings, _LANGUAGE + "review_every:\n  {}: 1\n"),
    ("The budgets", parse_settings, _LANGUAGE + "budgets:\n  {}: 1\n"),
]
EVERY_MAPPING = pytest.mark.parametrize(
    ("heading", "read", "text"), YAML_KEYS, ids=[heading for heading, _, _ in YAML_KEYS]
)


def refusal(read: Callable[..., object], text: str) -> tuple[set[str], set[str]]:
    """Give every key that a parser knows in a mapping, and those that it misses."""
    reader = Reader("content/a.id.md", LANGUAGES)
    read(text.format(NO_KEY), reader)
    found = reader.finish()
    refused = [d for d in found if d.code == "CFG004" and d.params["key"] == NO_KEY]
    assert len(refused) == 1, codes(found)
    place = refused[0].location
    missed = {d.params["key"] for d in found if d.code == "CFG005" and d.location == place}
    return set(refused[0].params["known"].split(", ")), missed


@EVERY_MAPPING
def test_a_mapping_has_the_keys_that_are_told(heading: str, read: Callable[..., object], text: str):
    known, _ = refusal(read, text)
    told = names(FORMATS, heading)
    assert len(told) == len(set(told))
    assert set(told) == known


@pytest.mark.parametrize(
    ("heading", "shape", "below"),
    [
        ("`data/contacts.yaml`", shapes.CONTACT, ""),
        ("A channel", shapes.CONTACT, "channels.+."),
        ("What was before", shapes.CONTACT, "history.+."),
        ("`data/glossary.yaml`", shapes.TERM, ""),
        ("`data/answers.yaml`", shapes.ANSWER, ""),
        ("An amount of a card", shapes.ANSWER, "amounts.+."),
        ("A call", shapes.ANSWER, "calls.+."),
        ("A time limit", shapes.ANSWER, "until."),
    ],
)
def test_the_desk_has_a_field_for_each_of_them(heading: str, shape: shapes.Shape, below: str):
    known, _ = next(refusal(read, text) for name, read, text in YAML_KEYS if name == heading)
    own = (place.removeprefix(below) for place in shape if place.startswith(below))
    fields = {place.split(".")[0].removesuffix("[]") for place in own}
    assert fields | {"id"} == known | {"id"}


@EVERY_MAPPING
def test_the_keys_that_must_stand_are_told(heading: str, read: Callable[..., object], text: str):
    _, missed = refusal(read, text)
    given = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    needed = marked(FORMATS, heading, 1, "yes")
    # Of several keys of which one is needed, each is marked `one of`.
    assert needed - given == {key for key in missed if " | " not in key}


def test_the_keys_of_one_word_lists_are_told():
    told = set(names(FORMATS, "Interface words: `content/i18n/<lang>.yaml`"))
    for path in every((ROOT / "content" / "i18n").glob("*.yaml")):
        root = parse_yaml(path.read_text("utf-8"), Reader(path.name))
        assert isinstance(root, MappingNode)
        reading = root.nodes["reading"]
        assert isinstance(reading, MappingNode)
        assert set(reading.nodes) == told, path.name


def test_what_a_pair_shares_is_told():
    assert marked(FORMATS, "Front matter", 2, "original") == set(content.SHARED_FIELDS)


def test_the_defaults_of_the_settings_are_told():
    settings = parse_settings("languages:\n- {code: id, name: Contoh}\n", Reader("site.yaml"))
    assert settings is not None
    others = {"compiled_notice": "is_compiled", "offline": "is_kept_offline"}
    checked_by_parser = {"schema_version", "csv_schema_version"}
    for heading, holder, attributes in (
        ("8. `site.yaml`", settings, others),
        ("The budgets", settings.budgets, {}),
    ):
        for key, _, default, *_ in rows(FORMATS, heading):
            name = quoted(key)[0]
            is_plain = re.fullmatch(r"`(?:[0-9]+|true|false)`", default)
            if is_plain and name not in checked_by_parser:
                value = getattr(holder, attributes.get(name, name))
                assert str(value).lower() == default.strip("`"), name


LISTS: list[tuple[str, str, tuple[str, ...]]] = [
    ("`data/coverage.csv`", "Statuses of a row: ", tuple(s for s in Status if s != "computed")),
    ("`data/indicators.csv`", "Units: ", columns.UNITS),
    ("`data/areas.csv`", "Levels: ", columns.AREA_LEVELS),
    ("`data/benefits.yaml`", "Kinds: ", benefits.BENEFIT_KINDS),
    ("`data/benefits.yaml`", "Units: ", benefits.BENEFIT_UNITS),
    ("A condition", "Units: ", benefits.CONDITION_UNITS),
    ("A channel", "Kinds: ", records.CHANNEL_KINDS),
    ("`data/charts.yaml`", "Kinds: ", records.CHART_KINDS),
    ("`data/charts.yaml`", "Datasets: ", records.CHART_DATASETS),
    ("`data/charts.yaml`", "Dimensions: ", records.CHART_DIMENSIONS),
    ("`data/sources.yaml`", "Kinds: ", tuple(records.SOURCE_KINDS)),
    ("An outcome", "Kinds: ", OUTCOME_KINDS),
    ("Front matter", "Templates: ", tuple(kind.template for kind in KINDS if kind.is_written)),
    ("Markdown", "Callouts: ", CALLOUTS),
    ("Markdown", "Schemes of links: ", tuple(sorted(LINK_SCHEMES - {""}))),
    ("Translations", "States: ", tuple(State)),
    ("Tables and charts", "Tables: ", tuple(TABLES)),
]


@pytest.mark.parametrize(
    ("heading", "start", "expected"), LISTS, ids=[f"{h} {s}".strip(": ") for h, s, _ in LISTS]
)
def test_a_list_of_choices_is_the_parsers_own(heading: str, start: str, expected: tuple[str, ...]):
    assert tuple(line_of(FORMATS, heading, start)) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Statuses", tuple(Status)),
        ("Confidence", tuple(Confidence)),
        ("Names", tuple(NAMESPACES)),
        ("Filters", (*FigureValue.filters, "plain", *ContactValue.filters, *UnknownValue.filters)),
    ],
)
def test_a_table_of_choices_is_the_programs_own(heading: str, expected: tuple[str, ...]):
    shown = [re.sub(r"\(.*\)", "", quoted(row[0])[0]) for row in rows(FORMATS, heading)]
    assert tuple(shown) == expected


def test_every_family_of_codes_is_told():
    codes = load_messages("id").codes
    assert set(names(FORMATS, "Families of codes")) == {code[:3] for code in codes}


def test_the_namespaces_of_figures_are_told_as_such():
    told = {quoted(row[0])[0] for row in rows(FORMATS, "Names") if row[1] == "figure"}
    assert told == set(FIGURE_NAMESPACES)


def test_the_templates_of_pages_from_data_are_told():
    made_from_data = line_of(FORMATS, "Front matter", "Pages that are made from data")
    assert set(made_from_data) == {kind.template for kind in KINDS if not kind.is_written}


# --- formats: what comes out -------------------------------------------------------------------


def files_in(folder: Path) -> set[str]:
    """Give the names of the files in a folder, without those that lie compressed beside them."""
    files = {path.name for path in folder.iterdir() if path.is_file()}
    return {name for name in files if not name.endswith((".br", ".gz"))}


def test_the_downloads_are_told(built_site: BuiltSite):
    assert set(names(FORMATS, "Downloads: `output/data/`")) == files_in(built_site.root / FOLDER)


def test_the_manifest_is_told(built_site: BuiltSite):
    manifest = json.loads((built_site.root / MANIFEST_PATH).read_text("utf-8"))
    assert names(FORMATS, "The certificate: `build-manifest.json`") == list(manifest)
    heading = "The certificate: `build-manifest.json`"
    assert line_of(FORMATS, heading, "Of a page: ") == list(manifest["pages"][0])
    figure = next(iter(manifest["figures"].values()))
    assert line_of(FORMATS, heading, "Of a figure: ") == list(figure)


def test_the_files_at_the_root_are_told(built_site: BuiltSite):
    told = {name for name in names(FORMATS, "5. Outputs") if not name.endswith("/")}
    assert told == files_in(built_site.root)


def test_the_json_of_what_needs_attention_is_told():
    told = names(FORMATS, "What needs attention: `status`")
    assert told == [field.name for field in dataclasses.fields(StatusReport)]


def test_the_json_of_problems_is_told():
    found = [problem("CFG001", Location(path="site.yaml"))]
    written = json.loads(format_json(found, load_messages("en")))["diagnostics"][0]
    assert line_of(FORMATS, "Problems", "As JSON: ") == list(written)
    assert line_of(FORMATS, "Problems", "Severities: ") == list(Severity)


def test_every_command_and_its_options_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def help_on(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "en", *arguments, "--help"])
        assert not ended.value.code
        return capsys.readouterr().out

    listed = re.findall(r"^    ([a-z]+)(?:\s|$)", help_on(), re.MULTILINE)
    told = {quoted(row[0])[0].partition(" ")[0]: row for row in rows(FORMATS, "6. Commands")}
    assert list(told) == listed
    for command in listed:
        options = re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", help_on(command), re.M)
        shown = [option.partition(" ")[0] for option in quoted(told[command][1])]
        assert shown == [option for option in options if option != "--help"], command


# --- every page --------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Give the anchors that a page's headings get where it is shown."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    yield from re.findall(r"\]\(([^)\s]+)\)", text)
    yield from re.findall(r'href="([^"]+)"', text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    for link in links(page):
        path, _, anchor = link.partition("#")
        if "://" in path or path.startswith("mailto:"):
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


@pytest.mark.parametrize(
    "page", [README, *(page for page in PAGES if page.parent != ROOT)], ids=lambda page: page.name
)
def test_every_path_that_a_page_names_exists(page: Path):
    for word in quoted(page.read_text("utf-8")):
        is_path = re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+\.(?:py|toml|lock)", word)
        if not is_path or word in MADE or word.startswith(("output/", ".")):
            continue
        first = word.partition("/")[0]
        if word.endswith(".py") or (ROOT / "site_builder" / first).is_dir():
            places = (ROOT, ROOT / "site_builder", ROOT / "tests", ROOT / "scripts")
            assert any((place / word).exists() for place in places), word
        elif (ROOT / first).is_dir():
            assert (ROOT / word).exists(), word


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers[0] == 1
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_why_what_and_what_was_given_up(page: Path):
    headings = re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
    assert headings == ["Context", "Decision", "What we gave up"]
