"""From rules to nodes of the tree, and the repairs and faults that only a whole phrase shows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from .lexer import KIND, Tokens, lex
from .machine import Stack, bound, run
from .record import Record
from .signs import canonical_unit, lowered
from .text import quoted, read_parts
from .tree import (
    Arg,
    Arrangement,
    Attribute,
    Binary,
    Block,
    Broken,
    Call,
    Check,
    Claim,
    Compare,
    Define,
    Expr,
    Fact,
    Fault,
    Given,
    Index,
    Link,
    LinkStep,
    List,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Object,
    Param,
    Quantity,
    Range,
    Repair,
    Repeat,
    Require,
    Span,
    Statement,
    Text,
    Tuple,
    Unknown,
    Vary,
)  # fmt: skip

__all__ = ["MAKERS", "Builder"]

_AMOUNT = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?:([ \t]*\*[ \t]*10)?(\^[+-]?[0-9]+|[\ue000\ue001]?[\ue002-\ue00b]+))?[ \t]*(.+)")
_WORD = re.compile(r"[^\W\d_][\w']*")
_TAGS = (
    *("start", "formula", "block", "unnamed", "named", "several", "swapped", "swapped_block", "link", "given", "unknown", "require", "arrange", "check"),
    *("repeat", "define", "vary", "broken", "step", "fact", "param", "either", "both", "negation", "comparison", "about", "range", "binary", "negative"),
    *("positive", "coefficient", "root", "raised", "attribute", "call", "index", "name", "number", "quantity", "text", "tuple", "absolute", "list", "arg"),
)
_TALLEST = 128
_COMMA, _NL, _EQUAL, _ABOUT, _PLUS, _MINUS = (KIND[k] for k in ("COMMA", "_NL", "EQUAL", "ABOUT", "PLUS", "MINUS"))
_OF_TARGET = (Name, Call, Index, Attribute)


class _About(Record):
    """`expr ~ about` on its way to a Claim."""

    expr: Expr
    about: Expr
    span: Span


class Builder:
    """Makes the nodes of one text."""

    def __init__(self, tokens: Tokens) -> None:
        self._read_from(tokens)
        self.repairs: list[Repair] = []
        self.faults: list[Fault] = []
        self.coefficients: set[int] = set()
        self.positives: dict[int, tuple[Expr, Span]] = {}
        """numbers with a sign +, each kept for its identity, and where the sign stands"""
        self.units: set[str] = set()

    def _read_from(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds, self.texts, self.starts, self.ends = tokens.kinds, tokens.texts, tokens.starts, tokens.ends

    def _span(self, first: int, last: int) -> Span:
        return Span(self.starts[first], self.ends[last])

    def _source(self, span: Span) -> str:
        return self.tokens.source[span.start : span.end]

    def _repair(self, what: str, span: Span, new: str) -> None:
        self.repairs.append(Repair(what, self._source(span), new, span=span))

    def _fault(self, what: str, span: Span, expected: tuple[str, ...] = (), fix: str | None = None) -> None:
        self.faults.append(Fault(what, self._source(span), expected, fix, span=span))

    # ------------------------------------------------------------ expressions

    def _name(self, c: Any, first: int, last: int) -> Expr:
        return Name(self.texts[first], span=Span(self.starts[first], self.ends[first]))

    def _number(self, c: Any, first: int, last: int) -> Expr:
        text = self.texts[first]
        span = Span(self.starts[first], self.ends[first])
        if text[0] == ".":
            text = "0" + text
            self._repair("bare_point", span, text)
        return Number(text.replace("E", "e").replace("+", ""), span=span)

    def _quantity(self, c: Any, first: int, last: int) -> Expr:
        written = self.texts[first]
        span = Span(self.starts[first], self.ends[first])
        m = _AMOUNT.fullmatch(written)
        assert m is not None
        number, times, power, unit = m.groups()
        if power:
            power = power[1:] if power[0] == "^" else lowered(power)
            number += ("*10^" if times else "^") + power.removeprefix("+")
        number = number.replace("E", "e").replace("+", "")
        plain = canonical_unit(unit)
        if not written.isascii() or self.tokens.source[span.start : span.end] != written:
            self._repair("sign", span, f"{number} {plain}")
        self.units.add(plain)
        return Quantity(number, plain, span=span)

    def _text(self, c: Any, first: int, last: int) -> Text:
        start, end = self.starts[first], self.ends[first]
        written = self.tokens.source[start:end]
        a, b, long, plain = quoted(written)
        raw = written[a:b]
        if not plain:
            raw = re.sub(r'(\\.)|"', lambda m: m[1] or '\\"', raw, flags=re.DOTALL) if not long else raw
            self._repair("quotes", Span(start, end), f'"""{raw}"""' if long else f'"{raw}"')
        elif long and "\r" in raw:
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        return Text(raw, read_parts(self.tokens.source, start + a, start + b, long, self._value), long, span=Span(start, end))

    def _value(self, start: int, end: int) -> Expr | None:
        """The expression in the braces of a text, if it names something or has a unit."""
        source, clean = self.tokens.source, self.tokens.clean
        if (name := clean[start:end]).isascii() and name.isidentifier() and name not in ("not", "pi"):
            return Name(name, span=Span(start, end))
        outer, noted, faulty = self.tokens, len(self.repairs), len(self.faults)
        inner = lex(source, clean, start, end)
        self._read_from(inner)
        read: Expr | None = run(inner, "formula", self, MAKERS, _give_up)
        self._read_from(outer)
        if read is None or len(self.faults) > faulty or not _says_something(read):
            del self.repairs[noted:], self.faults[faulty:]
            return None
        del self.repairs[noted:]  # what stands in a text is printed as it was written
        return read

    def _binary(self, c: Any, first: int, last: int) -> Expr:
        left, sign, right = c
        if self.positives:
            left, right = self._operand(left), self._operand(right)
        op = self.texts[sign]
        if op == "**":
            self._repair("sign", self._span(sign, sign), "^")
            op = "^"
        elif op == "/" and id(right) in self.coefficients:
            fix = self._source(right.left.span) + "*"
            self._fault("product_after_division", right.left.span, (fix,), fix)
        span = Span(self.starts[first], self.ends[last])
        if op == "*" and isinstance(right, Quantity) and isinstance(left, Number) and right.number.startswith("10^"):
            return Quantity(f"{left.text}*{right.number}", right.unit, span=span)  # 2*(10^8 km) is 2*10^8 km
        return Binary(op, left, right, span=span)

    def _raised(self, c: Any, first: int, last: int) -> Expr:
        base, sign = c
        digits = lowered(self.texts[sign])
        span = self._span(sign, sign)
        power: Expr = Number(digits.lstrip("-"), span=span)
        return Binary("^", base, Negative(power, span=span) if digits[0] == "-" else power, span=self._span(first, last))

    def _negative(self, c: Any, first: int, last: int) -> Expr:
        return Negative(self._operand(c[1]) if self.positives else c[1], span=Span(self.starts[first], self.ends[last]))

    def _positive(self, c: Any, first: int, last: int) -> Expr:
        value: Expr = c[1]
        sign, span = self._span(first, first), Span(self.starts[first], self.ends[last])
        if isinstance(value, Number) and value.text[0].isdigit():  # the sign of a charge, of a gain: it is printed as it was typed
            value = Number("+" + value.text, span=span)
        elif isinstance(value, Quantity) and value.number[0].isdigit():
            value = Quantity("+" + value.number, value.unit, span=span)
        else:
            self._repair("plus_sign", sign, "")
            return value
        self.positives[id(value)] = value, sign
        return value

    def _operand(self, e: Expr) -> Expr:
        """Without the sign of a positive number, which says nothing in a sum or product."""
        if id(e) in self.positives:
            self._repair("plus_sign", self.positives[id(e)][1], "")
            if isinstance(e, Number):
                return Number(e.text[1:], span=e.span)
            if isinstance(e, Quantity):
                return Quantity(e.number[1:], e.unit, span=e.span)
        return e

    def _coefficient(self, c: Any, first: int, last: int) -> Expr:
        number = Number(self.texts[first], span=self._span(first, first))
        self._repair("missing_times", Span(self.ends[first], self.starts[first + 1]), "*")
        made = Binary("*", number, c[1], span=self._span(first, last))
        self.coefficients.add(id(made))
        return made

    def _root(self, c: Any, first: int, last: int) -> Expr:
        span = self._span(first, last)
        inside = self._source(Span(span.start + 1, span.end)).strip()
        self._repair("sign", span, f"sqrt{inside}" if inside.startswith("(") else f"sqrt({inside})")
        return Call(Name("sqrt", span=self._span(first, first)), (Arg(None, c[1], span=c[1].span),), span=span)

    def _comparison(self, c: Any, first: int, last: int) -> Expr:
        signs = c[1::2]
        for sign in signs:
            if self.kinds[sign] == _EQUAL:
                self._repair("equals_in_claim", self._span(sign, sign), "==")
                self.texts[sign] = "=="
        return Compare(tuple([self.texts[s] for s in signs]), tuple(c[::2]), span=Span(self.starts[first], self.ends[last]))

    def _about(self, c: Any, first: int, last: int) -> Any:
        return _About(c[0], c[2], self._span(first, last))

    def _both(self, c: Any, first: int, last: int) -> Expr:
        return Logic("and", tuple(c[::2]), span=self._span(first, last))

    def _either(self, c: Any, first: int, last: int) -> Expr:
        return Logic("or", tuple(c[::2]), span=self._span(first, last))

    def _negation(self, c: Any, first: int, last: int) -> Expr:
        return Not(c[1], span=self._span(first, last))

    def _range(self, c: Any, first: int, last: int) -> Expr:
        return Range(c[0], c[2], c[4], span=Span(self.starts[first], self.ends[last]))

    def _attribute(self, c: Any, first: int, last: int) -> Expr:
        return Attribute(c[0], self.texts[c[1]], span=Span(self.starts[first], self.ends[last]))

    def _index(self, c: Any, first: int, last: int) -> Expr:
        return Index(c[0], tuple(c[1:]), span=self._span(first, last))

    def _tuple(self, c: Any, first: int, last: int) -> Expr:
        self._trailing_comma(last)
        return Tuple(tuple(c), span=Span(self.starts[first], self.ends[last]))

    def _list(self, c: Any, first: int, last: int) -> Expr:
        self._trailing_comma(last)
        return List(tuple(c) if c[0] is not None else (), span=Span(self.starts[first], self.ends[last]))

    def _absolute(self, c: Any, first: int, last: int) -> Expr:
        span = self._span(first, last)
        self._repair("bars", span, f"abs({self.tokens.source[span.start + 1 : span.end - 1].strip()})")
        return Call(Name("abs", span=self._span(first, first)), (Arg(None, c[0], span=c[0].span),), span=span)

    def _call(self, c: Any, first: int, last: int) -> Expr:
        func, *args = c
        self._trailing_comma(last)
        span = Span(self.starts[first], self.ends[last])
        if isinstance(func, (Number, Quantity)):
            return self._product(func, tuple(args), span)
        return Call(func, tuple(args), span=span)

    def _product(self, func: Number | Quantity, args: tuple[Arg, ...], span: Span) -> Expr:
        """`2 sin(t)` and `2(x + 1)`: a fault, read as the product that was meant."""
        direct = self.tokens.clean[func.span.end : span.end].lstrip(" \t").startswith("(")
        if isinstance(func, Quantity) and _WORD.fullmatch(func.unit) and direct:
            self._fault("missing_times", func.span, ("*",), f"{func.number}*{func.unit}")
            return Binary("*", Number(func.number, span=func.span), Call(Name(func.unit, span=func.span), args, span=span), span=span)
        self._fault("missing_times", func.span, ("*",), self._source(func.span) + "*" if direct else None)
        if isinstance(func, Number) and len(args) == 1 and args[0].name is None:
            return Binary("*", func, args[0].value, span=span)
        return Call(func, args, span=span)

    def _arg(self, c: Any, first: int, last: int) -> Arg:
        span = Span(self.starts[first], self.ends[last])
        if len(c) == 1:
            return Arg(None, c[0], span=span)
        if len(c) == 3 and isinstance(c[0], Name):
            return Arg(c[0].id, c[2], span=span)
        return Arg(None, self._equation(c, span), span=span)

    def _equation(self, c: Any, span: Span) -> Expr:
        """`a = b = c` read as `a == b == c`."""
        operands: list[Expr] = []
        signs: list[str] = []
        for k, part in enumerate(c):
            if k % 2:
                self._repair("equals_in_claim", self._span(part, part), "==")
                signs.append("==")
            elif isinstance(part, Compare):
                operands += part.operands
                signs += part.ops
            else:
                operands.append(part)
        return Compare(tuple(signs), tuple(operands), span=span)

    def _trailing_comma(self, last: int) -> None:
        before = last - 1
        if self.kinds[before] == _NL:
            before -= 1
        if self.kinds[before] == _COMMA:
            self._repair("trailing_comma", self._span(before, before), "")

    # ------------------------------------------------------------ statements

    def _start(self, c: Any, first: int, last: int) -> tuple[Statement, ...]:
        return tuple([s for s in c if s is not None])

    def _formula(self, c: Any, first: int, last: int) -> Expr:
        value: Expr = c[0]
        return value

    def _block(self, c: Any, first: int, last: int) -> Block:
        return Block(tuple([s for s in c if s is not None]), span=Span(self.starts[first], self.ends[last]))

    def _statement(self, made: Statement, first: int, last: int) -> Statement:
        """The statement, unless its tree is taller than what may be walked."""
        if last - first > _TALLEST and _taller(made, _TALLEST):
            self._fault("nesting", made.span, (f"an expression of at most {_TALLEST} levels",))
            return Broken(self._source(made.span), span=made.span)
        return made

    def _object(self, targets: tuple[Expr, ...], value: Expr, block: Block | None, first: int, last: int) -> Statement:
        if block is not None and isinstance(value, (Name, Attribute)):
            value = Call(value, (), span=value.span)
        return self._statement(Object(targets, value, block, span=Span(self.starts[first], self.ends[last])), first, last)

    def _unnamed(self, c: Any, first: int, last: int) -> Statement:
        value, block = c
        if not isinstance(value, _OF_TARGET) or self.kinds[first] == _PLUS:
            return self._no_statement(value, first, last)
        return self._object((), value, block, first, last)

    def _no_statement(self, value: Expr, first: int, last: int) -> Statement:
        """An expression alone says nothing: what was probably meant."""
        span = self._span(first, last)
        fix: str | None = None
        if isinstance(value, Compare):
            right = value.operands[-1]
            backward = value.ops == ("<",) and isinstance(right, Negative) and self.tokens.clean[right.span.start - 1] == "<"
            if backward and isinstance(right, Negative):
                fix = f"{self._source(right.value.span)} -> {self._source(value.operands[0].span)}"
            else:
                fix = "require " + self._source(span)
        elif isinstance(value, Binary) and value.op == "-" and isinstance(value.left, _OF_TARGET) and isinstance(value.right, _OF_TARGET):
            fix = f"{self._source(value.left.span)} -- {self._source(value.right.span)}"
        elif isinstance(value, Text):
            fix = f"note({self._source(span)})"
        signed = self.kinds[first] in (_PLUS, _MINUS)
        expected = ("the operator at the end of the line before",) if signed else ("kind(...)", "name = value", "A -> B")
        self._fault("no_statement", span, expected, fix)
        return Broken(self._source(span), span=span)

    def _named(self, c: Any, first: int, last: int) -> Statement:
        target, _, value, block = c
        if isinstance(target, _OF_TARGET):
            return self._object((target,), value, block, first, last)
        span = self._span(first, last)
        equation = isinstance(target, (Binary, Negative)) and block is None
        fix = f"require {self._source(target.span)} == {self._source(value.span)}" if equation else None
        self._fault("no_target", span, ("name = value", "require a == b"), fix)
        return Broken(self._source(span), span=span)

    def _several(self, c: Any, first: int, last: int) -> Statement:
        *names, _, value, block = c
        return self._object(tuple([self._name((), n, n) for n in names]), value, block, first, last)

    def _swapped(self, c: Any, first: int, last: int) -> Statement:
        kind, name, *args, block = c
        args = [a for a in args if a is not None]
        end = last if block is None else self.tokens.at(block.span.start) - 1
        made = Call(self._name((), kind, kind), tuple(args), span=Span(self.starts[kind], self.ends[end]))
        self._repair("swapped_kind", self._span(kind, name), f"{self.texts[name]} = {self.texts[kind]}")
        return self._object((self._name((), name, name),), made, block, first, last)

    def _swapped_block(self, c: Any, first: int, last: int) -> Statement:
        return self._swapped(c, first, last)

    def _step(self, c: Any, first: int, last: int) -> LinkStep:
        sign, end, label = c
        return LinkStep(self.texts[sign], (end,), None if label is None else self._text((), label, label))

    def _link(self, c: Any, first: int, last: int) -> Statement:
        steps = [s for s in c[1:] if isinstance(s, LinkStep)]
        args = [a for a in c[1:] if isinstance(a, Arg)]
        ends = tuple([a.value for a in args if a.name is None])
        if ends:
            steps[-1] = LinkStep(steps[-1].sign, steps[-1].ends + ends, steps[-1].label)
        return self._statement(Link(c[0], tuple(steps), tuple([a for a in args if a.name is not None]), span=self._span(first, last)), first, last)

    def _fact(self, c: Any, first: int, last: int) -> Fact:
        left, *rest, label = c
        text = None if label is None else self._text((), label, label)
        span = Span(self.starts[first], self.ends[last])
        if not rest:
            if isinstance(left, Text) and text is None:
                return Fact(None, None, False, left, span=span)
            return Fact(left, None, False, text, span=span)
        if len(rest) > 2:
            return Fact(self._equation([left, *rest], span), None, False, text, span=span)
        return Fact(left, rest[1], self.kinds[rest[0]] == _ABOUT, text, span=span)

    def _given(self, c: Any, first: int, last: int) -> Statement:
        self._thousands(c[1:])
        return self._statement(Given(tuple(c[1:]), span=self._span(first, last)), first, last)

    def _unknown(self, c: Any, first: int, last: int) -> Statement:
        return self._statement(Unknown(tuple(c[1:]), span=self._span(first, last)), first, last)

    def _thousands(self, facts: list[Fact]) -> None:
        """`p = 62,500` reads as two facts: say what was meant."""
        for one, two in pairwise(facts):
            number, more = one.value, two.left
            if one.text is None and isinstance(number, Number) and isinstance(more, (Number, Quantity)) and more.span.start == number.span.end + 1:
                digits = more.text if isinstance(more, Number) else more.number
                if len(digits) >= 3 and digits[:3].isdigit() and not digits[3:4].isdigit():
                    span = Span(number.span.start, more.span.start + 3)
                    self._fault("thousands_comma", span, (), f"{number.text}_{digits[:3]}")

    def _claims(self, c: Any) -> tuple[Claim, ...]:
        claims: list[Claim] = []
        queue = list(reversed(c[1:]))
        while queue:
            part = queue.pop()
            if isinstance(part, Logic) and part.op == "and":
                queue += reversed(part.operands)
            elif isinstance(part, _About):
                claims.append(Claim(part.expr, part.about, span=part.span))
            else:
                claims.append(Claim(self._without_about(part), span=part.span))
        return tuple(claims)

    def _without_about(self, expr: Expr) -> Expr:
        """`~` stands in a claim of its own, not under `or` and `not`."""
        if isinstance(expr, (Logic, Not)):
            inner = expr.operands if isinstance(expr, Logic) else (expr.value,)
            fixed = tuple([self._without_about(x) for x in inner])
            return Logic(expr.op, fixed, span=expr.span) if isinstance(expr, Logic) else Not(fixed[0], span=expr.span)
        if isinstance(expr, _About):
            self._fault("about_inside", expr.span, ("==",))
            return Compare(("==",), (expr.expr, expr.about), span=expr.span)
        return expr

    def _require(self, c: Any, first: int, last: int) -> Statement:
        return self._statement(Require(self._claims(c), span=self._span(first, last)), first, last)

    def _arrange(self, c: Any, first: int, last: int) -> Statement:
        return self._statement(Arrangement(self._claims(c), span=self._span(first, last)), first, last)

    def _check(self, c: Any, first: int, last: int) -> Statement:
        return self._statement(Check(self._claims(c), span=self._span(first, last)), first, last)

    def _repeat(self, c: Any, first: int, last: int) -> Statement:
        return Repeat(self.texts[c[1]], c[3], c[4], span=self._span(first, last))

    def _vary(self, c: Any, first: int, last: int) -> Statement:
        return Vary(self.texts[c[1]], c[3], span=self._span(first, last))

    def _param(self, c: Any, first: int, last: int) -> Param:
        return Param(self.texts[c[0]], c[2], span=self._span(first, last))

    def _define(self, c: Any, first: int, last: int) -> Statement:
        params = tuple([p for p in c[2:-1] if p is not None])
        return Define(self.texts[c[1]], params, c[-1], span=self._span(first, last))

    def _broken(self, c: Any, first: int, last: int) -> Statement:
        span = self._span(first, first)
        return Broken(self._source(span), span=span)


MAKERS = bound({tag: getattr(Builder, "_" + tag) for tag in _TAGS})
"""the method of each rule"""


def _give_up(stack: Stack) -> None:
    """What stands in braces of a text and is no expression prints as it stands."""


def _parts(node: Any) -> list[Any]:
    """The nodes a node is made of, but for its block: the statements there are looked at by themselves."""
    found: list[Any] = []
    for key in node.__record__:
        value = getattr(node, key)
        if isinstance(value, Record) and not isinstance(value, Block):
            found.append(value)
        elif isinstance(value, tuple):
            found += [x for x in value if isinstance(x, Record)]
    return found


def _taller(node: Record, most: int) -> bool:
    """Whether a tree has more levels than `most`."""
    level = [node]
    for _ in range(most + 1):
        level = [part for x in level for part in _parts(x)]
        if not level:
            return False
    return True


def _says_something(expr: Expr) -> bool:
    queue: list[Any] = [expr]
    while queue:
        node = queue.pop()
        if isinstance(node, (Name, Quantity)):
            return True
        queue += _parts(node)
    return False
