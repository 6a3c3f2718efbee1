"""Two builds of one input with one date are the same to the byte, wherever they run."""

import shutil
from pathlib import Path

from tests.site.built_site import BuiltSite, RunSiteBuilder


def test_a_second_build_in_another_place_zone_and_order_is_identical(
    built_site: BuiltSite,
    project_copy: Path,
    tmp_path: Path,
    run_site_builder: RunSiteBuilder,
    build_date: str,
):
    output = tmp_path / "elsewhere" / "output"
    result = run_site_builder(
        *("--project", project_copy, "build"),
        *("--output", output, "--date", build_date),
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="4321",
    )
    assert result.returncode == 0, result.stdout + result.stderr
    first = built_site.files()
    second = BuiltSite(project=project_copy, root=output).files()
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_a_build_over_a_build_changes_nothing(
    built_site: BuiltSite,
    project_copy: Path,
    tmp_path: Path,
    run_site_builder: RunSiteBuilder,
    build_date: str,
):
    output = tmp_path / "output"
    shutil.copytree(built_site.root, output)
    result = run_site_builder(
        "--project", project_copy, "build", "--output", output, "--date", build_date
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert BuiltSite(project=project_copy, root=output).files() == built_site.files()


def test_nothing_in_the_output_names_the_machine_that_built_it(built_site: BuiltSite):
    home = str(built_site.project).encode()
    for path, content in built_site.files().items():
        assert home not in content, path


def test_check_finds_no_error_in_the_real_site_and_writes_nothing(
    project_copy: Path, run_site_builder: RunSiteBuilder
):
    before = sorted(project_copy.rglob("*"))
    result = run_site_builder("--project", project_copy, "check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert sorted(project_copy.rglob("*")) == before
