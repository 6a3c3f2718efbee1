"""Two builds of one input with one date are the same to the byte, wherever they run."""

import shutil
from pathlib import Path

from tests.builders import REAL_MEMORY
from tests.conftest import AS_IT_IS, BUILD_DATE, MEMORIES, run_here
from tests.site.built_site import BuiltSite, RunSiteBuilder


def test_a_build_in_another_place_zone_and_order_changes_nothing_of_the_one_before(
    real_site: BuiltSite,
    project_copy: Path,
    tmp_path: Path,
    run_site_builder: RunSiteBuilder,
):
    """It is laid over a copy of the first: each file that were not the same would be replaced."""
    output = tmp_path / "elsewhere" / "output"
    shutil.copytree(real_site.root, output)
    result = run_site_builder(
        *("--project", project_copy, "build", "--output", output, "--date", BUILD_DATE),
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="4321",
    )
    assert result.returncode == 0, result.stdout + result.stderr
    first = real_site.files()
    second = BuiltSite(project=project_copy, root=output).files()
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_nothing_in_the_output_names_the_machine_that_built_it(real_site: BuiltSite):
    home = str(real_site.project).encode()
    assert not [path for path, content in real_site.files().items() if home in content]


def test_check_finds_no_error_in_the_real_site_and_writes_nothing(
    project_copy: Path,
):
    before = sorted(project_copy.rglob("*"))
    memory = MEMORIES.get(AS_IT_IS, REAL_MEMORY)
    result = run_here("--project", project_copy, "check", memory=memory)
    assert result.returncode == 0, result.stdout + result.stderr
    assert sorted(project_copy.rglob("*")) == before
