"""The house stays as it was drawn: who may use whom, one door to each library, one voice.

The drawing is `docs/architecture.md`. A module or a library that the tables below do not know is
refused: give it its place first.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = "site_builder"
ROOT = Path(__file__).resolve().parent.parent / PACKAGE

FOUNDATION = {"addresses", "dates", "diagnostics", "model", "weight", "words"}
FACTS = {"read", "figures", "pages", "locale", "cache", *FOUNDATION}
MAY_USE: Mapping[str, set[str]] = {
    "addresses": set(),
    "dates": set(),
    "diagnostics": set(),
    "weight": set(),
    "raster": set(),
    "paper": set(),
    "model": {"diagnostics"},
    "words": {"diagnostics", "model"},
    "locale": FOUNDATION,
    "cache": FOUNDATION,
    "read": FOUNDATION,
    "figures": FOUNDATION,
    "pages": FOUNDATION,
    "publish": FOUNDATION,
    "views": FACTS,
    "outputs": FACTS | {"views", "raster", "paper"},
    "checks": FACTS | {"views"},
    "report": {"read", *FOUNDATION},
    "arguments": {"report", *FOUNDATION},
    "build": FACTS | {"raster", "views", "outputs", "checks", "publish"},
    "desk": FACTS | {"views", "outputs", "checks", "publish", "report", "build"},
    "session": FACTS | {"build", "publish", "report"},
    "commands": FACTS | {"paper", "publish", "desk", "report", "build", "session"},
    "cli": FACTS | {"publish", "report", "arguments", "commands", "session"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""By room (a package or a module of the top floor): the rooms that it may use beside itself."""

DOORS: Mapping[str, str] = {
    "babel": "locale",
    "brotli": "weight",
    "defusedxml": "desk.opendocument",
    "jinja2": "views.render",
    "livereload": "desk.serve",
    "lxml": "checks.rendered_site",
    "markdown": "views.prose",
    "nh3": "views.prose",
    "openpyxl": "desk.spreadsheet",
    "pandas": "figures.statistics",
    "rcssmin": "views.styles",
    "resvg_py": "raster",
    "rjsmin": "views.scripts",
    "segno": "views.qr",
    "stdnum": "checks.privacy",
    "weasyprint": "paper",
    "xlsxwriter": "outputs.downloads",
    "yaml": "read.yaml_nodes",
}
"""By library: the one module that may import it."""

SHARED_TYPES = {"markupsafe": {"views", "outputs"}}
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
EVERY_MODULE = pytest.mark.parametrize("module", MODULES)


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
    return module.partition(".")[0]


def where(module: str, line: int) -> str:
    return f"{MODULES[module].relative_to(ROOT.parent).as_posix()}:{line}"


def test_there_are_modules_to_look_at():
    assert {"cli", "build", "model", "diagnostics"} <= MODULES.keys()


@EVERY_MODULE
def test_a_module_uses_only_rooms_below_it(module: str):
    assert room(module) in MAY_USE, f"{module} has no place in the table of rooms"
    allowed = MAY_USE[room(module)] | {room(module), "__init__"}
    for other, line in own_imports(module):
        assert room(other) in allowed, f"{where(module, line)}: {module} may not use {other}"


def test_no_modules_use_each_other_in_a_circle():
    waiting = {
        module: {other for other, _ in own_imports(module)} - {module, "__init__"}
        for module in MODULES
    }
    while free := [module for module, others in waiting.items() if not others & waiting.keys()]:
        for module in free:
            del waiting[module]
    assert not waiting, f"in a circle, or above one: {sorted(waiting)}"


@EVERY_MODULE
def test_each_library_has_one_door(module: str):
    for name, line in imported(module):
        library = name.partition(".")[0]
        if library == PACKAGE or library in sys.stdlib_module_names:
            continue
        if library in SHARED_TYPES:
            assert room(module) in SHARED_TYPES[library], f"{where(module, line)}: {library}"
            continue
        assert library in DOORS, f"{where(module, line)}: no door is drawn for {library}"
        assert module == DOORS[library], (
            f"{where(module, line)}: the door to {library} is {DOORS[library]}"
        )


@EVERY_MODULE
def test_only_the_command_line_prints_and_exits(module: str):
    if module == "cli":
        return
    for name, line in names_used(module):
        assert name not in {"print", *EXITS, *STREAMS}, f"{where(module, line)}: {name}"


@EVERY_MODULE
def test_only_the_command_line_reads_the_clock_and_the_environment(module: str):
    if module == "cli":
        return
    for name, line in names_used(module):
        assert name not in CLOCKS | ENVIRONMENT, f"{where(module, line)}: {name}"
    for name, line in imported(module):
        assert name not in CLOCKS | ENVIRONMENT | EXITS, f"{where(module, line)}: {name}"


@EVERY_MODULE
def test_every_module_opens_with_a_paragraph(module: str):
    docstring = ast.get_docstring(TREES[module]) or ""
    first = docstring.partition("\n")[0]
    assert first, f"{module} does not say what it is for"
    assert first.endswith((".", ":")), f"{module}: {first}"


@EVERY_MODULE
def test_the_engine_knows_nothing_of_its_first_site(module: str):
    lines = MODULES[module].read_text(encoding="utf-8").splitlines()
    found = [where(module, i) for i, line in enumerate(lines, 1) if FIRST_SITE.search(line)]
    assert not found


@EVERY_MODULE
def test_no_language_code_stands_in_python(module: str):
    found = [f"{where(module, line)}: {code!r}" for code, line in codes_in(TREES[module])]
    assert not found


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
