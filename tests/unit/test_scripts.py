"""Scripts become few, small and wordless files."""

import re
from pathlib import Path

import pytest

from site_builder.views.assets.scripts import Scripts, build_scripts

ASSETS = Path(__file__).resolve().parents[2] / "templates" / "assets"
SCRIPTS = sorted(ASSETS.rglob("*.js"))

LITERAL = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""", re.S)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
LANGUAGE_CODE = re.compile(r"(?:id|en|jv|ms|ar)(?:[-_][A-Za-z]{2,4})?")


def test_enhancements_are_one_file_in_the_order_of_their_names():
    scripts = build_scripts(
        {
            "assets/js/enhance/b.js": "(function () { two(); })();\n",
            "assets/js/enhance/a.js": "// Why.\n(function () { one(); })();\n",
        }
    )
    (file,) = scripts.files
    assert file.content == b"(function(){one();})();\n(function(){two();})();"
    assert scripts.enhancements == f"/{file.path}"
    assert re.fullmatch(r"assets/enhance\.[0-9a-f]{10}\.js", file.path)
    assert list(scripts.parts[scripts.enhancements]) == [
        "assets/js/enhance/a.js",
        "assets/js/enhance/b.js",
    ]


def test_another_script_is_a_file_of_its_own_named_by_its_content():
    first = build_scripts({"assets/js/search.js": "find( 1 );"})
    (file,) = first.files
    assert file.content == b"find(1);"
    assert first.on_use == {"search.js": f"/{file.path}"}
    assert not first.enhancements
    assert build_scripts({"assets/js/search.js": "find( 2 );"}).on_use != first.on_use


def test_a_site_without_scripts_has_none():
    assert build_scripts({"base.html": "", "assets/css/base.css": ""}) == Scripts()


def test_there_are_scripts_to_look_at():
    assert SCRIPTS


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_words_and_no_language(path: Path):
    code = COMMENT.sub("", path.read_text(encoding="utf-8"))
    literals = [TAG.sub("", match[2]) for match in LITERAL.finditer(code)]
    assert not [text for text in literals if SENTENCE.search(text)]
    assert not [text for text in literals if LANGUAGE_CODE.fullmatch(text)]


@pytest.mark.parametrize("path", sorted(ASSETS.glob("js/**/*.js")), ids=lambda path: path.name)
def test_a_script_keeps_its_names_to_itself(path: Path):
    code = COMMENT.sub("", path.read_text(encoding="utf-8")).strip()
    assert re.match(r"\((?:async )?(?:function )?\(", code)
    assert code.endswith("})();")
