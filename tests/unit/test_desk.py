"""The staff desk: what it shows of a site, and who may do what there."""

import io
import re
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode

import pytest

from site_builder.build import BuildOptions, build_site
from site_builder.cli.command_line import run as run_command
from site_builder.cli.unchanged import Call
from site_builder.messages.wording import load_messages, staff_languages
from site_builder.model import Status
from site_builder.outputs import Purpose
from site_builder.preview.actions import Actions
from site_builder.preview.addresses import DESK_FOLDER, IMPORT, RUN
from site_builder.preview.desk import make_desk
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.builders import MEMORY, write_small

MESSAGES = load_messages("en")
DAY = "2026-11-23"
Answer = tuple[str, str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project of `tests/problems/base`, which a test may change."""
    return write_small(tmp_path / "project")


def desk_of(project: Path) -> dict[str, str]:
    """The pages of the desk, by path below it."""
    options = BuildOptions(today=date.fromisoformat(DAY), with_drafts=True, purpose=Purpose.PREVIEW)
    result = build_site(load_files(project), load_templates(project), options, memory=MEMORY)
    files = make_desk(result, project, MESSAGES, "secret")
    return {file.path.removeprefix(f"{DESK_FOLDER}/"): file.content.decode() for file in files}


def actions_in(
    project: Path, *options: str, alone: AbstractContextManager[object] | None = None
) -> Actions:
    def run(arguments: Sequence[str], say: Callable[[str], None]) -> int:
        call = Call(tuple(arguments), str(project), "")
        return run_command(call, MEMORY, say=say, alone=alone)

    return Actions(root=project, messages=MESSAGES, run=run, options=options, alone=alone)


# --- what it shows ------------------------------------------------------------------------------


def test_today_lists_what_the_checks_found_and_translations_to_compare(project: Path):
    today = desk_of(project)["index.html"]
    assert '"/__explain/LNG007">content/updates/first.en.md:1 LNG007<' in today
    assert 'value="updates/first"' in today
    assert '<a href="#translations">' in today
    assert '<section id="translations">' in today
    assert "Hari itu tercatat" in today


def test_what_a_problem_is_compared_with_leads_to_where_it_is_edited(project: Path):
    page = project / "content" / "glossary.id.md"
    page.write_text(page.read_text().replace("slug: glosarium", "slug: sumber"))
    problem = desk_of(project)["index.html"].partition(" OUT001<")[2].partition("</tr>")[0]
    other = r'<br><a href="/__desk/edit/page/(glossary|sources)"><code>content/\1\.id\.md:'
    assert re.search(other, problem), problem


def test_what_is_wrong_with_an_entry_leads_to_where_that_entry_is_edited(project: Path):
    contacts = project / "data" / "contacts.yaml"
    second = contacts.read_text().partition("contacts:\n")[2].replace("id: office", "id: other")
    late = "    review_by: 2026-01-01\n"
    contacts.write_text(contacts.read_text() + second + late)
    assert 'href="/__desk/edit/contact/other"' in desk_of(project)["index.html"]


def test_a_changed_sentence_is_marked_word_by_word(project: Path):
    page = project / "content" / "updates" / "first.id.md"
    actions = actions_in(project, "--date", DAY)
    assert ask(actions, {"do": "translated", "key": "updates/first"})[0] == "200 OK"
    page.write_text(page.read_text().replace("Hari itu tercatat", "Pada hari itu tercatat"))
    today = desk_of(project)["index.html"]
    assert "<del>Hari</del> <ins>Pada hari</ins> itu" in today


def test_what_waits_for_its_day_is_told_with_the_next_build(project: Path):
    page = project / "content" / "updates" / "first.id.md"
    page.write_text(page.read_text().replace("sources:", "publish_on: 2026-12-24\nsources:", 1))
    desk = desk_of(project)
    today = desk["index.html"]
    assert "Build the site again by " in today
    assert "Readers see this page from this day on: First update" in today
    assert "not shown yet: waits for" in desk["pages/index.html"]


def test_a_sentence_that_a_new_figure_concerns_is_shown_and_leads_to_its_editor(project: Path):
    data, page = project / "data" / "coverage.csv", project / "content" / "home.id.md"
    data.write_text(data.read_text() + "2026-01-31,,,,1234,published,S1,,,\n")
    older = "{{ coverage.total | at('2025-01-31') }}"
    text = f"Satu kalimat. Kini {{{{ coverage.total }}}} peserta, dulu {older}. Lagi."
    page.write_text(f"{page.read_text()}\n{text}\n")
    found = desk_of(project)["index.html"].partition("because their figure is new")[2]
    found = found.partition("</table>")[0]
    assert "Kini 1.234 peserta, dulu 1.111" in found
    assert "Satu kalimat." not in found
    assert 'href="/__desk/edit/page/home"' in found


def test_every_page_and_every_figure_is_listed_with_its_name_to_copy(project: Path):
    desk = desk_of(project)
    assert 'data-copy="content/home.id.md"' in desk["pages/index.html"]
    assert 'data-copy="content/home.en.md"' in desk["pages/index.html"]
    assert 'data-copy="{{ coverage.total }}"' in desk["figures/index.html"]
    assert "content/updates/first.id.md:10" in desk["figures/index.html"]


def test_every_entry_is_listed_in_each_language(project: Path):
    records = desk_of(project)["records/index.html"]
    assert "<td>Kantor Contoh</td><td>Sample Office</td>" in records
    assert 'href="/__desk/edit/contact/office"' in records


@pytest.mark.parametrize("lang", staff_languages())
def test_every_state_of_a_figure_has_a_word(lang: str):
    messages = load_messages(lang)
    assert all(messages.say(f"desk.status_{status}") for status in Status)


# --- who may do what ----------------------------------------------------------------------------


def ask(
    actions: Actions, fields: dict[str, str], *, path: str = RUN, body: bytes = b"", **more: str
) -> Answer:
    """Ask as the desk's own page does, but for what is given otherwise."""
    asked = urlencode({"token": actions.token, **fields})
    sent = body if path == IMPORT else asked.encode()
    environ = {
        "PATH_INFO": path,
        "QUERY_STRING": asked if path == IMPORT else "",
        "CONTENT_LENGTH": str(len(sent)),
        "wsgi.input": io.BytesIO(sent),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ORIGIN": "http://localhost:8000",
        **more,
    }
    response = actions.answer(environ)
    return response.status, response.body.decode()


def drop(actions: Actions, fields: dict[str, str], sheet: bytes, *, until: str = "") -> str:
    """Drop a sheet; return what is said of it in the end, or as soon as it holds some words."""
    said = ask(actions, fields, path=IMPORT, body=sheet)[1]
    return said if until and until in said else more_of(actions, until=until)


def more_of(actions: Actions, *, until: str = "") -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        status, said = ask(actions, {"more": "yes"}, path=IMPORT)
        if (until and until in said) or status == "200 OK":
            return said
        time.sleep(0.02)
    raise TimeoutError(said)


@pytest.mark.parametrize(
    "ask_otherwise",
    [
        lambda actions: ask(actions, {"do": "undo"}, HTTP_ORIGIN="http://evil.example"),
        lambda actions: ask(actions, {"do": "undo"}, HTTP_ORIGIN="null"),
        lambda actions: ask(actions, {"do": "undo"}, REMOTE_ADDR="192.0.2.7"),
    ],
    ids=["another site", "a page without an address", "another machine"],
)
def test_nobody_else_can_do_anything(project: Path, ask_otherwise: Callable[[Actions], Answer]):
    assert ask_otherwise(actions_in(project)) == ("403 Forbidden", "")


@pytest.mark.parametrize("path", [RUN, IMPORT])
def test_a_page_of_a_preview_that_ran_before_is_told_so(project: Path, path: str):
    status, said = ask(actions_in(project), {"do": "undo", "token": "of before"}, path=path)
    assert status == "403 Forbidden"
    assert "was started again" in said


def test_a_page_is_begun_at_the_desk(project: Path):
    actions = actions_in(project, "--date", DAY)
    for what in ("page", "update"):
        assert f'value="new_{what}"' in desk_of(project)["pages/index.html"]
    said = ask(actions, {"do": "new_update", "key": "more"})[1]
    assert "content/updates/more.id.md" in said
    assert 'href="/__desk/edit/page/updates/more"' in said
    refused = ask(actions, {"do": "new_page", "key": "../Not/a name"})[1]
    assert "/__desk/edit/" not in refused
    assert 'href="/__desk/edit/page/updates/more"' in desk_of(project)["pages/index.html"]


def test_a_page_that_was_renamed_by_hand_is_moved_at_the_desk(project: Path):
    actions = actions_in(project, "--date", DAY)
    assert ask(actions, {"do": "move", "key": "updates/first", "new": "updates/one"})[0] == "200 OK"
    assert ask(actions, {"do": "move", "key": "updates/one", "new": "id=awal"})[0] == "200 OK"
    page = (project / "content" / "updates" / "one.id.md").read_text()
    assert "\nslug: awal\n" in page
    assert "\nredirect_from: [/kabar/pertama/]\n" in page


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "serve"},
        {"do": "translated"},
        {"do": "translated", "key": "--project=/"},
        {"do": "move", "key": "data"},
    ],
)
def test_only_what_has_a_button_is_done(project: Path, fields: dict[str, str]):
    assert ask(actions_in(project), fields)[0] == "404 Not Found"


def test_too_much_is_refused_before_it_is_read(project: Path):
    actions = actions_in(project)
    assert ask(actions, {}, CONTENT_LENGTH=str(10**9))[0].startswith("413")


def test_a_dropped_sheet_is_tried_first_and_then_taken(project: Path):
    actions = actions_in(project, "--date", DAY)
    sheet = b"as_of,participants,source\n2025-03-31,1234,S1\n"
    before = (project / "data" / "coverage.csv").read_bytes()
    fields = {"name": "C:\\folder\\march 12345678.csv"}
    said = drop(actions, fields | {"dry": "yes"}, sheet)
    assert said.startswith("march 12345678.csv: ")
    assert "dropped" not in said
    assert "1234 (B2); 1111 (2025-01-31) → 1234, +123, +11%" in said
    on_pages = said.partition(MESSAGES.say("import.on_pages"))[2]
    assert "Sample Programme" in on_pages
    assert (project / "data" / "coverage.csv").read_bytes() == before
    said = drop(actions, fields, sheet)
    assert "is updated" in said, said
    assert said.endswith(on_pages)
    assert b"2025-03-31,,,,1234" in (project / "data" / "coverage.csv").read_bytes()
    assert not list((project / ".site-builder" / "dropped").iterdir())


def test_nobody_waits_for_what_a_sheet_changes_on_the_pages(project: Path):
    others = Lock()
    actions = actions_in(project, "--date", DAY, alone=others)
    sheet = b"as_of,participants,source\n2025-03-31,1234,S1\n"
    heading = MESSAGES.say("import.on_pages")
    with others:
        said = drop(actions, {"name": "a.csv", "dry": "yes"}, sheet, until=heading)
        assert "1234" in said
        assert said.endswith(heading)
        said = drop(actions, {"name": "a.csv"}, sheet, until="is updated")
        assert b"2025-03-31,,,,1234" in (project / "data" / "coverage.csv").read_bytes()
        assert said.endswith(heading)
    said = more_of(actions)
    assert "is updated" in said
    assert "Sample Programme" in said.partition(heading)[2]


def test_a_sheet_taken_without_a_trial_says_where_its_changes_are_seen(project: Path):
    actions = actions_in(project, "--date", DAY)
    sheet = b"as_of,participants,source\n2025-03-31,1234,S1\n"
    assert drop(actions, {"name": "a.csv"}, sheet).endswith(MESSAGES.say("desk.on_pages"))


def test_what_an_import_asks_for_is_named_as_on_the_form(project: Path):
    sheet = b"Peserta per 31 Oktober 2026\nJumlah peserta;Ket.;Lain\n1234;dari kantor;x\n"
    said = drop(actions_in(project), {"name": "rekap.csv", "dry": "yes"}, sheet)
    assert f"“{MESSAGES.say('desk.as_of')}” 2026-10-31" in said
    assert f"“{MESSAGES.say('desk.source')}” S2" in said
    assert f"“{MESSAGES.say('desk.new')}”" in said
    assert "--" not in said
