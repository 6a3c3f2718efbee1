"""Publishing to another machine over SSH: the folders and links of `folder`, made there.

Who may log in, and how, is for the SSH program of this machine to know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from site_builder.publish.destination import (
    ASSETS,
    KEPT_ASSETS,
    NotOurDestination,
    Parcel,
    is_release,
    name_release,
    outlives,
)
from site_builder.publish.folder import COMING, CURRENT, PREVIOUS, RELEASES
from site_builder.publish.programs import run_program, unpacked
from site_builder.publish.writer import KEPT

_FOREIGN = "foreign"
_LINKS = len((PREVIOUS, CURRENT))


class Machine:
    """A folder of another machine, where a POSIX shell and GNU programs are."""

    def __init__(self, to: str) -> None:
        self._host, _, self._folder = to.partition(":")

    def check(self) -> None:
        self._run(f"[ -w . ] || {{ echo {self._folder}: read-only >&2; exit 1; }}")

    def read(self, path: str) -> bytes | None:
        others = f"ls -A | grep -qvxE '{RELEASES}|{PREVIOUS}'"  # what a first run may have left
        if self._say(f"[ -L {CURRENT} ] || ! {others} || echo {_FOREIGN}").strip() == _FOREIGN:
            raise NotOurDestination(f"{self._host}:{self._folder}")
        # One letter before the content tells an empty file from none.
        found = self._run(f"[ ! -f {CURRENT}/{path} ] || {{ printf +; cat {CURRENT}/{path}; }}")
        return found[1:] if found else None

    def assets(self) -> Collection[str]:
        listed = f"(cd {CURRENT} && find {ASSETS} -type f)"
        return self._say(f"[ ! -d {CURRENT}/{ASSETS} ] || {listed}").split()

    def bring(self, parcel: Parcel) -> str:
        coming = f"{RELEASES}/{COMING}"
        run_program("ssh", *_BATCH, self._host, f"umask 022; mkdir -p {self._folder}/{RELEASES}")
        names = self._say(f"rm -rf {coming}; ls {RELEASES}").split()
        run_program(
            "rsync",
            # A web server reads it, whatever who builds lets others read.
            *("--perms", "--chmod=D755,F644"),
            *("--recursive", "--checksum", "--compress", f"--rsh=ssh {' '.join(_BATCH)}"),
            *(f"--link-dest=../../{CURRENT}/", f"--exclude=/{KEPT}"),
            f"{parcel.output}/",
            f"{self._host}:{self._folder}/{coming}/",
        )
        self._link(parcel.kept, coming)
        self._run(f"cat > {coming}/{KEPT_ASSETS}", parcel.record)
        release = name_release(names, parcel.day)
        self._run(f"mv {coming} {RELEASES}/{release}")
        return release

    def hashes(self, release: str) -> Mapping[str, str]:
        lines = self._say(f"cd {RELEASES}/{release} && find . -type f -exec sha256sum {{}} +")
        pairs = (line.split("  ./", 1) for line in lines.splitlines())
        return {path: sha256 for sha256, path in pairs}

    def switch(self, release: str) -> None:
        keep = f"ln -sfn $(readlink {CURRENT}) .{PREVIOUS}; mv -T .{PREVIOUS} {PREVIOUS}"
        # Renaming is one step, so that whoever follows the link meets the old one or the new one.
        serve = f"ln -sfn {RELEASES}/{release} .{CURRENT}; mv -T .{CURRENT} {CURRENT}"
        self._run(f"if [ -L {CURRENT} ]; then {keep}; fi; {serve}")

    def kept(self, path: str) -> Mapping[str, bytes]:
        listed = f"cd {RELEASES} 2>&- || exit 0; set -- *-*/{path}; [ ! -f $1 ] || tar -cf - $*"
        found = {}
        if archived := self._run(listed):
            for name, content in unpacked(archived).items():
                found[name.partition("/")[0]] = content
        return found

    def drop(self, releases: Collection[str]) -> None:
        served = self._say(f"readlink {CURRENT}").strip().rpartition("/")[2]
        gone = [f"{RELEASES}/{each}" for each in releases if is_release(each) and each != served]
        if gone:
            self._run(f"rm -rf {' '.join(gone)}; [ -e {PREVIOUS} ] || rm -f {PREVIOUS}")

    def before(self) -> str:
        said = self._say(f"[ ! -d {PREVIOUS}/ ] || readlink {PREVIOUS} {CURRENT}").split()
        if len(set(said)) < _LINKS:
            return ""
        self._link(filter(outlives, self.assets()), PREVIOUS)
        return said[0].rpartition("/")[2]

    def _link(self, assets: Iterable[str], folder: str) -> None:
        """Let a folder have assets of the release that is served, too."""
        links = "".join(
            f"mkdir -p $(dirname {folder}/{path})\n"
            f"[ -e {folder}/{path} ] || ln {CURRENT}/{path} {folder}/{path}\n"
            for path in assets
        )
        self._run("sh -es", links.encode())

    def _say(self, script: str) -> str:
        return self._run(script).decode()

    def _run(self, script: str, given: bytes = b"") -> bytes:
        """Run a script in the folder; where there is none yet, nothing is run."""
        there = f"[ ! -d {self._folder} ] || {{ set -e; umask 022; cd {self._folder}; {script}; }}"
        return run_program("ssh", *_BATCH, self._host, there, given=given)


_BATCH = ("-o", "BatchMode=yes")
"""Nobody is asked for a password: keys are how programs log in."""
