"""Set up and run everything with Python alone: `python make.py demo | test | lint | bench | schemas`.

Makes the environment in .venv, installs what the project's files name, then runs the task. Make calls it too.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENV = HERE / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def install(extra: str) -> None:
    """Install the project with an extra, again only when its files have changed."""
    if not PYTHON.exists():
        venv.create(ENV, with_pip=True)
    files = (HERE / "pyproject.toml", HERE / "constraints.txt")
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in files) + sys.version.encode()).hexdigest()
    stamp = ENV / f".installed-{extra or 'core'}"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    target = f".[{extra}]" if extra else "."
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", "-e", target)
    stamp.write_text(wanted, "utf-8")


def run(*command: str | Path) -> None:
    """Run a command in the checkout; stop with its exit code where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=HERE, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def module(*arguments: str) -> None:
    """Run a module of the environment."""
    run(PYTHON, "-m", *arguments)


def demo() -> None:
    """Run the whole job on the bundled county."""
    install("")
    module("govdoc", "demo")


def lint() -> None:
    """Check style, types and floors."""
    install("dev")
    module("ruff", "check", ".")
    module("ruff", "format", "--check", ".")
    module("mypy")
    run(PYTHON, "-c", "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())")


def browser() -> None:
    """Install Chromium for the tests of the pages where Debian's installer may be used; elsewhere they skip."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    for words in (("update",), ("install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk")):
        subprocess.run(["apt-get", "-q", *words], check=False)


def test() -> None:
    """Lint, then run every test."""
    lint()
    browser()
    module("pytest", "-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")


def bench() -> None:
    """Measure accuracy and speed."""
    install("dev")
    for kind in ("accuracy", "bench"):
        for script in sorted((HERE / "tests" / "bench").glob(f"{kind}_*.py")):
            run(PYTHON, script)


def schemas() -> None:
    """Write schemas/ from the model."""
    install("dev")
    module("govdoc.schema")


TASKS = {task.__name__: task for task in (demo, test, lint, bench, schemas)}

if __name__ == "__main__":
    names = sys.argv[1:]
    if not names or any(name not in TASKS for name in names):
        sys.exit("用法：python make.py " + " | ".join(TASKS))
    for name in names:
        TASKS[name]()
