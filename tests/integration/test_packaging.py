"""The Dockerfile's lines, run in empty folders: the wheel builds, and works where it is installed.

There is no Docker engine here. A stage is a folder with a virtual environment; WORKDIR, COPY, ENV and RUN do in it what
they would do in an image. In the ordinary run the wheel is installed without its dependencies, which are lent by the
environment of the tests; the full installation is a soak test.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "skills", "knowledge", "storage", "prompts")


def instructions():
    """The Dockerfile as pairs of an instruction and its text, comments and continuations resolved."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#")).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


def stages():
    """The instructions of each stage, by its name or number."""
    found = {}
    for word, rest in instructions():
        if word == "FROM":
            name = rest.split(" AS ")[1] if " AS " in rest else str(len(found))
            found[name] = []
        else:
            found[name].append((word, rest))
    return found


class Stage:
    """One stage, played in a folder. `lent` are folders of packages that its interpreter sees from the start, pip among
    them: an older setuptools of its own would hide the lent one."""

    def __init__(self, name, home, others, lent=()):
        self.name, self.root, self.others = name, home / name, others
        self.cwd = self.root
        self.environment = {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        venv.create(self.root / "python", with_pip=not lent, symlinks=True)
        self.lend(lent)

    def lend(self, folders):
        site = self.root / "python" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
        (site / "lent.pth").write_text("".join(f"{folder}\n" for folder in folders), encoding="utf-8")

    def place(self, path):
        """Where a path of the image is on this disk."""
        return self.root / path.lstrip("/") if path.startswith("/") else self.cwd / path

    def run(self, command, **options):
        """Run a command as the image would, with nothing of our own environment but the settings of pip."""
        kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name == "LANG"}
        moved = {
            name: str(self.place(value)) if value.startswith("/") else value for name, value in self.environment.items()
        }
        environment = {**kept, **moved, "PATH": f"{self.root / 'python' / 'bin'}:/usr/bin:/bin"}
        options.setdefault("cwd", self.cwd)
        return subprocess.run(
            command, env=environment, shell=isinstance(command, str), capture_output=True, text=True, **options
        )

    def play(self, lines, only=()):
        for word, rest in lines:
            if only and word not in only:
                continue
            if word == "WORKDIR":
                self.cwd = self.place(rest)
                self.cwd.mkdir(parents=True, exist_ok=True)
            elif word == "COPY":
                self.copy(*shlex.split(rest))
            elif word == "ENV":
                self.environment |= dict(part.split("=", 1) for part in shlex.split(rest))
            elif word == "RUN":
                done = self.run(rest)
                assert done.returncode == 0, f"RUN {rest}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"

    def copy(self, *words):
        origin = next((word.partition("=")[2] for word in words if word.startswith("--from=")), None)
        source, target = [word for word in words if not word.startswith("--")]
        where = self.place(target)
        if origin:
            shutil.copytree(self.others[origin].place(source), where, dirs_exist_ok=True)
        elif (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, where, dirs_exist_ok=True, ignore=left_out)
        else:
            assert not ignored(source), f"{source} is left out by .dockerignore"
            shutil.copy(ROOT / source, where)


def ignored(path):
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    return any(
        fnmatch(path, pattern) or (pattern.startswith("**/") and fnmatch(Path(path).name, pattern[3:]))
        for pattern in patterns
    )


def left_out(folder, names):
    return {name for name in names if ignored(str((Path(folder) / name).relative_to(ROOT)))}


def packages_of_the_tests():
    return dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The build stage, played; the build backend is lent so that nothing is downloaded."""
    stage = Stage("build", tmp_path_factory.mktemp("image"), {}, lent=packages_of_the_tests())
    stage.environment["PIP_NO_BUILD_ISOLATION"] = "0"  # pip reads this one backwards
    stage.play(stages()["build"])
    return stage


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The last stage, played with the dependencies lent."""
    stage = Stage("last", tmp_path_factory.mktemp("image"), {"build": built})
    stage.environment["PIP_NO_DEPS"] = "1"
    stage.play(list(stages().values())[-1])
    stage.lend(packages_of_the_tests())
    return stage


def wheel_of(stage):
    (wheel,) = (stage.cwd / "wheels").iterdir()
    return wheel


def test_the_wheel_holds_every_file_of_the_five_packages_and_nothing_else(built):
    with zipfile.ZipFile(wheel_of(built)) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name and not name.endswith("/")}
    kept = {
        str(path.relative_to(built.cwd))
        for package in PACKAGES
        for path in (built.cwd / package).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(part.startswith(".") for part in path.parts[-2:])
    }
    assert held == kept


def test_the_wheel_carries_the_licence_and_says_what_it_needs(built):
    with zipfile.ZipFile(wheel_of(built)) as wheel:
        texts = {
            name.split(".dist-info/")[1]: wheel.read(name).decode()
            for name in wheel.namelist()
            if ".dist-info/" in name
        }
    assert texts["licenses/LICENSE"] == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "License-Expression: Apache-2.0" in texts["METADATA"]
    assert "abmbot = bot.cli:run_and_exit" in texts["entry_points.txt"]


def test_the_installed_command_lists_its_commands_from_any_folder(installed, tmp_path):
    told = installed.run(["abmbot", "--help"], cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    for command in ("demo", "run", "ask", "import", "notes", "doctor"):
        assert command in told.stdout


LOOK = """
import json, sys
from importlib import resources
from pathlib import Path
import bot, prompts, storage
from storage.database import SCHEMA_HEAD, Database
database = Database(f"sqlite:///{Path(sys.argv[1]) / 'new.db'}")
database.upgrade()
page = resources.files("bot") / "workspace" / "page"
print(json.dumps({
    "from": [bot.__file__, prompts.__file__, storage.__file__],
    "prompts": prompts.names(),
    "page": sorted(file.name for file in page.iterdir()),
    "manifest": bool(json.loads((resources.files("bot") / "manifest.json").read_text())),
    "schema": [database.schema_version(), SCHEMA_HEAD],
}))
"""


def test_prompts_pages_and_migrations_are_found_where_the_wheel_is_installed(installed, tmp_path):
    looked = installed.run(["python", "-c", LOOK, str(tmp_path)], cwd=tmp_path)
    assert looked.returncode == 0, looked.stderr
    found = json.loads(looked.stdout)
    assert all(Path(file).is_relative_to(installed.root) for file in found["from"])
    assert found["prompts"] == ["answer", "plan"]
    assert "index.html" in found["page"]
    assert found["manifest"]
    assert found["schema"][0] == found["schema"][1]


def test_the_installed_program_finds_everything_in_order(installed, tmp_path):
    examined = installed.run(["abmbot", "doctor", "--json"], cwd=tmp_path)
    found = json.loads(examined.stdout)
    assert [check["name"] for check in found["checks"] if not check["ok"]] == [], examined.stderr
    assert examined.returncode == 0


def test_the_installed_program_answers_from_its_data_folder_alone(installed, tmp_path):
    asked = installed.run(["abmbot", "ask", "who owns Nowhere Limited?", "--json"], cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["status"] == "abstained"
    assert (installed.cwd / "data" / "abmbot.db").exists()
    assert list(tmp_path.iterdir()) == []


def test_the_image_runs_the_bot_as_nobody_special_and_offline():
    last = dict(list(stages().values())[-1])
    user = last["USER"].split(":")[0]
    assert user.isdigit() and user != "0"
    assert json.loads(last["ENTRYPOINT"]) == ["abmbot"]
    assert json.loads(last["CMD"]) == ["run"]
    told = dict(part.split("=", 1) for part in shlex.split(last["ENV"]))
    assert told["HF_HUB_OFFLINE"] == "1"
    assert told["ABMBOT_HOME"] == last["VOLUME"]


def test_the_image_is_built_in_one_stage_and_installed_in_the_next():
    build, last = stages().values()
    assert any(word == "RUN" and "pip wheel" in rest for word, rest in build)
    assert ("COPY", "--from=build /build/wheels wheels") in last
    assert any(word == "RUN" and "-c constraints.txt" in rest for word, rest in last)


@pytest.mark.soak
def test_the_image_installs_with_all_it_needs_and_embeds_without_a_network(tmp_path_factory, tmp_path):
    home = tmp_path_factory.mktemp("full")
    build = Stage("build", home, {})
    build.play(stages()["build"])
    last = Stage("last", home, {"build": build})
    last.play(list(stages().values())[-1])
    (tmp_path / "call.md").write_text("# Call\n\nThey want to renew in March.\n", encoding="utf-8")
    offline = ["unshare", "--map-root-user", "--net"] if shutil.which("unshare") else []
    added = last.run([*offline, "abmbot", "notes", "add", "call.md", "--json"], cwd=tmp_path)
    assert added.returncode == 0, added.stderr
    found = last.run([*offline, "abmbot", "notes", "search", "contract extension", "--json"], cwd=tmp_path)
    assert json.loads(found.stdout)["hits"][0]["note"] == "Call"
