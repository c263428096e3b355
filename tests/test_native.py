"""The native build is the same compiler: same bytes, and no module of it outlives its source. (Skipped where `make native` was not run.)"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sciml.expression

ROOT = Path(__file__).parent.parent
NAMES = [line for line in (ROOT / "native" / "modules.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
native = pytest.mark.skipif(str(sciml.expression.__file__).endswith(".py"), reason="plain Python: `make native` was not run")

PRINT = """
import hashlib, json, sys
import sciml, sciml.expression
made = {"": sciml.expression.__file__}
for path in sys.argv[1:]:
    document = sciml.compile(open(path, encoding="utf-8").read())
    seen = [[d.code, d.span.start, d.span.end, d.sentence(), d.advice()] for d in document.diagnostics]
    if len(document.scenes) == 1:
        seen += [document.svg(), hashlib.sha256(document.png(dpi=100)).hexdigest(), json.dumps(document.report, default=str, sort_keys=True)]
    made[path] = seen
json.dump(made, sys.stdout)
"""


def run(code: str, home: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *names], cwd=home, env={**os.environ, "PYTHONPATH": str(home)}, capture_output=True, text=True, check=False
    )


def copy(to: Path, *left_out: str) -> Path:
    shutil.copytree(ROOT / "sciml", to / "sciml", ignore=shutil.ignore_patterns("__pycache__", *left_out))
    return to


def test_modules_exist() -> None:
    assert sorted(set(NAMES)) == NAMES
    assert all((ROOT / name).is_file() for name in NAMES)


@native
def test_the_same_bytes(tmp_path: Path) -> None:
    texts = [str(p) for p in sorted((ROOT / "examples").rglob("*.sciml"))[::3]]
    wrong = tmp_path / "wrong.sciml"
    wrong.write_text("triangle(ABC, AB=6 cm, BC=5 cm, AC=40 cm)\ncircle(ABC)\nsegmnt(A, B)\n", "utf-8")
    plain_home = copy(tmp_path, "*.so", "*.pyd", "native")
    made, plain = (json.loads(run(PRINT, home, *texts, str(wrong)).stdout) for home in (ROOT, plain_home))
    assert not made.pop("").endswith(".py")
    assert plain.pop("").endswith(".py")
    assert made[str(wrong)][0][0]
    assert [path for path in texts if made[path] != plain[path]] == []
    assert made == plain


@native
def test_a_changed_source_is_seen(tmp_path: Path) -> None:
    home = copy(tmp_path)
    asked = "import sciml.expression; print(sciml.expression.__file__)"
    assert not run(asked, home).stdout.strip().endswith(".py")
    changed = home / "sciml" / "verify" / "sums.py"
    os.utime(changed, (changed.stat().st_atime + 1e6, changed.stat().st_mtime + 1e6))
    refused = run(asked, home)
    assert refused.returncode
    assert "sciml/verify/sums.py is newer than its native build" in refused.stderr


def test_without_a_compiler_the_wheel_is_pure(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, str(ROOT / "native" / "build.py"), "--wheel", str(tmp_path)], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "there is no C compiler" in made.stdout
    (wheel,) = tmp_path.iterdir()
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as z:
        assert {name.split("/")[0] for name in z.namelist() if ".dist-info/" not in name} == {"sciml"}
        assert not [name for name in z.namelist() if name.endswith((".so", ".pyd"))]
