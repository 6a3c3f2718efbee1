"""A day of whoever looks after the site, from the first mistake to a site taken back.

How long each step takes on a copy of this project is printed as a table by
`pytest -n 0 -s -m full tests/browser/test_staff_day.py`, and depends on what else a machine does.
"""

import csv
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OVERLAY, LivePreview, StartPreview
from tests.conftest import BUILD_DATE, REAL_ADDRESS, copy_project
from tests.site.built_site import RunSiteBuilder
from tests.workbooks.make import excel

ORIGINAL, TRANSLATION = "id", "en"
RENEWED = "peramban menampilkan"
MORE = 100
"""People more than in the newest count: too few to be taken for a slip."""
DROP = """(section, [name, content]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(content)], name));
  section.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""

REMEMBER = """(said) => {
  window.everSaid = "";
  const remember = () => { window.everSaid += said.textContent; };
  new MutationObserver(remember).observe(said, { childList: true });
}"""


OWN_WORDS = {
    "Kantor Contoh": "Kantor Uji",
    "Sample Office": "Office of Tests",
    "Daerah Contoh": "Daerah Uji",
    "Sample Area": "Area of Tests",
    "Hanya contoh.": "Hanya untuk uji.",
    "Only a sample.": "Only for tests.",
}


def in_own_words(text: str) -> str:
    """Replace the texts with which a new project begins, too: they are never published."""
    for sample, own in OWN_WORDS.items():
        text = text.replace(sample, own)
    return text


@pytest.fixture(params=["small", pytest.param("real", marks=pytest.mark.full)])
def project(request: pytest.FixtureRequest, small_project: Path, tmp_path: Path) -> Path:
    """A project with an address and a place to publish to."""
    folder = tmp_path / "project"
    copy_project(folder) if request.param == "real" else shutil.copytree(small_project, folder)
    settings = folder / "site.yaml"
    text = re.sub(r"(?m)^base_url: .*$", f"base_url: {REAL_ADDRESS}", settings.read_text("utf-8"))
    to = (tmp_path / "public").as_posix()
    for path in (folder / "data").glob("*.yaml"):
        path.write_text(in_own_words(path.read_text("utf-8")), "utf-8")
    settings.write_text(f'{in_own_words(text)}publish: {{kind: folder, to: "{to}"}}\n', "utf-8")
    return folder


@dataclass(frozen=True, kw_only=True)
class Day:
    """Who works, on what, and what their browser shows."""

    project: Path
    preview: LivePreview
    page: Page
    run: Callable[..., str]
    """A command in the terminal."""

    @property
    def home(self) -> Path:
        return self.project / "content" / f"home.{ORIGINAL}.md"

    @property
    def published(self) -> str:
        return (self.project.parent / "public" / "current" / "index.html").read_text("utf-8")

    def see(self, address: str) -> None:
        self.page.goto(self.preview.address + address)

    @property
    def renewed(self) -> int:
        """How often the site has been made anew."""
        return self.preview.text.count(RENEWED)

    def stay(self, renewed: int) -> None:
        """Keep looking at a page while the site is made anew: what it says is to be read."""
        self.preview.wait_for(RENEWED, renewed + 1)
        self.page.wait_for_timeout(1000)

    def write(self, text: str) -> None:
        """Add a paragraph to the home page in a text editor."""
        self.home.write_text(f"{self.home.read_text('utf-8')}\n{text}\n", "utf-8")

    def newest_count(self) -> tuple[date, int]:
        with (self.project / "data" / "coverage.csv").open(encoding="utf-8", newline="") as file:
            counts = [
                (date.fromisoformat(row["as_of"]), int(row["participants"]))
                for row in csv.DictReader(file)
                if row["status"] == "published" and not (row["funding"] or row["area"])
            ]
        return max(counts)


def break_a_page(day: Day) -> None:
    day.see("")
    expect(day.page.locator("h1")).to_be_visible()
    day.write("Kalimat dari penyunting, {{ coverage.totl }}.")
    overlay = day.page.locator(OVERLAY)
    line = len(day.home.read_text("utf-8").splitlines())
    expect(overlay).to_contain_text(f"content/{day.home.name}, baris {line}")
    expect(overlay.locator(".problem-line mark").get_by_text("coverage.totl")).to_be_visible()
    expect(overlay).to_contain_text("coverage.total")


def mend_it(day: Day) -> None:
    mended = day.home.read_text("utf-8").replace(", {{ coverage.totl }}", "")
    day.home.write_text(mended, "utf-8")
    expect(day.page.locator(OVERLAY)).to_have_count(0)
    expect(day.page.get_by_text("Kalimat dari penyunting.")).to_be_attached()


def drop_a_workbook_with_an_error(day: Day) -> None:
    day.see("__desk/actions/")
    before, count = day.newest_count()
    as_of = before + timedelta(days=30)
    day.page.get_by_label("Per tanggal").fill(as_of.isoformat())
    day.page.get_by_label("Diumumkan").fill(as_of.isoformat())
    day.page.locator("select[name=source]").select_option("+")
    day.page.get_by_label("Disebut oleh").fill("Kantor Uji || Office of Tests")
    said(day).evaluate(REMEMBER)
    day.page.locator(".desk-drop").evaluate(
        DROP, ["rekap.xlsx", list(workbook(str(count + MORE).replace("0", "O") + "O"))]
    )
    expect(said(day)).to_contain_text("rekap.xlsx")
    expect(said(day)).to_contain_text("A2")
    assert "boleh dimasukkan" not in day.page.evaluate("window.everSaid")
    assert day.newest_count() == (before, count)


def take_the_right_one(day: Day) -> None:
    _, count = day.newest_count()
    mended = day.project.parent / "rekap.xlsx"
    mended.write_bytes(workbook(count))
    chosen = day.page.locator("[type=file]")
    chosen.set_input_files(mended)
    chosen.evaluate("(field) => field.files[0].text()")  # now the browser knows it
    mended.write_bytes(workbook(count + MORE))
    # Saved once more after it was chosen: a browser does not send that, and knows it by the time.
    later = mended.stat().st_mtime + 5
    os.utime(mended, (later, later))
    day.page.get_by_role("button", name="Coba").click()
    expect(said(day)).to_contain_text("Pilih lagi berkasnya")
    day.page.locator("[type=file]").set_input_files(mended)
    day.page.get_by_role("button", name="Coba").click()
    expect(said(day)).to_contain_text(f"{count + MORE}")
    renewed = day.renewed
    day.page.get_by_role("button", name="Masukkan", exact=True).click()
    expect(said(day)).to_contain_text("sudah diperbarui")
    day.stay(renewed)
    assert "sudah diperbarui" in said(day).inner_text()
    assert day.newest_count()[1] == count + MORE


def see_it_in_both_languages(day: Day) -> None:
    _, count = day.newest_count()
    for address, written in (("", f"{count:,}".replace(",", ".")), ("en/", f"{count:,}")):
        day.see(address)
        expect(day.page.locator("main")).to_contain_text(written)
    expect(day.page.locator(OVERLAY)).to_have_count(0)


def mark_a_translation_current(day: Day) -> None:
    day.see("__desk/")
    row = day.page.locator("tr", has_text="Kalimat dari penyunting.").filter(
        has=day.page.get_by_role("button")
    )
    count = row.count()
    assert count
    expect(row.first.locator("ins").first).to_be_visible()
    renewed = day.renewed
    row.first.get_by_role("button", name="Nyatakan cocok").click()
    expect(day.page.locator("pre")).to_contain_text("dinyatakan cocok: 1.")
    day.stay(renewed)
    assert "dinyatakan cocok: 1." in day.page.locator("pre").inner_text()
    day.see("__desk/")
    expect(row).to_have_count(count - 1)


def edit_a_page_in_the_browser(day: Day) -> None:
    day.see("__desk/pages/")
    day.page.locator("a[href$='/edit/page/home']").click()
    for lang, text in ((ORIGINAL, "Kalimat dari meja."), (TRANSLATION, "A sentence of the desk.")):
        field = day.page.locator(f"textarea[name^='content/home.{lang}.md#body.']").nth(1)
        field.fill(f"{field.input_value()}\n\n{text}")
    # The page beside the form shows the section, and still does once it is saved.
    section = (field.get_attribute("name") or "").rpartition(".")[2]
    shown = day.page.frame_locator("iframe").locator(f"[id='{section}']")
    expect(shown).to_be_in_viewport()
    day.page.get_by_role("button", name="Simpan").click()
    expect(day.page.locator("#edit-said")).to_have_attribute("data-said", "saved")
    expect(day.page.locator("iframe")).not_to_have_attribute("srcdoc", re.compile("."))
    expect(shown).to_be_in_viewport()
    day.see("")
    expect(day.page.get_by_text("Kalimat dari meja.")).to_be_attached()


def read_what_changes(day: Day) -> None:
    day.see("__desk/actions/")
    day.page.get_by_role("button", name="Lihat perubahan").click()
    for text in ("Kalimat dari meja.", "A sentence of the desk."):
        expect(day.page.locator("body")).to_contain_text(text)
    _, count = day.newest_count()
    expect(day.page.locator("body")).to_contain_text(f"{count:,}".replace(",", "."))


def publish_it(day: Day) -> None:
    assert "Kalimat dari meja." not in day.published
    day.run("publish", "--yes")
    assert "Kalimat dari meja." in day.published


def take_it_back(day: Day) -> None:
    day.run("rollback", "--published")
    assert "Kalimat dari meja." not in day.published
    # What readers do not get is a change again.
    assert "Kalimat dari meja." in day.run("diff")


STEPS = (
    break_a_page,
    mend_it,
    drop_a_workbook_with_an_error,
    take_the_right_one,
    see_it_in_both_languages,
    mark_a_translation_current,
    edit_a_page_in_the_browser,
    read_what_changes,
    publish_it,
    take_it_back,
)


def test_a_day_of_the_staff(
    project: Path,
    run_site_builder: RunSiteBuilder,
    start_preview: StartPreview,
    patient_page: Page,
    record_property: Callable[[str, object], None],
) -> None:
    def run(*arguments: str) -> str:
        dated = () if arguments[0] == "rollback" else ("--date", BUILD_DATE)
        ran = run_site_builder("--project", project, *arguments, *dated)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    run("translated", "home")
    run("publish", "--yes")  # on the day before
    started = time.monotonic()
    preview = start_preview()
    day = Day(project=project, preview=preview, page=patient_page, run=run)
    seconds = {"start the preview": time.monotonic() - started}
    for step in STEPS:
        before = time.monotonic()
        step(day)
        seconds[step.__name__.replace("_", " ")] = time.monotonic() - before
    seconds["the whole day"] = time.monotonic() - started
    for name, took in seconds.items():
        record_property(f"staff day: {name}, seconds", round(took, 1))
    rows = [f"| {name} | {took:.1f} |\n" for name, took in seconds.items()]
    sys.stdout.writelines(["\n\n| Step | Seconds |\n| --- | --- |\n", *rows])
    assert preview.stop() == 0
    assert "Traceback" not in preview.text


def said(day: Day) -> Locator:
    """What the import says."""
    return day.page.locator(".desk-drop output")


def workbook(count: object) -> bytes:
    return excel([["Jumlah peserta"], [count]])
