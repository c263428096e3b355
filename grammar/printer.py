"""A tree as text in its canonical form: `parse(print_tree(t)) == t`, and printing again changes nothing.

Blanks, signs and indentation are fixed. Where lines end is the author's: statements that share a line still do, a block on one line stays there,
and a call with a line end inside its brackets has an argument a line. Comments stay beside what they stood beside; of blank lines one is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

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
    Given,
    Index,
    Link,
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
    Repeat,
    Require,
    Span,
    Statement,
    Text,
    Tree,
    Tuple,
    Unknown,
    Vary,
)  # fmt: skip

__all__ = ["print_expr", "print_statement", "print_tree"]

_EITHER, _BOTH, _NOT, _COMPARE, _RANGE, _SUM, _PRODUCT, _SIGNED, _POWER, _PART, _ATOM = range(1, 12)
"""How tightly a form binds; a form in a tighter place stands in brackets."""


# ---------------------------------------------------------------- expressions


def print_expr(expr: Expr) -> str:
    """An expression on one line."""
    return _bare(expr)


def _binds(e: Expr) -> int:
    if isinstance(e, Binary):
        return _SUM if e.op in "+-" else _PRODUCT if e.op in "*/" else _POWER
    if isinstance(e, Logic):
        return _EITHER if e.op == "or" else _BOTH
    kind = e.__class__
    return _BINDS.get(kind, _ATOM)


_BINDS = {Not: _NOT, Compare: _COMPARE, Range: _RANGE, Negative: _SIGNED, Call: _PART, Attribute: _PART, Index: _PART}


def _expr(e: Expr, place: int) -> str:
    if type(e) is Name:
        return e.id
    text = _bare(e)
    return f"({text})" if _binds(e) < place else text


def _bare(e: Expr) -> str:
    if type(e) is Name:
        return e.id
    if type(e) is Number:
        return e.text
    if type(e) is Quantity:
        return f"{e.number} {e.unit}"
    if type(e) is Call:
        return f"{_base(e.func)}({_args(e.args)})"
    if type(e) is Compare:
        parts = [_expr(e.operands[0], _RANGE)]
        for op, operand in zip(e.ops, e.operands[1:], strict=True):
            parts += [op, _expr(operand, _RANGE)]
        return " ".join(parts)
    return _rarer(e)


def _rarer(e: Expr) -> str:
    match e:
        case Text():
            return f'"""{e.raw}"""' if e.long else f'"{e.raw}"'
        case Attribute():
            return f"{_base(e.value)}.{e.name}"
        case Binary():
            return _binary(e)
        case Negative():
            text = _expr(e.value, _SIGNED)
            return f"-({text})" if text[0] == "-" else "-" + text
        case Logic():
            return f" {e.op} ".join([_expr(x, _BOTH if e.op == "or" else _NOT) for x in e.operands])
        case Not():
            return "not " + _expr(e.value, _NOT)
        case Index():
            return f"{_base(e.value)}[{_items(e.indices)}]"
        case Tuple():
            return f"({_items(e.items)})"
        case List():
            return f"[{_items(e.items)}]"
        case Range():
            step = "" if e.step is None else " step " + _expr(e.step, _SUM)
            return f"{_expr(e.low, _SUM)}..{_expr(e.high, _SUM)}{step}"
    raise TypeError(e.__class__.__name__)


def _base(e: Expr) -> str:
    """What an attribute, an index or a call hangs on; a number there needs brackets."""
    return f"({_bare(e)})" if isinstance(e, (Number, Quantity)) else _expr(e, _PART)


def _items(items: Sequence[Expr]) -> str:
    return ", ".join([_expr(x, _EITHER) for x in items])


def _args(args: Sequence[Arg]) -> str:
    return ", ".join([_arg(a) for a in args])


def _arg(arg: Arg) -> str:
    value = _expr(arg.value, _EITHER)
    return value if arg.name is None else f"{arg.name}={value}"


def _binary(e: Binary) -> str:
    if e.op in "+-":
        return f"{_expr(e.left, _SUM)} {e.op} {_expr(e.right, _PRODUCT)}"
    if e.op == "^":
        left = f"({_bare(e.left)})" if isinstance(e.left, Quantity) else _expr(e.left, _PART)
        right = _expr(e.right, _SIGNED)
        power = e.right.value if isinstance(e.right, Negative) else e.right
        if isinstance(e.left, Number) and e.left.text == "10" and isinstance(power, Quantity) and power.number.isdigit():
            right = f"({right})"  # 10^8 km is one number and its unit
        return f"{left}^{right}"
    left, right = _expr(e.left, _PRODUCT), _expr(e.right, _SIGNED)
    last = _last(e.left)
    if isinstance(last, Quantity) and left.endswith(last.unit):
        return f"{left} {e.op} {right}"  # without blanks what follows would be read into the unit
    if isinstance(last, Number) and isinstance(e.right, Quantity) and e.right.number.startswith("10^"):
        right = f"({right})"  # 2*(10^8 km) is a product, 2*10^8 km one number
    return f"{left}{e.op}{right}"


def _last(e: Expr) -> Expr:
    """The leaf at the right end."""
    while isinstance(e, (Binary, Negative)):
        e = e.right if isinstance(e, Binary) else e.value
    return e


# ---------------------------------------------------------------- statements on one line


def print_statement(statement: Statement) -> str:
    """A statement on one line, its block too."""
    text = _head(statement)
    block = _block_of(statement)
    return text if block is None else f"{text} {_one_line(block)}"


def _one_line(block: Block) -> str:
    return "{ " + "; ".join([print_statement(s) for s in block.statements]) + " }" if block.statements else "{ }"


def _block_of(s: Statement) -> Block | None:
    return s.block if isinstance(s, (Object, Repeat, Define)) else None


def _head(s: Statement) -> str:
    """A statement without its block."""
    match s:
        case Object():
            return _targets(s) + _value(s)
        case Link():
            text = _expr(s.start, _SUM)
            for step in s.steps:
                text += f" {step.sign} {_expr(step.ends[0], _SUM)}"
                text += "" if step.label is None else " " + _bare(step.label)
                text += "".join([", " + _expr(x, _SUM) for x in step.ends[1:]])
            return text + "".join([", " + _arg(a) for a in s.args])
        case Given() | Unknown():
            return ("given " if isinstance(s, Given) else "unknown ") + ", ".join([_fact(f) for f in s.facts])
        case Require() | Arrangement() | Check():
            word = "require " if isinstance(s, Require) else "arrange " if isinstance(s, Arrangement) else "check "
            return word + ", ".join([_claim(c) for c in s.claims])
        case Repeat():
            return f"repeat {s.name} in {_expr(s.over, _RANGE)}"
        case Vary():
            return f"vary {s.name} in {_expr(s.over, _RANGE)}"
        case Define():
            params = ", ".join([_param(p) for p in s.params])
            return f"define {s.name}({params})" if params else f"define {s.name}"
        case Broken():
            return s.text


def _targets(s: Object) -> str:
    return ", ".join([_expr(t, _PART) for t in s.targets]) + " = " if s.targets else ""


def _value(s: Object) -> str:
    if s.block is not None and isinstance(s.value, Call) and not s.value.args:
        return _base(s.value.func)
    return _expr(s.value, _EITHER)


def _fact(f: Fact) -> str:
    if f.left is None:
        return "" if f.text is None else _bare(f.text)
    text = _expr(f.left, _COMPARE)
    if f.value is not None:
        text += (" ~ " if f.about else " = ") + _expr(f.value, _COMPARE)
    return text if f.text is None else f"{text} {_bare(f.text)}"


def _claim(c: Claim) -> str:
    return _expr(c.expr, _EITHER) if c.about is None else f"{_expr(c.expr, _RANGE)} ~ {_expr(c.about, _RANGE)}"


def _param(p: Param) -> str:
    return p.name if p.default is None else f"{p.name}={_expr(p.default, _EITHER)}"


# ---------------------------------------------------------------- pages of lines


def print_tree(tree: Tree) -> str:
    """The canonical text of a tree."""
    page = _Page(tree)
    page.statements(tree.statements, 0, len(tree.lines) and _ENDLESS)
    return "".join([line + "\n" for line in page.out])


_ENDLESS = 1 << 60


class _Page:
    """Lines as they are printed; `done` is the source line of what was printed last, `next` the next comment."""

    def __init__(self, tree: Tree) -> None:
        self.lines = tree.lines
        self.comments = tree.comments
        self.next = 0
        self.out: list[str] = []
        self.done = 0
        self.fresh, self.tight = True, False

    def line(self, offset: int) -> int:
        return bisect_right(self.lines, offset)

    def put(self, text: str, depth: int, start: int, end: int) -> None:
        """A line of its own, after a blank one if the source has one there."""
        if not self.fresh and not self.tight and self.lines and self.line(start) > self.done + 1:
            self.out.append("")
        self.out.append("  " * depth + text)
        self.done, self.fresh = self.line(end), False

    def own_comments(self, before: int, depth: int) -> None:
        """Comments that start before an offset, a line each."""
        while self.next < len(self.comments) and self.comments[self.next][0].start < before:
            span, text = self.comments[self.next]
            self.put(text, depth, span.start, span.end)
            self.next += 1

    def end_comment(self, before: int) -> None:
        """The comment at the end of the line just printed."""
        if self.next < len(self.comments):
            span, text = self.comments[self.next]
            if span.start < before and self.line(span.start) <= self.done:
                self.out[-1] += "  " + text
                self.next += 1

    def statements(self, statements: Sequence[Statement], depth: int, end: int) -> None:
        """Statements up to an offset, and the comments around them."""
        for k, s in enumerate(statements):
            joined = k > 0 and bool(self.lines) and self.line(s.span.start) == self.done and self.flat(s) and self.flat(statements[k - 1])
            limit = statements[k + 1].span.start if k + 1 < len(statements) else end
            if joined:
                self.out[-1] += "; " + print_statement(s)
                self.done = self.line(s.span.end - 1)
            else:
                self.statement(s, depth)
            self.end_comment(limit)
        self.own_comments(end, depth)

    def flat(self, s: Statement) -> bool:
        """Whether a statement prints on one line (but for texts of several)."""
        block = _block_of(s)
        return (block is None or self.flat_block(block)) and not (isinstance(s, Object) and isinstance(s.value, Call) and self.opened(s.value))

    def flat_block(self, block: Block) -> bool:
        if not self.lines or not self.near(block.span, block.statements):
            return False
        return all([self.flat(s) for s in block.statements])

    def near(self, around: Span, parts: Sequence[Statement | Expr | Arg]) -> bool:
        """Whether no line ends between the brackets at both ends of a span and the parts within them."""
        at = around.start
        for part in parts:
            if not self.same(at, part.span.start):
                return False
            at = part.span.end - 1
        return self.same(at, around.end - 1)

    def statement(self, s: Statement, depth: int) -> None:
        block = _block_of(s)
        if isinstance(s, Object) and isinstance(s.value, Call) and self.opened(s.value):
            self.own_comments(s.span.start, depth)
            self.spread_call(_targets(s), s.value, depth, s.span.start)
        else:
            head = s.span.end if block is None else block.span.start
            self.own_comments(head if self.lines and not self.same(head - 1, s.span.start) else s.span.start, depth)
            self.put(_head(s), depth, s.span.start, head - 1)
        if block is not None:
            self.block(block, depth)

    def same(self, a: int, b: int) -> bool:
        return self.line(a) == self.line(b)

    def block(self, block: Block, depth: int) -> None:
        """A block behind the line just printed."""
        end = block.span.end - 1
        if self.flat_block(block):
            self.out[-1] += " " + _one_line(block)
            self.done = self.line(end)
            return
        if not block.statements and not (self.next < len(self.comments) and self.comments[self.next][0].start < end):
            self.out[-1] += " { }"
            self.done = self.line(end)
            return
        self.out[-1] += " {"
        self.done = self.line(block.span.start)
        self.end_comment(block.statements[0].span.start if block.statements else end)
        self.fresh = True
        self.statements(block.statements, depth + 1, end)
        self.fresh = True
        self.put("}", depth, end, end)

    def opened(self, call: Call) -> bool:
        """Whether a line ends between the arguments of a call, or between the items of a list that is one."""
        if not self.lines or not call.args:
            return False
        brackets = Span(call.func.span.end - 1, call.span.end)
        return not self.near(brackets, call.args) or any([self.opened_list(a.value) for a in call.args])

    def opened_list(self, value: Expr) -> bool:
        return isinstance(value, List) and bool(value.items) and not self.near(value.span, value.items)

    def spread_call(self, before: str, call: Call, depth: int, start: int) -> None:
        """A call with an argument a line, or, if only its last argument has lines and is a list, with an item of it a line."""
        self.own_comments(start, depth)
        brackets, (*others, last) = Span(call.func.span.end - 1, call.span.end), call.args
        if isinstance(last.value, List) and self.near(brackets, call.args) and not any([self.opened_list(a.value) for a in others]):
            self.own_comments(last.value.span.start, depth)
            front = "".join([_arg(a) + ", " for a in others]) + ("" if last.name is None else last.name + "=")
            self.spread_list(f"{before}{_base(call.func)}({front}", last.value, depth, Span(start, last.value.span.start), ")")
            self.tight = False
            return
        self.put(f"{before}{_base(call.func)}(", depth, start, call.func.span.end - 1)
        self.tight = True
        self.end_comment(call.args[0].span.start)
        for k, arg in enumerate(call.args):
            comma = "," if k + 1 < len(call.args) else ""
            value = arg.value
            if isinstance(value, List) and self.opened_list(value):
                self.own_comments(arg.span.start, depth + 1)
                self.spread_list("" if arg.name is None else arg.name + "=", value, depth + 1, arg.span, comma)
            else:
                self.own_comments(arg.span.end, depth + 1)
                self.put(_arg(arg) + comma, depth + 1, arg.span.start, arg.span.end - 1)
            self.end_comment(call.args[k + 1].span.start if comma else call.span.end)
        self.own_comments(call.span.end, depth + 1)
        self.put(")", depth, call.span.end - 1, call.span.end - 1)
        self.tight = False

    def spread_list(self, before: str, items: List, depth: int, span: Span, after: str) -> None:
        """A list with an item a line."""
        self.put(before + "[", depth, span.start, items.span.start)
        self.tight = True
        self.end_comment(items.items[0].span.start)
        for k, item in enumerate(items.items):
            last = k + 1 == len(items.items)
            self.own_comments(item.span.end, depth + 1)
            self.put(_expr(item, _EITHER) + ("" if last else ","), depth + 1, item.span.start, item.span.end - 1)
            self.end_comment(items.span.end if last else items.items[k + 1].span.start)
        self.own_comments(items.span.end, depth + 1)
        self.put("]" + after, depth, items.span.end - 1, items.span.end - 1)
