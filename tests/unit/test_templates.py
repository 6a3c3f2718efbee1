"""Templates come from the package and from the project, and fonts are no text."""

from pathlib import Path

from site_builder.read.templates import load_templates, parse_templates


def test_a_project_replaces_a_font_of_the_package_and_keeps_the_other(tmp_path: Path):
    own = tmp_path / "templates" / "assets" / "fonts"
    own.mkdir(parents=True)
    (own / "bold.ttf").write_bytes(b"\xff\xfeContoh")
    loaded = load_templates(tmp_path)
    assert loaded["assets/fonts/bold.ttf"] == b"\xff\xfeContoh"
    assert loaded["assets/fonts/regular.ttf"].startswith(b"\x00\x01\x00\x00")


def test_fonts_are_not_read_as_text():
    texts, found = parse_templates({"base.html": b"<p>", "assets/fonts/bold.ttf": b"\xff\xfe\x00"})
    assert (dict(texts), found) == ({"base.html": "<p>"}, ())
