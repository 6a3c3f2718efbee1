"""Programs of the machine that bring files elsewhere: `git`, `rsync`, `ssh`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class ProgramMissing(Exception):  # noqa: N818 - it names a fact that a person reads
    """A program that is needed is not on this machine."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ProgramFailed(Exception):  # noqa: N818
    """A program did not do what was asked of it."""

    def __init__(self, name: str, status: int, said: str) -> None:
        super().__init__(f"{name} ({status}): {said}")
        self.name, self.status, self.said = name, status, said


def run_program(*arguments: str, given: bytes = b"", folder: Path | None = None) -> bytes:
    """Run a program to its end and return what it printed.

    Raises `ProgramMissing`, or `ProgramFailed` with the last thing that it said.
    """
    import subprocess

    name = arguments[0]
    try:
        ran = subprocess.run(arguments, input=given, capture_output=True, check=False, cwd=folder)
    except FileNotFoundError as error:
        raise ProgramMissing(name) from error
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        raise ProgramFailed(name, ran.returncode, said[-1] if said else "–")
    return ran.stdout


def unpacked(archive: bytes) -> Mapping[str, bytes]:
    """Return the files of an archive that a program printed, by their paths in it."""
    import io
    import tarfile

    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        files = {member.name: opened.extractfile(member) for member in opened}
        return {name: file.read() for name, file in files.items() if file}
