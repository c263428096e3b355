"""Every figure in tests/spec, README, docs and docstrings is compiled; an error expected on a line stands there as a comment:

    # error: [SCI203] "part of the sentence" fix `its fix`
    # error: [SCI203] "part of the sentence and of its help"

(also `warning`, `hint`, `note`; `error below:` speaks of the next line, where the line itself cannot have a comment). A figure without such a comment
must compile without errors. Claims about what came out stand in comments of their own:

    # holds: TEXT             a claim with this text was proved
    # prints: "2.0 kg"        a text of the drawing says just this
    # box: "μₖ = 0.25"        a row of the Givens box has this in it
    # not printed: "0.55"     no text of the picture has this in it
    # free: TEXT              the report names this as free
    # pages: 2
    # scale: schematic        of the page
    # quiet                   nothing is said, not even a note
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sciml
from sciml.scene import Group, Mark, TextMark

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"```(?:sciml|figure)\n(.*?)```", re.S)
EXPECTED = re.compile(r"#\s*(error|warning|hint|note)( below)?:\s*\[(\w+)\](?:\s*\"([^\"]*)\")?(?:\s*fix\s*`([^`]*)`)?")
CLAIM = re.compile(r"#\s*(holds|prints|box|not printed|pages|scale|free):\s*(.+)")


def figures(path: Path) -> list[tuple[str, str]]:
    text = path.read_text("utf-8")
    return [(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, m.start()) + 1}", m.group(1)) for m in FENCE.finditer(text)]


MARKDOWN = sorted([*(ROOT / "tests/spec").glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
CASES = [c for path in MARKDOWN for c in figures(path)]


def expectations(text: str) -> list[tuple[int, str, str, str, str | None]]:
    """(line, severity, code, part of the sentence, fix)"""
    return [(n + bool(m[2]), m[1], m[3], m[4] or "", m[5]) for n, line in enumerate(text.splitlines(), 1) for m in EXPECTED.finditer(line)]


def plain(text: str) -> str:
    """With simple blanks, so that a claim can be typed."""
    return re.sub(r"[\s\u00a0\u2009\u200a\u202f]+", " ", text).replace("\N{MINUS SIGN}", "-").strip()


def texts(marks: tuple[Mark, ...], role: str = "") -> list[tuple[str, str]]:
    """(role, text) of all that is written; the texts of a group also as one."""
    found: list[tuple[str, str]] = []
    for mark in marks:
        if isinstance(mark, Group):
            inner = texts(mark.marks, mark.role)
            found += inner
            if len(inner) > 1:
                found.append((mark.role, " ".join(t for _, t in inner)))
        elif isinstance(mark, TextMark):
            found.append((role, plain(mark.text)))
    return found


def run(text: str) -> None:
    document = sciml.compile(text)
    found = [
        (document.source.place(d.span.start)[0], d.severity, d.code, f"{d.sentence()} {d.advice()}", None if d.fix is None else d.fix.text)
        for d in document.diagnostics
    ]
    wanted = expectations(text)
    for line, severity, code, part, fix in wanted:
        fits = [f for f in found if f[:3] == (line, severity, code) and part in f[3] and (fix is None or fix == f[4])]
        assert fits, f"expected {severity} {code} {part!r} with fix {fix!r} on line {line}; found {found}"
    unexpected = [f for f in found if f[1] == "error" and not any(f[0] == w[0] and f[2] == w[2] for w in wanted)]
    assert not unexpected, unexpected
    if not any(w[1] == "error" for w in wanted):
        assert document.ok
        assert document.svg().startswith("<")
    for m in CLAIM.finditer(text):
        holds(document, m[1], m[2].strip())
    if re.search(r"#\s*quiet\s*$", text, re.M):
        assert not found, found


def holds(document: sciml.Document, word: str, claimed: str) -> None:
    """One claim about what came out."""
    written = [t for scene in document.scenes for t in texts(scene.marks)]
    asked = claimed.strip('"')
    if word == "holds":
        claims = {r.claim.text for p in document.pages if p.proven for r in p.proven.rows if r.verdict == "holds"}
        assert claimed in claims, f"{claimed} is not among the proved claims {sorted(claims)}"
    elif word == "prints":
        drawn = [t for role, t in written if role not in ("givens", "frame")]
        assert asked in drawn, f"{asked!r} is not drawn; there are {drawn}"
    elif word == "box":
        rows = [t for role, t in written if role == "givens"]
        assert any(asked in t for t in rows), f"{asked!r} is in no row of the box: {rows}"
    elif word == "not printed":
        assert not any(asked in t for _, t in written), [t for _, t in written if asked in t]
    elif word == "pages":
        assert len(document.scenes) == int(claimed)
    elif word == "scale":
        assert next(p["scale"]["page"]["mode"] for p in document.report["pages"]) == claimed, document.report["pages"][0]["scale"]
    elif word == "free":
        assert claimed in document.report["pages"][0]["free"], document.report["pages"][0]["free"]


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
