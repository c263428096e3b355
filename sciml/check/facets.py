"""What prints, and where: names, givens on their objects, facts as marks, and the rows of the Givens box for the rest."""

from __future__ import annotations

import math
import re
from typing import Any

from ..cell import Cell
from ..element import Element, Slot
from ..expression import Const, evaluate, is_constant
from ..figure import BoxRow, Claim, Facet
from ..formula import Formula
from ..grammar import tree as t
from ..grammar.record import replace
from ..ink import Words
from ..plane import Straight, Turned
from ..quantity import Origin, Value
from ..typeset import Run, identifier
from .asked import letter_of, show_asked
from .mathematics import equation, mathematics
from .meanings import stands_in
from .page import Page
from .places import shown_place
from .signature import signature
from .slips import NothingShows
from .spoken import called_by, spoken

__all__ = ["facets", "plain", "with_symbol"]


def plain(words: Words) -> str:
    """Words as one text without blanks, to compare what prints."""
    text = words[0].text if len(words) == 1 else "".join([r.text for r in words])
    if not text.isascii():
        text = text.replace("\u2009", "").replace("\u202f", "").replace("\u00a0", "")
    return text.replace(" ", "").replace(r"\,", "")


def with_symbol(symbol: str, words: Words) -> Words:
    return (identifier(symbol), Run(" = "), *words)


_LETTERED = frozenset(("arrow", "circle", "curve", "line", "mark", "point", "region"))
"""families whose label, if it is one letter, is a symbol; a block A is called so"""


class _Printer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.figure = page.figure
        self.called = called_by(page.figure.elements, page.figure.symbols)
        self.valued: set[str] = set()
        """named givens whose symbol stands somewhere with its value"""
        self.symbols: set[str] = set()
        """symbols that stand somewhere"""
        self.mentioned: set[str] = set()
        """symbols that stand in the equation of a curve: seen there, but what they mean is still to be said"""
        self.facts: dict[str, Facet] = {}
        """measure key -> the facet of the fact that determines it"""
        self.strokes: dict[str, int] = {}
        self.equations: set[tuple[str, str]] = set()
        """(frame, equation) that stand there"""
        self.marked: dict[str, Element] = {}
        """measure key -> the mark that shows it"""

    def add(
        self,
        owner: Any,
        slot: str,
        words: Words,
        key: str,
        *,
        where: str = "object",
        symbol: str = "",
        span: t.Span | None = None,
        frame: Any = None,
        row: Words = (),
    ) -> Facet:
        if span is None:
            span = getattr(owner, "span", None) or t.Span(0, 0)
        f = Facet(owner, slot, words, key, where, symbol, plain(words), span, span.start, frame or getattr(owner, "frame", None), row)
        self.figure.facets.append(f)
        return f

    # -------------------------------------------------------- objects

    def value_words(self, v: Value) -> tuple[Words | None, str]:
        """What a quantity prints on its object, and the symbol it shows."""
        if v.origin in (Origin.UNKNOWN, Origin.EXAMPLE):
            if v.symbol:
                self.symbols.add(v.symbol)
                return (identifier(v.symbol),), v.symbol
            return v.words, ""  # an expression in letters, x + 3, tells no value
        if v.origin != Origin.GIVEN or v.words is None:
            return None, ""
        if not v.symbol:
            return v.words, ""
        self.symbols.add(v.symbol)
        known = self.figure.symbols.get(v.symbol)
        if known is None or known.value is None or known.value.words is None or v.symbol in self.valued:
            return (identifier(v.symbol),), v.symbol
        self.valued.add(v.symbol)
        return with_symbol(v.symbol, known.value.words), v.symbol

    def first_equation(self, e: Element, words: Words) -> bool:
        """Has nothing in its axes this equation yet? Two lines of one equation are one line, which says it once."""
        if e.frame.kind != "axes":
            return True
        key = (e.frame.id, plain(words))
        new = key not in self.equations
        self.equations.add(key)
        return new

    def hidden(self, e: Element) -> None:
        """The givens of what is not drawn stand in the box."""
        self._quantities(e, None, "box")

    def place(self, e: Element) -> None:
        """`at=4 cm`, `at=30 deg`: where it stands on its host."""
        found = shown_place(e)
        if found is None or "at" in e.style.hide:
            return
        v, claim = found
        words, symbol = self.value_words(v)
        if words is not None:
            self.add(claim, "at", words, f"at:{e.id}", where="box" if "at" in e.style.box else "object", symbol=symbol, span=claim.span, frame=e.frame)

    def object(self, e: Element) -> None:
        label = e.style.label
        if label is not None and len(label) == 1 and not label[0].math and not label[0].bold:
            text = label[0].text
            if text in self.figure.symbols or (len(text) == 1 and text.isalpha() and text < "\u03ff" and e.family in _LETTERED and e.frame.kind != "sheet"):
                label = (identifier(text),)  # the letter of a quantity, a point or a line, however it was typed
        first = len(self.figure.facets)
        joined = not e.pale and self._quantities(e, label)
        if label is not None:
            if not joined:
                self.add(e, "label", label, f"label:{e.id}")
                self.figure.facets.insert(first, self.figure.facets.pop())
        elif e.name and e.prints_name:
            self.add(e, "label", self._name(e), f"name:{e.id}")
            self.figure.facets.insert(first, self.figure.facets.pop())
        elif hasattr(e, "usual_words") and not e.pale and (usual := e.usual_words()):
            self.add(e, "label", usual, f"usual:{e.id}")
        equations = getattr(e, "equations", None)
        if equations is not None:
            for words, key in equations():
                if self.first_equation(e, words):
                    self.add(e, key, words, f"equation:{e.id}:{key}")

    def _name(self, e: Element) -> Words:
        name: Words = (identifier(e.name),)
        x, y = e.__dict__.get("x"), e.__dict__.get("y")
        written = e.__dict__.get("written_place")
        if written is not None:
            x, y = written
        quiet = e.frame.kind != "axes" or getattr(e.frame.owner, "quiet_points", False)
        if not quiet and isinstance(x, Value) and isinstance(y, Value):
            first, second = ((identifier(v.symbol),) if v.symbol else None if v.origin == Origin.DEFAULT else v.words for v in (x, y))
            if first and second:
                self.symbols.update(v.symbol for v in (x, y) if v.symbol)
                return (*name, Run("(" if name[0].math and len(e.name) < 3 else " ("), *first, Run(", "), *second, Run(")"))
        return name

    def _quantities(self, e: Element, label: Words | None, place: str = "object") -> bool:
        """Facets of the given quantities; True if the label joined one of them (F = 256 N)."""
        joined = False
        for slot in signature(type(e)).printing:
            v = e.__dict__.get(slot.name)
            if slot.type == "cells" and v:
                self._cells(v)
                continue
            if slot.type == "number" and slot.many:
                self._each(e, slot, place)
                continue
            if slot.type == "formula" and isinstance(v, Formula):
                self._formula(e, slot, v)
                continue
            if slot.type == "direction" and isinstance(v, Turned) and isinstance(v.by, Value):
                v = None if isinstance(v.by.n, Const) and v.by.n == 0 else v.by
            elif slot.type != "number":
                continue
            if not isinstance(v, Value) or not slot.prints or slot.name in e.style.hide:
                continue
            if label is not None and v.symbol and plain(label) in (v.symbol, plain((identifier(v.symbol),))):
                joined = True
            elif label is not None and v.words and _stands_in(v.words, label):
                if v.symbol and plain((identifier(v.symbol),)) in plain(label):
                    self.valued.add(v.symbol)
                continue
            elif slot.name == "length" and v.words and e.family == "arrow" and _stands_in(v.words, e.__dict__.get("words") or ()):
                continue  # its own words say it
            words, symbol = self.value_words(v)
            if words is None:
                continue
            joins = e.family in ("arrow", "mark") or getattr(e, "joins_label", False)
            if label is not None and not v.symbol and not joined and slot.magnitude and joins and _is_symbol(label):
                words, joined = (*label, Run(" = "), *words), True
            sign = getattr(e, "signs", {}).get(slot.name)
            if isinstance(sign, tuple) and not v.symbol:
                words = (*sign, Run(" = "), *words)
            elif sign and not v.symbol and sign not in self.figure.symbols:
                words = with_symbol(sign, words)
            before = getattr(e, "called_before", {}).get(slot.name)
            if before:
                words = (*before, Run(": "), *words)
            where = "box" if slot.name in e.style.box else place
            self.add(e, slot.name, words, f"{e.id}.{slot.name}", where=where, symbol=symbol)
        return joined

    def _cells(self, x: Any) -> None:
        """Letters that stand in a table are seen there."""
        if isinstance(x, Cell):
            self.symbols.update([name for name in x.letters if name == x.name])
            self.mentioned.update(x.letters)
        elif isinstance(x, tuple):
            for y in x:
                self._cells(y)

    def _each(self, e: Element, slot: Slot, place: str) -> None:
        """Facets of a slot that holds several quantities, one below the other."""
        values = e.__dict__.get(slot.name) or ()
        if not slot.prints or slot.name in e.style.hide:
            return
        for k, v in enumerate(values):
            words, symbol = self.value_words(v)
            if words is None:
                continue
            sign = getattr(e, "signs", {}).get(slot.name)
            if sign and not v.symbol and sign not in self.figure.symbols:
                words = with_symbol(sign if len(values) == 1 else f"{sign}_{k + 1}", words)
            where = "box" if slot.name in e.style.box else place
            self.add(e, slot.name, words, f"{e.id}.{slot.name}.{k}", where=where, symbol=symbol)

    def _formula(self, e: Element, slot: Slot, f: Formula) -> None:
        if not slot.prints or slot.name in e.style.hide or e.style.label is not None or not hasattr(e, "prints_equation"):
            return
        names = getattr(e.frame.owner, "variable_names", {})
        title = getattr(e.frame.owner, "y_title", None) if slot.name == "y" and names.get("y", "y") == "y" else None
        titled = title is not None and letter_of(title) and not letter_of(getattr(e.frame.owner, "x_title", None) or ())
        left = letter_of(title or ())[0] if titled else Run(f.left, math=True) if f.left else identifier(names.get(slot.name, slot.name))
        self.mentioned.update(f.symbols)
        whole = (left, Run("=", math=True), *f.words)
        if all(r.math for r in whole):
            whole = (Run("".join(r.text for r in whole), math=True),)
        where = "box" if slot.name in e.style.box else "object"
        if self.first_equation(e, whole):
            self.add(e, slot.name, whole, f"equation:{e.id}:{slot.name}", where=where)

    # -------------------------------------------------------- facts

    def fact(self, c: Claim) -> None:
        s = self.page.stated[c.number]
        if c.role not in ("fact", "example"):
            return
        if s.left is not None and s.right is not None:
            self._comparison(c, s)
        elif not s.negated and not s.alternatives:
            row = self._of_arrows(c.relation, s.expr)
            if not row:
                self._strokes(c.relation)
            self.add(c, "fact", row, f"fact:{c.number}", where="box" if row else "object", span=c.span, frame=c.frame, row=row)

    def _of_arrows(self, relation: Any, e: Any) -> Words:
        """`AB ∥ CD` as words where one of them is an arrow: an arrow head that marks parallels would look like its own."""
        if getattr(relation, "stroke_kind", None) != "parallel" or not isinstance(e, t.Call):
            return ()
        arrows = [x for x in self.figure.elements if x.family == "arrow" and x.drawn]
        ways = [_ends(getattr(x, "curve", None)) for x in arrows]
        some = any(getattr(line, "owner", None) in arrows or _ends(line) in ways for line in relation.lines if isinstance(line, Straight))
        if not some:
            return ()
        return (Run(r" \parallel ".join(_shown(line, a.value) for line, a in zip(relation.lines, e.args, strict=False)), math=True),)

    def _strokes(self, relation: Any) -> None:
        """Each group of equal or parallel things has marks of its own: one stroke, two strokes ..."""
        kind = getattr(relation, "stroke_kind", None)
        if kind is not None:
            self.strokes[kind] = self.strokes.get(kind, 0) + 1
            relation.strokes = min(self.strokes[kind], 4)

    def _comparison(self, c: Claim, s: Any) -> None:
        if s.expr.span in self.page.granted:
            return  # it prints on its object
        left, right = s.left, s.right
        first, second = _measures(left), _measures(right)
        key = left.key if first else right.key if second else ""
        literal = right if first else left
        equal = type(c.relation).__name__ == "Equal"
        if equal and key and not (first and second):
            words, symbol = self.value_words(literal)
            if c.role == "example" or _is_straight((left if first else right).n, literal):
                return  # three points in a row are seen as drawn
            if words is not None:
                row = self._in_words(s.expr, ())
                if key[1:2] == ":" and key[2:].isidentifier():  # x:A, the coordinate of a named point
                    row = with_symbol(f"{key[0]}_{key[2:]}", words)
                self.facts[key] = self.add(c, "fact", words, f"fact:{c.number}", symbol=symbol, span=c.span, frame=c.frame, row=row)
            return
        if equal and first and second:
            self._strokes(c.relation)
            self.add(c, "fact", (), f"fact:{c.number}", span=c.span, frame=c.frame)
            return
        e = s.expr
        if equal and left.origin == right.origin == Origin.SOLVED:
            return  # two things that came out of the drawing: seen as drawn
        words = self._in_words(e, (Run(c.text),))
        if not any(r.key == f"fact:{e.span.start}" or (r.words == words and r.frame is c.frame) for r in self.figure.rows):
            self.figure.rows.append(BoxRow("given", words, f"fact:{e.span.start}", c.span.start, frame=c.frame))
        for v in (left, right):
            if v.symbol:
                self.symbols.add(v.symbol)

    def _in_words(self, e: Any, otherwise: Words) -> Words:
        """A comparison as a row of the box."""
        if not isinstance(e, t.Compare):
            return otherwise
        return (Run(equation(e.ops, tuple([spoken(x, self.called) for x in e.operands])), math=True),)

    def marks(self) -> None:
        """A bare mark prints the given that determines it, and the fact no longer prints by itself."""
        states = self.figure.states
        for e in [*self.figure.elements, *(s.elements[k] for s in states for k in s.elements if k in s.added)]:
            number = e.__dict__.get("measured")
            key = self.page.structures.key(number) if number is not None else ""
            if not key or not e.drawn:
                continue
            self.marked[key] = e
            fact = self.facts.get(key)
            own = next((f for f in self.figure.facets if f.owner is e and f.slot != "label"), None)
            if fact is not None:
                self.figure.facets.remove(fact)
                e.__dict__["shown"] = True  # its ink comes with the words
                if own is None and e.style.label is None:
                    self.add(e, "label", fact.words, fact.key, symbol=fact.symbol, span=e.span)
                self.facts.pop(key)

    def coordinates(self) -> None:
        """Both coordinates of a point, stated as facts, stand behind its name: A(0 cm, 2 cm)."""
        for key in [k for k in self.facts if k.startswith("x:")]:
            x, y = self.facts[key], self.facts.get("y:" + key[2:])
            names = [f for f in self.figure.facets if f.key.startswith("name:") and f.owner.name == key[2:] and f.owner.family == "point"]
            if y is None or len(names) != 1 or names[0].words != (identifier(key[2:]),):
                continue
            name = names[0].words
            joined = (*name, Run("(" if name[0].math and len(key) < 5 else " ("), *x.words, Run(", "), *y.words, Run(")"))
            at = self.figure.facets.index(names[0])
            self.figure.facets[at] = replace(names[0], words=joined, quantity=plain(joined))
            for f in (x, y):
                self.figure.facets.remove(f)

    # -------------------------------------------------------- the box

    def box(self) -> None:
        if not self.page.givens and not self.page.unknowns:
            return
        texts = _drawn_texts(self.figure.elements, self.figure.title)
        labels = [plain(e.style.label) for e in self.figure.elements if e.drawn and e.style.label]
        for name, value, meaning, span, scope in self.page.givens:
            self._given(name, value, meaning, span, scope, texts)
        for name, words, meaning, span, scope in self.page.unknowns:
            shown = not meaning and (name in self.symbols or name in self.mentioned or any(plain(words) == x for x in labels))
            if not shown:  # a letter with a meaning says what is asked: it always stands there
                self._row(BoxRow("find", words, f"find:{span.start}", span.start, symbol=name, frame=scope.frame), meaning)

    def _given(self, name: str, value: Value | None, meaning: Words, span: t.Span, scope: Any, texts: list[str]) -> None:
        """A row for a named given with a meaning, or whose symbol or value the drawing does not show; a value that stands there with its symbol is not
        repeated."""
        symbol = (identifier(name),)
        words: Words = symbol
        if value is None or value.words is None:
            shown = name in self.symbols or (not meaning and (name in self.mentioned or any(plain(symbol) == x for x in texts)))
            if shown and not meaning:
                return
        elif name in self.valued:
            if not meaning:
                return
        else:
            literal = plain(value.words)
            equal = _bare(f"{plain(symbol)}={literal}")
            found = [x for x in texts if literal in x] if len(literal) > 1 and _has_unit(value) else []
            whole = next((x for x in found if equal in _bare(x)), "")
            text = whole or (found[0] if found else "")
            if text and stands_in(meaning, text):
                return
            if not whole:
                words = with_symbol(name, value.words)
        quantity = plain(value.words) if words is not symbol and value is not None and value.words else ""
        self._row(BoxRow("given", words, f"given:{name}", span.start, symbol=name, quantity=quantity, frame=scope.frame), meaning)

    def _row(self, row: BoxRow, meaning: Words) -> None:
        """A row with what it means; letters that mean the same stand in one row."""
        end: Words = (Run("  "), *meaning) if meaning else ()
        rows = self.figure.rows
        last = rows[-1] if rows else None
        alike = last is not None and (last.kind, last.frame) == (row.kind, row.frame) and not (row.quantity or last.quantity)
        if last is not None and alike and end and last.words[-len(end) :] == end:
            rows[-1] = replace(last, words=(*last.words[: -len(end)], Run(", "), *row.words, *end))
        else:
            rows.append(replace(row, words=(*row.words, *end)))

    def unseen(self, e: Element) -> None:
        """Says which hidden givens nothing shows."""
        shown = {f.quantity for f in self.figure.facets} | {r.quantity for r in self.figure.rows}
        texts = _drawn_texts(self.figure.elements, self.figure.title)
        for name in e.style.hide:
            v = e.__dict__.get(name)
            if not isinstance(v, Value) or v.origin != Origin.GIVEN or v.words is None or not next((s.prints for s in e.slots if s.name == name), True):
                continue
            words = plain(v.words)
            if (
                words not in shown
                and v.symbol not in self.valued
                and not self._seen_in_parts(words)
                and not any(words in x for x in texts)
                and not any(words in plain(r.words) for r in self.figure.rows)
            ):
                self.page.say(NothingShows(e.span, name, e.describe()))

    def _seen_in_parts(self, words: str) -> bool:
        """Is this an expression, r + t, in nothing but givens that stand with their values elsewhere (and factors)?"""
        boxed = {r.symbol for r in self.figure.rows if r.quantity}
        signs = sorted((plain((identifier(name),)) for name in self.valued | boxed if name), key=len, reverse=True)
        if not signs:
            return False
        rest, seen = re.subn("|".join(rf"(?<![A-Za-z]){re.escape(s)}(?![A-Za-z_])" for s in signs), "@", words)
        return bool(seen) and not re.search(r"(?<![A-Za-z\\])[^\W\d]|(?:^|[+-])[\d.]+(?:[+-]|$)", re.sub(r"\\[A-Za-z]+", "", rest))


def _ends(line: Any) -> set[tuple[int, int]]:
    """The two places between which something goes straight."""
    return {(id(p.x), id(p.y)) for p in (line.start, line.end)} if isinstance(line, Straight) else set()


def _shown(line: Any, e: t.Expr) -> str:
    """What the drawing calls a line: AB by its ends, if it does not print its own name."""
    owner = getattr(line, "owner", None)
    if isinstance(line, Straight) and owner is not None and not owner.prints_name and all(isinstance(p.name, str) and p.name for p in (line.start, line.end)):
        return "".join(identifier(p.name).text for p in (line.start, line.end))
    return mathematics(e)


def _stands_in(words: Words, label: Words) -> bool:
    """A letter stands in a label only by itself, not as part of a word."""
    text = plain(words)
    return any(plain((r,)) == text for r in label) if len(text) == 1 else text in plain(label)


def _bare(tex: str) -> str:
    """TeX without its braces and upright letters: `V_0` is `V_{0}`, `F_{max}` is `F_\\mathrm{max}`."""
    return re.sub(r"\\(?:mathrm|text)(?![A-Za-z])|[{}]", "", tex) if "{" in tex else tex


def _has_unit(v: Value) -> bool:
    return v.unit is not None


def _is_straight(measure: Any, v: Value) -> bool:
    """Is this angle of three points given as 180 degrees, without a letter?"""
    if getattr(measure, "op", "") != "angle" or v.symbol or not is_constant(v.n):
        return False
    return abs(evaluate(v.n, {}) - math.pi) < 1e-12


def _measures(v: Value) -> bool:
    return bool(getattr(v.n, "about", ())) or v.key.startswith(("x:", "y:"))


def _is_symbol(words: Words) -> bool:
    return len(words) == 1 and len(plain(words).replace("\\", "").replace("{", "").replace("}", "").replace("_", "")) <= 9 and " " not in words[0].text


def _drawn_texts(elements: list[Element], title: Words) -> list[str]:
    """Every text that the page shows, without blanks."""
    out = [plain(title)] if title else []
    for e in elements:
        if not e.drawn or e.kept:
            continue
        if e.style.label:
            out.append(plain(e.style.label))
        for slot in e.slots:
            if slot.type in ("text", "content", "data", "cells"):
                _collect(e.__dict__.get(slot.name), out)
    return out


def _collect(x: Any, out: list[str]) -> None:
    if isinstance(x, Cell):
        if x.words:
            out.append(plain(x.words))
        _collect(getattr(x.thing, "says", None), out)
    elif isinstance(x, tuple) and x and all(isinstance(r, Run) for r in x):
        out.append(plain(x))
    elif isinstance(x, (tuple, list)):
        for y in x:
            _collect(y, out)
    elif isinstance(x, Value) and x.words:
        out.append(plain(x.words))


def facets(page: Page) -> None:
    """Fill figure.facets and figure.rows."""
    p = _Printer(page)
    added = [state.elements[k] for state in page.figure.states for k in state.elements if k in state.added]
    for e in sorted([*page.figure.elements, *added], key=lambda e: e.span.start):
        if e.drawn and not (e.pale and e.style.label is None):
            p.object(e)
            p.place(e)
        elif e.__dict__.get("hidden") and not e.pale:
            p.hidden(e)
    for c in page.figure.claims:
        if c.number in page.stated:
            p.fact(c)
    shown = set(p.facts)
    p.marks()
    if page.asked:
        show_asked(page, p.marked, shown, p.add)
    p.coordinates()
    p.box()
    for e in page.figure.elements:
        if e.style.hide and e.drawn:
            p.unseen(e)
    page.figure.rows.sort(key=lambda r: (r.kind == "find", r.number))
