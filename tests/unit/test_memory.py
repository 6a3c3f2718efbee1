"""What builds share: made once, known by all that it is made from, and never without bound."""

from site_builder.adapters.memory import Memory


class Maker:
    """Counts how often it is asked."""

    def __init__(self, made: bytes = b"made") -> None:
        self.made = made
        self.calls = 0

    def __call__(self) -> bytes:
        self.calls += 1
        return self.made


def test_the_same_is_made_once():
    memory, make = Memory(), Maker()
    assert [memory.recall([b"a", b"b"], make) for _ in range(3)] == [b"made"] * 3
    assert make.calls == 1


def test_whatever_differs_is_made_anew():
    memory, make = Memory(), Maker()
    for parts in ([], [b""], [b"a"], [b"a", b"b"], [b"b", b"a"], [b"ab"], [b"ab", b""]):
        memory.recall(parts, make)
    assert make.calls == 7


def test_what_was_not_asked_for_longest_is_forgotten_first():
    memory = Memory(most_bytes=8)
    first, second, third = Maker(), Maker(), Maker()
    memory.recall([b"first"], first)
    memory.recall([b"second"], second)
    memory.recall([b"first"], first)
    memory.recall([b"third"], third)
    memory.recall([b"first"], first)
    memory.recall([b"second"], second)
    assert (first.calls, second.calls, third.calls) == (1, 2, 1)


def test_what_is_larger_than_the_memory_is_made_all_the_same():
    memory, make = Memory(most_bytes=3), Maker()
    assert memory.recall([b"a"], make) == b"made"
    assert memory.recall([b"a"], make) == b"made"
    assert make.calls == 2


def test_a_failure_is_not_remembered():
    memory = Memory()
    for _ in range(2):
        try:
            memory.recall([b"a"], lambda: b"%d" % (1 // 0))
        except ZeroDivisionError:
            continue
        raise AssertionError
    assert memory.recall([b"a"], Maker()) == b"made"
