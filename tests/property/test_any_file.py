"""Whatever somebody saves in place of any one file, a build ends with a site or with problems."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.build import BuildResult
from site_builder.messages.report import format_github, format_json, format_text
from site_builder.messages.wording import load_messages
from site_builder.outputs import Purpose
from site_builder.read.images import is_image, parse_image
from site_builder.read.stamps import parse_stamps
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import parse_yaml
from site_builder.text.blocks import read_blocks
from tests.builders import LANGUAGES, build_tiny, tiny_files, tiny_templates
from tests.property.strategies import ENCODED, MIXTURES, TEXTS, mutated

WRITTEN = sorted(path for path in tiny_files() if not is_image(path))
TEMPLATES = sorted(name for name in tiny_templates() if name.endswith((".html", ".css", ".svg")))
CODE = [
    *("{{", "}}", "{%", "%}", "{#", "#}", "{{ view.title }}", "{{ t('page.title') }}", "| e", "|"),
    *("{% if view %}", "{% else %}", "{% endif %}", "{% for a in view.sections %}", "{% endfor %}"),
    *("{% include 'base.html' %}", "{% macro m() %}", "{% endmacro %}", "{{ m() }}", "()", "[0]"),
    *("{{ coverage.total }}", ".a", "('a')", "{{ [] | join(1) }}", "{{ 1 | round('a') }}", "<p"),
    *("{{ coverage.total | at(1) }}", "{{ contact.office | channel(5) }}", "{{ 'a' + 1 }}", "\n"),
]  # fmt: skip
MESSAGES = load_messages("en")
BUILDS = settings(max_examples=min(settings.default.max_examples // 5, 300))
"""A whole build for each is dear."""


def check(result: BuildResult) -> None:
    """A build gives a site or says why not, in every form."""
    assert result.files or any(found.is_error for found in result.diagnostics)
    for write in (format_text, format_json, format_github):
        write(result.diagnostics, MESSAGES)


@st.composite
def spoilt_file(draw: st.DrawFn) -> tuple[str, str]:
    """One file of the tiny site, with a few of its lines spoilt."""
    path = draw(st.sampled_from(WRITTEN))
    return path, draw(mutated(tiny_files()[path].decode()))


@BUILDS
@given(spoilt=spoilt_file())
@example(("data/areas.csv", "code,slug,name,level,parent\n" * 2 + "01,north,Utara,district,\n"))
def test_any_spoilt_file_makes_a_site_or_problems(spoilt: tuple[str, str]):
    path, text = spoilt
    check(build_tiny({path: text.encode("utf-8", "surrogatepass")}, purpose=Purpose.CHECK))


@BUILDS
@given(path=st.sampled_from(WRITTEN), content=st.one_of(ENCODED, st.none()))
def test_any_bytes_in_place_of_a_file_or_none_make_a_site_or_problems(
    path: str, content: bytes | None
):
    check(build_tiny({path: content}, purpose=Purpose.CHECK))


@BUILDS
@given(
    name=st.sampled_from(TEMPLATES),
    before=st.lists(st.sampled_from(CODE), max_size=6).map("".join),
    after=st.lists(st.sampled_from(CODE), max_size=6).map("".join),
)
@example("pages/contacts.html", "{{ contact.office | channel(5) }}", "")
@example("pages/contacts.html", "{{ coverage.total | at(1) }}", "")
@example("pages/contacts.html", "{{ 5 | as_of }}", "")
@example("pages/contacts.html", "{{ 1 | round('a') }}", "")
@example("base.html", "", "{{ [] | join(1) }}")
def test_any_template_makes_pages_or_problems(name: str, before: str, after: str):
    check(
        build_tiny(
            templates={name: f"{before}{tiny_templates()[name]}{after}"}, purpose=Purpose.CHECK
        )
    )


@BUILDS
@given(name=st.sampled_from(sorted(tiny_templates())), text=TEXTS)
def test_any_text_in_place_of_a_template_makes_pages_or_problems(name: str, text: str):
    check(build_tiny(templates={name: text.encode("utf-8", "replace")}, purpose=Purpose.CHECK))


@given(text=st.one_of(TEXTS, MIXTURES))
def test_any_text_is_blocks_that_stand_where_they_say(text: str):
    lines = text.split("\n")
    for block in read_blocks(text):
        for line in block.lines:
            start = text.count("\n", 0, line.start)
            assert line.text in lines[start] or "\t" in lines[start]
        assert all(part.start <= part.end <= len(text) for part in block.parts)


@given(text=TEXTS)
def test_any_text_is_stamps_or_problems(text: str):
    reader = Reader("content/translations.yaml", LANGUAGES)
    assert parse_stamps(Fields(parse_yaml(text, reader), reader)) or reader.finish()


@given(
    content=st.one_of(
        st.binary(max_size=80), st.binary(max_size=60).map(lambda b: b"\x89PNG\r\n\x1a\n" + b)
    )
)
def test_any_bytes_are_a_picture_or_a_problem(content: bytes):
    reader = Reader("content/a.png", LANGUAGES)
    assert parse_image(content, 1000, reader) is not None or reader.finish()
