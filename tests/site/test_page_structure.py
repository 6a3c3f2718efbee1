"""What a screen reader, or a reader without styles, gets: landmarks, headings, tables, names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement
from PIL import Image

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite

SAYS_NOTHING = frozenset(
    {
        *("here", "click here", "read more", "more", "learn more", "details", "link", "this page"),
        *("this link", "see", "see more", "continue", "go", "page", "website", "download"),
        *("di sini", "klik di sini", "baca selengkapnya", "selengkapnya", "lanjut", "lainnya"),
        *("tautan", "tautan ini", "halaman ini", "lihat", "klik", "buka", "unduh", "situs"),
    }
)
"""Names of links that mean nothing without the sentence around them."""

PICTURES = "//*[local-name()='svg'][not(ancestor::*[local-name()='svg'])] | //img"

LANDMARKS = {"header": "//body/header", "main": "//main", "footer": "//body//footer"}


def name_of(element: HtmlElement) -> str:
    """Give the name that is read aloud: its label, else its text without what is hidden."""
    label = element.get("aria-label")
    if label is None and element.get("aria-labelledby"):
        ids = element.get("aria-labelledby").split()
        label = " ".join(
            element.getroottree().xpath("//*[@id=$id]", id=i)[0].text_content() for i in ids
        )
    if label is None:
        label = "".join(element.xpath(".//text()[not(ancestor::*[@aria-hidden='true'])]"))
    return " ".join(label.split())


def everywhere(site: BuiltSite, path: str) -> Iterator[tuple[BuiltPage, HtmlElement]]:
    for page in site.pages:
        for element in page.tree.xpath(path):
            yield page, element


def test_every_page_has_one_of_each_landmark(built_site: BuiltSite):
    for page in built_site.pages:
        if page.is_not_found:
            assert len(page.tree.xpath("//main")) == 1, page.url
            continue
        for name, path in LANDMARKS.items():
            assert len(page.tree.xpath(path)) == 1, f"{page}: {name}"


def test_all_content_is_in_a_landmark(built_site: BuiltSite):
    outside = (
        "//body//text()[normalize-space()][not(ancestor::header or ancestor::main or"
        " ancestor::footer or ancestor::nav or ancestor::script or ancestor::template)]"
    )
    for page in built_site.pages:
        parents = {text.getparent().get("class") for text in page.tree.xpath(outside)}
        assert parents <= {"ps-skip"}, f"{page}: {parents}"


def test_every_navigation_has_a_name_that_tells_it_from_the_others(built_site: BuiltSite):
    for page in built_site.pages:
        names = defaultdict(list)
        for navigation in page.tree.xpath("//nav"):
            names[name_of(navigation)].append(frozenset(navigation.xpath(".//a/@href")))
        assert "" not in names, page.url
        # A list that is there twice, for narrow and for wide screens, is the same list.
        assert all(len(set(links)) == 1 for links in names.values()), f"{page}: {sorted(names)}"


def test_headings_begin_with_the_title_and_skip_no_level(built_site: BuiltSite):
    for page in built_site.pages:
        headings = page.tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[0] == 1, page.url
        assert levels.count(1) == 1, page.url
        for before, heading, level in zip(levels, headings[1:], levels[1:], strict=False):
            assert level <= before + 1, f"{page}: {name_of(heading)}"
        assert all(map(name_of, headings)), page.url


def test_every_table_has_a_caption_and_cells_that_know_their_headers(built_site: BuiltSite):
    tables = 0
    for page, table in everywhere(built_site, "//table"):
        tables += 1
        captions = table.xpath("./caption")
        assert len(captions) == 1, page.url
        caption = name_of(captions[0])
        assert caption, page.url
        for header in table.xpath(".//th"):
            assert header.get("scope") in {"col", "row"}, f"{page}: {caption}: {name_of(header)}"
            assert name_of(header), f"{page}: {caption}"
        columns = len(table.xpath("./thead/tr[1]/*"))
        for row in table.xpath("./tbody/tr"):
            assert row.xpath("./th[@scope='row']"), f"{page}: {caption}: {name_of(row)}"
            assert columns in {0, len(row)}, f"{page}: {caption}: {name_of(row)}"
    assert tables


def test_a_table_that_scrolls_can_be_reached_and_is_named(built_site: BuiltSite):
    for page, box in every(
        everywhere(built_site, "//*[contains(@class, 'ps-table')][@role='region']")
    ):
        assert box.get("tabindex") == "0", page.url
        assert name_of(box) == name_of(box.xpath(".//caption")[0]), page.url


def test_every_picture_has_a_name_or_is_hidden(built_site: BuiltSite):
    for page, picture in every(everywhere(built_site, PICTURES)):
        if picture.tag == "img":
            assert picture.get("alt") is not None, page.url
        elif picture.get("aria-hidden") != "true":
            named = picture.get("aria-label") or picture.xpath("./*[local-name()='title']")
            assert picture.get("role") == "img", page.url
            assert named, page.url


def test_every_picture_of_a_chart_has_its_table_beside_it(built_site: BuiltSite):
    charts = 0
    for page, picture in everywhere(built_site, "//*[contains(@class, 'ps-chart__picture')]"):
        charts += 1
        chart = picture.getparent()
        shown = {" ".join(t.split()) for t in picture.xpath(".//text()") if t.strip()}
        table = " ".join(name_of(part) for part in chart.xpath(".//table"))
        numbers = {text for text in shown if re.search(r"\d{3}", text)}
        assert numbers, page.url
        for number in numbers:
            assert number in table, f"{page}: {number}"
    assert charts


def test_every_chart_can_be_saved_and_the_file_stands_alone(built_site: BuiltSite):
    saved = set()
    known = {each["id"]: each for each in built_site.data_file("data/sources.yaml")["sources"]}
    for page, picture in everywhere(built_site, "//*[contains(@class, 'ps-chart__picture')]"):
        chart = picture.getparent()
        links = [built_site.resolve(page, link) for link in chart.xpath(".//a[@download]/@href")]
        drawing, image = (built_site.file_of(link) for link in links)
        root = etree.parse(drawing).getroot()
        texts = [
            " ".join(" ".join(text.itertext()).split()) for text in root.iterfind(".//{*}text")
        ]
        about = root.findtext("{*}desc")
        assert root.findtext("{*}title") == name_of(chart.find("figcaption")), links
        assert chart.findtext(".//caption").strip() in texts, links
        values = picture.xpath(".//*[@class='ps-chart__value']")
        assert {value.text_content().strip() for value in values} <= {*texts}, links
        used = {data.get("data-figure") for data in chart.xpath("./figcaption//data")}
        sources = {name for figure in used for name in built_site.figures[figure]["source"]}
        for source in every(sources):
            assert known[source]["publisher"] in about, f"{links}: {source}"
            assert str(known[source]["date"] or "")[:4] in about, f"{links}: {source}"
        shown = Image.open(image)
        size = [int(root.get(side)) for side in ("width", "height")]
        assert (shown.format, [*shown.size]) == ("PNG", size), links
        saved |= {drawing, image}
    files = (built_site.root / "charts").iterdir()
    assert {path for path in files if path.suffix in {".svg", ".png"}} == saved


def test_a_link_s_words_say_where_it_leads(built_site: BuiltSite):
    found = []
    for page, link in every(everywhere(built_site, "//a[@href]")):
        name = name_of(link)
        if not name or name.casefold().strip(" .,:;!?→»") in SAYS_NOTHING:
            found.append(f"{page}: {name or '(nothing)'}: {link.get('href')}")
    assert not found, "\n".join(found)


def test_two_links_of_one_page_with_the_same_words_lead_to_the_same_place(built_site: BuiltSite):
    found = []
    for page in built_site.pages:
        targets = defaultdict(set)
        for link in page.tree.xpath("//a[@href]"):
            address = urljoin(built_site.base_url + page.url.lstrip("/"), link.get("href"))
            targets[name_of(link).casefold()].add(address)
        for name, addresses in targets.items():
            if len(addresses) > 1:
                found.append(f"{page}: {name}: {sorted(addresses)}")
    assert not found, "\n".join(found)


def test_a_control_that_folds_says_what_is_in_it(built_site: BuiltSite):
    for page, fold in every(everywhere(built_site, "//details")):
        assert fold[0].tag == "summary", page.url
        assert name_of(fold[0]), page.url


def test_no_control_is_out_of_the_order_of_the_page(built_site: BuiltSite):
    for page, element in every(everywhere(built_site, "//*[@tabindex]")):
        assert element.get("tabindex") in {"0", "-1"}, page.url
    assert not list(everywhere(built_site, "//*[@accesskey or @autofocus]"))


def quoted_titles(site: BuiltSite) -> dict[tuple[str, str], tuple[str, str]]:
    """Give the titles that a language does not translate, with the language that they are in."""
    sources = site.data_file("data/sources.yaml")
    default = site.languages[0]
    found = {}
    for source in sources["sources"]:
        written = source.get("lang", default)
        for lang, title in source["title"].items():
            if lang != written and title == source["title"].get(written):
                found[source["id"], lang] = (title, written)
    return found


def test_a_title_in_another_language_says_so(built_site: BuiltSite):
    """A source whose title is quoted, not translated, is read aloud in the source's language."""
    quoted = quoted_titles(built_site)
    seen = set()
    for page in built_site.pages:
        for item in page.tree.xpath("//*[contains(@class, 'ps-sources')]/li"):
            key = (name_of(item[0]), page.lang)
            if key in quoted:
                title, lang = quoted[key]
                seen.add(key)
                parts = item.xpath(".//*[@lang=$lang]", lang=lang)
                assert any(title in name_of(part) for part in parts), f"{page}: {title}"
    assert seen == set(quoted)


def test_controls_are_the_elements_that_html_has_for_them(built_site: BuiltSite):
    played = {"button", "link", "checkbox", "tab", "menu", "menuitem"}
    for page, element in every(everywhere(built_site, "//*[@role]")):
        assert element.get("role") not in played, f"{page}: {name_of(element)}"
