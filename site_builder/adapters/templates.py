"""Templates that show what they are given and do nothing else: the one door to Jinja2.

Escaping is always on, and an undefined name is always an error. No expression reaches into the
program, runs a command, or makes a text without bound.
"""

from __future__ import annotations

import hashlib
import marshal
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes, sandbox
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join
from markupsafe import soft_str

_FOLDER = "templates/"
"""Below which a project's templates are, as tracebacks name them."""
_PROGRAM = str(Path(__file__).parent.parent)
_FILTERS = (
    *("default", "first", "join", "last", "length", "list", "lower", "map", "safe", "striptags"),
    *("trim", "xmlattr"),
)
"""Of Jinja2's own; others ask for gigabytes in a few characters."""
_METHODS = {
    *("endswith", "get", "items", "keys", "lower", "startswith", "striptags", "upper", "values"),
}
"""Of texts, numbers and collections; others do too, or reach what an object keeps to itself."""
_PLAIN = (str, bytes, int, float, tuple, list, Mapping)
_LONGEST, _LARGEST, _MOST_STEPS = 1_000_000, 10**15, 100_000
"""Characters of a text on its way to a page, a number, and the rounds and calls for a page."""
_COUNTED = "counted"
_DIGEST_SIZE = 32
_MOST_KEPT = 500
"""Compiled templates that are written down: those of four sites."""
Macro = jinja2.runtime.Macro


class CompiledTemplates(jinja2.BytecodeCache):
    """What Jinja2 made of template texts, for whoever renders several sites with the same ones.

    It may begin with what `dump` gave another process of the same program: only whoever could
    change the program may have had it in hand, for it is run.
    """

    def __init__(self, dumped: bytes = b"") -> None:
        digest, body = dumped[:_DIGEST_SIZE], dumped[_DIGEST_SIZE:]
        is_whole = hashlib.sha256(body).digest() == digest
        self._dumped: dict[tuple[str, str], bytes] = marshal.loads(body) if is_whole else {}
        self._codes: dict[tuple[str, str], CodeType] = {}

    @property
    def has_more(self) -> bool:
        """Tell whether a template was compiled that is not in what this began with."""
        return not self._codes.keys() <= self._dumped.keys()

    def dump(self) -> bytes:
        """Write down the templates that were used last, with their texts' checksums."""
        unused = {name: code for name, code in self._dumped.items() if name not in self._codes}
        used = {name: marshal.dumps(code) for name, code in self._codes.items()}
        body = marshal.dumps(dict([*unused.items(), *used.items()][-_MOST_KEPT:]))
        return hashlib.sha256(body).digest() + body

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        name = bucket.key, bucket.checksum
        if name not in self._codes and name in self._dumped:
            self._codes[name] = marshal.loads(self._dumped[name])
        bucket.code = self._codes.get(name)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


class _Bounded(CodeGenerator):
    """Templates as code that makes no text without bound, and puts none together before it runs.

    What is kept of a template holds only what its file does.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:  # noqa: ANN401 - as Jinja2 has it
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - as Jinja2 has it
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")


class Templates(sandbox.ImmutableSandboxedEnvironment):
    """All templates of a site, or of the program, by their names."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    code_generator_class = _Bounded

    def __init__(
        self,
        text_of: Callable[[str], str | None],
        compiled: CompiledTemplates,
        filters: Mapping[str, Callable[..., Any]],
    ) -> None:
        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            text = text_of(name)
            return None if text is None else (text, _FOLDER + name, lambda: True)

        super().__init__(
            loader=jinja2.FunctionLoader(load),
            autoescape=True,
            optimized=False,
            undefined=jinja2.StrictUndefined,
            bytecode_cache=compiled,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        own = {name: self.filters[name] for name in _FILTERS}
        self.filters = {**own, "join": self._join, _COUNTED: self._counted, **filters}
        self.globals.clear()
        self._steps = 0
        self._safe: dict[tuple[type, str, bool], bool] = {}

    def begin(self) -> None:
        """Begin a page, which has a bound of its own."""
        self._steps = 0

    def macro(self, path: str, name: str) -> Macro:
        """Return the macro of a component; raises an error of its template if there is none."""
        macro = getattr(self.get_template(path).module, name, None)
        if not isinstance(macro, Macro):
            raise jinja2.TemplateRuntimeError(f"{path}: macro {name}")
        return macro

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:  # noqa: ANN401 - as Jinja2 has it
        """Compile a template; what nests too deep for Python is a mistake in it."""
        try:
            return super().compile(source, name, filename, *more)
        except (RecursionError, SyntaxError, MemoryError) as error:
            reason = "too much inside each other"
            raise jinja2.TemplateSyntaxError(reason, 1, name, filename) from error

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401
        """Give no way around the refusal of `format`."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        # The same for all objects of a type; every name of every page asks.
        asked = type(obj), attr, callable(value)
        if asked not in self._safe:
            is_other = isinstance(obj, _PLAIN) and callable(value) and attr not in _METHODS
            self._safe[asked] = not is_other and super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def call_binop(
        self,
        context: jinja2.runtime.Context,
        operator: str,
        left: Any,  # noqa: ANN401
        right: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Add and multiply numbers, and add lists."""
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            self._check_length(len(left) + len(right))
            return left + right
        if operator == "**" or not all(isinstance(value, int | float) for value in (left, right)):
            raise SecurityError(f"{operator} is only for numbers, and ** for none")
        result = super().call_binop(context, operator, left, right)
        if abs(result) > _LARGEST:
            raise SecurityError("the number is too large")
        return result

    def call(self, context: jinja2.runtime.Context, called: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        self._count(1)
        return super().call(context, called, *given, **named)

    def concat(self, parts: Iterable[str]) -> str:
        """Join what a template, a macro or a block made."""
        made = [*parts]
        self._check_length(sum(map(len, made)))
        return "".join(made)

    def bounded(self, text: str) -> str:
        """Return a text that was joined, if it is no longer than any page may be."""
        self._check_length(len(text))
        return text

    @jinja2.pass_eval_context
    def _join(
        self, context: jinja2.nodes.EvalContext, values: Iterable[Any], between: str = ""
    ) -> str:
        parts, text = [*values], soft_str(between)  # a template may join with a number
        self._check_length(len(text) * len(parts))
        return self.bounded(do_join(context, parts, text))

    def _counted(self, values: Iterable[Any]) -> Collection[Any]:
        """Return what a loop goes through, once its rounds are counted."""
        items = values if isinstance(values, Collection) else [*values]
        self._count(len(items))
        return items

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise SecurityError("too many rounds and calls")

    def _check_length(self, length: int) -> None:
        if length > _LONGEST:
            raise SecurityError("the text is too long")

    def _generate(self, source: nodes.Template, *more: Any, **named: Any) -> str:  # noqa: ANN401
        for loop in source.find_all(nodes.For):
            counted = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
            loop.iter = counted
        return super()._generate(source, *more, **named)


def is_of_template(error: Exception) -> bool:
    """Tell a template's failure, which its author can mend, from a bug of this program."""
    if isinstance(error, jinja2.TemplateError):
        return True
    files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    of_template = [file.startswith(_FOLDER) for file in files]
    if isinstance(error, RecursionError):
        return any(of_template)
    ours = [file for file in files if file.startswith((_FOLDER, _PROGRAM))]
    return bool(ours) and ours[-1].startswith(_FOLDER)


def place_of(error: Exception) -> tuple[str, int]:
    """Return the path and the line of a template's failure; empty and 0 for an unknown place."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or "", error.lineno
    places = [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename.startswith(_FOLDER)
    ]
    if isinstance(error, RecursionError):  # it ends anywhere; its cause comes again and again
        places = [place for place, _ in Counter(places).most_common(1)]
    return places[-1] if places else ("", 0)


def missing_template(error: Exception) -> str | None:
    """Return the name of a template that is not there; None for another failure."""
    return str(error.name or "") if isinstance(error, jinja2.TemplateNotFound) else None
