"""The Makefile: what it lists, which Python it takes, what it installs again and what makes it fail."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAMP = ".venv/.installed"


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def folder(tmp_path):
    """A folder with the Makefile and what it depends on, and an environment whose Python notes its calls."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    script(tmp_path / ".venv/bin/python", 'echo "$@" >> calls\n')
    return tmp_path


def make(folder, *arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=folder, env={**kept, **environment}, capture_output=True, text=True)


def calls(folder):
    return (folder / "calls").read_text(encoding="utf-8").splitlines() if (folder / "calls").exists() else []


def test_make_alone_lists_every_target_with_a_line_and_does_nothing(folder):
    told = make(folder)
    assert told.returncode == 0
    listed = re.findall(r"^  make (\w+) +\S", told.stdout, re.MULTILINE)
    assert {"demo", "test", "check", "bench", "eval", "soak", "clean"} <= set(listed)
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1].split()
    assert set(phony) - {"chromium"} == set(listed)
    assert not calls(folder)


def test_an_unchanged_project_is_installed_once(folder):
    assert make(folder, STAMP).returncode == 0
    assert [line for line in calls(folder) if "-c constraints.txt -e ." in line] == calls(folder)
    assert len(calls(folder)) == 1
    assert make(folder, STAMP).returncode == 0
    assert len(calls(folder)) == 1


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_project_is_installed_again(folder, name):
    make(folder, STAMP)
    later = (folder / STAMP).stat().st_mtime + 5
    os.utime(folder / name, (later, later))
    assert make(folder, STAMP).returncode == 0
    assert len(calls(folder)) == 2


def test_a_failing_pip_fails_the_target_and_is_tried_again(folder):
    python = script(folder / ".venv/bin/python", "exit 3\n")
    for target in ("demo", STAMP, "check"):
        assert make(folder, target).returncode != 0
        assert not (folder / STAMP).exists()
    script(python, 'echo "$@" >> calls\n')
    assert make(folder, STAMP).returncode == 0
    assert len(calls(folder)) == 1


def test_failing_tests_fail_the_target(folder):
    script(folder / ".venv/bin/python", 'case "$*" in *pytest*) exit 1;; esac\n')
    bin = folder / "bin"
    script(bin / "chromium", "exit 0\n")
    told = make(folder, "test", PATH=f"{bin}:{os.environ['PATH']}")
    assert told.returncode != 0
    assert 'pytest -m "not soak"' in told.stdout


def test_a_python_that_is_too_old_is_refused_with_a_sentence(folder):
    shutil.rmtree(folder / ".venv")
    old = script(folder / "old-python", "exit 1\n")
    told = make(folder, STAMP, f"PYTHON={old}")
    assert told.returncode != 0
    assert "abmbot needs Python 3.11 or newer" in told.stderr
    assert "Nothing was installed." in told.stderr
    assert not (folder / ".venv").exists()


def test_the_first_python_that_is_new_enough_is_taken(folder):
    shutil.rmtree(folder / ".venv")
    bin = folder / "bin"
    script(bin / "python3.11", "exit 1\n")
    noting = 'case "$2" in venv) mkdir -p .venv/bin; echo "$0" > made-by; cp "$0" .venv/bin/python;; esac\n'
    script(bin / "python3.12", noting)
    assert make(folder, STAMP, PATH=f"{bin}:/usr/bin:/bin").returncode == 0
    assert (folder / "made-by").read_text(encoding="utf-8").strip().endswith("python3.12")


def test_an_environment_that_could_not_be_made_whole_is_not_left_behind(folder):
    shutil.rmtree(folder / ".venv")
    half = script(folder / "half", 'case "$1" in -m) mkdir -p .venv/bin; touch .venv/bin/python; exit 1;; esac\n')
    assert make(folder, STAMP, f"PYTHON={half}").returncode != 0
    assert not (folder / ".venv").exists()


def test_a_missing_chromium_that_cannot_be_installed_is_told(folder):
    bin = folder / "bin"
    for name in ("sh", "awk", "id"):
        (bin / name).parent.mkdir(exist_ok=True)
        (bin / name).symlink_to(shutil.which(name))
    script(bin / "apt-get", "exit 100\n")
    script(bin / "sudo", '"$@"\n')
    told = subprocess.run(
        [shutil.which("make"), "chromium"], cwd=folder, env={"PATH": str(bin)}, capture_output=True, text=True
    )
    assert told.returncode != 0
    assert "chromium could not be installed" in told.stderr


def test_what_continuous_integration_runs_is_make_test():
    file = ROOT / ".ci" / "run"
    text = file.read_text(encoding="utf-8")
    assert file.stat().st_mode & stat.S_IXUSR
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert text.rstrip().endswith("make test")


def test_the_long_tests_run_in_one_target_alone():
    made = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    runs = [line for line in made if line.startswith("\t$(BIN)/python -m pytest")]
    assert [" -m soak" in line for line in runs] == [False, False, True]
    assert all(' -m "not soak"' in line for line in runs[:2])
