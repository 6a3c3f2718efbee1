"""Publishing to a branch of a Git repository: a commit is a release, its parent the one before."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from site_builder.model import MANIFEST_PATH, sha256_of
from site_builder.publish.destination import (
    ASSETS,
    KEPT_ASSETS,
    NotOurDestination,
    Parcel,
    outlives,
)
from site_builder.publish.programs import ProgramFailed, run_program, unpacked
from site_builder.publish.writer import KEPT

_SERVED = "refs/heads/served"
"""What this machine fetched of the branch."""
_NO_BRANCH = 2
_REMOTE = re.compile(r"[^/\\]{2,}:")


class Branch:
    """A branch, or one that the first release makes."""

    def __init__(self, to: str, root: Path, state: Path) -> None:
        repository, _, branch = to.rpartition("#")
        self._url = repository if _REMOTE.match(repository) else str(root / repository)
        self._branch = f"refs/heads/{branch}"
        self._store = state / "published.git"
        self._is_fetched = False

    def check(self) -> None:
        if served := self._served():
            self._push(served, "--dry-run")

    def read(self, path: str) -> bytes | None:
        return (
            self._git("cat-file", "blob", f"{_SERVED}:{path}")
            if path in self._entries(path)
            else None
        )

    def assets(self) -> Collection[str]:
        return self._entries(ASSETS)

    def bring(self, parcel: Parcel) -> str:
        served, entries = self._served(), self._entries(ASSETS)
        self._git("read-tree", "--empty")
        within = ("--work-tree", str(parcel.output.resolve()))
        self._git("add", "--all", "--force", "--", ".", f":!/{KEPT}", within=within)
        for path in parcel.kept:
            self._put(entries[path], path)
        blob = self._git("hash-object", "-w", "--stdin", given=parcel.record)
        self._put(blob.decode().strip(), KEPT_ASSETS)
        tree = self._git("write-tree").decode().strip()
        return self._commit(tree, served, f"Release of {parcel.day.isoformat()}")

    def hashes(self, release: str) -> Mapping[str, str]:
        files = unpacked(self._git("archive", release))
        return {name: sha256_of(content) for name, content in files.items()}

    def switch(self, release: str) -> None:
        self._push(release)
        self._git("update-ref", _SERVED, release)

    def kept(self, path: str) -> Mapping[str, bytes]:
        """Return a file of the two newest releases: those before them went with what they told."""
        served = self._served()
        commits = (served, self._known(f"{served}^")) if served else ()
        return {
            commit: self._git("cat-file", "blob", f"{commit}:{path}")
            for commit in commits
            if commit and path in self._entries(path, commit)
        }

    def drop(self, releases: Collection[str]) -> None:
        """Begin the branch anew with what is served: no release before can be fetched with it."""
        if releases:
            tree = self._git("rev-parse", f"{_SERVED}^{{tree}}").decode().strip()
            message = self._git("log", "-1", "--format=%s", _SERVED).decode().strip()
            alone = self._commit(tree, "", message)
            self._push(alone, "--force")
            self._git("update-ref", _SERVED, alone)

    def before(self) -> str:
        """Make a commit with the content of the release before: a branch only goes forward."""
        served = self._served()
        if not served or not (parent := self._known(f"{served}^")):
            return ""
        self._git("read-tree", parent)
        standing = self._entries(ASSETS, parent)
        for path, blob in self._entries(ASSETS).items():
            if path not in standing and outlives(path):
                self._put(blob, path)
        tree = self._git("write-tree").decode().strip()
        return self._commit(tree, served, "The release before")

    def _push(self, release: str, *options: str) -> None:
        self._git("push", "--quiet", *options, self._url, f"{release}:{self._branch}")

    def _commit(self, tree: str, parent: str, message: str) -> str:
        parents = ("-p", parent) if parent else ()
        return self._git("commit-tree", tree, *parents, "-m", message).decode().strip()

    def _put(self, blob: str, path: str) -> None:
        self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")

    def _entries(self, path: str, commit: str = _SERVED) -> Mapping[str, str]:
        """Return the files at or below a path of a commit, each with its blob."""
        if not self._served():
            return {}
        lines = self._git("ls-tree", "-r", commit, "--", path).decode().splitlines()
        entries = (line.split("\t", 1) for line in lines)
        return {name: entry.split()[2] for entry, name in entries}

    def _served(self) -> str:
        """Return the commit that is served, fetched once; empty where there is no branch yet."""
        if not self._is_fetched:
            run_program("git", "init", "--quiet", "--bare", str(self._store))
            if self._has_branch():
                refs = f"+{self._branch}:{_SERVED}"
                self._git("fetch", "--quiet", "--depth=2", self._url, refs)
            self._is_fetched = True
            is_ours = self._known(f"{_SERVED}:{MANIFEST_PATH}")
            if self._known(_SERVED) and not is_ours:
                raise NotOurDestination(f"{self._url}#{self._branch}")
        return self._known(_SERVED)

    def _has_branch(self) -> bool:
        try:
            run_program("git", "ls-remote", "--exit-code", self._url, self._branch)
        except ProgramFailed as error:
            if error.status != _NO_BRANCH:
                raise
            self._git("update-ref", "-d", _SERVED)
            return False
        return True

    def _known(self, name: str) -> str:
        """Return what a name stands for; empty if for nothing."""
        try:
            return self._git("rev-parse", "--verify", "--quiet", name).decode().strip()
        except ProgramFailed:
            return ""

    def _git(self, *arguments: str, within: Collection[str] = (), given: bytes = b"") -> bytes:
        # Bytes are published as they are: no line end is turned into another.
        store = ("--git-dir", str(self._store), "-c", "core.autocrlf=false")
        folder = Path(list(within)[-1]) if within else None
        return run_program("git", *store, *within, *arguments, given=given, folder=folder)
