"""What comes out: the files of the contract, and a manifest that can be trusted."""

import csv
import gzip
import hashlib
import io
import json
import re
from pathlib import Path

import brotli
import lxml.etree

from site_builder.views.assets.policy import style_hashes
from tests.every import every
from tests.site.built_site import BuiltSite, front_matter, sent_bytes

FIXED_FILES = (
    "index.html",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    "feed.xml",
    "data/coverage.csv",
    "data/coverage.json",
    "data/coverage.xlsx",
    "data/targets.csv",
    "data/figures.json",
    "data/datapackage.json",
    "build-manifest.json",
)
COUNTED = ("as_of", "funding", "area", "occupation", "participants", "status")
"""The columns that say what a row counts, and how many."""
OF_EACH_LANGUAGE = ("index.html", "404.html", "feed.xml")
"""Below the root for the default language, below its code for each other."""


def test_every_page_that_is_written_comes_out_in_every_language(built_site: BuiltSite):
    content = built_site.project / "content"
    default = built_site.languages[0]
    for path in every(content.rglob(f"*.{default}.md")):
        if not front_matter(path).get("draft"):
            key = path.relative_to(content).as_posix().removesuffix(f".{default}.md")
            found = {page.lang for page in built_site.pages if page.key == key}
            assert found == set(built_site.languages), key


def test_every_file_of_the_contract_comes_out(built_site: BuiltSite):
    own = [f"{lang}/{path}" for lang in built_site.languages[1:] for path in OF_EACH_LANGUAGE]
    missing = [path for path in (*FIXED_FILES, *own) if not (built_site.root / path).is_file()]
    assert not missing


def test_the_manifest_lists_every_html_file_and_no_other(built_site: BuiltSite):
    listed = sorted(page.path for page in built_site.pages)
    present = sorted(
        path.relative_to(built_site.root).as_posix() for path in built_site.html_files()
    )
    assert listed == present


def test_the_manifest_tells_every_page_s_hash_and_size(built_site: BuiltSite):
    for page in built_site.pages:
        content = page.file.read_bytes()
        assert page.record["bytes"] == len(content), page.url
        assert page.record["sha256"] == hashlib.sha256(content).hexdigest(), page.url


def test_the_manifest_tells_every_input_s_hash(built_site: BuiltSite):
    inputs = built_site.manifest["inputs"]
    for path, digest in inputs.items():
        content = (built_site.project / path).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest(), path
    expected = {"site.yaml"} | {
        path.relative_to(built_site.project).as_posix()
        for folder, pattern in (("content", "*.md"), ("content", "*.yaml"), ("data", "*.*"))
        for path in (built_site.project / folder).rglob(pattern)
        if not any(part.startswith(".") for part in path.relative_to(built_site.project).parts)
        and "confirmed" not in path.relative_to(built_site.project).parts
    }
    assert expected <= inputs.keys()


def test_the_urls_of_pages_end_in_a_slash_and_name_their_files(built_site: BuiltSite):
    for page in built_site.pages:
        assert page.url.startswith("/")
        if page.is_not_found:
            assert page.path.endswith("404.html")
        else:
            assert built_site.file_of(page.url) == page.file


def test_xml_files_are_well_formed(built_site: BuiltSite):
    files = sorted(built_site.root.rglob("*.xml")) + sorted(built_site.root.rglob("*.svg"))
    assert files
    for path in files:
        lxml.etree.fromstring(path.read_bytes())


def test_json_files_are_well_formed(built_site: BuiltSite):
    files = sorted(built_site.root.rglob("*.json")) + sorted(built_site.root.rglob("*.webmanifest"))
    for path in files:
        json.loads(path.read_text(encoding="utf-8"))
    assert files


def test_the_sitemap_lists_every_page_but_those_for_unknown_addresses(built_site: BuiltSite):
    sitemap = lxml.etree.fromstring((built_site.root / "sitemap.xml").read_bytes())
    listed = set(sitemap.xpath("//*[local-name()='url']/*[local-name()='loc']/text()"))
    base = built_site.base_url.rstrip("/")
    pages = {base + page.url for page in built_site.pages if not _is_hidden(page.tree)}
    assert listed == pages


def test_published_rows_of_coverage_are_those_of_the_project(built_site: BuiltSite):
    folder = built_site.root / "data"
    table = csv.DictReader(io.StringIO((folder / "coverage.csv").read_text("utf-8-sig")))
    records = json.loads((folder / "coverage.json").read_text("utf-8"))
    expected = [
        row | {"participants": "".join(filter(str.isdigit, row["participants"]))}
        for row in every(built_site.table("coverage"))
    ]
    for published in (table, records):
        rows = (
            {name: "" if row[name] is None else str(row[name]) for name in COUNTED}
            for row in published
        )
        assert [*rows] == [{name: row[name] for name in COUNTED} for row in expected]


def test_a_page_with_its_styles_is_within_its_budget(built_site: BuiltSite):
    budget = int(built_site.settings["budgets"]["page"])
    assert budget <= 14_336, "one first round trip"
    too_heavy = {}
    for page in built_site.pages:
        stylesheets = [
            built_site.file_of(built_site.resolve(page, href) or "")
            for href in page.tree.xpath("//link[@rel='stylesheet']/@href")
        ]
        weight = sum(map(sent_bytes, (page.file, *stylesheets)))
        if weight > budget:
            too_heavy[page.url] = weight
    assert not too_heavy


def test_one_security_policy_can_list_the_styles_of_all_pages(built_site: BuiltSite):
    styles = {
        text
        for path in built_site.root.rglob("*.html")
        for text in re.findall(r"<style[^>]*>(.*?)</style>", path.read_text("utf-8"), re.DOTALL)
    }
    assert 1 < len(styles) <= 12
    named = style_hashes("".join(f"<style>{text}</style>" for text in styles).encode())
    told = (built_site.root / "_headers").read_text("utf-8")
    assert len(named) == len(styles)
    assert all(source in told for source in named)
    assert not [page.url for page in built_site.pages if page.tree.xpath("//*[@style]")]
    assert not list(built_site.root.rglob("*.css"))


def test_every_text_file_lies_there_as_servers_send_it(built_site: BuiltSite):
    packed = {path for path in built_site.root.rglob("*") if path.suffix in {".br", ".gz"}}
    for path in built_site.root.rglob("*"):
        if (
            path.is_file()
            and path not in packed
            and path.suffix not in {".xlsx", ".zip", ".png", ".pdf", ".ico", ".conf", ""}
        ):
            content = path.read_bytes()
            assert brotli.decompress(Path(f"{path}.br").read_bytes()) == content, path
            assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == content, path
    assert all(path.with_suffix("").exists() for path in packed)


def _is_hidden(tree) -> bool:
    return any("noindex" in robots for robots in tree.xpath("//meta[@name='robots']/@content"))
