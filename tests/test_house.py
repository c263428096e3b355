"""The house's law: which room may import which."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = {
    "diagnostic",
    "plane",
    "quantity",
    "expression",
    "scene",
    "ink",
    "element",
    "relation",
    "body",
    "figure",
    "formula",
    "source",
    "vocabulary",
    "author",
    "cell",
    "typeset",
    "grammar",
}

# room -> what it may import of ours (first names under sciml)
RULES: dict[str, set[str]] = {
    "grammar": {"grammar"},
    "renderer": {"scene", "renderer"},
    "sciml/typeset": {"scene", "grammar", "typeset"},
    "sciml/domains": {"author", "domains"},
    "sciml/relations": {"author", "relation", "relations"},
    "sciml/read": CORE | {"read"},
    "sciml/check": CORE | {"check"},
    "sciml/solve": CORE | {"solve"},
    "sciml/verify": CORE | {"verify"},
    "sciml/layout": CORE | {"layout", "check"},
    "planner": {
        "__version__",
        "planner",
        "grammar",
        "renderer",
        "scene",
        "source",
        "diagnostic",
        "document",
        "pipeline",
        "report",
        "fixes",
        "guide",
        "reference",
        "describe",
    }
    | {"vocabulary", "quantity", "expression", "dimension", "unit_table"},
}
HEAVY = {"sympy", "numpy", "shapely", "networkx", "flint", "uharfbuzz", "lark", "scipy", "matplotlib", "fontTools", "cairocffi", "isal"}
HEAVY |= {"openai", "httpx", "llguidance", "torch", "transformers", "vllm", "ray", "pyarrow"}
FILES = sorted(f for room in ("grammar", "renderer", "planner", "sciml") for f in (ROOT / room).rglob("*.py") if not any(p.is_symlink() for p in f.parents))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0] if parts[0] != "sciml" or len(parts) == 2 else f"sciml/{parts[1]}"


def imports(path: Path) -> list[tuple[str, int]]:
    """Names of ours (`check`, `scene` ...) that a file imports, with the line."""
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    package = ["sciml", *parts[:-1]] if parts[0] != "sciml" else parts[:-1]
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            found += [(base[1], node.lineno)] if len(base) > 1 else [(a.name, node.lineno) for a in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sciml."):
            found.append((node.module.split(".")[1], node.lineno))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    allowed = RULES.get(room)
    if allowed is None:
        return
    wrong = [f"{name} (line {line})" for name, line in imports(path) if name not in allowed]
    assert not wrong, f"{room} may not import {', '.join(wrong)}"


def test_nothing_heavy_at_the_top() -> None:
    """Heavy libraries are imported where they are used, so that starting is cheap."""
    wrong = []
    for path in FILES:
        for node in ast.parse(path.read_text("utf-8")).body:
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            wrong += [
                f"{path.relative_to(ROOT)}: {n}" for n in names if n.split(".")[0] in HEAVY and not path.name.startswith("build") and "compare" not in path.name
            ]
    assert not wrong, wrong


DISTRIBUTION = {"flint": "python-flint", "PIL": "pillow", "fontTools": "fonttools", "resvg_py": "resvg-py", "_cffi_backend": "cffi"}
DEVELOPERS = {"build", "build_cjk", "build_math", "build_shaped", "build_subjects", "compare", "declarations", "gallery"}
"""Modules that only developers run."""


def test_dependencies_earn_their_place() -> None:
    """What runs imports what is declared, and everything declared is imported; tools of developers are in `dev`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=]", d)[0] for d in project["dependencies"]}
    extras = {extra: {re.split(r"[\[<>=]", d)[0] for d in of} for extra, of in project["optional-dependencies"].items()}
    optional = extras["dev"]
    wanted: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            for name in {n.split(".")[0] for n in names} - sys.stdlib_module_names - {"sciml", "_typeshed"}:
                wanted.setdefault(DISTRIBUTION.get(name, name), []).append(path.stem)
    running = {name for name, files in wanted.items() if set(files) - DEVELOPERS}
    models = running & (extras["planner"] | extras["local"] | extras["vllm"] | extras["ray"])
    assert running - models == declared
    assert set(wanted) - running <= declared | optional
    assert all(re.search(r">=\d", d) for d in project["dependencies"]), "every dependency has a lower bound"


def test_files_have_a_wall() -> None:
    long = [f"{p.relative_to(ROOT)}: {n}" for p in FILES if (n := len(p.read_text("utf-8").splitlines())) > 600 and "data" not in p.name]
    assert not long, long


def test_every_module_says_what_it_is() -> None:
    written = [p for p in FILES if "auto-generated" not in p.read_text("utf-8")[:200]]
    silent = [str(p.relative_to(ROOT)) for p in written if ast.get_docstring(ast.parse(p.read_text("utf-8"))) is None]
    assert not silent, silent


def test_one_word_for_one_kind() -> None:
    """Kinds of the page are unique over all subjects, and every kind says what it is."""
    from sciml.vocabulary import all_kinds, load

    load()
    seen: dict[str, str] = {}
    for cls in all_kinds():
        assert cls.__doc__, cls.kind
        if not cls.container:
            for name in (cls.kind, *cls.aliases):
                assert seen.setdefault(name, cls.kind) == cls.kind, f"{name} is two kinds"


def test_passes_know_no_kind_by_its_name() -> None:
    """What a pass must know of a kind is an attribute of `Element`, so that another subject may have it too."""
    named = re.compile(r"\b(?:e|made|cls|element|thing|owner)\.kind (?:==|!=|in|not in) ")
    found = [
        f"{path.name}: {m[0]}"
        for room in ("check", "solve", "verify", "layout")
        for path in (ROOT / "sciml" / room).glob("*.py")
        for m in named.finditer(path.read_text("utf-8"))
    ]
    assert not found, found
