"""Products, each with what it asked while it was made: it is made again when an answer changes.

These are the verifying traces of build systems: nothing says beforehand what a product needs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from site_builder.incremental.answers import Answers, values_of
from site_builder.incremental.fingerprints import fingerprint
from site_builder.incremental.watched import EVERYTHING, Opened, Question, Watch

T = TypeVar("T")
_LARGE = 200
_PARTS = (tuple, Mapping)
Name = tuple[str, ...]


class Keep(Protocol):
    """Returns the product of a name, made now or kept."""

    def __call__(self, name: Name, make: Callable[[], T]) -> T: ...


def make_now(name: Name, make: Callable[[], T]) -> T:
    """Keep nothing."""
    return make()


def remembering() -> Keep:
    """Return what makes each product once, for values that do not change meanwhile."""
    made: dict[Name, object] = {}

    def keep(name: Name, make: Callable[[], T]) -> T:
        if name not in made:
            made[name] = make()
        return cast(T, made[name])

    return keep


@dataclass(frozen=True, slots=True)
class Stored:
    """A product of another process, which is not read before somebody needs it."""

    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    value: object
    asked: frozenset[Question]
    used: frozenset[Name]
    """The products that it was made of."""
    cause: frozenset[Question] | None = None
    """What was answered otherwise when it was made again; None where it was made the first time."""
    stored: Stored | None = None
    """What it was read from, if another process made it: it need not be written down anew."""
    parts: tuple[tuple[int, object], ...] = ()
    """The large parts of the value, with their numbers."""


@dataclass(kw_only=True, slots=True)
class _Trace:
    """What a product has asked and used so far."""

    asked: set[Question] = field(default_factory=set)
    used: set[Name] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A part of a product; that of a product with the same answers is equal to it."""

    part: object
    of: Name
    product: Product


@dataclass(kw_only=True, slots=True)
class Kept:
    """What earlier builds made, and the answers that they had."""

    answers: dict[str, dict[Question, bytes]] = field(default_factory=dict)
    """By stage."""
    products: dict[Name, Product] = field(default_factory=dict)


class Products:
    """The products of one build after the other; used by one thread at a time.

    A build is watched in stages: what a later stage can be asked is made of products of those
    before it.
    """

    def __init__(
        self,
        kept: Kept | None = None,
        thaw: Callable[[Stored, Callable[[str], object]], object] | None = None,
    ) -> None:
        self.kept = kept or Kept()
        self._thaw = thaw or _cannot
        self._answers = Answers()
        self._stages: dict[str, Watch] = {}
        self._parts: dict[int, _Part] = {}
        """Large parts of the products of this build, by identity."""
        self._askers: dict[Question, set[Name]] | None = None
        """Who asked each question; None in the first build of a process, which would gain nothing.

        One that was forgotten may still be named.
        """
        self._open: list[_Trace] = []
        """Of the products that are being made, the innermost last."""
        self._used: set[Name] = set()
        self._before: Mapping[str, Watch] = {}
        """The stages of builds before, each as it last was."""
        self.made: list[Name] = []
        """What this build made anew."""
        self._reasons: dict[Name, frozenset[Question]] = {}
        """Of what was forgotten and not made since: what is answered otherwise today."""
        self._inputs: frozenset[Question] = frozenset()
        """What of the first stage is answered otherwise since a build came to its end."""
        self._causes: dict[frozenset[Question], frozenset[Question]] = {}
        """Each once, however many products have it."""

    def branch(self) -> Products:
        """Return products that know all that these do, and take nothing from them."""
        answers = {stage: {**kept} for stage, kept in self.kept.answers.items()}
        return Products(Kept(answers=answers, products={**self.kept.products}), self._thaw)

    def begin(self) -> None:
        """Begin another build."""
        if self._stages and self._askers is None:
            self._askers = {}
            for name, product in self.kept.products.items():
                self._note_asker(name, product)
        self._before, self._stages = {**self._before, **self._stages}, {}
        self._parts, self._used, self.made = {}, set(), []
        self._answers.begin()

    def finish(self) -> None:
        """Forget what a build that came to its end did not use."""
        kept, stages = self.kept.products, {(stage,) for stage in self._stages}
        for name in kept.keys() - self._used - stages:
            del kept[name]
        self._inputs, self._reasons, self._causes = frozenset(), {}, {}

    def watch(
        self,
        stage: str,
        value: T,
        opened: Opened,
        base: Mapping[str, object] = MappingProxyType({}),
        *,
        without: frozenset[str] = frozenset(),
    ) -> T:
        """Return a value as products may ask it, and forget those that an answer has changed.

        `base` is what nobody asks for and everything from here on is made from, by name.
        """
        before = self._before[stage].named if stage in self._before else {}
        watch = Watch(opened, self._note, before, self._answers.is_same)
        watched = watch.open(value, stage, without=without)
        watch.rest |= {f"{stage}.{name}": part for name, part in base.items()}
        self._stages[stage] = watch
        self._forget(stage)
        # What asks for each part, so that it can be told which has changed.
        self._make((stage,), watch.ask_for_rest)
        return watched

    def keeper(self, stage: str) -> Keep:
        """Return what keeps products of the values that a stage has now.

        Once it has others, or a build ended before it, those who still hold these values have each
        product made for them alone: it would not ask what is true today.
        """
        watch, keep_alone = self._stages[stage], remembering()

        def keep(name: Name, make: Callable[[], T]) -> T:
            is_today = self._stages.get(stage) is watch
            return self.keep(name, make) if is_today else keep_alone(name, make)

        return keep

    def cause_of(self, name: Name) -> frozenset[Question] | None:
        """Return what had another answer when a product was last made again; None the first time.

        What the first stage answers otherwise is among it, whoever asked.
        """
        product = self.kept.products.get(name)
        return product.cause if product else None

    def keep(self, name: Name, make: Callable[[], T]) -> T:
        """Return a product as it was kept, or make it and note what it asks."""
        product = self.kept.products.get(name)
        if product is None or type(product.value) is Stored:
            product = self._known(name)
        if product is None:
            product = self._make(name, make)
            self.made.append(name)
        if product.parts:
            self._recognise_parts(name, product)
        self._used.add(name)
        self._used |= product.used
        if self._open:
            trace = self._open[-1]
            trace.asked |= product.asked
            trace.used |= {name, *product.used}
        return cast(T, product.value)

    def _known(self, name: Name) -> Product | None:
        """Return a kept product with its value; None for one that is not there or damaged."""
        product = self.kept.products.get(name)
        if product is None or not isinstance(product.value, Stored):
            return product
        try:
            value = self._thaw(product.value, self.named)
        except Exception:  # a store that somebody damaged: it is made again
            del self.kept.products[name]
            return None
        product = self.kept.products[name] = replace(
            product, value=value, stored=product.value, parts=_large_parts(value)
        )
        return product

    def named(self, name: str) -> object:
        """Return a value of this build by the name that it was written down with."""
        return self._stages[name.partition(".")[0]].values[name]

    def name_of(self, value: object) -> str | None:
        """Return the name of a value that every build has; None for any other."""
        for watch in self._stages.values():
            name = watch.names.get(id(value))
            if name in watch.values:
                return name
        return None

    @property
    def counts(self) -> tuple[int, int]:
        """How many products this build has made, and how many it found as they were kept."""
        return len(self.made), len(self._used) - len(self.made)

    def count(self, kind: str) -> int:
        """Return how many products of a kind this build has made."""
        return sum(name[0] == kind for name in tuple(self.made))

    def _make(self, name: Name, make: Callable[[], object]) -> Product:
        trace = _Trace()
        self._open.append(trace)
        try:
            value = make()
        finally:
            self._open.pop()
        trace.asked |= {(stage, EVERYTHING) for stage in self._stages}
        for question in trace.asked:
            self._remember(question)
        product = self.kept.products[name] = Product(
            value=value,
            asked=frozenset(trace.asked),
            used=frozenset(trace.used),
            cause=self._cause(name),
            parts=_large_parts(value),
        )
        self._note_asker(name, product)
        return product

    def _note_asker(self, name: Name, product: Product) -> None:
        if self._askers is not None:
            for question in product.asked:
                self._askers.setdefault(question, set()).add(name)

    def _asking(self, questions: Collection[Question]) -> Collection[Name]:
        """Return the products that may have asked one of some questions."""
        if self._askers is None:
            return tuple(self.kept.products) if questions else ()
        return set().union(*(self._askers.pop(question, ()) for question in questions))

    def _cause(self, name: Name) -> frozenset[Question] | None:
        reasons = self._reasons.get(name)
        return None if reasons is None else self._causes.setdefault(reasons, reasons | self._inputs)

    def _recognise_parts(self, name: Name, product: Product) -> None:
        """Know large parts of a product by what it asked: that is quicker than to read them."""
        for number, part in product.parts:
            self._parts[id(part)] = _Part(part=part, of=(*name, str(number)), product=product)

    def _note(self, question: Question) -> None:
        if self._open:
            self._open[-1].asked.add(question)

    def _forget(self, stage: str) -> None:
        """Drop the products that a stage would answer otherwise today."""
        kept = self.kept
        try:
            changed = self._changed_answers(stage)
        except BaseException:  # what was compared is not noted: all is compared again
            self._answers = Answers()
            raise
        if stage == next(iter(self._stages)):
            self._inputs = self._inputs.union(changed)
        parts = self._changed_parts(stage, changed)
        for name in self._asking(changed):
            product = kept.products.get(name)
            if product and (found := product.asked.intersection(changed)):
                self._reasons[name] = parts | found if (stage, EVERYTHING) in found else found
                del kept.products[name]
        kept.answers[stage] |= changed

    def _changed_answers(self, stage: str) -> dict[Question, bytes]:
        """Return what a stage answers otherwise today."""
        changed: dict[Question, bytes] = {}
        answer_today = self._stages[stage].answer
        for question, answer in self.kept.answers.setdefault(stage, {}).items():
            value = answer_today(question)
            if self._answers.is_as_seen(question, value):
                continue  # as most are
            now = self._digest(stage, question, value)
            if now != answer:
                changed[question] = now
        return changed

    def _changed_parts(self, stage: str, changed: Collection[Question]) -> frozenset[Question]:
        """Return what has changed of that which no product asks for by itself."""
        product = self.kept.products.get((stage,))
        if product is None:
            return frozenset()
        new = {(path, EVERYTHING) for path in self._stages[stage].rest} - product.asked
        return frozenset(product.asked.intersection(changed) | new)

    def _remember(self, question: Question) -> bytes:
        stage = question[0].partition(".")[0]
        answers = self.kept.answers.setdefault(stage, {})
        if question not in answers:
            value = self._stages[stage].answer(question)
            answers[question] = self._digest(stage, question, value)
        return answers[question]

    def _digest(self, stage: str, question: Question, value: object) -> bytes:
        """Return the fingerprint of today's answer to a question."""
        known = self._parts.get(id(value))
        if known is None:
            return self._answers.fingerprint(question, value, self._stages[stage])
        asked = known.product.asked
        digest = fingerprint((known.of, sorted((repr(q), self._remember(q)) for q in asked)))
        self._answers.note(question, value, digest)
        return digest


def _large_parts(value: object) -> tuple[tuple[int, object], ...]:
    is_record = dataclasses.is_dataclass(value)
    parts = values_of(value) if is_record else value if isinstance(value, tuple) else ()
    return tuple(
        (number, part)
        for number, part in enumerate(parts)
        if isinstance(part, _PARTS) and len(part) >= _LARGE
    )


def _cannot(stored: Stored, named: Callable[[str], object]) -> object:
    raise ValueError("nobody said how to read what is stored")
