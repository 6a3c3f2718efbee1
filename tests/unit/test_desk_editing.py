"""Editing at the desk: what a person sees, what is written, and what is refused."""

import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.diagnostics import Location
from site_builder.messages.wording import load_messages
from site_builder.outputs import Purpose
from site_builder.preview.actions import Actions
from site_builder.preview.addresses import EDIT
from site_builder.preview.editing.editor import Editor
from site_builder.preview.editing.subject import edited_at, is_editable
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.builders import MEMORY, write_small

MESSAGES = load_messages("en")
OPTIONS = BuildOptions(today=date(2026, 11, 23), with_drafts=True, purpose=Purpose.PREVIEW)
UPDATE = "page/updates/first"
ORIGINAL, TRANSLATION = "content/updates/first.id.md", "content/updates/first.en.md"
CONTACTS = "data/contacts.yaml"


class Desk:
    """The desk of a project, as a browser without scripts uses it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.editor = Editor(root=root, messages=MESSAGES, make=self._make)
        self.actions = Actions(
            root=root, messages=MESSAGES, run=lambda *asked: 0, edit=self.editor.answer
        )
        self.build()

    def _make(self, changed: Mapping[str, bytes]) -> BuildResult:
        files = {**load_files(self.root), **changed}
        return build_site(files, load_templates(self.root), OPTIONS, memory=MEMORY)

    def build(self) -> None:
        self.editor.saw(self._make({}))

    def ask(self, name: str, fields: Mapping[str, str] | None = None, **more: str) -> str:
        sent = urlencode(fields or {}).encode()
        environ = {
            "REQUEST_METHOD": "GET" if fields is None else "POST",
            "PATH_INFO": f"{EDIT}{name}",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            **more,
        }
        response = self.actions.answer(environ)
        return response.body.decode() if response.status == "200 OK" else response.status

    def form(self, name: str) -> dict[str, str]:
        """What the form holds, by the names of its fields."""
        return fields_of(self.ask(name))


def fields_of(page: str) -> dict[str, str]:
    lines = re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>\n(.*?)</textarea>', page, re.S)
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return {html.unescape(name): html.unescape(value) for name, value in (*hidden, *lines)}


def said(page: str) -> str:
    found = re.search(r'data-said="(\w+)"', page)
    assert found, page
    return found[1]


def can_undo(page: str) -> bool:
    found = re.search(r'<button[^>]* id="edit-undo"([^>]*)>', page)
    assert found, page
    return "hidden" not in found[1]


def notes_of(page: str, name: str) -> str:
    return page.partition(f'<div id="notes-{name}"')[2].partition("<label")[0]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(write_small(tmp_path / "project"))


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(write_small(tmp_path_factory.mktemp("shared") / "project"))


@pytest.fixture
def unchanged(shared_desk: Desk) -> Iterator[Desk]:
    """A desk at which nothing may be written."""
    before = bytes_of(shared_desk)
    yield shared_desk
    assert bytes_of(shared_desk) == before


def bytes_of(desk: Desk) -> Mapping[str, bytes]:
    return dict(load_files(desk.root))


# --- what is written -----------------------------------------------------------------------------


def test_both_languages_of_a_page_stand_in_one_form(unchanged: Desk):
    form = unchanged.form(UPDATE)
    assert form[f"{ORIGINAL}#title"] == "Kabar pertama"
    assert form[f"{TRANSLATION}#title"] == "First update"
    assert form[f"{TRANSLATION}#body.lead"].startswith("On that day there were {{ coverage")
    # As its language is written, also where a text begins with an insert.
    assert unchanged.ask(UPDATE).count('lang="id" dir="ltr"') > 1


@pytest.mark.parametrize(
    "name", [UPDATE, "page/home", "contact/office", "term/member", "source/S1", "benefit/care"]
)
def test_saving_what_is_there_writes_nothing(unchanged: Desk, name: str):
    form = unchanged.form(name)
    assert len(form) > 3
    form = {key: value.replace("\n", "\r\n") for key, value in form.items()}
    assert said(unchanged.ask(name, form | {"do": "save"})) == "unchanged"
    assert not (unchanged.root / ".site-builder" / "undo").exists()


def test_a_change_is_written_in_both_files_and_taken_back_at_once(desk: Desk):
    before, form = bytes_of(desk), desk.form(UPDATE)
    form |= {f"{ORIGINAL}#title": "Kabar: satu", f"{TRANSLATION}#title": "Update: one"}
    page = desk.ask(UPDATE, form | {"do": "save"})
    assert said(page) == "saved"
    after = bytes_of(desk)
    assert {path for path in after if after[path] != before[path]} == {ORIGINAL, TRANSLATION}
    wanted = before[ORIGINAL].replace(b"title: Kabar pertama", b'title: "Kabar: satu"')
    assert after[ORIGINAL] == wanted
    # The form that was saved can be typed in and saved again, and undone.
    assert can_undo(page)
    assert can_undo(
        desk.ask(UPDATE, fields_of(page) | {f"{ORIGINAL}#title": "Lain", "do": "check"})
    )
    assert not can_undo(desk.ask(UPDATE))
    page = desk.ask(UPDATE, fields_of(page) | {"do": "undo"})
    assert said(page) == "undone"
    assert bytes_of(desk) == before


def test_a_picture_is_seen_in_the_page_before_it_is_saved(unchanged: Desk):
    picture = unchanged.root / "content" / "updates" / "door.png"
    Image.new("RGB", (40, 30)).save(picture)
    try:
        form = unchanged.form(UPDATE)
        for path in (ORIGINAL, TRANSLATION):
            form[f"{path}#body.lead"] += "\n\n![Pintu.](door.png)"
        page = unchanged.ask(UPDATE, form | {"do": "check"})
    finally:
        picture.unlink()
    draft = html.unescape(
        page.partition("<textarea hidden data-draft")[2].partition("</textarea>")[0]
    )
    assert re.search(r'<img[^>]* src="data:image/\w+;base64,', draft), draft


def test_a_section_that_is_emptied_goes_and_one_without_a_heading_is_refused(desk: Desk):
    before, form = bytes_of(desk), desk.form(UPDATE)
    for path in (ORIGINAL, TRANSLATION):
        form[f"{path}#body.lead"] += "\n\n## Baru {#baru}\n\nIsi.\n\n## Lagi {#lagi}\n\nIsi lagi."
    assert said(desk.ask(UPDATE, form | {"do": "save"})) == "saved"
    desk.build()
    form = desk.form(UPDATE)
    headings = {f"{path}#heading.baru": "" for path in (ORIGINAL, TRANSLATION)}
    page = desk.ask(UPDATE, form | headings | {"do": "save"})
    assert said(page) == "refused"
    assert "TXT007" in notes_of(page, f"{ORIGINAL}#heading.baru")
    bodies = {f"{path}#body.baru": "" for path in (ORIGINAL, TRANSLATION)}
    assert said(desk.ask(UPDATE, form | headings | bodies | {"do": "save"})) == "saved"
    for path in (ORIGINAL, TRANSLATION):
        end = b"\n\n## Lagi {#lagi}\n\nIsi lagi."
        assert bytes_of(desk)[path].rstrip(b"\n") == before[path].rstrip(b"\n") + end


def test_a_setting_that_was_not_there_is_added_and_goes_when_it_is_emptied(desk: Desk):
    before, form = bytes_of(desk), desk.form(UPDATE)
    page = desk.ask(UPDATE, form | {f"{ORIGINAL}#next": "glossary", "do": "save"})
    assert said(page) == "saved"
    wanted = before[ORIGINAL].replace(b"sources: [S1]\n", b"sources: [S1]\nnext: [glossary]\n")
    assert bytes_of(desk)[ORIGINAL] == wanted
    page = desk.ask(UPDATE, fields_of(page) | {f"{ORIGINAL}#next": "", "do": "save"})
    assert bytes_of(desk) == before


def test_a_translation_to_confirm_leads_to_the_button_for_it(unchanged: Desk):
    page = unchanged.ask(UPDATE)
    assert "LNG007" in page
    assert 'href="/__desk/#translations"' in page


def test_what_is_edited_is_called_as_the_staff_calls_it(unchanged: Desk):
    assert "<h1>Edit: First update</h1>" in unchanged.ask(UPDATE)
    assert "<h1>Edit: Sample Office</h1>" in unchanged.ask("contact/office")


def test_a_source_that_is_not_there_is_refused(unchanged: Desk):
    name = f"{ORIGINAL}#sources"
    assert 'value="S1" checked' in unchanged.ask(UPDATE)
    page = unchanged.ask(UPDATE, unchanged.form(UPDATE) | {name: "S2", "do": "save"})
    assert said(page) == "refused"
    assert "S2" in notes_of(page, name)


def test_an_entry_of_the_records_changes_alone(desk: Desk):
    before, form = bytes_of(desk), desk.form("contact/office")
    name = f"{CONTACTS}#name.en"
    page = desk.ask("contact/office", form | {name: form[name] + ' "main"', "do": "save"})
    assert said(page) == "saved"
    was, now = (text.split(b"\n") for text in (before[CONTACTS], bytes_of(desk)[CONTACTS]))
    assert [(a, b) for a, b in zip(was, now, strict=True) if a != b] == [
        (
            b"    name: {id: Kantor Contoh, en: Sample Office}",
            b'    name: {id: Kantor Contoh, en: Sample Office "main"}',
        )
    ]


def test_an_amount_changes_alone(desk: Desk):
    path = "data/benefits.yaml"
    before, form = bytes_of(desk)[path], desk.form("benefit/care")
    page = desk.ask("benefit/care", form | {f"{path}#amount": "1122000", "do": "save"})
    assert said(page) == "saved"
    assert bytes_of(desk)[path] == before.replace(b"1111000", b"1122000") != before


def test_what_an_entry_does_not_say_yet_is_added(desk: Desk):
    before, form = bytes_of(desk), desk.form("contact/office")
    names = ("channels.1.kind", "channels.1.value", "channels.1.sources", "note.id", "note.en")
    values = ("phone", "(024) 111", "S1", "Pagi: saja", "Mornings only")
    form |= {f"{CONTACTS}#{name}": value for name, value in zip(names, values, strict=True)}
    page = desk.ask("contact/office", form | {"do": "save"})
    assert said(page) == "saved"
    added = """      - kind: phone
        value: (024) 111
        sources: [S1]
"""
    note = """    note:
      id: "Pagi: saja"
      en: Mornings only
"""
    behind = "    sources: [S1]\n    confidence"
    wanted = before[CONTACTS].decode().replace(behind, added + behind) + note
    assert bytes_of(desk)[CONTACTS].decode() == wanted
    assert f'name="{CONTACTS}#channels.2.kind"' in page


def test_an_entry_is_begun_at_the_desk_and_written_once_it_is_whole(desk: Desk):
    before = bytes_of(desk)
    page = desk.ask("contact/", QUERY_STRING="id=Second+office")
    assert said(page) == "begun"
    assert "contact/second_office" in page
    form = fields_of(page)
    texts = {"name.id": "Kantor lain", "name.en": "Other office", "confidence": "press"}
    form |= {f"{CONTACTS}#{name}": text for name, text in texts.items()}
    page = desk.ask("contact/second_office", form | {"do": "save"})
    assert said(page) == "refused"
    assert "CFG005" in page
    assert bytes_of(desk) == before
    texts = {"purpose.id": "Bertanya", "purpose.en": "To ask", "sources": "S1"}
    form |= {f"{CONTACTS}#{name}": text for name, text in texts.items()}
    page = desk.ask("contact/second_office", form | {"do": "save"})
    assert said(page) == "saved"
    assert bytes_of(desk)[CONTACTS].startswith(before[CONTACTS] + b"  - id: second_office\n")
    desk.build()
    assert "Kantor lain" in desk.ask("contact/second_office")
    assert said(desk.ask("contact/second_office", fields_of(page) | {"do": "undo"})) == "undone"
    assert bytes_of(desk) == before


def test_one_of_a_list_and_what_need_not_be_said_are_taken_away(desk: Desk):
    path = desk.root / CONTACTS
    text, more = path.read_text(), "      - {kind: phone, value: (024) 111, sources: [S1]}\n"
    more += "      - kind: hours\n        value: 08-16\n        sources: [S1]\n"
    behind = "    sources: [S1]\n    confidence"
    note = "    note:\n      id: Pagi\n      en: Mornings\n    # Sampai di sini.\n"
    path.write_text(text.replace(behind, more + behind) + note)
    desk.build()
    page = desk.ask("contact/office")
    for number in range(3):
        assert f'name="remove" value="{CONTACTS}#channels.{number}"' in page
    form = fields_of(page) | {f"{CONTACTS}#note.{lang}": "" for lang in ("id", "en")}
    page = desk.ask("contact/office", form | {"remove": f"{CONTACTS}#channels.0", "do": "save"})
    assert said(page) == "saved"
    first = "      - kind: email\n        value: kantor@contoh.example\n        sources: [S1]\n"
    wanted = text.replace(first, more) + "    # Sampai di sini.\n"
    assert path.read_text() == wanted
    form = fields_of(page) | {f"{CONTACTS}#purpose.{lang}": "" for lang in ("id", "en")}
    page = desk.ask("contact/office", form | {"do": "save"})
    assert said(page) == "refused"
    assert path.read_text() == wanted


# --- what is refused -----------------------------------------------------------------------------


def test_a_new_mistake_is_told_beside_its_field_and_not_saved(unchanged: Desk):
    form = unchanged.form(UPDATE)
    name = f"{TRANSLATION}#body.lead"
    form[name] = form[name] + "\n\nSee {{ coverage.totl }}."
    for action, answer in (("check", "checked"), ("save", "refused")):
        page = unchanged.ask(UPDATE, form | {"do": action})
        assert said(page) == answer
        assert "FIG003" in notes_of(page, name)
        assert f"{TRANSLATION}:8" in notes_of(page, name)
        assert fields_of(page) == form


def test_a_page_with_a_mistake_can_be_mended_bit_by_bit(desk: Desk):
    path = desk.root / ORIGINAL
    path.write_text(path.read_text() + "\n{{ coverage.one }}\n\n{{ coverage.two }}\n")
    desk.build()
    form = desk.form(UPDATE)
    name = f"{ORIGINAL}#body.lead"
    form[name] = form[name].replace("\n\n{{ coverage.two }}", "")
    assert said(desk.ask(UPDATE, form | {"do": "save"})) == "saved"
    assert b"coverage.two" not in path.read_bytes()


def test_what_changed_meanwhile_is_not_overwritten(desk: Desk):
    form = desk.form(UPDATE)
    path = desk.root / ORIGINAL
    path.write_text(path.read_text().replace("pertama", "kedua"))
    before = bytes_of(desk)
    form |= {f"{ORIGINAL}#title": "Punya saya", f"{TRANSLATION}#title": "Mine"}
    page = desk.ask(UPDATE, form | {"do": "save"})
    assert said(page) == "conflict"
    assert fields_of(page)[f"{TRANSLATION}#title"] == "Mine"
    assert "Kabar kedua" in notes_of(page, f"{ORIGINAL}#title")
    assert said(desk.ask(UPDATE, fields_of(page) | {"do": "save"})) == "conflict"
    assert bytes_of(desk) == before


def test_what_others_change_meanwhile_elsewhere_in_a_file_stays(desk: Desk):
    form, other = desk.form(UPDATE), desk.form(UPDATE)
    theirs = {f"{ORIGINAL}#title": "Kabar kedua", f"{TRANSLATION}#title": "Second update"}
    assert said(desk.ask(UPDATE, other | theirs | {"do": "save"})) == "saved"
    mine = {f"{ORIGINAL}#description": "Dari saya.", f"{TRANSLATION}#description": "Mine."}
    page = desk.ask(UPDATE, form | mine | {"do": "check"})
    assert said(page) == "checked"
    page = desk.ask(UPDATE, fields_of(page) | {"do": "save"})
    assert said(page) == "merged"
    assert fields_of(page).items() >= (theirs | mine).items()
    assert desk.form(UPDATE).items() >= (theirs | mine).items()
    # The form that was saved can be saved again.
    assert said(desk.ask(UPDATE, fields_of(page) | {"do": "save"})) == "unchanged"
    assert said(desk.ask(UPDATE, fields_of(page) | {"do": "undo"})) == "undone"
    assert desk.form(UPDATE).items() >= theirs.items()


def test_an_entry_is_saved_beside_another_that_changed_meanwhile(desk: Desk):
    name, form = f"{CONTACTS}#name.en", desk.form("contact/office")
    path = desk.root / CONTACTS
    path.write_text("# Somebody's comment\n" + path.read_text())
    page = desk.ask("contact/office", form | {name: "Mine", "do": "save"})
    assert said(page) == "merged"
    assert path.read_text().startswith("# Somebody's comment\n")
    # Where the entry itself changed, in whose lists others may have moved, it is not.
    path.write_text(path.read_text().replace("Kantor Contoh", "Kantor Lain"))
    assert (
        said(desk.ask("contact/office", fields_of(page) | {name: "New", "do": "save"}))
        == "conflict"
    )


def test_personal_data_is_refused_and_the_form_stays(unchanged: Desk):
    form = unchanged.form(UPDATE)
    form[f"{ORIGINAL}#body.lead"] += "\n\nHubungi 0812-3456-7890."
    page = unchanged.ask(UPDATE, form | {"do": "save"})
    assert said(page) == "refused"
    assert "PRV" in notes_of(page, f"{ORIGINAL}#body.lead")


@pytest.mark.parametrize(
    "name",
    [
        *("page/nothing", "page/../site", "page/..%2Fsite.yaml", "contact/No id", "benefit/b1"),
        *("", "page", "page/content/updates/first.id.md", "site.yaml"),
    ],
)
def test_only_pages_and_entries_can_be_edited(unchanged: Desk, name: str):
    for fields in (None, {"token": unchanged.actions.token, "do": "save"}):
        assert unchanged.ask(name, fields).startswith("404")


@pytest.mark.parametrize(
    "path", ["site.yaml", "content/../site.yaml", "/etc/passwd", "templates/a"]
)
def test_nothing_is_written_outside_content_and_data(unchanged: Desk, path: str):
    assert not is_editable(unchanged.root, path)
    assert is_editable(unchanged.root, ORIGINAL)


def test_a_page_that_is_a_link_to_elsewhere_cannot_be_edited(desk: Desk):
    path, elsewhere = desk.root / ORIGINAL, desk.root / "elsewhere.md"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert desk.ask(UPDATE).startswith("404")


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        ({"token": "guessed"}, {}),
        ({}, {"HTTP_ORIGIN": "http://evil.example"}),
        ({}, {"REMOTE_ADDR": "192.0.2.7"}),
    ],
    ids=["another token", "another site", "another machine"],
)
def test_nobody_else_can_edit(unchanged: Desk, fields: dict[str, str], more: dict[str, str]):
    form = unchanged.form(UPDATE)
    form |= {f"{ORIGINAL}#title": "Mine", "do": "save"} | fields
    assert unchanged.ask(UPDATE, form, **more).startswith("403")
    if "REMOTE_ADDR" in more:
        assert unchanged.ask(UPDATE, None, **more).startswith("403")


def test_what_was_not_found_is_edited_as_any_entry(desk: Desk):
    path = desk.root / "data" / "unknown.yaml"
    claim = (
        "  - id: area\n    what: {id: jumlah per wilayah, en: counts by area}\n    ask: [office]\n"
    )
    path.write_text(f"schema_version: 1\nunknown:\n{claim}")
    desk.build()
    assert desk.editor.site
    edited = edited_at(desk.editor.site, Location(path="data/unknown.yaml", line=5))
    assert edited == f"{EDIT}unknown/area"
    fields = desk.form("unknown/area")
    assert fields["data/unknown.yaml#what.en"] == "counts by area"
    fields |= {"data/unknown.yaml#what.en": "the count by area", "do": "save"}
    desk.ask("unknown/area", fields)
    assert "en: the count by area}" in path.read_text()
