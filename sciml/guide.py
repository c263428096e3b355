"""The author's guide: two pages from the vocabulary, enough to write specs with no other help."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from textwrap import dedent
from typing import Any

from .element import Element
from .reference import all_messages, call_of, first_line, kind_line, signature, subject_of, subjects, wanted_text

__all__ = ["STATEMENTS", "guide", "subject_page", "units"]

STATEMENTS = """\
b = block(on=ramp, mass=2.0 kg)         an object; its name may be left out. Objects come by position, quantities by keyword
A, B, C = point(on=k)                   several objects; `P, Q = intersection(k, l)`: all results, left to right
segment(A, B, show=false)               not drawn. Inside an argument an object is only computed: foot(P, segment(O, Q))
h = 3*R                                 a value; `f(x) = x^2 - 1` a formula: for use in expressions, not printed
given m = 2.0 kg "mass of the cart", AB = 5 cm    a quantity or measure of the problem: will be readable in the picture
given mu "friction coefficient"         a symbol without value, also m_1, m_2 "masses"; `given beta ~ 70 deg`: drawn so, never printed
given "no friction"                     a fact in words; given 82.0 % "FeS2 in the ore"; given loss <= 40 %
unknown T "tension", AB                 what is asked: use it like a given, tension(b, rope, T); its symbol prints, a value never
require AB == 5 cm, angle(BAC) == 60 deg    facts, made true, proved, printed. Also parallel(AB, CD), on(P, k), P.x > 3, AB == 2*CD
arrange C.y > A.y                       a choice of layout or of a solution, dropped where impossible, not printed
check perpendicular(n, ramp.slope)      proved, moves nothing; here also `not`, `or`, `!=`
P -> Q "12"                             an arrow (-- line, <-> both ways) from object to object
repeat i in 1..5 { P[i] = point(i, i^2) }    whole numbers, ends included; P[3] outside
define atom(at, name) { circle(at, radius=0.4); text(name, above=at) }    then atom((0, 0), "O")
vary theta in 20 deg..50 deg step 5 deg    a parameter, also `vary way in [left, right]`; drawn with its first value, by `sciml sample` with all
s2 = state("later") { b.at = 0.8 }      the same objects again, these facts replaced; `ghost(b, at=0.8)`: one object again, pale
figure("Title", scale=schematic)        first line of a page: width= scale=auto|true|schematic theme=exam|color|... north= view=top
row { panel("I") { ... }; panel("II") { ... } }    parts side by side, each with its own names; also column, grid(cols=2)"""

_HEAD = """\
# .sciml in two pages

A spec says what the problem GIVES: typed objects, quantities, relations. The compiler finds every place, proves every statement and draws. Givens print by
themselves, on their object or in a Givens box. So: no coordinates unless the problem has them; every fact once; never the answer, nor anything computed.
A number that you write prints, also at=50 deg; one that the problem does not give: leave it out, or about(40 deg).

## Statements
One a line (or `;`). `#` comments. A line goes on inside ( ) and [ ] and after a comma. Order and indentation mean nothing.
{statements}

## Values, names, places
Quantities: 9.81 m/s^2, 30 deg, 12 %, 1.50e8 km, 10 kohm; the digits written are printed. An angle needs deg, rad or pi. In one figure all lengths have
  units, or none.
Products need `*`, powers `^`. Functions: {functions}; pi. `=` names, `==` relates. Compare: == < <= > >= and chains; ~ to the digits written.
Points are capital letters. ABC is the points A, B, C; AB the segment, and its length where a number stands; angle(BAC) has its vertex in the middle.
Constructors make new points: triangle(ABC), segment(AB), circle(O, radius=3 cm), rod(A, B). Relations, marks and check never do: say `P = point(on=k)` first.
A thing with size is no place: give an anchor, b.top. All have center top bottom left right start end (top_left ...); own ones stand below.
Directions: right left up down into out, north NE ..., up(ramp) down(ramp) along(x) perpendicular(x) toward(P) away(P), above(right, 30 deg),
  west_of(north, 20 deg), -d, any line or arrow.
An axis in the picture: spin_axis(b, omega, direction=up).
Placement, any object: on=host at=0.3 (a fraction, length or angle along the host); at=(x, y) or a point; between=[a, b]; left_of= right_of= above= below=
  inside=; near= gap=.
Nothing said: free points and sizes take a good general position; order of naming runs left, right, above.
Looks, any object: label="..." note= color=red (a colour word, accent, muted, "#1b6ca8") fill=light dashed=true hatch=lines bold=true class="goal"
  (own colour, and a legend). box=[mass]: that goes to the box; hide=[mass]: nowhere.
  Sizes print (radius=3 cm); size=(3 cm, 2 cm), of round things the radius, and gap= do not:
  they count in the problem's lengths (size=0.2*R), else on the page.
Texts: "speed {{v}}, $\\frac12 mv^2$, $\\ce{{CaCl2}}$": {{v}} prints the value of a given as written ("$v$ = {{v}}"), $...$ is TeX, any script prints.
Data that the problem gets wrong: AC=as_stated(8 cm) prints and is not used. Not to scale comes by itself where true sizes would
  not read; typed coordinates, also H.x + 2 cm, stay true.
"""

_KINDS = """\
## Kinds
A call as it could be written (t a triangle, k a circle, g ground, b a block, r a rope ...), more keywords, own anchors, | other words.
"""

_COMMON = {
    "SCI201": "Bind it first.",
    "SCI202": 'Look for the word above; thing("word") draws anything else.',
    "SCI203": "The message says what fits.",
    "SCI204": "Write b.top, ramp.apex.",
    "SCI205": "A force and a length, say.",
    "SCI206": "Write 30 deg.",
    "SCI207": "Write units everywhere, or nowhere.",
    "SCI213": "Write P, Q = ..., or choose with near=.",
    "SCI221": "See its line above, or `sciml kinds WORD`.",
    "SCI401": "Facts contradict: mend one.",
}


def _example(subject: str) -> list[str]:
    """The worked example that a domain file carries in its module text, as lines."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith(f"{__package__}.domains.{subject}") and module.__doc__:
            found = re.search(r"```sciml\n(.*?)```", module.__doc__, re.S)
            if found:
                return ["    " + line for line in found.group(1).rstrip().splitlines()]
    return []


def guide(wanted: Sequence[str] = ()) -> str:
    """Statements, one example and all kinds of each subject (or of those wanted), relations, units, the commonest messages."""
    from .check.natural import FUNCTIONS

    out = [_HEAD.format(statements=STATEMENTS, functions=" ".join(FUNCTIONS)), _KINDS]
    for subject, kinds in subjects().items():
        if not wanted or subject in wanted:
            out += [f"# {subject}", *_example(subject), *(kind_line(k, call_of(k)) for k in kinds), ""]
    out += ["## Relations (in require, arrange, check)", _relations(wanted), "Measures: " + _measures(wanted), ""]
    out += ["## Units: m[nk] is m nm km", units(), "", "## The ten commonest messages (more: `sciml explain CODE`)"]
    known = {m.code: m for m in all_messages()}
    out += [f"{code} {first_line(known[code])} {help}" for code, help in _COMMON.items() if code in known]
    return "\n".join(out)


WORKED = 3
"""examples that a subject's own page begins with"""


def subject_page(subject: str) -> str:
    """All of one subject: worked examples, each kind with all its parameters, its relations and measures."""
    kinds = subjects()[subject]
    out = [f"# {subject}", "Statements, values, looks and units, for all subjects: `sciml guide`.", "", "## Worked examples"]
    for text in _worked(subject, kinds):
        out += ["", *("    " + line for line in text.rstrip().splitlines())]
    out += ["", "## Kinds", "`name?` may be left out, `name...` takes several; after them what goes by keyword. `.name` is an anchor."]
    for k in kinds:
        out += ["", *_entry(k)]
    return "\n".join([*out, "", "## Relations (in require, arrange, check)", _relations([subject]), "Measures: " + _measures([subject])])


def _worked(subject: str, kinds: Sequence[type[Element]]) -> list[str]:
    """The examples in the module texts of a subject, then the longest of its kinds, no kind twice."""
    modules = [m for n, m in sorted(sys.modules.items()) if m is not None and re.fullmatch(rf"{__package__}\.domains\.{subject}(_\w+)?", n)]
    found = [text for m in modules for text in re.findall(r"```sciml\n(.*?)```", m.__doc__ or "", re.S)]
    figures = [dedent(text) for k in kinds for text in re.findall(r"```figure\n(.*?)```", k.__doc__ or "", re.S)]
    longest = sorted(dict.fromkeys(figures), key=lambda text: -len(text.splitlines()))
    return [*found, *longest[: max(0, WORKED - len(found))]][: max(WORKED, 1)]


def _entry(k: type[Element]) -> list[str]:
    """A kind: how it is called, what it is, all its parameters, its anchors, its example in one line."""
    out = [kind_line(k) if not k.container else f"{kind_line(k)}    (in {k.container})", f"    {first_line(k)}"]
    out += [f"    {s.name + '=' if s.name else '':<16}{wanted_text(s)}{': ' + s.help if s.help else ''}" for s in k.slots]
    call = call_of(k)
    return out + ([f"    such as: {call}"] if call else [])


def _relations(wanted: Sequence[str]) -> str:
    """Words with the same operands together."""
    from .relation import WORDS

    same: dict[str, list[str]] = {}
    for word, cls in sorted(WORDS.items()):
        if word.isidentifier() and _asked(cls, wanted):
            same.setdefault(signature(cls), []).append(word)
    return "; ".join(" ".join(words) + args for args, words in sorted(same.items(), key=lambda x: x[1]))


def _measures(wanted: Sequence[str]) -> str:
    from .relation import MEASURES

    return "; ".join(f"{w} {getattr(m, 'help', '')}" for w, m in sorted(MEASURES.items()) if _asked(m, wanted))


def _asked(made: Any, wanted: Sequence[str]) -> bool:
    """Relations and measures in a file with the name of a subject belong to it; the others belong to all."""
    subject = subject_of(made if isinstance(made, type) else made.of)
    return not wanted or subject in wanted or subject not in subjects()


def units() -> str:
    """Every unit with its usual prefixes in brackets."""
    from .unit_table import UNITS

    return " ".join(symbol + (f"[{''.join(prefixes.split())}]" if prefixes else "") for symbol, (_, prefixes) in UNITS.items())
