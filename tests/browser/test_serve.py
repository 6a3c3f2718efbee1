"""The live preview as staff meet it: save, look, break, read what is wrong, mend, stop."""

import re
import shutil
import signal
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from site_builder.publish.state import STATE_FOLDER
from tests.browser.conftest import DESKTOP, OVERLAY, PATIENCE_MS, PHONE, OpenPage, StartPreview
from tests.conftest import copy_project
from tests.workbooks.make import excel


@pytest.fixture(params=["small", pytest.param("real", marks=pytest.mark.full)])
def project(request: pytest.FixtureRequest, small_project: Path, tmp_path: Path) -> Path:
    """A project to change: a small one, made anew in a moment; the real one in the full tests."""
    folder = tmp_path / "project"
    if request.param == "real":
        return copy_project(folder)
    return shutil.copytree(small_project, folder)


@pytest.fixture
def home(project: Path) -> Path:
    return project / "content" / "home.id.md"


def files_of_people(project: Path) -> list[Path]:
    """Whatever lies in a project but what the program keeps for itself."""
    return [path for path in project.rglob("*") if STATE_FOLDER not in path.parts]


def add(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


def test_the_preview_follows_its_editor(
    start_preview: StartPreview, project: Path, home: Path, patient_page: Page
) -> None:
    before = sorted(files_of_people(project))
    preview = start_preview()
    page = patient_page
    page.goto(preview.address)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(OVERLAY)).to_have_count(0)

    # Two changes, the second as soon as the first is seen: both reach the browser.
    whole = home.read_text("utf-8")
    add(home, "Kalimat pertama untuk dilihat.")
    expect(page.get_by_text("Kalimat pertama untuk dilihat.")).to_be_attached()
    add(home, "Kalimat kedua untuk dilihat.")
    expect(page.get_by_text("Kalimat kedua untuk dilihat.")).to_be_attached()

    # Break a file: the problem lies over the last good page, here and on every other page.
    add(home, "{{ coverage.<i>nothing</i> }} {{ coverage.totl }}")
    overlay = page.locator(OVERLAY)
    expect(overlay).to_be_visible()
    line = len(home.read_text("utf-8").splitlines())
    expect(overlay).to_contain_text(f"content/home.id.md, baris {line}")
    expect(overlay.locator(".problem-line mark").get_by_text("coverage.totl")).to_be_visible()
    expect(overlay).to_contain_text("Saran:")
    expect(overlay).to_contain_text("coverage.total")
    assert overlay.locator("i").count() == 0
    overlay.locator("a[href='/__desk/edit/page/home']").first.click()
    expect(page.locator(".edit-note--error").first).to_be_in_viewport()
    page.goto(preview.address)
    expect(page.get_by_text("Kalimat kedua untuk dilihat.")).to_be_attached()
    page.goto(f"{preview.address}en/updates/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(overlay).to_have_attribute("lang", "id")
    expect(overlay).to_be_visible()
    # It can be folded away, without a mouse.
    overlay.locator("summary").press("Enter")
    expect(overlay.locator("li").first).to_be_hidden()

    # Mend it: the panel is gone by itself.
    home.write_text(whole, "utf-8")
    expect(overlay).to_have_count(0)
    page.goto(preview.address)
    expect(page.get_by_text("Kalimat pertama untuk dilihat.")).to_have_count(0)

    assert preview.stop() == 0
    assert "Traceback" not in preview.text
    assert "Pratinjau berhenti." in preview.text
    assert sorted(files_of_people(project)) == before


def test_a_reader_stays_where_they_were_in_the_page(
    start_preview: StartPreview, home: Path, open_page: OpenPage
) -> None:
    add(home, "\n\n".join(f"Paragraf panjang ke-{letter}." for letter in "abcdefghij" * 12))
    page = open_page()
    page.goto(start_preview().address)
    page.evaluate("scrollTo(0, 900)")
    before = page.evaluate("scrollY")
    assert before > 0
    page.evaluate("window.isWhereItWas = true")
    fold = page.locator("main details").last
    fold.evaluate("fold => fold.open = true")
    page.evaluate("LiveReload.performReload({ path: 'building' })")
    expect(page.locator("[data-building]")).to_be_visible()
    add(home, "Kalimat yang ditambah di bawah.")
    expect(page.get_by_text("Kalimat yang ditambah di bawah.")).to_be_attached()
    page.wait_for_function("y => Math.abs(scrollY - y) < 2", arg=before)
    expect(fold).to_have_attribute("open", "")
    expect(page.locator("[data-building]")).to_be_hidden()
    # Only the text was put in the place of the old one.
    assert page.evaluate("window.isWhereItWas")


@pytest.mark.parametrize("project", ["small"], indirect=True)
def test_a_question_is_put_in_place_of_the_old_one_and_its_answers_lead_on(
    start_preview: StartPreview, project: Path, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{start_preview().address}periksa/pekerjaan/")
    page.evaluate("window.isWhereItWas = true")
    tree = project / "data" / "eligibility.yaml"
    text = tree.read_text("utf-8").replace("Apakah Anda bekerja?", "Apakah Anda punya pekerjaan?")
    tree.write_text(text.replace("{id: Ya, en:", "{id: Punya, en:"), "utf-8")
    expect(page.locator("h1")).to_have_text("Apakah Anda punya pekerjaan?")
    assert page.evaluate("window.isWhereItWas")
    page.get_by_role("link", name="Punya", exact=True).click()
    expect(page.locator("h1")).to_have_text("Mungkin")


def test_styles_that_a_page_did_not_need_before_come_with_what_needs_them(
    start_preview: StartPreview, home: Path, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(start_preview().address)
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("window.isWhereItWas = true")
    add(home.with_name("home.en.md"), "> [!warning]\n> A box that needs styles of its own.")
    add(home, "> [!warning]\n> Kotak yang memerlukan gayanya sendiri.")
    box = page.locator(".ps-callout", has_text="Kotak yang memerlukan gayanya sendiri.")
    expect(box).to_be_attached()
    page.wait_for_function("() => !window.isWhereItWas")
    assert box.evaluate("box => getComputedStyle(box).borderInlineStartWidth") != "0px"


def test_a_page_that_slept_through_a_restart_finds_the_new_site(
    start_preview: StartPreview, home: Path, open_page: OpenPage
) -> None:
    preview = start_preview()
    page = open_page()
    page.goto(preview.address)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(1000)
    assert preview.stop() == 0
    add(home, "Kalimat yang ditulis di antara keduanya.")
    start_preview(preview.address.rpartition(":")[2].rstrip("/"))
    expect(page.get_by_text("Kalimat yang ditulis di antara keduanya.")).to_be_attached(
        timeout=PATIENCE_MS
    )


def test_a_project_that_cannot_be_built_is_a_page_of_its_problems(
    start_preview: StartPreview, project: Path, open_page: OpenPage
) -> None:
    settings = project / "site.yaml"
    whole = settings.read_text("utf-8")
    settings.write_text("title: [", "utf-8")
    preview = start_preview()
    page = open_page()
    page.set_default_timeout(PATIENCE_MS)
    response = page.goto(f"{preview.address}en/")
    assert response is not None
    assert response.status == 503
    expect(page.locator("li")).to_contain_text("site.yaml, baris 1")
    settings.write_text(whole, "utf-8")
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE_MS)
    expect(page.locator("main")).to_be_visible()


def test_ctrl_c_during_a_build_stops_cleanly(start_preview: StartPreview, home: Path) -> None:
    preview = start_preview()
    add(home, "Satu perubahan lagi.")
    preview.wait_for("content/home.id.md")
    preview.process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    assert preview.stop() == 0
    assert "Traceback" not in preview.text


@pytest.mark.full
@pytest.mark.parametrize("project", ["real"], indirect=True)
def test_pages_are_answered_while_the_site_is_made(start_preview: StartPreview, home: Path) -> None:
    preview = start_preview()
    add(home, "Perubahan yang disusun selagi halaman dibuka.")
    preview.wait_for("content/home.id.md")
    slowest, answered, builds = 0.0, 0, preview.text.count("peramban menampilkan")
    while preview.text.count("peramban menampilkan") == builds:
        started = time.monotonic()
        with urlopen(preview.address, timeout=10) as response:
            assert response.status == 200
        slowest, answered = max(slowest, time.monotonic() - started), answered + 1
    assert answered > 3
    assert slowest < 2


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><style>p {}</style><body>
<h2>Dari Word</h2>
<p class=MsoNormal>Kalimat&nbsp;dengan <span
style='mso-bidi-font-weight:bold'><b style='mso-bidi-font-weight:normal'>tebal </b></span>dan <a href="https://a.example/">tautan</a>.<o:p></o:p></p>
<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>KTP</p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>asli</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>Langkah</p>
<table><tr><td><p>Berkas</p></td><td>Dari</td></tr><tr><td>KTP</td><td>A | B</td></tr></table>
</body></html>"""
MARKDOWN = """### Dari Word

Kalimat dengan **tebal** dan [tautan](https://a.example/).

- KTP
    - asli

1. Langkah

| Berkas | Dari |
| --- | --- |
| KTP | A \\| B |"""
PASTE = """(field, [html, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  field.focus();
  field.select();
  const options = { clipboardData, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", options));
}"""
BROKEN = """() => axe.run(document, { iframes: false }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)))"""


def check_search(page: Page, address: str) -> None:
    """Figures are found by value, whatever line of a file names them."""
    page.goto(address)
    found = re.search(r"\.md(:\d+)", page.locator("tbody").inner_text())
    assert found
    page.get_by_label("Cari").fill(found[1])
    expect(page.locator("tbody tr:visible")).to_have_count(0)


def check_paste(text: Locator, title: Locator) -> None:
    """What an office program copies is pasted as Markdown; a title stays one line."""
    text.evaluate(PASTE, [WORD, ""])
    assert text.input_value() == MARKDOWN
    text.evaluate(PASTE, ["", "Bawa:\n•\tKTP\u00a0asli\u200b\n•\tKK"])
    assert text.input_value() == "Bawa:\n\n- KTP asli\n- KK"
    text.evaluate(PASTE, ["", "Syarat:\n1) KTP\n2) KK\n• Fotokopi\nSelesai."])
    assert text.input_value() == "Syarat:\n\n1. KTP\n2. KK\n\n- Fotokopi\n\nSelesai."
    name = title.input_value()
    title.evaluate(PASTE, [WORD, f"{name}\r\n"])
    assert title.input_value() == name


SAID_AT_ONCE = """(field, text) => {
  const said = () => document.getElementById("edit-said").textContent;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const typed = said();
  document.querySelector("button[value=save]").click();
  return [typed, said()];
}"""


def typed_and_saved_at_once(field: Locator, text: str) -> object:
    """What the editor says in the very moment when something is typed, and saved."""
    return field.evaluate(SAID_AT_ONCE, text)


def test_the_date_of_a_title_is_proposed_where_it_is_asked_for(
    start_preview: StartPreview, patient_page: Page, tmp_path: Path
) -> None:
    sheet = tmp_path / "rekap.xlsx"
    sheet.write_bytes(excel([["Peserta per 31 Oktober 2026"], ["Jumlah peserta"], [1234]]))
    patient_page.goto(f"{start_preview().address}__desk/actions/")
    patient_page.locator("[type=file]").set_input_files(sheet)
    patient_page.get_by_role("button", name="Coba").click()
    expect(patient_page.get_by_label("Per tanggal")).to_have_value("2026-10-31")


def test_a_page_is_edited_at_the_desk(
    start_preview: StartPreview, home: Path, patient_page: Page, axe: str
) -> None:
    preview = start_preview()
    page = patient_page
    wide = page.viewport_size or DESKTOP
    page.set_viewport_size(PHONE)
    for name in ("", "figures/", "actions/", "pages/"):
        page.goto(f"{preview.address}__desk/{name}")
        expect(page.locator("[data-building]")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    page.set_viewport_size(wide)
    check_search(page, f"{preview.address}__desk/figures/")
    page.goto(f"{preview.address}__desk/pages/")
    page.locator("a[href$='/edit/page/home']").click()
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        page.evaluate(axe)
        assert page.evaluate(BROKEN) == []
    said = page.locator("#edit-said")
    text = page.locator("textarea[name='content/home.id.md#body.lead']")
    notes = page.locator("[id='notes-content/home.id.md#body.lead']")
    before = home.read_bytes()
    written = text.input_value()

    # A mistake is told beside its field while it is typed, and is not saved.
    assert typed_and_saved_at_once(text, f"{written}\n\nKalimat baru {{{{ coverage.totl }}}}.") == [
        "Belum disimpan.",
        "Sedang menyimpan …",
    ]
    expect(said).to_have_attribute("data-said", "refused")
    expect(notes).to_contain_text("FIG003")
    page.keyboard.press("Control+s")
    expect(said).to_have_attribute("data-said", "refused")
    assert home.read_bytes() == before

    check_paste(text, page.locator("textarea[name='content/home.id.md#title']"))

    # A figure is found by its value and stands where the cursor was; the page beside shows it.
    english = page.locator("textarea[name='content/home.en.md#body.lead']")
    translated = english.input_value()
    english.fill(f"{translated}\n\nA new sentence: {{{{ coverage.total }}}}")
    text.fill(f"{written}\n\nKalimat baru: ")
    beside = page.frame_locator("iframe")
    value = beside.locator("data[data-figure='coverage.total']").first.inner_text()
    page.get_by_role("searchbox").fill(value)
    expect(page.locator(".edit-found button").first).to_contain_text("coverage.total")
    page.keyboard.press("Enter")
    assert text.input_value().endswith("Kalimat baru: {{ coverage.total }}")
    expect(beside.get_by_text(f"Kalimat baru: {value}")).to_be_visible()
    assert home.read_bytes() == before

    english.fill(translated)
    text.fill(f"{written}\n\nKalimat baru untuk dilihat.")
    expect(notes).to_be_empty()
    page.get_by_role("button", name="Simpan").click()
    expect(said).to_have_attribute("data-said", "saved")
    assert b"Kalimat baru untuk dilihat." in home.read_bytes()
    expect(beside.get_by_text("Kalimat baru untuk dilihat.")).to_be_visible()
    # The form is still the one that was typed in: nothing loaded it anew.
    assert text.input_value().endswith("Kalimat baru untuk dilihat.")

    page.get_by_role("button", name="Batalkan simpanan ini").click()
    expect(said).to_have_attribute("data-said", "undone")
    assert home.read_bytes() == before
    assert preview.stop() == 0


def test_what_is_typed_while_the_preview_rests_is_saved_later(
    start_preview: StartPreview, home: Path, patient_page: Page
) -> None:
    preview, page = start_preview(), patient_page
    page.goto(f"{preview.address}__desk/edit/page/home")
    assert preview.stop() == 0
    text = page.locator("textarea[name='content/home.id.md#body.lead']")
    text.fill(f"{text.input_value()}\n\nDitulis sementara itu.")
    said = page.locator("#edit-said")
    expect(said).to_have_attribute("data-said", "leave")
    start_preview(preview.address.rpartition(":")[2].rstrip("/"))
    page.get_by_role("button", name="Simpan").click()
    expect(said).to_have_attribute("data-said", "saved")
    assert b"Ditulis sementara itu." in home.read_bytes()
