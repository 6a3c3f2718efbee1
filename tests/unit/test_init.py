"""A new programme's project: it builds at once, in any language, and holds nothing of another."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from site_builder.adapters.locale import (
    currency_symbol,
    likely_territory,
    plural_categories,
    usual_time_zone,
)
from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.checks.data.personal_data import identifier
from site_builder.messages.wording import load_messages, staff_languages
from site_builder.read.catalogs import catalog_path, check_catalogs, parse_catalog
from site_builder.read.project import load_files, parse_project
from site_builder.read.settings import load_settings
from site_builder.read.syntax.reader import Reader
from site_builder.upkeep.starter import NewProject, begin_project, ready_languages
from site_builder.upkeep.starter_catalogs import ready_catalog
from tests.builders import MEMORY, codes, real_templates
from tests.every import every

ROOT = Path(__file__).parents[2]
DAY = ("--date", "2031-01-01")
TODAY = date(2031, 1, 1)
RIGHT_TO_LEFT = "ar"
NOT_READY = "fr"
MARKS = r"<strong>(Sample|Halaman contoh|Situs contoh|Kabar contoh)"


def wanted(*languages: str, **changes: object) -> NewProject:
    given = {
        "name": "Sample Help",
        "languages": languages,
        "currency": "KES",
        "symbol": "KSh",
        "address": "https://help.example/",
        "territory": "ZA",
        "time_zone": "Africa/Johannesburg",
        "staff_language": "en",
    }
    return NewProject(**{**given, **changes})


def begin(*languages: str, **changes: object) -> Mapping[str, bytes]:
    say = load_messages("en").say
    return begin_project(wanted(*languages, **changes), lambda name: say(f"starter.{name}"), TODAY)


def build(files: Mapping[str, bytes], **options: object) -> BuildResult:
    own = {
        path.removeprefix("templates/"): content
        for path, content in files.items()
        if path.startswith("templates/")
    }
    inputs = {
        path: content
        for path, content in files.items()
        if path.startswith(("content/", "data/", "site.yaml")) and "/confirmed/" not in path
    }
    templates = {**real_templates(), **own}
    return build_site(inputs, templates, BuildOptions(today=TODAY, **options), memory=MEMORY)


def page(result: BuildResult, path: str) -> str:
    return next(file.content.decode() for file in result.files if file.path == path)


@cache
def built(*languages: str, is_minimal: bool = False) -> BuildResult:
    return build(begin(*languages, is_minimal=is_minimal))


@pytest.mark.parametrize(
    ("languages", "is_minimal"),
    [(("id",), True), (("ar", "en"), True), (("en", "id"), False), (("id", "en", "ar"), False)],
)
def test_a_new_project_has_no_problem_but_its_address(languages, is_minimal):
    result = built(*languages, is_minimal=is_minimal)
    assert codes(result.diagnostics) == ["CFG009"]
    homes = {languages[0]: "index.html", **{lang: f"{lang}/index.html" for lang in languages[1:]}}
    for lang, path in every(homes.items()):
        direction = "rtl" if lang == RIGHT_TO_LEFT else "ltr"
        assert f'<html lang="{lang}" dir="{direction}"' in page(result, path)


def test_every_page_but_those_for_lost_readers_says_that_it_is_a_sample():
    result = built("en", "id")
    written = {p.path: p for p in result.site.plan.pages if p.source}
    unmarked = {path for path in every(written) if not re.search(MARKS, page(result, path))}
    assert {written[path].template for path in unmarked} == {"not_found", "offline"}


def test_nothing_of_this_repositorys_programme_is_in_it():
    real, _ = parse_project(load_files(ROOT))
    programme = real.settings.programme
    # What its area is called in every language.
    place = set.intersection(*(set(text.value.split()) for text in programme.area.texts.values()))
    own = [programme.name, *programme.parts, *place, *real.funding, *real.contacts]
    own += [area.name for area in real.areas.values() if area.level == "district"]
    files = begin(*ready_languages())
    text = "\n".join(content.decode() for content in files.values()).casefold()
    assert "sample" in text
    said = [word for word in every(own) if re.search(rf"\b{re.escape(word.casefold())}\b", text)]
    assert said == []


def test_the_texts_of_all_languages_are_whole():
    catalogs = {
        lang: parse_catalog(ready_catalog(lang), lang, Reader(catalog_path(lang)))
        for lang in ready_languages()
    }
    assert codes(check_catalogs(catalogs)) == []
    folder = ROOT / "site_builder" / "starter" / "words"
    names = {
        lang: {path.relative_to(folder / lang) for path in (folder / lang).rglob("*.md")}
        - {Path("README.md")}
        for lang in ready_languages()
    }
    assert len({frozenset(pages) for pages in names.values()}) == 1
    assert all((folder / lang / "README.md").is_file() for lang in staff_languages())


def test_the_program_speaks_the_currency_that_was_chosen():
    result = built("en", "id")
    assert "KSh3,333,000" in page(result, "benefits/index.html")


def test_other_numbers_of_persons_are_refused():
    files = dict(begin("en", is_minimal=True))
    page_path = "content/about.en.md"
    files |= {page_path: files[page_path] + b"\nCall 7503305044089.\n"}
    found = [(each.code, each.location.path) for each in build(files).diagnostics if each.is_error]
    assert found == [("PRV002", page_path)]


def test_where_no_numbers_of_persons_are_known_it_says_so():
    files = dict(begin("en", is_minimal=True, territory="KE"))
    assert codes(build(files).diagnostics) == ["CFG009", "CFG016"]
    files["site.yaml"] = files["site.yaml"].replace(b"identifiers: []", b"identifiers: none")
    assert codes(build(files).diagnostics) == ["CFG009"]


def test_the_numbers_of_persons_that_it_knows_can_be_looked_for():
    path = ROOT / "site_builder" / "starter" / "identifiers.yaml"
    countries = re.findall(r"(?m)^([A-Z]{2}): (\S+)$", path.read_text(encoding="utf-8"))
    for country, name in every(countries):
        assert name.startswith(country.lower())
        assert identifier(name) is not None


@pytest.mark.parametrize(
    ("lang", "currency", "territory"),
    [("id", "IDR", "ID"), ("en", "IDR", "ID"), ("fr", "EUR", "FR"), ("en", "ZAR", "ZA")],
)
def test_the_currency_tells_the_country_where_the_language_does_not(lang, currency, territory):
    assert likely_territory(lang, currency) == territory


@pytest.mark.full
@pytest.mark.parametrize(
    ("lang", "currency", "symbol", "zone"),
    [
        ("ar", "MYR", "RM", "Asia/Kuala_Lumpur"),
        ("en", "IDR", "Rp", "Asia/Jakarta"),
        ("en", "SAR", "SAR", "Asia/Riyadh"),
        ("ar", "SAR", "ر.س.", "Asia/Riyadh"),
        ("fr", "EUR", "€", "Europe/Paris"),
        ("en", "ZAR", "R", "Africa/Johannesburg"),
        ("en", "XXX", "¤", "UTC"),
    ],
)
def test_the_country_tells_the_sign_of_its_money_and_its_time_zone(lang, currency, symbol, zone):
    territory = likely_territory(lang, currency)
    assert currency_symbol(currency, lang, territory) == symbol
    assert usual_time_zone(territory) == zone


def test_a_country_with_more_than_five_hundred_areas_fits_into_its_pages():
    counts = {number: 100 + number * 7 % 90 for number in range(514)}
    areas = [f"{above:02},province_{above},Province {above},district," for above in range(38)]
    areas += [
        f"{number % 38:02}.{number},regency_{number},Regency {number},village,{number % 38:02}"
        for number in counts
    ]
    files = dict(begin("en", "ar"))
    header, *_ = files["data/coverage.csv"].decode().splitlines()
    rows = [f"2001-02-28,budget,,,{sum(counts.values())},published,sample,2001-03-01,,,,"]
    rows += [
        f"2001-02-28,,regency_{number},,{count},published,sample,2001-03-01,,,,"
        for number, count in counts.items()
    ]
    files["data/areas.csv"] = "\n".join(["code,slug,name,level,parent", *areas, ""]).encode()
    files["data/coverage.csv"] = "\n".join([header, *rows, ""]).encode()
    assert codes(build(files).diagnostics) == ["CFG009"]


# --- a language that the program has no texts in -------------------------------------------------


def test_a_further_language_starts_from_a_list_of_what_is_missing():
    files = begin("en", NOT_READY)
    found = build(files).diagnostics
    by_code: dict[str, list[str]] = {}
    for each in found:
        by_code.setdefault(each.code, []).append(each.location.path)
    assert set(by_code) == {"CFG009", "LNG001", "LNG006", "LNG029"}
    pages = {path for path in files if re.fullmatch(r"content/(?!confirmed).*\.en\.md", path)}
    assert {path.replace(".en.md", f".{NOT_READY}.md") for path in pages} == set(by_code["LNG001"])
    assert by_code["LNG029"] == [catalog_path(NOT_READY)]


def test_it_builds_once_everything_is_filled_in():
    files = dict(begin("en", NOT_READY))
    catalog = files[catalog_path(NOT_READY)].decode()
    assert '{one: "", many: "", other: ""}  # ' in catalog
    # As somebody would who translates nothing: each word as its comment has it.
    filled = re.sub(r'(?m)""(.*)  # (?:[^|\n]* \| )?(.*)$', _said, catalog)
    files[catalog_path(NOT_READY)] = filled.encode()
    for path, content in tuple(files.items()):
        if re.fullmatch(r"content/(?!confirmed).*\.en\.md", path):
            files[path.replace(".en.md", f".{NOT_READY}.md")] = _own_lines(content)
        elif path == "site.yaml" or re.fullmatch(r"data/.*\.yaml", path):
            files[path] = re.sub(rb'\{en: ("[^"]*")\}', rb"{en: \1, fr: \1}", content)
    found = build(files).diagnostics
    assert {each.code for each in found if each.is_error} == set()


def _said(match: re.Match[str]) -> str:
    line, said = match[0].partition("  # ")[0], json.dumps(match[2], ensure_ascii=False)
    return line.replace('""', said)


def _own_lines(content: bytes) -> bytes:
    """A page as its translation: other words, and only its own lines at the top."""
    own = ("title", "short_title", "description", "question", "slug", "---")
    _, front, body = content.decode().split("---\n", 2)
    kept = "".join(line for line in front.splitlines(keepends=True) if line.startswith(own))
    return f"---\n{kept}---\n{body}\nAutres mots.\n".encode()


def test_an_original_that_the_program_has_no_texts_in_begins_with_those_of_the_staff():
    files = begin(NOT_READY, is_minimal=True)
    assert b"Sample site." in files[f"content/home.{NOT_READY}.md"]
    assert {each.code for each in build(files).diagnostics if each.is_error} == {"LNG029"}
    assert set(plural_categories(NOT_READY)) == {"one", "many", "other"}


# --- the command ----------------------------------------------------------------------------------


def test_sheets_that_are_imported_are_no_part_of_what_is_kept(run, tmp_path: Path):
    run("init", tmp_path / "project", "--languages", "en", "--yes", *DAY)
    ignored = (tmp_path / "project/.gitignore").read_text("utf-8").splitlines()
    assert {"/*.csv", "/*.xls*", "output/"} <= set(ignored)


def test_the_command_writes_a_project_that_builds(run, tmp_path: Path):
    folder = tmp_path / "new" / "project"
    status, said, complained = run("init", folder, "--languages", "en,id", "--yes", *DAY)
    assert (status, complained) == (0, "")
    assert str(folder) in said
    assert run("--project", folder, "build", *DAY)[0] == 0
    assert load_files(folder)["site.yaml"].decode().count("https://sample-programme.example/") == 1


@pytest.mark.parametrize("languages", ["", "xx", "en,", "en;id", "../en", "en,en"])
def test_no_language_is_wrong_usage(run, tmp_path: Path, languages):
    assert run("init", tmp_path / "new", "--yes", f"--languages={languages}")[0] == 2
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_not_empty_is_left_alone(run, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "mine.txt"):
        status, said, complained = run("init", place, "--yes")
        assert (status, said) == (2, "")
        assert str(place) in complained
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Sit at a terminal and give these answers; gives the questions that were asked."""

    def sit(*answers: str) -> list[str]:
        asked: list[str] = []
        left = iter(answers)

        def ask(question: str) -> str:
            asked.append(question)
            return next(left)

        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", ask)
        return asked

    return sit


def test_four_questions_are_asked_on_a_terminal(run, tmp_path: Path, answer):
    asked = answer("Jaga Warga", "en,id", "kes", "https://jaga.example/a")
    assert run("init", tmp_path / "new", *DAY)[0] == 0
    assert len(asked) == 4
    settings = load_settings(tmp_path / "new")
    assert settings.programme.name == "Jaga Warga"
    assert settings.language_codes == ("en", "id")
    assert (settings.currency.code, settings.base_url) == ("KES", "https://jaga.example/a/")


def test_an_answer_that_cannot_be_used_is_asked_for_again_and_none_means_what_is_usual(
    run, tmp_path: Path, answer
):
    asked = answer("", "nothing", "ar", "gold", "", "")
    status, _, complained = run("init", tmp_path / "new", "--minimal", *DAY)
    assert (status, len(asked)) == (0, 6)
    assert "nothing" in complained
    assert "gold" in complained
    settings = load_settings(tmp_path / "new")
    assert (settings.language_codes, settings.currency.code) == (("ar",), "EGP")


def test_every_question_has_an_option(run, tmp_path: Path, answer):
    asked = answer()
    given = ("--name", "Jaga", "--languages", "en", "--currency", "idr")
    given += ("--time-zone", "Asia/Makassar")
    address = ("--address", "https://jaga.example/a")
    assert run("init", tmp_path / "new", "--minimal", *given, *address, *DAY)[0] == 0
    assert asked == []
    settings = load_settings(tmp_path / "new")
    assert (settings.currency.code, settings.base_url) == ("IDR", "https://jaga.example/a/")
    assert settings.identifiers == ("id.nik",)
    assert (settings.time_zone, settings.currency.symbol) == ("Asia/Makassar", "Rp")


@pytest.mark.parametrize(
    "given",
    [
        "--currency=gold",
        "--time-zone=Mars",
        "--address=jaga",
        "--address=https://jaga.example/\x07",
        "--name=Jaga {{ 7*7 }}",
        "--name=Jaga {% raw",
        "--name=Jaga\nLagi",
    ],
)
def test_an_option_is_held_to_what_its_question_asks(run, tmp_path: Path, given):
    status, _, complained = run("--lang", "en", "init", tmp_path / "new", "--yes", given)
    assert (status, f"for {given.partition('=')[0]}." in complained) == (2, True), complained
    assert not (tmp_path / "new").exists()


def test_options_answer_for_whoever_sits_there(run, tmp_path: Path, answer):
    asked = answer()
    given = ("--name", "Jaga", "--languages", "id")
    assert run("init", tmp_path / "new", "--yes", *given, *DAY)[0] == 0
    assert asked == []
    assert load_settings(tmp_path / "new").programme.name == "Jaga"


def test_what_a_new_language_lacks_is_told(run, tmp_path: Path):
    said = run("init", tmp_path / "new", "--languages", f"en,{NOT_READY}", "--yes", *DAY)[1]
    assert catalog_path(NOT_READY) in said
    assert f"content/updates/first.{NOT_READY}.md" in said


def test_samples_are_not_published(run, tmp_path: Path):
    folder = tmp_path / "new"
    run("init", folder, "--languages", "en", "--yes", "--minimal", *DAY)
    settings = (folder / "site.yaml").read_text(encoding="utf-8")
    real = settings.replace("https://sample-programme.example/", "https://help.desa.id/")
    target = f"publish: {{kind: folder, to: {tmp_path / 'public'}}}\n"
    (folder / "site.yaml").write_text(real + target, encoding="utf-8")
    status, said, _ = run("--project", folder, "publish", "--yes", *DAY)
    assert (status, "data/sources.yaml" in said) == (1, True)
    assert not (tmp_path / "public").exists()
