"""Results on the disk: found again by any process, right or not at all, and never without bound."""

from pathlib import Path

import pytest

from site_builder.adapters.memory import Memory
from site_builder.adapters.results import ResultFile

TEXTS = [b"%d" % number for number in range(5)]


def made_again(file: ResultFile, texts: list[bytes] = TEXTS) -> list[bytes]:
    """Ask a process of its own for what is made of the texts; return those that it had to make."""
    made = []

    def make(text: bytes) -> bytes:
        made.append(text)
        return text * 1000

    memory = Memory(store=file)
    for text in texts:
        assert memory.recall([text], lambda text=text: make(text)) == text * 1000
    memory.forget_unused()
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a process has made all texts."""
    assert made_again(ResultFile(tmp_path / "state" / "results", "one")) == TEXTS
    return tmp_path / "state" / "results"


def test_what_one_process_made_no_other_makes(path: Path):
    assert made_again(ResultFile(path, "one")) == []
    assert made_again(ResultFile(path, "one"), [b"new", *TEXTS]) == [b"new"]
    assert made_again(ResultFile(path, "one"), [*TEXTS, b"new"]) == []


def test_two_processes_at_once_lose_nothing(path: Path):
    first, second = ResultFile(path, "one"), ResultFile(path, "one")
    for text in (b"a", b"b"):
        for file in (first, second):
            made_again(file, [text + b"1" if file is first else text + b"2"])
    assert made_again(ResultFile(path, "one"), [b"a1", b"a2", b"b1", b"b2"]) == []


def test_another_program_or_one_that_wants_nothing_kept_begins_anew(path: Path):
    assert made_again(ResultFile(path, "one", is_anew=True)) == TEXTS
    assert made_again(ResultFile(path, "another")) == TEXTS
    assert made_again(ResultFile(path, "one")) == TEXTS


def test_a_program_that_still_runs_adds_nothing_that_another_finds(path: Path):
    old, texts = ResultFile(path, "one"), [b"of the old"]
    assert made_again(old) == []
    assert made_again(ResultFile(path, "another")) == TEXTS
    assert made_again(old, texts) == texts
    assert made_again(ResultFile(path, "another"), [*TEXTS, *texts]) == texts


def test_wherever_it_is_cut_off_the_rest_is_found(path: Path):
    whole = path.read_bytes()
    for end in range(0, len(whole), 97):
        path.write_bytes(whole[:end])
        made = made_again(ResultFile(path, "one"))
        assert made == TEXTS[len(TEXTS) - len(made) :]
        assert made_again(ResultFile(path, "one")) == []


def test_a_damaged_byte_makes_no_result_another(path: Path):
    whole = path.read_bytes()
    for place in range(0, len(whole), 61):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        made_again(ResultFile(path, "one"))


def test_of_what_nobody_uses_the_oldest_goes_and_what_is_used_stays(path: Path):
    def file() -> ResultFile:
        return ResultFile(path, "one", most_unused=2000)

    assert made_again(file(), [TEXTS[0], b"n"]) == [b"n"]
    assert path.stat().st_size < 4000
    assert made_again(file(), [TEXTS[0], b"n", TEXTS[4]]) == []
    assert made_again(file(), TEXTS[1:4]) == TEXTS[1:4]


def test_a_place_that_takes_nothing_costs_only_time(path: Path):
    assert made_again(ResultFile(path / "below a file", "one")) == TEXTS
