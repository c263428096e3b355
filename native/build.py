"""Compiles the modules named in modules.txt by mypyc: the same source, nothing to keep in step.

`python native/build.py` puts the libraries beside the sources, `--clean` takes them away, `--fresh` takes them away if a source has changed since,
`--wheel FOLDER` makes the wheel that is released, with the libraries inside: a pure one where something for them is missing.
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
ROOMS = {"sciml": "sciml", "grammar": "sciml/grammar", "renderer": "sciml/renderer", "planner": "sciml/planner"}
"""Folders of the repository, and where they stand in the package: as in pyproject.toml."""
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


def home(name: str) -> Path:
    """Where a file of the package lies in the repository."""
    room, _, rest = name.removeprefix("sciml/").partition("/")
    return ROOT / room / rest if ROOMS.get(room) == f"sciml/{room}" else ROOT / name


def built() -> list[Path]:
    """What a build puts beside the sources."""
    folders = [ROOT / room / below for room in ROOMS for below in ("", "*")]
    return [Path(p) for folder in folders for end in (".so", ".pyd") for p in folder.parent.glob(f"{folder.name}/*{end}") if not Path(p).parent.is_symlink()]


def clean() -> None:
    for path in built():
        path.unlink()
    shutil.rmtree(LIBRARY, ignore_errors=True)


def stale() -> list[str]:
    """Modules whose source is newer than what was built, or that were not built with the others, or are named no longer."""
    if not GUARD.exists():
        return [str(p) for p in built()]
    made = {home(name).with_suffix(SUFFIX): home(name) for name in modules()}
    left = [str(p) for p in built() if p not in made and p.parent != LIBRARY]
    return left + [str(s.relative_to(ROOT)) for p, s in made.items() if not p.exists() or s.stat().st_mtime > p.stat().st_mtime]


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
    shutil.rmtree(WORK / "lib", ignore_errors=True)
    if not done("build_ext", "--build-lib", str(WORK / "lib"), "--build-temp", str(WORK / "temp")):
        print("The native build failed: sciml runs as plain Python.")
        return 1
    for path in (WORK / "lib" / "sciml").rglob("*" + SUFFIX):
        place = home(path.relative_to(WORK / "lib").as_posix())
        if place.parent == LIBRARY:
            place = LIBRARY / "lib" / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (started, started))  # a source that was changed meanwhile is newer
    names = [name.removeprefix("sciml/").removesuffix(".py") for name in modules()]
    GUARD.write_text(GUARD_TEXT.format(names=names, suffix=SUFFIX), encoding="utf-8")
    print(f"{len(names)} modules are native now; `make native-clean` takes them away.")
    return 0


def wheel(folder: Path) -> int:
    """The one wheel in this folder. Its modules look at no times: what is installed does not change."""
    parts = [p for room in (*ROOMS, "native") for p in (ROOT / room).rglob("*") if p.is_file() and p.suffix in (".py", ".txt", ".lark")]
    changed = max(p.stat().st_mtime for p in (*parts, ROOT / "pyproject.toml"))
    there = sorted(folder.glob("sciml-*.whl"))
    if len(there) == 1 and there[0].stat().st_mtime > changed:
        print(f"{there[0]} is up to date.")
        return 0
    for path in there:
        path.unlink()
    lacking = missing()
    if lacking:
        print(f"A wheel without native modules: {lacking}.")
    shutil.rmtree(WORK / "wheel", ignore_errors=True)
    (WORK / "wheel").mkdir(parents=True)
    if not done("egg_info", "--egg-base", str(WORK / "wheel"), "build", "--build-base", str(WORK / "wheel"), "bdist_wheel", "--dist-dir", str(folder)):
        print("The wheel could not be built.")
        return 1
    print(next(folder.glob("sciml-*.whl")))
    return 0


def done(*command: str) -> bool:
    """Runs a command of setuptools in a process of its own, and shows what it said if it fails."""
    made = subprocess.run([sys.executable, __file__, "--setup", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        print((made.stdout + made.stderr)[-4000:])
    return not made.returncode


def set_up(command: list[str]) -> None:
    """What setup.py is elsewhere; the rest stands in pyproject.toml, where an editable install looks alone."""
    from setuptools import setup
    from setuptools.command.build_ext import build_ext

    class Together(build_ext):
        def build_extension(self, ext: Any) -> None:
            if len(ext.sources) > 1:
                self.compiler.compile = on_all_cores(self.compiler.compile)
            super().build_extension(ext)

    setup(script_name="setup.py", script_args=["-q", *command], ext_modules=extensions(), cmdclass={"build_ext": Together})


def extensions() -> list[Any]:
    """For setuptools: what mypyc makes of the modules, as C."""
    if missing():
        return []
    from mypyc.build import mypycify

    grow()
    os.chdir(TREE)
    options = ["--ignore-missing-imports", "--disable-error-code=import-untyped", "--cache-dir", str(WORK / "mypy")]
    made = mypycify([*options, *modules()], opt_level="2", debug_level="0", multi_file=True, group_name="sciml.native.all", target_dir=str(WORK / "c"))
    os.chdir(ROOT)
    for extension in made:
        extension.sources = [os.path.relpath(p, ROOT) for p in extension.sources]
        extension.depends = [os.path.relpath(p, ROOT) for p in extension.depends]
        if sys.platform != "win32":
            extension.extra_compile_args.append("-fvisibility=hidden")  # calls within the library are direct
        extension.include_dirs.append(str(WORK / "c" / "sciml" / "native"))  # the library's headers stand in the folder of its group
    return list(made)


def grow() -> None:
    """Brings the tree up to date; what has not changed keeps its time."""
    found = set()
    for room, place in ROOMS.items():
        for source in (ROOT / room).rglob("*.py"):
            within = source.relative_to(ROOT / room)
            if room == "sciml" and (within.parts[0] == "native" or f"sciml/{within.parts[0]}" in ROOMS.values()):
                continue
            target = TREE / place / within
            found.add(target)
            if not target.exists() or target.read_bytes() != source.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    for target in set(TREE.rglob("*.py")) - found:
        target.unlink()


def on_all_cores(one_by_one: Any) -> Any:
    """The `compile` of a compiler of setuptools, for many files at once."""
    from concurrent.futures import ThreadPoolExecutor

    def compile_all(sources: list[str], *args: Any, **keys: Any) -> list[str]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return [made for lot in pool.map(lambda source: one_by_one([source], *args, **keys), sources) for made in lot]

    return compile_all


def main(asked: list[str]) -> int:
    if asked == ["--clean"]:
        clean()
    elif asked == ["--fresh"]:
        changed = stale()
        if changed:
            clean()
            print(f"The native build was taken away, since {changed[0]} has changed: `make native` builds it again.")
    elif asked[:1] == ["--wheel"]:
        return wheel(Path(asked[1]).resolve())
    elif asked[:1] == ["--setup"]:
        set_up(asked[1:])
    else:
        return build()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
