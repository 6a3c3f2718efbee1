"""The certificate: every page, figure and input, and the day on which a text changes by itself."""

import hashlib
import json
from dataclasses import replace
from importlib.metadata import version

import brotli

import site_builder
from site_builder.model import FigureUse, OutputFile
from site_builder.outputs.certificate import certificate_files, tool_versions
from tests.unit.outputs_site import make_site, rendered

USES = (
    FigureUse(name="coverage.total", as_of="2031-01-31"),
    FigureUse(name="benefit.grant", as_of=""),
)


def certified(content: bytes = b"<p>Halo</p>", *finished: OutputFile):
    site = make_site()
    pages = tuple(rendered(page, content, *USES) for page in site.plan.pages)
    files = (*(page.file for page in pages), *finished)
    (certificate,) = certificate_files(site, pages, files)
    return json.loads(certificate.content)


def test_the_manifest_has_exactly_the_fields_of_the_contract():
    manifest = certified()
    assert list(manifest) == [
        "schema_version", "base_url", "date", "next_build_due", "pages", "files", "figures",
        "inputs", "tools", "volatile",
    ]  # fmt: skip
    assert {key: manifest[key] for key in ("base_url", "date", "next_build_due", "volatile")} == {
        "base_url": "https://lampu.desa.id/program/",
        "date": "2031-05-01",
        "next_build_due": "2031-06-01",
        "volatile": ["tools"],
    }


def test_a_page_is_certified_with_its_hash_its_weight_and_its_figures():
    content = b"<p>Halo</p>" * 50
    pages = certified(content)["pages"]
    assert [page["url"] for page in pages] == sorted(page["url"] for page in pages)
    assert next(page for page in pages if page["key"] == "about" and page["lang"] == "en") == {
        "url": "/en/about/",
        "lang": "en",
        "key": "about",
        "source": "content/about.en.md",
        "path": "en/about/index.html",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "compressed_bytes": len(brotli.compress(content)),
        "figures": ["benefit.grant@", "coverage.total@2031-01-31"],
    }


def test_a_page_is_certified_as_it_was_finished():
    finished = OutputFile(path="tentang/index.html", content=b"finished")
    pages = {page["path"]: page["sha256"] for page in certified(b"rendered", finished)["pages"]}
    assert pages["tentang/index.html"] == hashlib.sha256(b"finished").hexdigest()
    assert pages["index.html"] == hashlib.sha256(b"rendered").hexdigest()


def test_every_other_file_is_certified_by_its_path():
    others = (OutputFile(path="sw.js", content=b"worker"), OutputFile(path="a.csv", content=b"a"))
    files = certified(b"<p>Halo</p>", *others)["files"]
    assert list(files) == ["a.csv", "sw.js"]
    assert files["sw.js"] == hashlib.sha256(b"worker").hexdigest()


def test_a_page_from_data_has_no_source():
    site = make_site()
    page = replace(site.plan.pages[0], source="")
    made = rendered(page)
    (certificate,) = certificate_files(site, (made,), (made.file,))
    assert json.loads(certificate.content)["pages"][0]["source"] is None


def test_figures_have_json_numbers_and_their_rows():
    figures = certified()["figures"]
    assert figures["coverage.total"] == {
        "value": 1250,
        "unit": "people",
        "as_of": "2031-01-31",
        "status": "published",
        "source": ["S1", "S2"],
        "row": "data/coverage.csv:2",
    }
    assert figures["indicator.share"]["value"] == 3.5
    assert figures["coverage.area_satu"]["value"] is None
    assert figures["coverage.change"]["value"] is None
    assert list(figures) == sorted(figures)


def test_inputs_are_those_of_the_project():
    site = make_site()
    assert certified()["inputs"] == dict(site.project.input_hashes)


def test_tools_name_the_program_python_and_installed_libraries():
    tools = tool_versions()
    assert tools["site_builder"] == site_builder.__version__
    assert tools["python"].count(".") == 1
    assert tools["Jinja2"] == version("Jinja2")
