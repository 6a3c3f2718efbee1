"""Laws of the question tree: a tree is sound exactly when every path of it ends at an outcome.

The judge is a plain walk over the generated tree, written apart from the program's proof. The pages
of the real tree are walked, by every way, in `tests/site/test_eligibility.py`.
"""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from site_builder.checks.data.eligibility import check_eligibility
from site_builder.model import Answer, Confidence, Eligibility, Outcome, Period, Question, Tree
from site_builder.upkeep.question_trees import tree_lines
from tests.builders import PLACE, both, codes, make_data, make_project

QUESTIONS = tuple("abcdef")
OUTCOMES = tuple("xyz")
Links = Mapping[str, tuple[str, ...]]


@st.composite
def links(draw: st.DrawFn) -> Links:
    """Give up to six questions, each with answers to questions, outcomes or nothing."""
    names = QUESTIONS[: draw(st.integers(1, len(QUESTIONS)))]
    targets = st.sampled_from((*names, *OUTCOMES, *OUTCOMES, *OUTCOMES, "nothing"))
    return {name: tuple(draw(st.lists(targets, max_size=3))) for name in names}


@st.composite
def sound_links(draw: st.DrawFn) -> Links:
    """Give questions that only lead on: each is led to, and each path ends."""
    names = QUESTIONS[: draw(st.integers(1, len(QUESTIONS)))]
    following = [*zip(names, (*names[1:], OUTCOMES[0]), strict=True)]
    return {
        name: (
            onward,
            *draw(st.lists(st.sampled_from((*names[names.index(name) + 1 :], *OUTCOMES)),
                           max_size=3)),
        )
        for name, onward in following
    }  # fmt: skip


def make_tree(given_links: Links) -> Eligibility:
    """Give a tree with these links; its outcomes are those that some answer names."""
    named = {to for answers in given_links.values() for to in answers}
    return Eligibility(
        trees=(Tree(start=QUESTIONS[0], start_location=PLACE, page="", page_location=PLACE),),
        questions={name: make_question(name, answers) for name, answers in given_links.items()},
        outcomes={name: make_outcome(name) for name in OUTCOMES if name in named},
    )


def make_question(name: str, answers: tuple[str, ...]) -> Question:
    return Question(
        id=name,
        slug=both(name),
        text=both(f"{name}?"),
        help=None,
        rule=both("contoh"),
        sources=("P1",),
        certainty=Confidence.PRESS,
        answers=tuple(
            Answer(text=both(f"ke {to}"), to=to, period=Period(location=PLACE), location=PLACE)
            for to in answers
        ),
        location=PLACE,
    )


def make_outcome(name: str) -> Outcome:
    return Outcome(
        id=name,
        slug=both(name),
        kind="unsure",
        title=both(name),
        body=both(name),
        answer="",
        bring=(),
        next=("home",),
        contacts=("office",),
        sources=("P1",),
        certainty=Confidence.PRESS,
        location=PLACE,
    )


def ends_everywhere(given_links: Links, node: str, steps: int) -> bool:
    """Walk on until an outcome; a walk longer than there are questions goes round for ever."""
    if node in OUTCOMES:
        return True
    answers = given_links.get(node, ())
    return (
        bool(answers)
        and steps > 0
        and all(ends_everywhere(given_links, to, steps - 1) for to in answers)
    )


def reached(given_links: Links) -> set[str]:
    found, waiting = {QUESTIONS[0]}, [QUESTIONS[0]]
    while waiting:
        for to in given_links.get(waiting.pop(), ()):
            if to not in found:
                found.add(to)
                waiting.append(to)
    return found


def problems(given_links: Links) -> set[str]:
    project = make_project(eligibility=make_tree(given_links))
    return set(codes(tuple(check_eligibility(make_data(project)))))


@given(given_links=links())
def test_a_tree_is_sound_exactly_when_every_path_ends(given_links: Links):
    unreached = set(given_links) - reached(given_links)
    reachable = {name: to for name, to in given_links.items() if name not in unreached}
    found = problems(reachable)
    assert not found & {"ELG001", "ELG002", "ELG003"} or not ends_everywhere(
        reachable, QUESTIONS[0], len(QUESTIONS)
    )
    assert found & {"ELG001", "ELG002", "ELG003"} or ends_everywhere(
        reachable, QUESTIONS[0], len(QUESTIONS)
    )
    assert "ELG004" not in found
    assert ("ELG004" in problems(given_links)) == bool(unreached)


@given(given_links=sound_links())
def test_a_tree_that_only_leads_on_has_nothing_wrong_and_is_drawn_to_its_ends(given_links: Links):
    assert problems(given_links) == set()
    drawn = list(tree_lines(make_tree(given_links), "id"))
    assert all(not line.lstrip().startswith("-") for line in drawn[-1:])
    assert {line.split()[1] for line in drawn if line.lstrip().startswith("=")} <= set(OUTCOMES)


@given(given_links=sound_links(), data=st.data())
def test_any_one_answer_turned_back_breaks_the_tree(given_links: Links, data: st.DataObject):
    name = data.draw(st.sampled_from(sorted(given_links)))
    back = data.draw(st.sampled_from(sorted(given_links)[: sorted(given_links).index(name) + 1]))
    broken = {**given_links, name: (*given_links[name], back)}
    assert "ELG003" in problems(broken)
