"""What servers answer, within bounds: some send without end, or a byte a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from site_builder.adapters.compression import unpacked

Question = TypeVar("Question")
Answer = TypeVar("Answer")

MOST_BYTES = 1 << 28
"""What one answer may hold, unpacked: more than any file of a site."""
_SILENCE = 30
"""Seconds to wait for a server that says nothing."""
_AT_ONCE = 8
_PIECE = 1 << 16


class Unending(Exception):  # noqa: N818 - it names a fact that a person reads
    """An answer that had not ended when its time or its room was used up."""


def read_within(url: str, seconds: float, most_bytes: int) -> bytes:
    """Read a short answer into memory; raises `Unending`, `OSError` or `ValueError`."""

    def read(asked: str) -> bytes:
        pieces = bounded(pieces_of(asked, time.monotonic() + seconds), most_bytes)
        return b"".join(pieces)

    (content,) = ask_side_by_side(read, [url], seconds)
    return content


def pieces_of(url: str, until: float, coding: str = "identity") -> Iterator[bytes]:
    """Yield what a server sends to whoever takes a content coding, unpacked."""
    # What only those need who ask a server takes longer to import than a page to make.
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    try:
        with urlopen(Request(url, headers={"Accept-Encoding": coding}), timeout=_SILENCE) as answer:
            sent = _until(until, iter(lambda: answer.read1(_PIECE), b""))
            yield from unpacked(sent, answer.headers.get("Content-Encoding", ""))
    except HTTPException as error:
        raise OSError(str(error) or type(error).__name__) from error


def bounded(pieces: Iterable[bytes], most_bytes: int = MOST_BYTES) -> Iterator[bytes]:
    """Yield pieces as long as there is room; raises `Unending`."""
    for piece in pieces:
        most_bytes -= len(piece)
        if most_bytes < 0:
            raise Unending
        yield piece


def ask_side_by_side(
    ask: Callable[[Question], Answer], questions: Iterable[Question], seconds: float
) -> Iterator[Answer]:
    """Yield answers as they come; raises `Unending` once the time is up, and what `ask` raises.

    A server that drips its headers cannot be interrupted, so nobody waits for the threads.
    """
    until = time.monotonic() + seconds
    all_questions = tuple(questions)
    waiting = iter(all_questions)
    answers: SimpleQueue[Answer | Exception] = SimpleQueue()

    def work() -> None:
        for question in waiting:
            if time.monotonic() > until:
                return
            try:
                answers.put(ask(question))
            except Exception as error:  # raised again where somebody waits
                answers.put(error)

    for _ in range(min(_AT_ONCE, len(all_questions))):
        Thread(target=work, daemon=True).start()
    for _ in all_questions:
        try:
            answer = answers.get(timeout=max(until - time.monotonic(), 0))
        except Empty as error:
            raise Unending from error
        if isinstance(answer, Exception):
            raise answer
        yield answer


def _until(moment: float, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if time.monotonic() > moment:
            raise Unending
        yield piece
