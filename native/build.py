"""Compiles the modules named in modules.txt by mypyc: the same source, nothing to keep in step.

`python native/build.py` puts the libraries beside the sources, `--clean` takes them away, `--fresh` takes them away if a source has changed since.
setup.py asks for `extensions`, so that a wheel has the same libraries inside.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "native"
TREE = WORK / "tree"
"""The package with real folders where it has links: a module's name hangs on where its file lies."""
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX") or ".so"
LIBRARY = ROOT / "sciml" / "native"
"""mypyc puts all code into one library, `sciml.native.all__mypyc`, and beside each module a small one that points into it."""
GUARD = LIBRARY / "all__mypyc.py"
GUARD_TEXT = '''"""Made by native/build.py. Native modules load their library through here, and none does when a source has changed since it was built."""

from __future__ import annotations

import os
import sys
from importlib import import_module

__all__: list[str] = []

ROOM = os.path.dirname(os.path.dirname(__file__))
for name in {names!r}:
    source = os.path.join(ROOM, name)
    if os.path.getmtime(source + ".py") > os.path.getmtime(source + {suffix!r}):
        raise ImportError("sciml/" + name + ".py is newer than its native build: `make native` builds it again, `make native-clean` takes it away")
sys.modules[__name__] = import_module("sciml.native.lib.all__mypyc")
'''


def modules() -> list[str]:
    """Paths below the root, as mypyc wants them."""
    lines = (Path(__file__).parent / "modules.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def built() -> list[Path]:
    """What a build puts beside the sources."""
    return [p for folder in ("*", "*/*") for end in (".so", ".pyd") for p in (ROOT / "sciml").glob(folder + end)]


def clean() -> None:
    for path in built():
        path.unlink()
    shutil.rmtree(LIBRARY, ignore_errors=True)


def stale() -> list[str]:
    """Modules whose source is newer than what was built, or that were not built with the others."""
    if not GUARD.exists():
        return [str(p) for p in built()]
    made = [(ROOT / name, (ROOT / name).with_suffix(SUFFIX)) for name in modules()]
    return [str(source.relative_to(ROOT)) for source, library in made if not library.exists() or source.stat().st_mtime > library.stat().st_mtime]


def missing() -> str:
    """What a build lacks here, in words, or nothing."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if sys.platform != "win32" and not shutil.which(compiler):
        return f"there is no C compiler ({compiler}); on Debian and Ubuntu: apt-get install -y gcc"
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        return "the headers of Python are missing; on Debian and Ubuntu: apt-get install -y python3-dev"
    absent = [name for name in ("mypyc", "setuptools") if find_spec(name) is None]
    if absent:
        return f"{' and '.join(absent)} missing; pip install -e '.[dev]' brings them"
    return ""


def build() -> int:
    lacking = missing()
    if lacking:
        print(f"No native build: {lacking}. sciml runs as plain Python.")
        return 0
    if GUARD.exists() and not stale():
        print("The native build is up to date.")
        return 0
    clean()
    started = time.time()
    command = [sys.executable, "setup.py", "-q", "build_ext", "--build-lib", str(WORK / "lib"), "--build-temp", str(WORK / "temp")]
    shutil.rmtree(WORK / "lib", ignore_errors=True)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print((done.stdout + done.stderr)[-40000:])
        print("The native build failed: sciml runs as plain Python.")
        return 1
    for path in (WORK / "lib" / "sciml").rglob("*" + SUFFIX):
        place = ROOT / path.relative_to(WORK / "lib")
        if place.parent == LIBRARY:
            place = LIBRARY / "lib" / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (started, started))  # a source that was changed meanwhile is newer
    names = [name.removeprefix("sciml/").removesuffix(".py") for name in modules()]
    GUARD.write_text(GUARD_TEXT.format(names=names, suffix=SUFFIX), encoding="utf-8")
    print(f"{len(names)} modules are native now; `make native-clean` takes them away.")
    return 0


def extensions() -> list[Any]:
    """For setuptools: what mypyc makes of the modules, as C. Nothing where something for it is missing."""
    lacking = missing()
    if lacking:
        print(f"No native modules: {lacking}.")
        return []
    from mypyc.build import mypycify

    grow()
    here = os.getcwd()
    os.chdir(TREE)
    try:
        options = ["--ignore-missing-imports", "--disable-error-code=import-untyped", "--cache-dir", str(WORK / "mypy")]
        made = mypycify([*options, *modules()], opt_level="2", debug_level="0", multi_file=True, group_name="sciml.native.all", target_dir=str(WORK / "c"))
    finally:
        os.chdir(here)
    for extension in made:
        extension.include_dirs.append(str(WORK / "c" / "sciml" / "native"))  # the library's headers stand in the folder of its group
    return list(made)


def grow() -> None:
    """Brings the tree up to date; what has not changed keeps its time."""
    found = set()
    for source in [p for end in ("*.py", "*/*.py", "*/*/*.py", "py.typed") for p in (ROOT / "sciml").glob(end)]:
        place = TREE / source.relative_to(ROOT)
        found.add(place)
        if not place.exists() or place.read_bytes() != source.read_bytes():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
    for place in set(TREE.rglob("*.py")) - found:
        place.unlink()


def compiled_together(compile_: Any) -> Any:
    """The method of a compiler that compiles one file after the other, made to use all cores."""

    def compile_all(sources: list[str], *args: Any, **keys: Any) -> list[str]:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return [made for lot in pool.map(lambda source: compile_([source], *args, **keys), sources) for made in lot]

    return compile_all


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked == ["--clean"]:
        clean()
    elif asked == ["--fresh"]:
        changed = stale()
        if changed:
            clean()
            print(f"The native build was taken away, since {changed[0]} has changed: `make native` builds it again.")
    else:
        sys.exit(build())
