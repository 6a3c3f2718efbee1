"""Set up everything that building, or testing, the site needs; safe to run again at any time.

Takes the lock files; leaves `.venv/` with exactly what they name and the program itself, with
`--pdf` also what draws leaflets as PDF files, and with `--test` all that and the test tools: a
browser, Java and the packages of `package-lock.json`; with `--full` web servers besides. What is
missing from the machine is installed only by the superuser or with SYSTEM_PACKAGES=1; else the one
line to run is printed. Uses nothing but the standard library and touches only this folder.
"""

import argparse
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed.txt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST_PYTHON = (3, 11)

RUNTIME_LOCK = ROOT / "requirements.lock"
PDF_LOCK = ROOT / "requirements-pdf.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
CONTAINED = {PDF_LOCK: [RUNTIME_LOCK], TEST_LOCK: [RUNTIME_LOCK, PDF_LOCK]}
"""What a lock file holds besides: all packages of another, at the same versions."""

SYSTEM_TOOLS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "default-jre-headless": ("java",),
    "nodejs": ("node", "nodejs"),
    "npm": ("npm",),
}
"""The system's package, and the programs of which one must be found."""
SERVERS = {
    "nginx": ("nginx", "/usr/sbin/nginx"),
    "caddy": ("caddy",),
    "apache2": ("apache2", "/usr/sbin/apache2"),
    "openssh-server": ("/usr/sbin/sshd",),
    "openssh-client": ("ssh",),
    "rsync": ("rsync",),
}
"""What only the full tests start or call; outside the superuser's path on some systems."""
SYSTEM_LIBRARIES = {"libpangoft2-1.0-0": "pangoft2-1.0"}
"""The system's package, and the library that draws the text of PDF files."""


def main() -> None:
    """Read the options, set up, and end with a line on the first thing that is missing."""
    parser = argparse.ArgumentParser(description="Set up what building and testing need.")
    parser.add_argument("--pdf", action="store_true", help="set up what draws PDF files too")
    parser.add_argument("--test", action="store_true", help="set up all that and the test tools")
    parser.add_argument("--full", action="store_true", help="set up what the full tests need too")
    options = parser.parse_args()
    is_for_tests = options.test or options.full
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(f"Python 3.11 or newer is needed; this is {found} ({sys.executable}).")
    try:
        if is_for_tests:
            tools = SYSTEM_TOOLS | (SERVERS if options.full else {})
            install_system_packages(missing_tools(tools) + missing_libraries())
            install_python_packages(TEST_LOCK)
        elif options.pdf:
            install_system_packages(missing_libraries())
            install_python_packages(PDF_LOCK)
        else:
            install_python_packages(RUNTIME_LOCK)
        compile_program()
        if is_for_tests:
            install_node_packages()
    except subprocess.CalledProcessError as failure:
        command = " ".join(str(part) for part in failure.cmd)
        sys.exit(f"This did not work (exit status {failure.returncode}): {command}")


def missing_tools(tools: dict[str, tuple[str, ...]]) -> list[str]:
    """Name the system packages of programs that are not there."""
    return [
        package
        for package, programs in tools.items()
        if not any(shutil.which(program) for program in programs)
    ]


def missing_libraries() -> list[str]:
    """Name the system packages of libraries that are not there."""
    return [
        package
        for package, library in SYSTEM_LIBRARIES.items()
        if ctypes.util.find_library(library) is None
    ]


def install_system_packages(packages: list[str]) -> None:
    """Install packages with apt where that is allowed; otherwise print the line and end."""
    if not packages:
        return
    is_superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    prefix = [] if is_superuser else ["sudo"]
    install = [*prefix, "apt-get", "install", "-y", "--no-install-recommends", *packages]
    is_allowed = is_superuser or os.environ.get("SYSTEM_PACKAGES") == "1"
    if not is_allowed or shutil.which("apt-get") is None:
        sys.exit(
            "Missing on this machine: {}. Run this line once, or the same with your system's "
            "package manager:\n    {}".format(", ".join(packages), " ".join(install))
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*prefix, "apt-get", "update"], install):
        subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL)


def install_python_packages(lock: Path) -> None:
    """Make the environment hold what the lock file names, unless it already does."""
    wanted = fingerprint(lock)
    installed = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if wanted in installed and PYTHON.exists():
        return
    create_environment()
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    # A lock file names every package: nothing is left for pip to choose.
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    stamps = {wanted, *map(fingerprint, CONTAINED.get(lock, []))}
    STAMP.write_text("\n".join(sorted(stamps)) + "\n", encoding="utf-8")


def compile_program() -> None:
    """Compile the program's modules that changed, so that no command has to.

    Python does that by itself, but not where PYTHONDONTWRITEBYTECODE is set or the folder is
    read-only for who builds; there every command would take half a second longer.
    """
    command = [str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(ROOT / "site_builder")]
    subprocess.run(command, check=True)


def create_environment() -> None:
    """Create `.venv/`, anew where the one that is there belongs to another Python."""
    try:
        import ensurepip  # noqa: F401  # some systems ship venv without what it needs
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        install_system_packages([f"python{version}-venv"])
    settings = ENVIRONMENT / "pyvenv.cfg"
    is_ours = PYTHON.exists() and sys.version.split()[0] in settings.read_text(encoding="utf-8")
    if not is_ours:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)


def fingerprint(lock: Path) -> str:
    """Name a state of the environment: this Python, a lock file and the package's settings."""
    state = hashlib.sha256(sys.version.encode())
    for path in (lock, ROOT / "pyproject.toml"):
        state.update(path.read_bytes())
    return f"{lock.name}:{state.hexdigest()}"


def install_node_packages() -> None:
    """Install the packages of `package-lock.json`; none of their scripts is run."""
    lock = ROOT / "package-lock.json"
    stamp = ROOT / "node_modules" / "installed.txt"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    npm = shutil.which("npm") or "npm"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([npm, "ci", *options], check=True, cwd=ROOT, stdin=subprocess.DEVNULL)
    stamp.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
