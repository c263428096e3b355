"""Compiles the modules named in modules.txt by mypyc, in place: the same source, nothing to keep in step.

`python native/build.py` builds, `--clean` takes the build away, `--fresh` takes it away if a source has changed since.
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

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "native"
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
    LIBRARY.mkdir()
    started = time.time()
    done = subprocess.run([sys.executable, __file__, "--compile"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        clean()
        print((done.stdout + done.stderr)[-4000:])
        print("The native build failed and was taken away: sciml runs as plain Python.")
        return 1
    for path in built():  # what an earlier build had made alike is taken over with its old time
        os.utime(path, (started, started))
    (LIBRARY / "lib").mkdir()
    (LIBRARY / f"all__mypyc{SUFFIX}").rename(LIBRARY / "lib" / f"all__mypyc{SUFFIX}")
    names = [name.removeprefix("sciml/").removesuffix(".py") for name in modules()]
    GUARD.write_text(GUARD_TEXT.format(names=names, suffix=SUFFIX), encoding="utf-8")
    print(f"{len(names)} modules are native now; `make native-clean` takes them away.")
    return 0


def compile_all() -> None:
    from mypyc.build import mypycify
    from setuptools import setup

    options = ["--ignore-missing-imports", "--disable-error-code=import-untyped", "--cache-dir", str(WORK / "mypy")]
    extensions = mypycify([*options, *modules()], opt_level="2", debug_level="0", multi_file=True, group_name="sciml.native.all", target_dir=str(WORK))
    for extension in extensions:
        extension.include_dirs.append(str(WORK / "sciml" / "native"))  # the library's headers stand in the folder of its group
    sys.argv = ["setup.py", "-q", "build_ext", "--inplace", "--build-temp", str(WORK)]
    setup(name="sciml-native", packages=["sciml"], package_dir={"sciml": "sciml"}, ext_modules=extensions)


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked == ["--compile"]:
        compile_all()
    elif asked == ["--clean"]:
        clean()
    elif asked == ["--fresh"]:
        changed = stale()
        if changed:
            clean()
            print(f"The native build was taken away, since {changed[0]} has changed: `make native` builds it again.")
    else:
        sys.exit(build())
