"""One claim after the other, on the model: floats refute, exact numbers prove, certificates bound, floats have the last word."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ..expression import Expr, Num, Var, postorder, variables_of
from ..figure import Claim, Frame, Row, Solved
from ..plane import Point
from ..quantity import Origin
from ..relation import Positive, Relation, Truth, Zero
from .exact import Exact, TooMuch, Unsure, is_zero, sign_of
from .margins import Margins
from .sight import Sight, points_in

__all__ = ["CLOSE", "YIELDING", "Finding", "Judge"]

CLOSE = 1e-9
"""Tolerance, in sizes of the frame."""
PAGE_MM = 100.0
"""A drawing's size in page millimetres, for tolerances."""
SAMPLES = (1.3717, 0.6193, 2.8284, 0.2371, 1.9021)
"""Values tried for a symbol without one; the next symbol takes them from the next on."""
LONG = 100
"""Forms in which so many nodes are written are evaluated as balls before exact numbers are tried."""
SHARP = 400
"""Bits of such balls."""

DERIVED = ("construction", "check")
"""Roles of claims that follow from others, and define nothing."""
YIELDING = ("arrange", "wish", "example")
"""Roles of claims that are dropped where the facts do not allow them."""
NONE: frozenset[Var] = frozenset()

Form = Zero | Positive | Truth


class Finding:
    """What came out for one relation. verdict None: not decided. forms: over expressions; soft: a certificate may still improve `how`;
    identical: its equations hold exactly, whatever the soft variables are."""

    __slots__ = ("agrees", "forms", "how", "identical", "missing", "residual", "soft", "tolerance", "verdict", "why")

    def __init__(self, verdict: bool | None, how: str, residual: float = 0.0, tolerance: float = 0.0, why: str = "") -> None:
        self.verdict, self.how, self.residual, self.tolerance, self.why = verdict, how, residual, tolerance, why
        self.agrees = self.soft = self.identical = False
        self.forms: list[Form] | None = None
        self.missing: list[Var] = []


class Judge:
    def __init__(self, solved: Solved) -> None:
        self.solved = solved
        figure = solved.figure
        self.known: dict[Var, Num] = {}
        self.sight = Sight(solved.model)
        self._know(figure.constants)
        self._know(solved.exact)
        self.exact = Exact(self.known, solved.model)
        self.margins = Margins(self.sight)
        self._inexact = {v.var for v in figure.variables if v.var not in self.known}
        self._not_zero: set[Expr] = set()
        self._names: dict[Expr, frozenset[Var]] = {}
        self._codes: dict[Expr, int] = {}
        self._alike: dict[Any, int] = {}
        self._forms: dict[int, list[Form] | None] = {}
        self.soft = self._bound_variables() if self._inexact else frozenset()
        self._sizes: dict[int, float] = {}
        self._stated: set[Var] | None = None

    def _know(self, values: Any) -> None:
        """Exact values, where they are what the model says: the solver is not believed."""
        model = self.solved.model
        for v, x in values.items():
            at = model.get(v)
            if isinstance(x, float):
                continue
            if at is None:
                self.known[v] = x
                continue
            value = self.sight.number(x)
            if abs(value - at) <= 1e-9 * max(abs(at), abs(value), 1e-300) or (abs(at) < 1e-12 and abs(value) < 1e-12):
                self.known[v] = x

    def _bound_variables(self) -> frozenset[Var]:
        """Variables known by their floats only, of which an equation is stated that these do not fulfil exactly: the truth lies beside them."""
        out: set[Var] = set()
        for claim in self.solved.figure.claims:
            if claim.role not in DERIVED:
                for form in self.over_expressions(claim.relation) or ():
                    if isinstance(form, Zero):
                        mine = self.inexact_in(form.value)
                        if mine and (self._refuted(form.value) or self.decide((form,), self.exact) is not True):
                            out |= mine
        return frozenset(out)

    def _refuted(self, x: Num) -> bool:
        """Is a long form surely not zero? A ball tells it sooner than exact numbers, which grow with it."""
        if not _long(x):
            return False
        from flint import ctx

        from .balls import Balls

        with ctx.workprec(SHARP):
            apart = bool(Balls(self.known, self.solved.model).number(x) != 0)
        if apart:
            self._not_zero.add(x)
        return apart

    def inexact_in(self, x: Num) -> frozenset[Var]:
        """Variables without an exact value that stand in an expression."""
        if not isinstance(x, Expr):
            return NONE
        found = self._names.get(x)
        if found is None:
            try:
                found = self._names_in(x)
            except RecursionError:
                for node in postorder(x):
                    found = self._names_in(node)
        return found or NONE

    def _names_in(self, x: Expr) -> frozenset[Var]:
        names, found = self._names, NONE
        for a in x.args:
            more = names.get(a)
            if more is None:
                if not isinstance(a, Expr):
                    continue
                more = self._names_in(a)
            if more and more is not found:
                found = found | more if found else more
        if x.__class__ is Var and x in self._inexact:
            found = frozenset((x,))
        names[x] = found
        return found

    # ------------------------------------------------------------ sizes

    def size(self, frame: Frame | None, copy: Any) -> float:
        """A typical length of the claim's surroundings, in its units."""
        if frame is not None and frame.kind == "plane":
            got = self._sizes.get(id(frame))
            if got is None:
                mm = self.sight.number(frame.mm)
                got = self._sizes[id(frame)] = mm * PAGE_MM if math.isfinite(mm) and mm > 0 else 0.0
            if got:
                return got
        found: list[Point] = []
        points_in(copy, found)
        return max((max(abs(p.x), abs(p.y)) for p in found if math.isfinite(p.x) and math.isfinite(p.y)), default=1.0) or 1.0

    def tolerance(self, form: Zero | Positive, size: float) -> float:
        if form.scale is not None:
            return CLOSE * abs(self.sight.number(form.scale))
        return CLOSE if not form.power else CLOSE * min(size, 1e75) ** form.power

    # ------------------------------------------------------------ one claim

    def claim(self, claim: Claim) -> Finding:
        """A claim with its alternatives, before negation."""
        best = self.relation(claim.relation, claim)
        for other in claim.alternatives:
            if best.verdict:
                return best
            found = self.relation(other, claim)
            if found.verdict or (found.verdict is None and best.verdict is False):
                best = found
        return best

    def relation(self, relation: Relation, claim: Claim) -> Finding:
        copy = self.sight.relation(relation)
        try:
            forms = list(copy.holds())
        except (ZeroDivisionError, ValueError, OverflowError):
            forms = [Zero(math.nan)]
        size = self.size(claim.frame, copy)
        found = self._floats(forms, claim, size)
        if math.isnan(found.residual):
            return self._without_values(relation, claim, found)
        found = self._exactly(relation, claim, found)
        if found.verdict is False and found.how == "numeric" and found.forms is not None and self._blurred(found.forms, size):
            found.verdict = self._sharply(found.forms, size)
        return found

    def _blurred(self, forms: list[Form], size: float) -> bool:
        """May rounding be what refuted it?"""
        for form in forms:
            if not isinstance(form, Truth):
                value, err = self.margins.of(form.value)
                if err > self.tolerance(form, size) and not abs(value) > err:
                    return True
        return False

    def _sharply(self, forms: list[Form], size: float) -> bool:
        """The verdict at the same values with many bits."""
        from flint import ctx

        from .balls import Balls

        with ctx.workprec(SHARP):
            balls = Balls(self.known, self.solved.model)
            for form in forms:
                if isinstance(form, Truth):
                    continue
                ball, limit = balls.number(form.value), self.tolerance(form, size)
                if not (abs(ball) <= limit if isinstance(form, Zero) else ball > limit if form.strict else ball >= -limit):
                    return False
        return True

    def _floats(self, forms: list[Form], claim: Claim, size: float) -> Finding:
        """The verdict of floats, with the worst residual in sizes of its tolerance."""
        found = Finding(True, "numeric")
        allowed = 0.0 if claim.tolerance is None else abs(self.sight.number(claim.tolerance)) * (1 + CLOSE)  # half a step itself still agrees
        worst = -1.0
        close, isnan = CLOSE * min(size, 1e75), math.isnan
        form: Any
        for form in forms:
            if form.__class__ is Truth:
                if not form.value:
                    return Finding(False, "numeric", why=form.why)
                continue
            value: float = form.value
            if value.__class__ is not float:
                value = self.sight.number(value)
            strict = limit = close if form.power == 1 and form.scale is None else self.tolerance(form, size)
            if isnan(value):
                return Finding(False, "numeric", math.nan, strict)
            if form.__class__ is Zero:
                off = residual = abs(value)
                if strict < allowed:
                    limit = allowed
                    if strict < off <= limit:
                        found.agrees = True
            else:
                off = -value
                residual = off if off > 0.0 else 0.0
                if form.strict and value <= limit:
                    off += 2 * limit
            ratio = off / limit if limit > 0 else (0.0 if off <= 0 else math.inf)
            if off > limit:
                found.verdict = False
            if ratio > worst:
                worst, found.residual, found.tolerance = ratio, residual, limit
        return found

    # ------------------------------------------------------------ exact

    def over_expressions(self, relation: Relation) -> list[Form] | None:
        """What the relation claims as expressions, if it can say so without looking at numbers. Kept, so that nodes stay what they are."""
        key = id(relation)
        if key not in self._forms:
            try:
                self._forms[key] = list(relation.holds())
            except (TypeError, ValueError, ZeroDivisionError, OverflowError, AttributeError):
                self._forms[key] = None
        return self._forms[key]

    def _exactly(self, relation: Relation, claim: Claim, found: Finding) -> Finding:
        if found.agrees or found.why:
            return found
        forms = found.forms = self.over_expressions(relation)
        if forms is None:
            return found
        values = []
        for f in forms:
            if f.__class__ is not Truth:
                values.append(f.value)
            elif not f.value:
                return found
        soft = found.soft = bool(self.soft) and any(not self.soft.isdisjoint(self.inexact_in(v)) for v in values)
        outcome = self.decide(forms, self.exact, soft)
        if soft and outcome is not False and found.verdict:
            found.identical = self.decide([f for f in forms if isinstance(f, Zero)], self.exact) is True
        if outcome is True and (found.verdict or not any(isinstance(f, Positive) for f in forms)):
            found.verdict, found.how, found.soft = True, "exact", False
        elif outcome is False and not soft and (not found.verdict or (claim.role == "check" and self._pure(values))):
            found.verdict, found.how = False, "exact"
        elif outcome is None and not soft and found.verdict and self._clear(forms):
            found.how = "certified"
        return found

    def _clear(self, forms: list[Form]) -> bool:
        """Equations hold exactly, inequalities by more than rounding."""
        for form in forms:
            if isinstance(form, Zero) and self.decide((form,), self.exact) is not True:
                return False
            if isinstance(form, Positive):
                value, err = self.margins.of(form.value)
                if not value > err:
                    return False
        return True

    def decide(self, forms: Iterable[Form], exact: Exact, only_zeros: bool = False) -> bool | None:
        """True or False for sure, or None. only_zeros: inequalities are not believed (their operands are only near the truth)."""
        sure: bool | None = True
        not_zero = self._not_zero
        for form in forms:
            if isinstance(form, Truth):
                continue
            if not_zero and isinstance(form, Zero) and form.value in not_zero:
                return False
            try:
                x = exact.number(form.value)
                if isinstance(form, Zero):
                    holds = is_zero(x)
                elif only_zeros:
                    sure = None
                    continue
                else:
                    sign = sign_of(x)
                    holds = sign > 0 or (sign == 0 and not form.strict)
            except (TooMuch, Unsure, ArithmeticError):
                sure = None
                continue
            if not holds:
                return False
        return sure

    def _pure(self, values: list[Num]) -> bool:
        """No rounded number stands in it: what is not zero then is false, however near. (Values of variables with many digits are rounded ones.)"""
        stack: list[tuple[Any, bool]] = [(v, False) for v in values]
        seen: set[int] = set()
        while stack:
            x, inside = stack.pop()
            if isinstance(x, (float, Fraction)):
                if (inside or isinstance(x, float)) and Fraction(x).denominator.bit_length() > 40:
                    return False
            elif isinstance(x, Expr) and id(x) not in seen:
                seen.add(id(x))
                if isinstance(x, Var):
                    if x not in self.known:
                        return False
                    stack.append((self.known[x], True))
                stack.extend((a, inside) for a in x.args)
        return True

    # ------------------------------------------------------------ symbols without a value

    def _without_values(self, relation: Relation, claim: Claim, found: Finding) -> Finding:
        """A claim in which a number is missing: for all its values, or not decided."""
        forms = self.over_expressions(relation)
        if forms is None:
            found.why, found.residual = ": it has no value here", 0.0
            return found
        values = [f.value for f in forms if not isinstance(f, Truth)]
        every = [v for v in variables_of(*values) if v not in self.known and not math.isfinite(self.solved.model.get(v, math.nan))]
        if not every:
            found.why, found.residual = ": it has no value here", 0.0
            return found
        if all(self._sampled(forms, claim, every, k) for k in range(len(SAMPLES))):
            exact = Exact(self.known, self.solved.model, self._sample(every, 0))
            sure = self.decide(forms, exact) and all(isinstance(f, Zero) for f in forms) and not exact.field.branched
            return Finding(True, "exact" if sure else "numeric")
        undecided = Finding(None, "numeric")
        undecided.missing = every
        if claim.role == "check" and self._all_given(every) and not any(v in self._supposed() for v in every):
            undecided.verdict, undecided.why = False, ": it does not hold for all values of what has none"
        return undecided

    def _supposed(self) -> set[Var]:
        """Symbols without a value about which something is stated."""
        if self._stated is None:
            self._stated = set()
            for claim in self.solved.figure.claims:
                if claim.role != "check":
                    for form in self.over_expressions(claim.relation) or ():
                        if not isinstance(form, Truth):
                            self._stated.update(v for v in variables_of(form.value) if v not in self.solved.model)
        return self._stated

    def _sample(self, every: list[Var], k: int) -> dict[Var, float]:
        return {v: SAMPLES[(k + i) % len(SAMPLES)] * (1.0 + 0.1 * (i // len(SAMPLES))) for i, v in enumerate(every)}

    def _sampled(self, forms: list[Form], claim: Claim, every: list[Var], k: int) -> bool:
        values: dict[Var, Any] = {**self.known, **self.solved.model, **self._sample(every, k)}
        sight = Sight(values)
        for form in forms:
            if isinstance(form, Truth):
                if not form.value:
                    return False
                continue
            value = sight.number(form.value)
            limit = CLOSE * abs(sight.number(form.scale)) if form.scale is not None else CLOSE * max(1.0, abs(value) * 1e-3)
            if math.isnan(value) or (abs(value) > limit if isinstance(form, Zero) else value < -limit or (form.strict and value <= limit)):
                return False
        return True

    def _all_given(self, every: list[Var]) -> bool:
        by_var = {id(s.number): s for s in self.solved.figure.symbols.values()}
        return all(id(v) in by_var and by_var[id(v)].origin == Origin.GIVEN for v in every)

    # ------------------------------------------------------------ digits

    def settle(self, found: list[tuple[Claim, Finding]]) -> None:
        """A given may hold to its digits only where the givens that hold exactly leave it no choice: else the figure should have followed it."""
        loose = [(c, f) for c, f in found if f.agrees and c.role != "check" and c.role not in YIELDING and not c.as_stated]
        if not loose:
            return
        from .balls import rank

        firm = [(c, f) for c, f in found if f.verdict and not f.agrees and c.role not in DERIVED and not c.negated and not c.alternatives]
        unknowns = [v.var for v in self.solved.figure.variables]
        scales = [self._size_of(v) for v in unknowns]
        rows = [form.value for c, _ in firm for form in self.over_expressions(c.relation) or () if isinstance(form, Zero)]
        before = rank(rows, unknowns, self.solved.model, scales)
        for c, f in loose:
            mine = [form.value for form in self.over_expressions(c.relation) or () if isinstance(form, Zero)]
            if rank(rows + mine, unknowns, self.solved.model, scales) > before:
                f.verdict = False

    # ------------------------------------------------------------ certificates

    def certify(self, found: list[tuple[Claim, Finding]]) -> None:
        """Improves what rests on numerically solved variables: facts of a square system that has one zero near, inequalities over the balls it lies in."""
        waiting = [(c, f) for c, f in found if f.verdict and f.soft and f.how == "numeric" and f.forms is not None and not f.agrees and not c.alternatives]
        if not waiting:
            return
        from .balls import Balls, certify

        boxes: dict[Var, Any] = {}
        unsure: set[Var] = set()
        proved: list[Num] = []
        defining = [(c, f) for c, f in found if f.verdict and f.soft and c.role not in DERIVED and not c.negated and not c.alternatives and f.forms is not None]
        for group, unknowns in self._components(defining):
            equations = [(i, form.value) for i, f in group for form in f.forms or () if isinstance(form, Zero)]
            radii = {v: CLOSE * max(abs(self.solved.model.get(v, 0.0)), self._size_of(v)) for v in unknowns}
            made = certify([e for _, e in equations], unknowns, self.known, self.solved.model, radii, len(self._names))
            if made is None:
                unsure.update(unknowns)
                continue
            boxes.update(made.boxes)
            proved.extend(equations[k][1] for k in made.proved)
        balls = Balls(self.known, self.solved.model, boxes)
        written: set[Any] = set()
        for _, f in waiting:
            if self._bounded(f, proved, written, balls, unsure):
                f.how = "certified"

    def _size_of(self, v: Var) -> float:
        for variable in self.solved.figure.variables:
            if variable.var is v:
                frame = variable.frame
                if frame is not None and frame.kind == "plane":
                    return self.size(frame, None)
                return abs(self.sight.number(variable.scale)) or 1.0
        return 1.0

    def _components(self, waiting: list[tuple[Claim, Finding]]) -> list[tuple[list[tuple[int, Finding]], list[Var]]]:
        """Claims that share soft variables, with these, in the order of the figure."""
        groups: list[tuple[list[tuple[int, Finding]], set[Var]]] = []
        for _, f in waiting:
            mine: set[Var] = set()
            for form in f.forms or ():
                if isinstance(form, Zero):
                    mine |= self.inexact_in(form.value)
            if not mine:
                continue
            joined: tuple[list[tuple[int, Finding]], set[Var]] = ([(id(f), f)], mine)
            rest = []
            for group in groups:
                if group[1].isdisjoint(mine):
                    rest.append(group)
                else:
                    joined = (group[0] + joined[0], group[1] | joined[1])
            groups = [*rest, joined]
        order = {v.var: i for i, v in enumerate(self.solved.figure.variables)}
        return [(claims, sorted(names, key=order.__getitem__)) for claims, names in groups]

    def _bounded(self, f: Finding, proved: list[Num], written: set[Any], balls: Any, unsure: set[Var]) -> bool:
        """Every part is proved: equations by the certificate, inequalities by their balls. written: codes of the proved, once they are asked for."""
        for form in f.forms or ():
            if isinstance(form, Zero):
                if f.identical or any([form.value is e for e in proved]):
                    continue
                if not written:
                    written.update(map(self._written, proved))
                if self._written(form.value) not in written:
                    return False
            elif isinstance(form, Positive):
                if unsure and not unsure.isdisjoint(self.inexact_in(form.value)):
                    return False
                ball = balls.number(form.value)
                if not (ball > 0 or (not form.strict and ball >= 0)):
                    return False
        return True

    def _written(self, x: Num) -> Any:
        """One number for all expressions that are written alike."""
        if not isinstance(x, Expr):
            return x
        try:
            return self._code(x)
        except RecursionError:
            for node in postorder(x):
                self._code(node)
            return self._codes[x]

    def _code(self, x: Expr) -> int:
        code = self._codes.get(x)
        if code is None:
            parts = (x,) if isinstance(x, Var) else (x.op, *[self._code(a) if isinstance(a, Expr) else ("number", a) for a in x.args])
            code = self._codes[x] = self._alike.setdefault(parts, len(self._alike))
        return code

    # ------------------------------------------------------------ the row

    def row(self, claim: Claim, found: Finding) -> Row:
        verdict = found.verdict
        if claim.negated and verdict is not None:
            verdict = not verdict
        word = "undecided" if verdict is None else "holds" if verdict else "as_stated" if claim.as_stated else "fails"
        why = found.why or ("to the digits written" if found.agrees else "")
        return Row(claim, word, found.how, found.residual, found.tolerance, "model", why)


def _long(x: Num) -> bool:
    """Are `LONG` nodes written in it?"""
    stack, found = [x], 0
    while stack and found < LONG:
        more = [a for a in stack.pop().args if isinstance(a, Expr)]
        stack += more
        found += len(more)
    return found >= LONG
