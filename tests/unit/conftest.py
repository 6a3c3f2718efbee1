"""The command line on the tiny site, for tests of what a person types."""

from pathlib import Path

import pytest

from site_builder.build import BuildMemory
from site_builder.cli.main import main
from tests.builders import MEMORY, write_tiny


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_tiny(tmp_path / "project")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command as a person would; gives the exit status and what was said."""

    def run(
        *arguments: object, lang: str = "en", memory: BuildMemory = MEMORY
    ) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*(["--lang", lang] if lang else []), *map(str, arguments)], memory=memory)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(ended.value.code or 0), said.out, said.err

    return run
