"""The author's guide, the page of a kind, the explanation of a message: all from the vocabulary."""

from __future__ import annotations

import re
import sys
from typing import Any

from .diagnostic import messages
from .element import Element, Slot
from .quantity import NUMBER
from .quantity import name as dimension_name
from .vocabulary import all_kinds, kind, load

__all__ = ["explain", "guide", "kind_line", "kind_page", "kinds_page", "subject_of"]

_HEAD = """\
# The .sciml language on two pages

A spec states the GIVENS of a problem: typed objects, quantities, relations. The compiler places everything, proves what was stated, draws it.
Write no coordinates unless the problem has them; say every fact once; never write the answer.

## Statements (one a line; `#` comments; `{ }` only for blocks)
    s = spring(wall.right, b.left, k=200 N/m)   an object, drawn; the name may be left out; show=false hides it
    A, B, C = point(on=k)                       several objects; `P, Q = intersection(k, l)`: all results, left to right
    ax = axes(x=0..10 s, y=-2..2) { curve(y=sin(x)) }     children live in its frame
    h = 3*R        f(x) = x^2 - 1               values and formulas, never printed by themselves
    given m = 2.0 kg "mass of the cart"         readable in the picture; `given m "mass"`: a symbol; `given beta ~ 70 deg`: an example, not printed
    given "no friction"                         a fact in words; given 82.0 % "FeS2 in the ore"; given AB = 5 cm
    unknown T "tension", unknown AB             asked: its symbol prints, its value never; use it like a given: dimension(A, B, d)
    require AB == 5 cm, angle(BAC) == 60 deg    facts: made true, proved, printed.  Also: parallel(AB, CD), P.x > 3, distance(P, l) == 2 cm
    arrange C.y > A.y                           a wish that chooses a layout or a root; not printed
    check equilibrium(b)                        proved, moves nothing
    A -> B "12" -> C                            links between drawn objects
    repeat i in 1..5 { P[i] = point(i, i^2) }   define atom(at, name) { ... }   vary theta in 20 deg..50 deg step 5 deg
    s2 = state("II") { require angle(r, floor) == 45 deg; b.at = 0.8 }    the same objects again; ghost(b, at=0.9): one object again, pale
    figure("Title", scale=schematic, theme=exam)    first line of a page; panel("I") { }  row { }  column { }  grid(cols=2) { }

Quantities: `9.81 m/s^2`, `30 deg`, `12 %`, `1.50e8 km`, `62_500 USD`; the digits written are printed. Angles need a unit. A product is always `*`.
Points are capital letters; a run `ABC` is its points, `AB` the segment (and its length in a number), `angle(BAC)` has its vertex in the middle.
Constructors declare new points: triangle(ABC), segment(AB), circle(O, radius=3 cm), rod(A, B). Relations never do.
Objects come by position, quantities by keyword; the size of an arrow or a dimension comes last: force(b, down, 256 N), dimension(A, B, 4.0 m, along=up).
Directions: right left up down into out, north N NE ..., up(ramp) down(ramp) along(x) perpendicular(x) toward(P) away(P), above(right, 30 deg), -d, or any arrow, line, angle.
Places, for every kind: at= (a point, (x, y), or on a host a fraction, length or angle), on= inside= between=[a, b] left_of= right_of= above= below=; wishes near= gap=.
Looks, for every kind: label= note= color= fill= dashed= hatch= bold= show= ; box=[mass] sends a given to the Givens box, hide=[mass] hides it.
Texts: "v = {v0}, $\\frac12 mv^2$, $\\ce{CaCl2}$": {name} prints a given as written, $...$ is TeX; any script prints.
Givens print on their objects by themselves ("2.0 kg" on the block, 30° at the toe); what has no place goes to the Givens box. Do not label them again.
Anchors: center top bottom left right start end, corners top_left ..., and each kind's own (below). wrong data: as_stated(8 cm) prints and is not used.
"""

_COMMON = ("SCI201", "SCI202", "SCI203", "SCI204", "SCI205", "SCI206", "SCI207", "SCI208", "SCI213", "SCI221", "SCI222")


def subject_of(cls: type[Element]) -> str:
    """The file a kind lives in, without its second part: `plane_circles` -> plane."""
    return cls.__module__.rsplit(".", 1)[-1].split("_")[0]


def _slot(s: Slot) -> str:
    if s.type == "number":
        what = "" if s.dim is None or s.dim == NUMBER else dimension_name(s.dim)
    elif s.type == "word":
        what = "|".join(s.words)
    else:
        what = {"count": "1 2 3", "truth": "true", "range": "a..b"}.get(s.type, "")
    return f"{s.name}={what}" if what else f"{s.name}="


def kind_line(cls: type[Element]) -> str:
    """One line: how it is called, its own anchors."""
    first = [s.name + ("..." if s.rest else "") + ("?" if not s.required and not s.magnitude else "") for s in cls.slots if s.positional or s.magnitude]
    named = [_slot(s) for s in cls.slots if not (s.positional or s.magnitude)]
    own = [a for a in cls.anchors if a not in _UNIVERSAL]
    line = f"{cls.kind}({', '.join(first + named)})"
    extra = f"  .{' .'.join(own)}" if own else ""
    also = f"  = {', '.join(cls.aliases)}" if cls.aliases else ""
    return line + extra + also


_UNIVERSAL = {"center", "top", "bottom", "left", "right", "start", "end", "top_left", "top_right", "bottom_left", "bottom_right", "base"}


def _subjects() -> dict[str, list[type[Element]]]:
    load()
    found: dict[str, list[type[Element]]] = {}
    for cls in all_kinds():
        found.setdefault(subject_of(cls), []).append(cls)
    return found


def _example(subject: str) -> str:
    """The worked example that a domain file carries in its module text."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith(f"{__package__}.domains.{subject}") and module.__doc__:
            found = re.search(r"```sciml\n(.*?)```", module.__doc__, re.S)
            if found:
                return "\n".join("    " + line for line in found.group(1).rstrip().splitlines())
    return ""


def guide() -> str:
    """Statements, one example and all kinds of each subject, units, the commonest messages."""
    from .quantity import UNIT_NAMES
    from .relation import MEASURES
    from .vocabulary import relation_words

    out = [_HEAD]
    for subject, kinds in _subjects().items():
        out.append(f"## {subject}")
        example = _example(subject)
        if example:
            out.append(example)
        out.extend(kind_line(k) for k in kinds)
        out.append("")
    words = [w for w in relation_words() if w.isidentifier()]
    out.append("## relations (in require, arrange, check)\n" + " ".join(words) + "; == != < <= > >= and or not\nmeasures: " + " ".join(MEASURES))
    out.append("functions: sin cos tan asin acos atan sqrt abs exp ln log min max pi\n")
    out.append("## units\n" + " ".join(UNIT_NAMES) + "\n")
    out.append("## commonest messages")
    by_code = {m.code: m for m in messages()}
    out.extend(f"{c}: {_first_line(by_code[c])}" for c in _COMMON if c in by_code)
    return "\n".join(out)


def _first_line(cls: Any) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0]


def kinds_page() -> str:
    """Every kind by subject, a line each with what it is."""
    out: list[str] = []
    for subject, kinds in _subjects().items():
        out.append(f"{subject}:")
        out.extend(f"  {k.kind:<24}{_first_line(k)}" + (f" (in {k.container})" if k.container else "") for k in kinds)
    return "\n".join(out)


def kind_page(name: str) -> str | None:
    """What a kind is, its parameters, anchors and example."""
    load()
    cls = kind(name)
    if cls is None:
        found = [k for k in all_kinds() if name in (k.kind, *k.aliases)]
        if not found:
            return None
        cls = found[0]
    doc = (cls.__doc__ or "").strip()
    text, _, example = doc.partition("```figure")
    out = [kind_line(cls), "", text.strip()]
    if cls.slots:
        out += ["", "parameters:"]
        out += [f"  {s.name:<14}{_wanted(s):<34}{s.help}" for s in cls.slots]
    if cls.anchors:
        out += ["", "anchors: " + " ".join(cls.anchors)]
    out.append(f"lands at `at=`: its {cls.seat}")
    if example:
        out += ["", "example:"] + ["  " + line.strip() for line in example.split("```")[0].strip().splitlines()]
    return "\n".join(out)


def _wanted(s: Slot) -> str:
    from .check.fit import wanted

    return wanted(s) + ("" if s.required else " (optional)")


def explain(code: str) -> str | None:
    """A message: what it says, its text, its examples."""
    import importlib

    load()
    for module in ("pipeline", "check.facets"):
        importlib.import_module(f"{__package__}.{module}")
    cls = next((m for m in messages() if m.code.lower() == code.lower()), None)
    if cls is None:
        return None
    doc = re.sub(r"^    ", "", cls.__doc__ or "", flags=re.M).strip()
    doc = re.sub(r"```(\w+)\n(.*?)```", lambda m: f"{m.group(1)}:\n" + "\n".join("  " + line for line in m.group(2).rstrip().splitlines()), doc, flags=re.S)
    says = re.sub(r"\{(\w+)\}", r"<\1>", cls.says) if cls.says else ""
    return f"{cls.code} ({cls.severity}) {cls.__name__}\n\n{doc}\n" + (f"\nIt reads: {says}\n" if says else "")
