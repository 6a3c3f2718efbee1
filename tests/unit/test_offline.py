"""What a device keeps, and the worker that the build gives it."""

import json
from dataclasses import replace
from typing import Any

from site_builder.outputs.service_worker import worker_files
from site_builder.views.assets.fingerprints import fingerprinted, loaded_assets, usable_assets
from site_builder.views.assets.scripts import Scripts
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage
from site_builder.views.web_app import precaches
from tests.unit.outputs_site import SETTINGS, WORDS, all_pages, make_site, rendered

SAVED = 'offline: {saved: "Saved on {date} <here>"}\n'
OFFLINE = {"home.id": "offline: true", "about.id": "offline: true"}


def site_with_worker(more: str = "", **options: Any) -> SiteContext:
    site = make_site(OFFLINE, site=SETTINGS + more, id=WORDS + SAVED, en=WORDS + SAVED, **options)
    return replace(site, assets=replace(site.assets, scripts=Scripts(worker="work();")))


def knowledge(site: SiteContext, pages: tuple[RenderedPage, ...]) -> dict[str, Any]:
    file, *_ = worker_files(site, pages)
    assert file.path == "sw.js"
    first, rest = file.content.decode().split("\n", 1)
    assert rest == "work();\n"
    return json.loads(first.removeprefix("const SITE=").removesuffix(";"))


def test_the_worker_knows_what_belongs_to_each_language():
    site = site_with_worker()
    pages = all_pages(site)
    languages = knowledge(site, pages)["languages"]
    bundles = [file.path for file in worker_files(site, pages)[1:]]
    assert [language.pop("bundle") for language in languages] == bundles[::-1]
    assert languages == [
        {
            "lang": "en",
            "root": "en/",
            "locale": "en-GB",
            "saved": "Saved on {date} &lt;here&gt;",
            "offline": "",
            "ahead": ["en/", "en/about/"],
            "together": [],
        },
        {
            "lang": "id",
            "root": "",
            "locale": "id-ID",
            "saved": "Saved on {date} &lt;here&gt;",
            "offline": "",
            "ahead": ["", "tentang/"],
            "together": [],
        },
    ]


def test_the_version_and_the_hash_change_with_a_page_and_with_nothing_else():
    site = site_with_worker()
    pages = all_pages(site)
    before, again = knowledge(site, pages), knowledge(site, pages)
    assert before == again
    changed = tuple(
        rendered(each.page, b"<p>more") if each.page.url == "/tentang/" else each for each in pages
    )
    after = knowledge(site, changed)
    assert after["version"] != before["version"]
    assert {url for url in after["pages"] if after["pages"][url] != before["pages"][url]} == {
        "tentang/"
    }


def test_the_page_for_unknown_addresses_is_not_kept():
    site = site_with_worker()
    pages = all_pages(site)
    assert any(each.page.url == "/404.html" for each in pages)
    known = knowledge(site, pages)["pages"]
    assert {"", "en/", "tentang/"} <= known.keys()
    assert not [url for url in known if "404" in url]


def test_files_that_a_page_needs_are_fetched_with_it():
    site = site_with_worker()
    html = b'<link rel="stylesheet" href="../assets/site.0123456789.css">'
    pages = tuple(
        rendered(each.page, html) if each.page.url == "/tentang/" else each
        for each in all_pages(site)
    )
    kept = {each.lang: each.assets for each in precaches(site, pages)}
    assert kept == {"id": ("assets/site.0123456789.css",), "en": ()}


def test_one_setting_publishes_a_worker_that_knows_no_site():
    site = site_with_worker("offline: false\n")
    (file,) = worker_files(site, all_pages(site))
    assert file.content == b"const SITE=null;\nwork();\n"


def test_there_is_no_worker_without_its_script_or_in_a_folder_that_opens_from_disk():
    site = site_with_worker()
    assert not worker_files(
        replace(site, assets=replace(site.assets, scripts=Scripts())), all_pages(site)
    )
    portable = site_with_worker(is_portable=True)
    assert not worker_files(portable, all_pages(portable))


def test_a_file_is_named_by_its_content():
    assert fingerprinted("a.b.css", b"x").path == "assets/a.b.2d711642b7.css"
    assert fingerprinted("a.b.css", b"y").path != fingerprinted("a.b.css", b"x").path


def test_what_a_page_loads_is_told_from_what_it_names_for_others():
    html = """
    <link rel="stylesheet" href="../assets/site.0000000000.css">
    <link rel="apple-touch-icon" href="../assets/touch.1111111111.png">
    <meta property="og:image" content="https://x.example/assets/card.2222222222.png">
    <script src="../assets/enhance.3333333333.js" defer></script>
    <form data-script="../assets/search.4444444444.js" data-index="../assets/words.5555555555.json">
    <img src="../assets/mark.6666666666.svg" alt="">
    <img data-src="../assets/later.7777777777.png">
    """
    loaded = {
        "assets/site.0000000000.css",
        "assets/enhance.3333333333.js",
        "assets/mark.6666666666.svg",
    }
    assert loaded_assets(html) == loaded
    assert usable_assets(html) == loaded | {
        "assets/search.4444444444.js",
        "assets/words.5555555555.json",
    }
