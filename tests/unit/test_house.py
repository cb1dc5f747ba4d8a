"""The house stands as drawn: layers, names, settings, dependencies."""

import ast
import contextlib
import io
import os
import re
import tomllib
from pathlib import Path

import pytest
from importlinter import cli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "skills", "knowledge", "storage", "prompts")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def kept_files():
    """Every file of the repository, as pairs of its path in it and its place on disk, without what tools leave."""
    left = re.compile(r"^(\..+|build|dist|artifacts|__pycache__|.+\.egg-info)$")
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name == ".ci" or not left.match(name))
        found += [Path(folder) / name for name in sorted(names) if name not in (".env", ".git")]
    return [(path.relative_to(ROOT).as_posix(), path) for path in found]


def modules():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_imports_point_down(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_every_package_is_held_by_the_contracts():
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found - {"bench"} == set(PACKAGES)


def test_no_drawer_is_called_utils_common_or_helpers():
    drawers = re.compile(r"^_?(utils?|commons?|helpers?|misc|shared)$")
    parts = {part for name, _ in kept_files() for part in (*Path(name).parts[:-1], Path(name).stem)}
    assert not [part for part in parts if drawers.match(part)]


def environment_reads(tree, *, whole_file):
    """Lines that read the environment; with whole_file False only those that run when the module is imported."""
    found = []

    def walk(node):
        if not whole_file and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        if isinstance(node, ast.Assign | ast.Delete | ast.AugAssign):
            written = [*getattr(node, "targets", []), getattr(node, "target", None)]
            if any(isinstance(target, ast.Subscript) and names_environment(target.value) for target in written):
                return  # a setting made for a library below us, not one of ours read
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            if called.attr in {"setdefault", "pop"} and names_environment(called.value):
                return
            if ast.unparse(called) == "Settings.read":
                return  # the environment is handed to the one place that reads it
        if names_environment(node) or (isinstance(node, ast.Attribute | ast.Name) and spelled(node) == "getenv"):
            found.append(node.lineno)
        for child in ast.iter_child_nodes(node):
            walk(child)

    walk(tree)
    return found


def spelled(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)


def names_environment(node):
    return isinstance(node, ast.Attribute | ast.Name) and spelled(node) in {"environ", "environb"}


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("import os\nHOME = os.environ['HOME']", True),
        ("from os import environ\nHOME = environ.get('HOME')", True),
        ("import os\nHOME = os.getenv('HOME')", True),
        ("import os\nos.environ['HF_HUB_OFFLINE'] = '1'", False),
        ("import os\nos.environ.setdefault('HF_HUB_OFFLINE', '1')", False),
    ],
)
def test_a_read_of_the_environment_is_told_from_a_write(source, reads):
    assert bool(environment_reads(ast.parse(source), whole_file=True)) == reads


def test_settings_are_read_in_one_place_and_never_at_import():
    config = ROOT / "bot" / "config.py"
    found = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lines = environment_reads(tree, whole_file=path != config)
        found += [f"{path.relative_to(ROOT)}:{line}" for line in lines]
    assert not found, "the environment is read by bot/config.py alone, inside a function: " + ", ".join(found)


def requirements():
    runtime = PROJECT["project"]["dependencies"]
    return [Requirement(text) for text in (*runtime, *PROJECT["dependency-groups"]["dev"])]


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for requirement in requirements():
        entry = next(line for line in lines if line.strip().startswith(f'"{requirement.name}'))
        assert re.search(r'",\s+# \w{2,}', entry), f"no reason beside {entry.strip()}"


def pins():
    found = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        text = line.split("#", 1)[0].strip()
        if text:
            pin = Requirement(text)
            assert str(pin.specifier).startswith("=="), f"constraints.txt pins, it does not range: {line}"
            found[canonicalize_name(pin.name)] = str(pin.specifier).removeprefix("==")
    return found


def test_every_dependency_is_pinned_to_a_version_it_allows():
    pinned = pins()
    for requirement in requirements():
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"constraints.txt does not pin {requirement.name}"
        assert requirement.specifier.contains(pinned[name]), f"{requirement} does not allow {pinned[name]}"


# Put together here, or this file would be the first to be found.
TOPS = "|".join(("work", "farm", "root", "opt", "Users", "mnt", "home/" + r"\w+"))
MACHINE = re.compile(
    "|".join(
        (
            rf"(?<![\w.~<-])/(?:{TOPS})/[\w.]",
            "/tmp/" + "abm",
            r"[A-Z]:\\Users\\",
            r"(?:pypi|pythonhosted|download\.pytorch)" + r"\.(?:org|io)",
            r"index-url[ =]" + r"\S+://",
        )
    )
)


@pytest.mark.parametrize("text", ["see /wo" + "rk/main/x", "/ro" + "ot/.cache", "https://py" + "pi.org/simple"])
def test_a_path_of_a_machine_or_a_registry_is_noticed(text):
    assert MACHINE.search(text)


def test_no_file_names_a_path_of_one_machine_or_a_package_registry():
    found = []
    for name, path in kept_files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture, or a sample in another encoding
        found += [f"{name}:{number}: {line[:80]}" for number, line in enumerate(lines, 1) if MACHINE.search(line)]
    assert not found, "\n".join(found)


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_points_at_what_is_there():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    table = README.partition("## Where to change what")[2].partition("\n## ")[0]
    places = re.findall(r"^\| [^|]+ \| `([\w/.]+)`", table, re.MULTILINE)
    assert len(targets) >= 4 and len(places) >= 10
    assert [name for name in (*targets, *places) if not (ROOT / name).exists()] == []


def test_the_mapping_in_the_readme_is_one_that_the_importer_takes(tmp_path):
    from storage.importers import load_mapping

    (shown,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "map.yaml").write_text(shown, encoding="utf-8")
    load_mapping(tmp_path / "map.yaml")


def test_the_readme_lists_every_command_and_target():
    from bot.cli import main

    with pytest.raises(SystemExit), contextlib.redirect_stdout(io.StringIO()) as told:
        main(["--help"])
    commands = re.findall(r"^    (\w+) {2,}\S", told.getvalue(), re.MULTILINE)
    assert {"ask", "demo", "doctor", "import", "notes", "run"} <= set(commands)
    assert [command for command in commands if f"\nabmbot {command}" not in README] == []
