"""The house stays as it was drawn: who may use whom, one door to each library, one voice.

The drawing is `docs/architecture.md`. A module or a library that the tables below do not know is
refused: give it its place first.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = "site_builder"
ROOT = Path(__file__).resolve().parent.parent / PACKAGE

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"diagnostics", "incremental"}),
    frozenset({"model"}),
    frozenset({"adapters"}),
    frozenset({"figures", "pages", "publish", "read", "text"}),
    frozenset({"checks.data", "messages", "views"}),
    frozenset({"checks", "outputs"}),
    frozenset({"build", "upkeep"}),
    frozenset({"importer", "preview"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""From the ground up: a room uses rooms on lower floors, and none beside it."""

MOST_MODULES = 16
"""In one folder at one level: more than that is a drawer."""
LISTS = {"views/kinds", "outputs"}
"""Folders of like things, each a line of one list: they grow with what there is."""

DOORS: Mapping[str, str] = {
    "PIL": "adapters.images",
    "babel": "adapters.locale",
    "brotli": "adapters.compression",
    "defusedxml": "importer.workbook.package",
    "filelock": "publish.state",
    "fontTools": "views.assets.fonts",
    "jinja2": "adapters.templates",
    "livereload": "preview.serve",
    "lxml": "checks.pages.rendered_site",
    "markdown": "views.prose.converter",
    "nh3": "views.prose.converter",
    "openpyxl": "importer.workbook.annotate",
    "rcssmin": "views.assets.styles",
    "resvg_py": "adapters.png",
    "rjsmin": "views.assets.scripts",
    "segno": "adapters.qr",
    "stdnum": "checks.data.personal_data",
    "weasyprint": "adapters.pdf",
    "xlsxwriter": "outputs.downloads",
    "yaml": "read.syntax.yaml_library",
}
"""By library: the one module that may import it."""

SHARED_TYPES = {"markupsafe": {"views", "outputs", "adapters"}}
"""Jinja's mark for text that is already HTML: a type, and so at home wherever HTML is made."""

CLOCKS = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "datetime.datetime.now",
    "datetime.datetime.today", "datetime.date.today", "time.time", "time.time_ns", "time.localtime",
    "time.gmtime", "time.strftime", "time.ctime",
}  # fmt: skip
"""What tells the day; `time.monotonic` and `time.perf_counter` only measure, and are free."""
ENVIRONMENT = {
    "os.environ", "os.environb", "os.getenv", "os.getcwd", "Path.cwd", "pathlib.Path.cwd",
    "Path.home", "pathlib.Path.home", "os.path.expanduser", "locale.getlocale",
    "locale.getdefaultlocale", "platform.node", "socket.gethostname", "getpass.getuser",
}  # fmt: skip
EXITS = {"sys.exit", "os._exit", "exit", "quit", "SystemExit", "os.abort"}
STREAMS = {"sys.stdout", "sys.stderr", "sys.stdin", "input"}

FIRST_SITE = re.compile(r"semarang|pijar|jkk|jkm|apbd|dbhcht|kelurahan", re.IGNORECASE)
FOREIGN_CODES = re.compile(r"(?:en|ms|jv|jav|su|in|ind|eng)(?:[-_][A-Za-z]{2,4})?|id[-_]ID")
"""Texts that are a language's code and nothing else; `id` alone is also a common field name."""
FILE_CODES = re.compile(r"\.(?:id|en)\.(?:md|yaml)\b|(?:^|/)(?:id|en)/")


CLASS = re.compile(r"\bps-[\w-]")
WRITTEN_BY_PYTHON: Mapping[str, tuple[str, ...]] = {
    "adapters.qr": ("ps-qr",),  # segno writes the element
    "checks.language.template_words": (r"\bps-[\w-]+|(?P<word>[^\W\d_]{2,})",),
    "views.inserts.figure": ('<data value="{}" data-figure="{}"{}>{}</data>',),
}
"""By module: the HTML that stands in Python code all the same."""


def module_name(path: Path) -> str:
    """Give a module's name below the package, as in `read.text`; a package goes by its own."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {
    module_name(path): path
    for path in sorted(ROOT.rglob("*.py"))
    if "skeleton" not in path.relative_to(ROOT).parts
}
TREES = {
    name: ast.parse(path.read_text(encoding="utf-8"), str(path)) for name, path in MODULES.items()
}


def imported(module: str) -> Iterator[tuple[str, int]]:
    """Give the full name and line of everything that a module imports, wherever it does so."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def own_imports(module: str) -> Iterator[tuple[str, int]]:
    """Give the modules of this package that a module imports, by their names below it."""
    for name, line in imported(module):
        package, _, rest = name.partition(".")
        if package == PACKAGE:
            candidates = [rest, rest.rpartition(".")[0], "__init__"]
            yield next(candidate for candidate in candidates if candidate in MODULES), line


def names_used(module: str) -> Iterator[tuple[str, int]]:
    """Give every dotted name in a module's code, as written, with its line."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Attribute | ast.Name):
            yield ast.unparse(node), node.lineno


def room(module: str) -> str:
    """Return the room of a module: its top folder, or `checks.data`, a room of its own."""
    rooms = frozenset().union(*FLOORS)
    first, second, *_ = [*module.split("."), "", ""]
    return f"{first}.{second}" if f"{first}.{second}" in rooms else first


def where(module: str, line: int) -> str:
    return f"{MODULES[module].relative_to(ROOT.parent).as_posix()}:{line}"


def test_there_are_modules_to_look_at():
    assert {"cli.main", "build", "model", "diagnostics"} <= MODULES.keys()


def test_a_room_uses_only_rooms_on_lower_floors():
    floor = {name: number for number, rooms in enumerate(FLOORS) for name in rooms}
    homeless = [module for module in MODULES if room(module) not in floor]
    assert homeless == ["__init__"], "a module without a room"
    climbs = [
        f"{where(module, line)}: {module} uses {other}"
        for module in MODULES
        for other, line in own_imports(module)
        if "__init__" not in {module, other}
        and room(other) != room(module)
        and floor[room(other)] >= floor[room(module)]
    ]
    assert not climbs


def test_no_folder_is_a_drawer():
    folders = Counter(path.parent for path in MODULES.values() if path.stem != "__init__")
    crowded = {
        folder.relative_to(ROOT).as_posix(): count
        for folder, count in folders.items()
        if count > MOST_MODULES and folder.relative_to(ROOT).as_posix() not in LISTS
    }
    assert not crowded


def test_no_modules_use_each_other_in_a_circle():
    waiting = {
        module: {other for other, _ in own_imports(module)} - {module, "__init__"}
        for module in MODULES
    }
    while free := [module for module, others in waiting.items() if not others & waiting.keys()]:
        for module in free:
            del waiting[module]
    assert not waiting, f"in a circle, or above one: {sorted(waiting)}"


def door_problem(module: str, library: str) -> str:
    """Say why a module may not import a library; empty if it may."""
    if library in SHARED_TYPES:
        return "" if room(module) in SHARED_TYPES[library] else "only where HTML is made"
    if library not in DOORS:
        return "no door is drawn for it"
    return "" if module == DOORS[library] else f"its door is {DOORS[library]}"


def test_each_library_has_one_door():
    own = {PACKAGE, *sys.stdlib_module_names}
    libraries = [
        (module, name.partition(".")[0], line)
        for module in MODULES
        for name, line in imported(module)
        if name.partition(".")[0] not in own
    ]
    assert libraries
    wrong = [
        f"{where(module, line)}: {library}: {why}"
        for module, library, line in libraries
        if (why := door_problem(module, library))
    ]
    assert not wrong


def uses_of(forbidden: set[str]) -> list[str]:
    """Return where modules other than the command line use forbidden names."""
    return [
        f"{where(module, line)}: {name}"
        for module in MODULES
        if module not in {"cli.main", "cli.command_line"}
        for name, line in (*names_used(module), *imported(module))
        if name in forbidden
    ]


def test_only_the_command_line_prints_and_exits():
    assert not uses_of({"print", *EXITS, *STREAMS})


def test_only_the_command_line_reads_the_clock_and_the_environment():
    assert not uses_of(CLOCKS | ENVIRONMENT)


def test_every_module_opens_with_a_sentence():
    first = {m: (ast.get_docstring(t) or "").partition("\n")[0] for m, t in TREES.items()}
    assert not [
        f"{module}: {line}" for module, line in first.items() if line[-1:] not in {".", ":"}
    ]


def test_the_engine_knows_nothing_of_its_first_site():
    assert not [
        where(module, number)
        for module, path in MODULES.items()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FIRST_SITE.search(line)
    ]


def markup_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Return the HTML that Python code writes: tags given to `Markup`, and classes of the site."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markup":
            for text in node.args[:1]:
                if isinstance(text, ast.Constant | ast.JoinedStr) and "<" in ast.unparse(text):
                    yield str(getattr(text, "value", ast.unparse(text))), node.lineno
        elif isinstance(node, ast.Constant) and CLASS.search(str(node.value)):
            yield str(node.value), node.lineno


def test_templates_write_the_html():
    assert not [
        f"{where(module, line)}: {text!r}"
        for module, tree in TREES.items()
        for text, line in markup_in(tree)
        if text not in WRITTEN_BY_PYTHON.get(module, ())
    ]


@pytest.mark.parametrize("source", ['Markup("<b>{}</b>").format(x)', 'f(f"ps-status--{kind}")'])
def test_html_in_python_is_found(source: str):
    assert list(markup_in(ast.parse(source)))


def test_no_language_code_stands_in_python():
    assert not [
        f"{where(module, line)}: {code!r}"
        for module, tree in TREES.items()
        for code, line in codes_in(tree)
    ]


def codes_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give the texts in Python code that name a language, with their lines."""
    for node in ast.walk(tree):
        for text, context in texts_in(node):
            is_code = FOREIGN_CODES.fullmatch(text) or FILE_CODES.search(text)
            if is_code or (text == "id" and "lang" in context):
                yield text, getattr(node, "lineno", 0)


def texts_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Give the quoted texts directly in a node, each with the name that it is given to."""
    if isinstance(node, ast.keyword):
        pairs = [(node.value, node.arg or "")]
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        pairs = [(node.value, " ".join(map(ast.unparse, targets)))]
    elif isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        pairs = [(operand, ast.unparse(node)) for operand in operands]
    elif isinstance(node, ast.arguments):
        names = [argument.arg for argument in (*node.posonlyargs, *node.args)]
        defaults = [*([None] * (len(names) - len(node.defaults))), *node.defaults]
        names += [argument.arg for argument in node.kwonlyargs]
        pairs = list(zip([*defaults, *node.kw_defaults], names, strict=True))
    elif isinstance(node, ast.Constant):
        pairs = [(node, "")]
    else:
        return
    for value, context in pairs:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value, context.lower()


@pytest.mark.parametrize(
    "source",
    [
        'f(lang="id")',
        'x = a["en"]',
        'if lang == "id": pass',
        'language = "id"',
        'def f(lang="id"): pass',
        'p = "content/home.id.md"',
        'url = "en/"',
    ],
)
def test_a_quoted_language_code_is_found(source: str):
    assert list(codes_in(ast.parse(source)))


@pytest.mark.parametrize("source", ['row["id"]', 'by = "id"', 'fields.text("identity")'])
def test_the_name_of_a_field_is_no_language_code(source: str):
    assert not list(codes_in(ast.parse(source)))
