"""The wheel: one top-level name, every tracked file of the package, and it draws without the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("sciml", "grammar", "renderer", "planner")
MAPPED = {"grammar": "sciml/grammar", "renderer": "sciml/renderer", "planner": "sciml/planner"}
SPEC = 'triangle(ABC, AB=3 cm, BC=4 cm, AC=5 cm)\nnote("$3^2 + 4^2 = 5^2$")\n'
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


def tracked() -> list[str]:
    try:
        made = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [f for f in made.stdout.decode().split("\0") if f and (ROOT / f).exists()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy that has no links, as from an archive on a system without them; no network."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in tracked():
        source, target = ROOT / name, copy / name
        if source.is_symlink() or not (name.startswith(tuple(f"{r}/" for r in ROOMS)) or "/" not in name):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    made = subprocess.run([sys.executable, "-c", BUILD, str(out)], cwd=copy, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-3000:]
    return out / made.stdout.split()[-1]


def test_it_holds_what_is_tracked_and_nothing_else(wheel: Path) -> None:
    wanted = set()
    for name in tracked():
        room = name.split("/")[0]
        if room in ROOMS and not (ROOT / name).is_symlink():
            wanted.add(MAPPED.get(room, room) + name[len(room) :])
    with zipfile.ZipFile(wheel) as z:
        held = {n for n in z.namelist() if ".dist-info/" not in n}
    assert {n.split("/")[0] for n in held} == {"sciml"}
    assert held == wanted


def test_it_draws_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as z:
        z.extractall(site)  # what an installer does with a wheel of pure Python
    (tmp_path / "t.sciml").write_text(SPEC)
    ours = {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    where = "import sciml, sys; print(sciml.__file__); from sciml.cli import main; sys.exit(main(['render', 't.sciml', '--format', 'png,svg,pdf,json']))"
    made = subprocess.run([sys.executable, "-c", where], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, **ours}, check=False)
    assert made.returncode == 0, made.stderr
    assert Path(made.stdout.strip()).is_relative_to(site)
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")
    assert all((tmp_path / f"t.{f}").stat().st_size > 500 for f in ("svg", "pdf", "json"))
