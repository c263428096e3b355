"""Every figure in tests/spec, README, docs and docstrings is compiled; an error expected on a line stands there as a comment:

    # error: [SCI203] "part of the sentence"

(also `warning`, `hint`, `note`). A figure without such a comment must compile without errors. `# holds: TEXT` says that a claim with this text was proved.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sciml

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"```(?:sciml|figure)\n(.*?)```", re.S)
EXPECTED = re.compile(r"#\s*(error|warning|hint|note):\s*\[(\w+)\](?:\s*\"([^\"]*)\")?")
HOLDS = re.compile(r"#\s*holds:\s*(.+)")


def figures(path: Path) -> list[tuple[str, str]]:
    text = path.read_text("utf-8")
    return [(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, m.start()) + 1}", m.group(1)) for m in FENCE.finditer(text)]


MARKDOWN = sorted([*(ROOT / "tests/spec").glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
CASES = [c for path in MARKDOWN for c in figures(path)]


def expectations(text: str) -> list[tuple[int, str, str, str]]:
    return [(n, m.group(1), m.group(2), m.group(3) or "") for n, line in enumerate(text.splitlines(), 1) for m in EXPECTED.finditer(line)]


def run(text: str) -> None:
    document = sciml.compile(text)
    found = [(document.source.place(d.span.start)[0], d.severity, d.code, d.sentence()) for d in document.diagnostics]
    wanted = expectations(text)
    for line, severity, code, part in wanted:
        assert any(f[0] == line and f[1] == severity and f[2] == code and part in f[3] for f in found), f"expected {severity} {code} {part!r} on line {line}; found {found}"
    unexpected = [f for f in found if f[1] == "error" and not any(f[0] == w[0] and f[2] == w[2] for w in wanted)]
    assert not unexpected, unexpected
    claims = {r.claim.text for p in document.pages if p.proven for r in p.proven.rows if r.verdict == "holds"}
    for m in HOLDS.finditer(text):
        assert m.group(1).strip() in claims, f"{m.group(1).strip()} is not among the proved claims {sorted(claims)}"
    if not any(w[1] == "error" for w in wanted):
        assert document.ok
        assert document.svg().startswith("<")


@pytest.mark.parametrize("where, text", CASES, ids=[c[0] for c in CASES])
def test_figure(where: str, text: str) -> None:
    run(text)


def kinds() -> list[object]:
    from sciml.vocabulary import all_kinds, load

    load()
    return [pytest.param(k, id=k.kind) for k in all_kinds()]


@pytest.mark.parametrize("cls", kinds())
def test_example_of_kind(cls: type) -> None:
    """Every kind has an example in its docstring, and it compiles without an error."""
    import inspect

    example = re.search(r"```figure\n(.*?)```", inspect.cleandoc(cls.__doc__ or ""), re.S)
    assert example, f"{cls.__name__} has no ```figure example"
    container = getattr(cls, "container", "")
    text = example.group(1)
    run(f"{container} {{\n{text}\n}}" if container and container not in text else text)
