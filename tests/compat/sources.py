"""Obtains the applications: their code at a pinned commit, and the packages they need."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

SNAPSHOTS = "BUCKLER_COMPAT_SOURCES"
PATIENCE = 900


class Unavailable(Exception):
    """An application, or what it needs, cannot be had. The text says what to do."""


class Sources:
    """Keeps everything that is fetched in one folder outside of the repository."""

    def __init__(self, cache: Path, say) -> None:
        self.cache = cache
        self.say = say

    def runtime_packages(self, packages: list) -> None:
        """What the cloud's runtime brings without being asked: the AWS SDK. It lies above the applications."""
        npm_install(self.folder("apps"), packages, self.say)

    def application(self, app: dict) -> Path:
        """The folder of the application, with its packages installed."""
        recipe = {key: app.get(key) for key in ("repository", "commit", "folder", "cookiecutter", "install")}
        digest = hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:12]
        folder = self.cache / "apps" / f"{app['name']}-{digest}"
        if not folder.is_dir():
            self.say(f"preparing {app['name']}")
            new = folder.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            self.unpack(app, new)
            for step in app.get("install", []):
                npm_install(new / step["folder"], step.get("packages", []), self.say)
            new.rename(folder)
        return folder

    def unpack(self, app: dict, folder: Path) -> None:
        """Writes the files of the pinned commit."""
        repository = self.repository(app)
        tree = f"{app['commit']}:{app.get('folder', '')}"
        archive = git(repository, "archive", "--format=tar", tree)
        folder.mkdir(parents=True)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        if app.get("cookiecutter"):
            render(folder, app["name"])

    def repository(self, app: dict) -> Path:
        """A git directory that has the pinned commit."""
        snapshots = os.environ.get(SNAPSHOTS)
        if snapshots:
            return self.snapshot(Path(snapshots), app)
        folder = self.folder("sources") / (app["repository"].replace("/", "+") + ".git")
        if not has_commit(folder, app["commit"]):
            shutil.rmtree(folder, ignore_errors=True)
            clone(f"https://github.com/{app['repository']}", folder, app)
        return folder

    def snapshot(self, snapshots: Path, app: dict) -> Path:
        name = app["repository"].replace("/", "+")
        for folder in (snapshots / name / "repo", snapshots / f"{name}.git"):
            if has_commit(folder, app["commit"]):
                return folder
        raise Unavailable(
            f"{app['name']}: neither {name}/repo nor {name}.git in {snapshots} ({SNAPSHOTS}) has commit {app['commit']}"
        )

    def cloud(self, version: str) -> Path:
        """The Python of an environment that has moto, the stand-in for the AWS services."""
        folder = self.cache / f"moto-{version}"
        if not folder.is_dir():
            self.say(f"installing moto {version}")
            new = folder.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            run(["python3", "-m", "venv", str(new)])
            run([str(new / "bin/python"), "-m", "pip", "install", "--quiet", f"moto[server]=={version}"])
            new.rename(folder)
        return folder / "bin/python"

    def folder(self, name: str) -> Path:
        folder = self.cache / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def clone(address: str, folder: Path, app: dict) -> None:
    try:
        run(["git", "clone", "--quiet", "--bare", address, str(folder)], GIT_TERMINAL_PROMPT="0")
    except Unavailable as problem:
        way_out = f"set {SNAPSHOTS} to a folder with bare clones, OWNER+NAME.git or OWNER+NAME/repo"
        raise Unavailable(f"{app['name']}: cannot clone {address} ({problem}); {way_out}") from None
    if not has_commit(folder, app["commit"]):
        raise Unavailable(f"{app['name']}: {address} does not have commit {app['commit']}")


def has_commit(folder: Path, commit: str) -> bool:
    if not folder.is_dir():
        return False
    command = git_command(folder, "cat-file", "-e", f"{commit}^{{commit}}")
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def git(folder: Path, *arguments: str) -> bytes:
    answer = subprocess.run(git_command(folder, *arguments), capture_output=True, timeout=PATIENCE, check=False)
    if answer.returncode:
        raise Unavailable(f"git {arguments[0]} in {folder}: {answer.stderr.decode(errors='replace').strip()}")
    return answer.stdout


def git_command(folder: Path, *arguments: str) -> list:
    # A snapshot may belong to somebody else; it is only read.
    return ["git", "-c", "safe.directory=*", f"--git-dir={folder}", *arguments]


def render(folder: Path, name: str) -> None:
    """Fills in a cookiecutter template as `sam init` does: the project's name, and no choice of architectures."""
    for path in folder.rglob("*"):
        if path.suffix in {".yaml", ".yml", ".json", ".md"} and path.is_file():
            text = path.read_text()
            text = re.sub(r"[ \t]*\{%-? if .*?endif -?%\}\n?", "", text, flags=re.DOTALL)
            path.write_text(re.sub(r"\{\{ ?cookiecutter\.project_name ?\}\}", name, text))


def npm_install(folder: Path, packages: list, say) -> None:
    """Installs what the package.json of a folder asks for, and more if named; scripts of packages do not run."""
    stamp = folder / ".installed"
    if stamp.is_file() and stamp.read_text() == json.dumps(packages):
        return
    say(f"npm install in {folder.name} {' '.join(packages)}")
    options = ["--no-audit", "--no-fund", "--omit=dev", "--ignore-scripts", "--loglevel=error", "--prefix", "."]
    run(["npm", "install", *options, *packages], cwd=folder)
    stamp.write_text(json.dumps(packages))


def run(command: list, cwd: Path | None = None, **environment: str) -> None:
    """Runs a command that must succeed."""
    variables = {**os.environ, **environment}
    answer = subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if answer.returncode:
        lines = (answer.stderr or answer.stdout).strip().splitlines()
        raise Unavailable(f"`{' '.join(command[:3])}` failed: {lines[-1] if lines else answer.returncode}")
