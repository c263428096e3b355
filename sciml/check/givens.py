"""given and unknown: symbols, facts, rows of the Givens box."""

from __future__ import annotations

import re
from typing import Any

from ..diagnostic import Fix
from ..element import Element
from ..expression import Num, Var
from ..figure import BoxRow, Symbol
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..ink import Words
from ..quantity import Dimension, Origin, Value
from ..typeset import Run, identifier
from .asked import letter_of
from .mathematics import equation, mathematics
from .messages import BoundTwice, UnknownName, WrongType
from .natural import describe, force, natural, number_value, run_names
from .page import Page
from .scope import Binding, Scope
from .slips import UnknownHasValue
from .spoken import spoken
from .texts import verbatim, words_of

__all__ = ["given_facts", "given_name", "shared_meanings", "unknown_facts"]


def given_name(fact: t.Fact) -> str:
    """The symbol a fact would bind: `m = 2 kg`, `m "mass"`, `beta ~ 70 deg`, `loss <= 40 %`; empty for measures, numbers and texts."""
    left = fact.left
    if isinstance(left, t.Name):
        return left.id
    if isinstance(left, t.Compare) and isinstance(left.operands[0], t.Name):
        return left.operands[0].id
    return ""


def _meaning(page: Page, fact: t.Fact, scope: Scope) -> Words:
    return words_of(page, fact.text, scope) if fact.text is not None else ()


_ORDINALS = {"first", "second", "third", "other", "last", "left", "right", "upper", "lower", "former", "latter"}
_PREPOSITIONS = {
    "of",
    "in",
    "at",
    "on",
    "from",
    "to",
    "between",
    "for",
    "with",
    "by",
    "per",
    "after",
    "before",
    "above",
    "below",
    "along",
    "that",
    "which",
    "where",
}
_ONE = {"a", "an", "one", "each", "series"}


_PLURALS = {"men", "women", "people", "feet", "data", "momenta", "quanta", "spectra", "media", "maxima", "minima", "extrema", "vertices", "matrices"}


def shared_meanings(facts: tuple[t.Fact, ...]) -> list[t.Fact]:
    """`m_1, m_2 "masses of the bodies"`: a meaning is that of all letters before it that differ from its own in their subscripts alone, and one
    that speaks of several things (`x, y "legs"`, `a, b "length and width"`) of all letters before it that have none."""
    out = list(facts)
    many = wanted = covered = 0
    said: list[str] = []
    for k in range(len(out) - 1, 0, -1):
        last, fact = out[k], out[k - 1]
        if last.text is None or fact.text is not None or not (isinstance(last.left, t.Name) and isinstance(fact.left, t.Name)):
            continue
        if last is facts[k]:  # a text of its own, not one that came down from the right
            said = re.findall(r"\w+", last.text.raw.lower())
            many, wanted, covered = _several(said), _listed(last.text.raw), 1
            if last.value is not None and wanted != _run(facts, k):  # "static friction, block and turntable" lists no letters
                wanted = 1
        (letter, _, index), (base, _, own) = last.left.id.partition("_"), fact.left.id.partition("_")
        alike = bool(letter == base and index and own) and (many or own.lower() in said or not {index.lower(), *_ORDINALS} & set(said))
        shares = covered < wanted if wanted > 1 else alike or (bool(many) and (covered == 1 or not (index or own)))
        if shares:
            covered += 1
            out[k - 1] = replace(fact, text=last.text)
    return out


def _run(facts: tuple[t.Fact, ...], k: int) -> int:
    """How many letters in a row end with this one, all with values and without meanings of their own."""
    first = k
    while first and facts[first - 1].text is None and isinstance(facts[first - 1].left, t.Name) and facts[first - 1].value is not None:
        first -= 1
    return k - first + 1


def _several(words: list[str]) -> int:
    """Does a meaning speak of several things: does its noun, before the first preposition, stand in the plural?"""
    noun = ""
    for word in words:
        if word in _PREPOSITIONS:
            break
        noun = word
    if not noun or words[0] in _ONE:
        return 0
    if noun in _PLURALS or (len(noun) > 4 and noun.endswith("i")):  # radii, foci, nuclei
        return 1
    return int(len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is", "as", "ens", "ics")))


def _listed(text: str) -> int:
    """How many things a meaning lists before its first preposition: "length, width and height of the box" are three."""
    head: list[str] = []
    for word in text.lower().split():
        if word in _PREPOSITIONS:
            break
        head.append(word)
    if "and" not in head[1:-1] or head[0] in _ONE:
        return 1
    return len([part for part in re.split(r",| and ", " ".join(head)) if part.strip()])


def given_facts(page: Page, fact: t.Fact, scope: Scope, bind: Any, jobs: list[Any]) -> None:
    """One fact of `given`."""
    number = fact.span.start
    left = fact.left
    kept = _kept_text(left)
    if kept is not None:
        jobs.append(lambda: page.figure.rows.append(BoxRow("fact", verbatim(page, kept, scope), f"fact:{number}", number, frame=scope.frame)))
        return
    if left is None or (isinstance(left, (t.Quantity, t.Number, t.Range)) and fact.value is None):
        jobs.append(lambda: _row_without_letter(page, fact, scope, number))
        return
    if isinstance(left, t.Name):
        letters = run_names(left.id)
        if not (letters and all(scope.find(x) is not None for x in letters)):
            b = Binding(left.id, "given", fact.span, scope)
            b.make = lambda: _symbol(page, fact, left.id, scope)
            bind(b)
            jobs.append(lambda: _force(page, b))
            return
    if isinstance(left, t.Compare) and isinstance(left.operands[0], t.Name) and scope.find(left.operands[0].id) is None and not run_names(left.operands[0].id):
        name = left.operands[0].id
        b = Binding(name, "given", fact.span, scope)
        b.make = lambda: _bounded(page, fact, name, left, scope)
        bind(b)
        jobs.append(lambda: _force(page, b))
        return
    _measure_fact(page, fact, scope)


def _kept_text(e: t.Expr | None) -> t.Text | None:
    """The text in `as_stated("...")`: words of the problem, right or wrong."""
    if isinstance(e, t.Call) and isinstance(e.func, t.Name) and e.func.id == "as_stated" and len(e.args) == 1:
        inner = e.args[0].value
        return inner if isinstance(inner, t.Text) else None
    return None


def _force(page: Page, b: Binding) -> None:
    if b.turn == 0:
        force(page, b)
        b.uses -= 1


def _row_without_letter(page: Page, fact: t.Fact, scope: Scope, number: int) -> None:
    meaning = _meaning(page, fact, scope)
    if fact.left is None:  # what is in its text is given
        page.typed = [found for found in page.typed if fact.text is None or found[2] != fact.text.span]
        page.figure.rows.append(BoxRow("fact", meaning, f"fact:{number}", number, frame=scope.frame))
        return
    value = natural(page, fact.left, scope)
    if value is None:
        return
    words = value.words if isinstance(value, Value) and value.words else (Run(mathematics(fact.left), math=True),)
    row = (*words, Run("  "), *meaning) if meaning else words
    page.figure.rows.append(BoxRow("given", row, f"number:{number}", number, quantity=_plain(words), frame=scope.frame))


def _plain(words: Words) -> str:
    return "".join(r.text for r in words)


def _symbol(page: Page, fact: t.Fact, name: str, scope: Scope) -> Any:
    """The Value behind a given symbol."""
    words = (identifier(name),)
    meaning = _meaning(page, fact, scope)
    value: Value | None = None
    origin = Origin.GIVEN
    as_stated = False
    if fact.value is not None:
        thing = natural(page, fact.value, scope)
        if thing is None:
            last = page.found[-1] if page.found else None
            if isinstance(last, UnknownName) and not last.near and fact.value.span.start <= last.span.start < fact.value.span.end and not fact.about:
                law = f"A law in letters, which is shown: `given {name} == {print_expr(fact.value)}`; a value needs all of them: `given {last.name}`."
                page.found[-1] = replace(last, law=law)
            return None
        if not isinstance(thing, Value):
            if isinstance(thing, (list, tuple)) or type(thing).__name__ == "Span2":
                text = bool(thing) and isinstance(thing, tuple) and all(isinstance(r, Run) for r in thing)
                shown = thing if text else (Run(mathematics(fact.value), math=True),)
                page.figure.rows.append(BoxRow("given", (*words, Run(" = "), *shown, *_after(meaning)), f"given:{name}", fact.span.start, symbol=name))
                return thing
            page.say(WrongType(fact.value.span, name, "a quantity", print_expr(fact.value), describe(thing)))
            return None
        value = thing
        as_stated = value.key == "as_stated"
        if value.words is None:
            value = replace(value, words=(Run(mathematics(fact.value), math=True),))
        origin = Origin.EXAMPLE if fact.about else value.origin
    n: Num = value.n if value is not None else Var(name)
    dim = value.dim if value is not None else None
    key = f"given:{scope.prefix}{name}" if not as_stated else "as_stated"
    page.figure.symbols[name] = Symbol(name, dim, origin, n, words, None if fact.about else value, meaning, fact.span)
    page.givens.append((name, None if fact.about else value, meaning, fact.span, scope))
    if value is None or fact.about:
        return Value(n, dim, origin, words, value.unit if value else None, None, None, name, key=key)  # type: ignore[arg-type]
    return replace(value, symbol=name, key=key)


def _after(meaning: Words) -> Words:
    return (Run("  "), *meaning) if meaning else ()


def _bounded(page: Page, fact: t.Fact, name: str, left: t.Compare, scope: Scope) -> Any:
    """`given loss <= 40 %`: a symbol with a bound; the bound is a row."""
    words = (identifier(name),)
    page.figure.symbols[name] = Symbol(name, None, Origin.GIVEN, Var(name), words, None, (), fact.span)
    row = (Run(equation(left.ops, left.operands), math=True), *_after(_meaning(page, fact, scope)))
    page.figure.rows.append(BoxRow("given", row, f"given:{name}", fact.span.start, symbol=name, frame=scope.frame))
    return Value(page.figure.symbols[name].number, None, Origin.GIVEN, words, symbol=name)  # type: ignore[arg-type]


def _measure_fact(page: Page, fact: t.Fact, scope: Scope) -> None:
    """`given AB = 5 cm`: the same as `require AB == 5 cm`."""
    from .claims import claim_statement

    left = fact.left
    assert left is not None
    if fact.value is not None:
        e: t.Expr = t.Compare(("==",), (left, fact.value), span=fact.span)
    elif isinstance(left, (t.Compare, t.Logic, t.Not, t.Call)):
        e = left
    else:
        page.after.append(lambda: _symbolic_measure(page, fact, scope))
        return
    about = fact.about
    page.after.append(lambda: claim_statement(page, (t.Claim(e, span=fact.span),), "example" if about else "fact", scope))


def _symbolic_measure(page: Page, fact: t.Fact, scope: Scope) -> None:
    """`given AB "the base"`: a measure with a meaning and no value."""
    assert fact.left is not None
    row = (Run(mathematics(fact.left), math=True), *_after(_meaning(page, fact, scope)))
    page.figure.rows.append(BoxRow("given", row, f"measure:{fact.span.start}", fact.span.start, frame=scope.frame))


def unknown_facts(page: Page, fact: t.Fact, scope: Scope, bind: Any, jobs: list[Any]) -> None:
    """One item of `unknown`."""
    left = fact.left
    number = fact.span.start
    if fact.value is not None and left is not None:
        cut = t.Span(left.span.end, fact.value.span.end)
        page.say(UnknownHasValue(fact.value.span, print_expr(left), fix=Fix(cut, "")))
        fact = replace(fact, value=None, about=False)
    if left is None:
        jobs.append(lambda: page.figure.rows.append(BoxRow("find", _meaning(page, fact, scope), f"find:{number}", number, frame=scope.frame)))
        return
    if isinstance(left, t.Name):
        letters = run_names(left.id)
        if left.id not in scope.names and not (letters and all(scope.find(x) is not None for x in letters)):
            b = Binding(left.id, "unknown", fact.span, scope)
            b.make = lambda: _unknown_symbol(page, fact, left.id, scope)
            bind(b)
            jobs.append(lambda: _force(page, b))
            return
        twice = scope.names.get(left.id)
        if twice is not None and not letters and twice.kind in ("given", "unknown"):
            page.say(BoundTwice(fact.span, left.id, related=(twice.span,)))
            return
    jobs.append(lambda: _unknown_measure(page, fact, scope))


def _unknown_symbol(page: Page, fact: t.Fact, name: str, scope: Scope) -> Any:
    words = (identifier(name),)
    meaning = _meaning(page, fact, scope)
    dim: Dimension | None = None
    n: Num = Var(name)
    page.figure.symbols[name] = Symbol(name, dim, Origin.UNKNOWN, n, words, None, meaning, fact.span)
    page.unknowns.append((name, words, meaning, fact.span, scope))
    return Value(n, dim, Origin.UNKNOWN, words, symbol=name, key=f"unknown:{name}")  # type: ignore[arg-type]


def _unknown_measure(page: Page, fact: t.Fact, scope: Scope) -> None:
    """`unknown AB`, `unknown E_3/E_0 "ratio"`: an expression that is asked."""
    assert fact.left is not None
    left = fact.left
    value = _quiet_value(page, left, scope)
    words = (Run(mathematics(left), math=True),)
    name, meaning = print_expr(left), _meaning(page, fact, scope)
    meaning = letter_of(meaning) or meaning
    if value is not None and value.key:
        page.figure.options.setdefault("unknown_measures", {})[value.key] = name
        page.asked = (*page.asked, (value, meaning, fact.span, scope))
    if value is not None:
        page.figure.symbols.setdefault(name, Symbol(name, value.dim, Origin.UNKNOWN, value.n, words, None, (), fact.span))
    asked = (Run(mathematics(spoken(left, lambda _: "")), math=True),)
    page.unknowns.append((name, asked, meaning, fact.span, scope))
    thing = b.thing if isinstance(left, t.Name) and (b := scope.find(left.id)) is not None else None
    if isinstance(thing, Element) and thing.family == "line" and thing.drawn and thing.style.label is None and not thing.prints_name:
        thing.style = replace(thing.style, label=words)  # the letter that is asked for stands on its line


def _quiet_value(page: Page, e: t.Expr, scope: Scope) -> Value | None:
    """The number an expression stands for, if all its names are known; `unknown E_3/E_0` may use letters that nothing binds."""
    before = len(page.found)
    page.quiet = True
    made = number_value(page, e, scope)
    page.quiet = False
    del page.found[before:]
    return made
