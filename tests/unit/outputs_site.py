"""A small site in two languages, made of texts alone, for the tests of outputs and publishing."""

from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import dedent

from site_builder.figures.observations import Counts
from site_builder.figures.registry import compute_figures
from site_builder.model import FigureUse, OutputFile
from site_builder.pages.page import Page
from site_builder.pages.plan import plan_site
from site_builder.read.project import parse_project
from site_builder.views.assets.assets import Assets
from site_builder.views.assets.fingerprints import loaded_assets
from site_builder.views.context import SiteContext, make_site_context
from site_builder.views.kinds import KINDS
from site_builder.views.rendered import RenderedPage
from tests.builders import make_rendered

TODAY = date(2031, 5, 1)
BASE_URL = "https://lampu.desa.id/program/"

SETTINGS = dedent("""\
    schema_version: 1
    title: {id: Lampu Desa, en: Village Lamp}
    tagline: {id: Terang bagi semua, en: Light for all}
    languages:
      - {code: id, name: Bahasa Indonesia, locale: id_ID}
      - {code: en, name: English, locale: en_GB}
    base_url: https://lampu.example/
    time_zone: Asia/Jakarta
    programme:
      name: Lampu Désa
      expansion: {id: Lampu Desa, en: Village Lamp}
      owner: {id: Pemerintah Desa, en: Village Government}
      parts: {one: {id: Satu, en: One}}
      area: {id: Desa, en: Village}
    navigation: [home]
    report_contact: office
    currency: {code: IDR, symbol: Rp}
    identifiers: none
    licence_name: CC BY 4.0
    licence_url: https://creativecommons.org/licenses/by/4.0/
    """)
WORDS = dedent("""\
    schema_version: 1
    notice: {compiled: Not confirmed.}
    label:
      coverage_total: Total
      coverage_part: "{name}"
      coverage_share: "{name} %"
      coverage_change: Change
      coverage_change_part: "Change, {name}"
      coverage_of: "{name} %"
      target_total: Target {year}
      target_part: "{name}, {year}"
      progress: Progress {year}
      progress_part: "Progress {year}, {name}"
      indicator: "{name}"
      condition: "{name}, {unit}"
    group:
      coverage: Coverage
      target: Target
      contribution: Contribution
      benefit: Benefit
      indicator: Indicator
    group_slug:
      coverage: coverage
      target: target
      contribution: contribution
      benefit: benefit
      indicator: indicator
    data:
      dataset: "{site} data"
      records_title: "Records: {name}"
      records_description: "All about {name}"
    legal: {article: "{rule} Art. {article}"}
    unit_name: {months: months, count: number, years: years}
    feed:
      title: "News of {site}"
      description: "What is new at {site}"
    """)
COVERAGE = dedent("""\
    as_of,funding,area,occupation,participants,status,source,released,quote,note,stated_by,occasion
    2031-01-31,,,,1.250,published,S1;S2,2031-02-03,yes,Dikutip || Quoted,Kades || Head,Rapat || Talk
    2031-01-31,,,,1111,disputed,S2,,,same for all,,
    2031-01-31,,satu,,,suppressed,S1,,,,,
    2030-01-31,,,,980,superseded,S1,,,"-1, dahulu || -1, before",,
    """)
SOURCES = dedent("""\
    schema_version: 1
    sources:
      - id: S1
        title: {id: Laporan, en: Report}
        publisher: Desa
        date: "2031-02-03"
        kind: official_primary
        read: {id: utuh, en: whole}
        url: https://desa.example/report
      - id: S2
        title: {id: Berita, en: News}
        publisher: Koran
        date: "2031-02"
        kind: press
        read: {id: utuh, en: whole}
        url: null
    """)
BENEFITS = dedent("""\
    schema_version: 1
    benefits:
      - id: grant
        kind: benefit
        programme: one
        name: {id: Hibah, en: Grant}
        amount: 1111000
        unit: rupiah
        ceiling: true
        conditions:
          - {id: waiting, text: {id: Sesudah 3 bulan., en: After 3 months.}, months: 3}
          - {id: once, text: {id: Satu kali., en: Once.}}
        legal: [{rule: UU 1, article: "2"}, {rule: UU 3}]
        sources: [S1]
        confidence: official_primary
        valid_from: "2031-06-01"
        valid_to: "2031-12-31"
        note: {id: "Dari {{ coverage.total }} orang", en: "Of {{ coverage.total }} people"}
    """)
DATA = {
    "site.yaml": SETTINGS,
    "content/i18n/id.yaml": WORDS.replace("Art.", "Pasal"),
    "content/i18n/en.yaml": WORDS,
    "data/coverage.csv": COVERAGE,
    "data/targets.csv": "year,funding,participants,source\n2032,,2000,S1\n",
    "data/indicators.csv": (
        "id,as_of,value,unit,status,source,confidence,conflicts_with,note,approximate\n"
        "share,2030-12,3.50,percent,published,S1,press,,,\n"
        "homes,2030,1200,count,disputed,S1;S2,press,share,,yes\n"
    ),
    "data/indicators.yaml": (
        "schema_version: 1\n"
        "labels:\n"
        "  share: {id: Bagian, en: Share}\n"
        "  homes: {id: =Rumah, en: Homes}\n"
    ),
    "data/areas.csv": "code,slug,name,level,parent\n11.01,satu,Satu,district,\n",
    "data/funding.yaml": "schema_version: 1\nfunding: []\n",
    "data/occupations.yaml": "schema_version: 1\noccupations: []\n",
    "data/benefits.yaml": BENEFITS,
    "data/contacts.yaml": "schema_version: 1\ncontacts: []\n",
    "data/glossary.yaml": "schema_version: 1\nterms: []\n",
    "data/charts.yaml": "schema_version: 1\ncharts: []\n",
    "data/sources.yaml": SOURCES,
}
PAGES = (
    ("home", "", "", "template: home\nsources: [S1]"),
    ("about", "tentang", "about", "sources: [S1, S2]"),
    ("data", "data", "data", "template: data\nsources: []"),
    ("updates", "kabar", "updates", "template: updates\nsources: []"),
    (
        "updates/start",
        "mulai",
        "start",
        "template: update\nparent: updates\ndate: 2031-03-04\nsources: [S1]",
    ),
    (
        "updates/plan",
        "rencana",
        "plan",
        "template: update\nparent: updates\ndate: 2031-02\nsources: [S1]",
    ),
    ("404", "404", "404", "template: not_found\nsources: []"),
)


def page_files(more: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Give the content files; `more` is front matter by key, added to both languages."""
    for key, slug, translated, front in PAGES:
        for lang, own in (("id", slug), ("en", translated)):
            title = f"{key} & {lang}"
            fields = [f'title: "{title}"', f'description: "<{title}>"', f'slug: "{own}"']
            fields += [front] if lang == "id" else []
            fields += [more[f"{key}.{lang}"]] if f"{key}.{lang}" in more else []
            yield (
                f"content/{key}.{lang}.md",
                "\n".join(["---", *fields, "---", f"Text, {lang}.", ""]),
            )


def make_site(
    more: Mapping[str, str] | None = None,
    base_url: str = BASE_URL,
    is_portable: bool = False,
    **changed: str,
) -> SiteContext:
    """Make the site; `more` as for `page_files`, `changed` replaces data files by their stem."""
    texts = DATA | dict(page_files(more or {}))
    for stem, text in changed.items():
        path = next(path for path in texts if path.rpartition("/")[2].partition(".")[0] == stem)
        texts[path] = text
    files = {path: text.encode() for path, text in texts.items()}
    project, _ = parse_project(files)
    assert project is not None
    registry = compute_figures(project, Counts(project))
    plan, _ = plan_site(project, KINDS, base_url, is_portable=is_portable)
    assets = Assets(files=())
    return make_site_context(project, registry, plan, assets, base_url=base_url, today=TODAY)


def rendered(page: Page, content: bytes = b"<p>", *uses: FigureUse) -> RenderedPage:
    """Give a page as if it had been rendered."""
    return make_rendered(
        page,
        content.decode(),
        figures=uses,
        title=page.title.value,
        description=page.description.value,
        is_indexed=page.key != "404",
        assets=loaded_assets(content.decode()),
    )


def all_pages(site: SiteContext) -> tuple[RenderedPage, ...]:
    """Give every planned page as if it had been rendered."""
    return tuple(rendered(page) for page in site.plan.pages)


def by_path(files: Iterable[OutputFile]) -> dict[str, bytes]:
    """Give the bytes of files by their paths."""
    return {file.path: file.content for file in files}
