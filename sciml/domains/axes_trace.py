"""Curves as chains of places: functions sampled where they bend, cut at poles and jumps, clipped to the window; zero sets; roots."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from .axes_scale import Window

__all__ = ["MOST", "XY", "clipped", "crossings", "graph_lines", "level_lines", "parametric_lines", "poles", "roots", "slimmed"]

XY = tuple[float, float]
Line = list[XY]
Side = tuple[int, int, int]
Link = tuple[Side, Side]
FLAT = 0.015
"""mm that a chord may leave its curve"""
DEPTH = 9
JUMP = 1.5
"""mm: what is steeper at the last depth is a jump or a pole"""
DENSE = 2500
"""places of one curve that are drawn"""
MOST = 2_000_000
"""samples of all curves of one pair of axes"""


def graph_lines(f: Callable[[float], float], a: float, b: float, w: Window, *, upright: bool = False, spent: list[int] | None = None) -> list[Line]:
    """The graph of y = f(x) for x from a to b (upright: x = f(y)), in chains inside the window. spent: a count of samples that goes on."""
    k, m = (w.ky, w.kx) if upright else (w.kx, w.ky)
    low, high = (w.x0, w.x1) if upright else (w.y0, w.y1)
    room = high - low
    low, high = low - 0.5 * room, high + 0.5 * room
    n = max(16, min(400, math.ceil((b - a) * k / 1.7)))
    step = (b - a) / n
    out: list[Line] = []
    line: Line = []
    x0, y0 = a, f(a)
    for i in range(1, n + 1):
        x1 = a + i * step if i < n else b
        y1 = f(x1)
        off = f((x0 + x1) / 2) - (y0 + y1) / 2
        if math.isfinite(off):  # the first question of `_refine`, which most pieces pass
            dx, dy = abs(x1 - x0) * k, abs(y1 - y0) * m
            if dy < 6 * dx and abs(off) * m * dx / (math.hypot(dx, dy) or 1.0) < FLAT:
                line.append((x0, y0))
                x0, y0 = x1, y1
                continue
        _refine(f, x0, y0, x1, y1, 0, k, m, (low, high), line, out)
        x0, y0 = x1, y1
    if not math.isnan(y0) and line:
        line.append((x0, y0))
    if len(line) > 1:
        out.append(line)
    if spent is not None:
        spent[0] += 2 * sum(map(len, out))
    lines = [piece for part in out for piece in clipped([(y, x) for x, y in part] if upright else part, w)]
    return _seen([slimmed(piece, w) for piece in lines])


def _seen(lines: list[Line]) -> list[Line]:
    """No more places than can be seen: of a curve that fills its window only every so many."""
    n = sum(map(len, lines))
    if n <= DENSE:
        return lines
    k = -(-n // DENSE)
    return [[*line[::k], line[-1]] for line in lines if len(line) > k]


def _refine(
    f: Callable[[float], float], x0: float, y0: float, x1: float, y1: float, depth: int, k: float, m: float, far: XY, line: Line, out: list[Line]
) -> None:
    """Appends the places from x0 on, up to but not with x1, to `line`; a gap closes it into `out`."""
    if math.isnan(y0) or math.isnan(y1):
        if not math.isnan(y0):
            x, y = _edge(f, x0, y0, x1)
            line.append((x0, y0))
            if x != x0:
                line.append((x, y))
            _close(line, out)
        elif not math.isnan(y1):
            _close(line, out)
            x, y = _edge(f, x1, y1, x0)
            if x != x1:
                _refine(f, x, y, x1, y1, max(depth, 3), k, m, far, line, out)
        return
    if depth >= 2 and ((y0 > far[1] and y1 > far[1]) or (y0 < far[0] and y1 < far[0])):
        line.append((x0, y0))
        return
    x = (x0 + x1) / 2
    y = f(x)
    dx, dy = (x1 - x0) * k, (y1 - y0) * m
    if not math.isnan(y):
        off = abs(y - (y0 + y1) / 2) * m * abs(dx) / (math.hypot(dx, dy) or 1.0)
        if off < FLAT and (abs(dy) < 6 * abs(dx) or (depth > 0 and abs(dy) < JUMP)):
            line.append((x0, y0))
            return
    if depth >= DEPTH:
        line.append((x0, y0))
        if abs(dy) > JUMP and _jumps(f, x0, y0, x1, y1, JUMP / m):
            _close(line, out)
        return
    _refine(f, x0, y0, x, y, depth + 1, k, m, far, line, out)
    _refine(f, x, y, x1, y1, depth + 1, k, m, far, line, out)


def _jumps(f: Callable[[float], float], x0: float, y0: float, x1: float, y1: float, least: float) -> bool:
    """Is the step between two places still there in the smallest interval? Then it is a jump or a pole, else only steep."""
    for _ in range(40):
        x = (x0 + x1) / 2
        if x in (x0, x1):
            return True
        y = f(x)
        if math.isnan(y):
            return True
        if abs(y - y0) > abs(y1 - y):
            x1, y1 = x, y
        else:
            x0, y0 = x, y
        if abs(y1 - y0) < least:
            return False
    return True


def _close(line: Line, out: list[Line]) -> None:
    if len(line) > 1:
        out.append(line[:])
    line.clear()


def _edge(f: Callable[[float], float], good: float, y: float, bad: float) -> XY:
    """The last place with a value on the way from `good` to `bad`."""
    for _ in range(40):
        x = (good + bad) / 2
        v = f(x)
        if not math.isnan(v) and math.isfinite(v):
            good, y = x, v
        else:
            bad = x
    return good, y


def parametric_lines(f: Callable[[float], float], g: Callable[[float], float], a: float, b: float, w: Window, spent: list[int] | None = None) -> list[Line]:
    """(f(t), g(t)) for t from a to b."""
    out: list[Line] = []
    line: Line = []
    n = 96
    t0, p0 = a, (f(a), g(a))
    for i in range(1, n + 1):
        t1 = a + (b - a) * i / n if i < n else b
        p1 = (f(t1), g(t1))
        _bend(f, g, t0, p0, t1, p1, 0, w, line, out)
        t0, p0 = t1, p1
    if not math.isnan(p0[0]) and not math.isnan(p0[1]) and line:
        line.append(p0)
    if len(line) > 1:
        out.append(line)
    if spent is not None:
        spent[0] += 4 * sum(map(len, out))
    return _seen([slimmed(piece, w) for part in out for piece in clipped(part, w)])


def _bend(
    f: Callable[[float], float], g: Callable[[float], float], t0: float, p0: XY, t1: float, p1: XY, depth: int, w: Window, line: Line, out: list[Line]
) -> None:
    (x0, y0), (x1, y1) = p0, p1
    if math.isnan(x0) or math.isnan(y0) or math.isnan(x1) or math.isnan(y1):
        if not math.isnan(x0) and not math.isnan(y0):
            line.append(p0)
        _close(line, out)
        return
    t = (t0 + t1) / 2
    p = (f(t), g(t))
    dx, dy = (x1 - x0) * w.kx, (y1 - y0) * w.ky
    length = math.hypot(dx, dy)
    ox, oy = (p[0] - (x0 + x1) / 2) * w.kx, (p[1] - (y0 + y1) / 2) * w.ky
    off = abs(ox * dy - oy * dx) / length if length > 1e-9 else math.hypot(ox, oy)
    if off < FLAT and (length < 4.0 or depth > 3):
        line.append(p0)
        return
    if depth >= DEPTH or math.isnan(off):
        line.append(p0)
        if length > JUMP:
            _close(line, out)
        return
    _bend(f, g, t0, p0, t, p, depth + 1, w, line, out)
    _bend(f, g, t, p, t1, p1, depth + 1, w, line, out)


# ---------------------------------------------------------------- clipping


def clipped(line: Line, w: Window) -> list[Line]:
    """The parts of a chain inside the window."""
    x0, x1, y0, y1 = w.x0 - 1e-9 / w.kx, w.x1 + 1e-9 / w.kx, w.y0 - 1e-9 / w.ky, w.y1 + 1e-9 / w.ky
    if all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in line):
        return [line]
    out: list[Line] = []
    part: Line = []
    ax, ay = line[0]
    inside = x0 <= ax <= x1 and y0 <= ay <= y1
    if inside:
        part.append((ax, ay))
    for bx, by in line[1:]:
        now = x0 <= bx <= x1 and y0 <= by <= y1
        if inside and now:
            part.append((bx, by))
        else:
            cut = _cut(ax, ay, bx, by, x0, x1, y0, y1)
            if cut is not None:
                s, e = cut
                if not inside:
                    part.append((ax + s * (bx - ax), ay + s * (by - ay)))
                part.append((ax + e * (bx - ax), ay + e * (by - ay)))
            if not now and len(part) > 1:
                out.append(part)
            if not now:
                part = []
        ax, ay, inside = bx, by, now
    if len(part) > 1:
        out.append(part)
    return out


def _cut(ax: float, ay: float, bx: float, by: float, x0: float, x1: float, y0: float, y1: float) -> XY | None:
    """From where to where a straight piece is inside (fractions), None if nowhere."""
    low, high = 0.0, 1.0
    for d, a, lo, hi in ((bx - ax, ax, x0, x1), (by - ay, ay, y0, y1)):
        if d == 0:
            if a < lo or a > hi:
                return None
            continue
        s, e = (lo - a) / d, (hi - a) / d
        if s > e:
            s, e = e, s
        low, high = max(low, s), min(high, e)
    return (low, high) if low < high else None


def slimmed(line: Line, w: Window) -> Line:
    """Without places that a straight line through the others misses by less than can be seen."""
    if len(line) < 3:
        return line
    out = [line[0]]
    kx, ky = w.kx, w.ky
    ax, ay = line[0][0] * kx, line[0][1] * ky
    pending: Line = []
    for i in range(1, len(line) - 1):
        p, q = line[i], line[i + 1]
        pending.append((p[0] * kx, p[1] * ky))
        dx, dy = q[0] * kx - ax, q[1] * ky - ay
        n = math.hypot(dx, dy)
        kept = n < 1e-9 or len(pending) > 12
        if not kept:
            most = 0.006 * n
            for x, y in pending:
                if abs((x - ax) * dy - (y - ay) * dx) > most:
                    kept = True
                    break
        if kept:
            out.append(p)
            ax, ay = pending[-1]
            pending = []
    out.append(line[-1])
    return out


# ---------------------------------------------------------------- roots


def roots(f: Callable[[float], float], a: float, b: float, n: int = 240) -> list[float]:
    """Where f is zero between a and b: sign changes by halving and secants, and places where it only touches zero."""
    out: list[float] = []
    step = (b - a) / n
    xs = [a + i * step for i in range(n)] + [b]
    ys = [f(x) for x in xs]
    size = sorted(abs(y) for y in ys if not math.isnan(y))
    typical = size[len(size) // 2] if size else 1.0
    for i in range(n):
        x0, y0, x1, y1 = xs[i], ys[i], xs[i + 1], ys[i + 1]
        if y0 == 0:
            out.append(x0)
        elif y0 * y1 < 0:
            x = _root(f, x0, y0, x1)
            if abs(f(x)) <= max(min(abs(y0), abs(y1)), 1e-9 * typical):
                out.append(x)
        elif i and abs(y0) <= abs(ys[i - 1]) and abs(y0) <= abs(y1) and y0 * ys[i - 1] > 0 and y0 * y1 > 0:
            x = _least(f, xs[i - 1], x1)
            if abs(f(x)) < 1e-9 * (typical or 1.0):
                out.append(x)
    if ys[-1] == 0:
        out.append(b)
    found: list[float] = []
    for x in out:
        if not found or abs(x - found[-1]) > 1e-7 * (b - a):
            found.append(x)
    return found


def poles(f: Callable[[float], float], a: float, b: float, n: int = 201) -> list[float]:
    """Where f changes its sign through infinity."""
    out: list[float] = []
    x0, y0 = a, f(a)
    for i in range(1, n + 1):
        x1 = a + (b - a) * i / n
        y1 = f(x1)
        if y0 * y1 < 0:
            x = _root(f, x0, y0, x1)
            v = f(x)
            if math.isnan(v) or abs(v) > 1e6 * max(abs(y0), abs(y1)):
                out.append(x)
        x0, y0 = x1, y1
    return out


def _root(f: Callable[[float], float], a: float, fa: float, b: float) -> float:
    for _ in range(200):
        x = (a + b) / 2
        y = f(x)
        if y == 0 or x in (a, b):
            return x
        if (y < 0) == (fa < 0):
            a, fa = x, y
        else:
            b = x
    return (a + b) / 2


def _least(f: Callable[[float], float], a: float, b: float) -> float:
    """Where |f| is least between a and b (it has one hollow there)."""
    g = (math.sqrt(5) - 1) / 2
    c, d = b - g * (b - a), a + g * (b - a)
    fc, fd = abs(f(c)), abs(f(d))
    for _ in range(80):
        if fc < fd:
            b, d, fd = d, c, fc
            c = b - g * (b - a)
            fc = abs(f(c))
        else:
            a, c, fc = c, d, fd
            d = a + g * (b - a)
            fd = abs(f(d))
    return (a + b) / 2


def crossings(f: Callable[[float, float], float], line: Iterable[XY]) -> list[XY]:
    """Where a chain of places crosses the zero set of f."""
    out: list[XY] = []
    last: tuple[float, float, float] | None = None
    for x, y in line:
        v = f(x, y)
        if v == 0:
            out.append((x, y))
        elif last is not None and last[2] * v < 0:
            x0, y0 = last[0], last[1]
            t = _root(lambda s, x0=x0, y0=y0, x=x, y=y: f(x0 + s * (x - x0), y0 + s * (y - y0)), 0.0, last[2], 1.0)  # type: ignore[misc]
            out.append((x0 + t * (x - x0), y0 + t * (y - y0)))
        last = (x, y, v)
    return out


# ---------------------------------------------------------------- zero sets

CELL = 4.0
LEVELS = 3
"""cells of 4 mm are halved so often where the curve passes"""


def level_lines(f: Callable[[float, float], float], w: Window, level: float = 0.0) -> list[Line]:
    """Where f = level in the window, in chains: squares halved where the curve passes, its crossings with their sides exact."""
    nx, ny = max(4, math.ceil(w.width / CELL)), max(4, math.ceil(w.height / CELL))
    fine = 1 << LEVELS
    hx, hy = (w.x1 - w.x0) / (nx * fine), (w.y1 - w.y0) / (ny * fine)
    values: dict[tuple[int, int], float] = {}
    x0, y0 = w.x0 + 1.2345e-9 * hx, w.y0 + 2.3456e-9 * hy

    def at(i: int, j: int) -> float:
        v = values.get((i, j))
        if v is None:
            v = values[i, j] = f(x0 + i * hx, y0 + j * hy) - level
        return v

    pieces: list[Side] = [(i * fine, j * fine, fine) for i in range(nx) for j in range(ny)]
    links: list[Link] = []
    get = values.get
    while pieces:
        i, j, s = pieces.pop()
        k, m = i + s, j + s
        a, b, c, d = get((i, j)), get((k, j)), get((k, m)), get((i, m))  # most were asked for by a cell beside it
        if a is None:
            a = at(i, j)
        if b is None:
            b = at(k, j)
        if c is None:
            c = at(k, m)
        if d is None:
            d = at(i, m)
        if s == 1 and ((a > 0 and b > 0 and c > 0 and d > 0) or (a < 0 and b < 0 and c < 0 and d < 0)):
            continue
        low, high = min(a, b, c, d), max(a, b, c, d)
        if s == 1:
            if low <= 0 < high:
                links.extend(_cell(i, j, (a, b, c, d), f, (x0 + (i + 0.5) * hx, y0 + (j + 0.5) * hy), level))
            continue
        if low <= 0 < high or math.isnan(low) or math.isnan(high) or (low if low > 0 else -high) < 0.9 * (high - low):
            h = s // 2
            pieces += [(i, j, h), (i + h, j, h), (i, j + h, h), (i + h, j + h, h)]
    return _chained(links, at, f, (x0, y0, hx, hy), level, w)


def _cell(i: int, j: int, corners: tuple[float, float, float, float], f: Callable[[float, float], float], middle: XY, level: float) -> list[Link]:
    """Links between the sides of a cell that the curve crosses: (i, j, 0) is the side from (i, j) to the right, (i, j, 1) upwards."""
    a, b, c, d = corners
    below, right, above, left = (i, j, 0), (i + 1, j, 1), (i, j + 1, 0), (i, j, 1)
    sides = [side for side, p, q in ((below, a, b), (right, b, c), (above, d, c), (left, a, d)) if (p > 0) != (q > 0) and not math.isnan(p + q)]
    if len(sides) == 2:
        return [(sides[0], sides[1])]
    if len(sides) == 4:
        if (f(*middle) - level > 0) == (a > 0):
            return [(below, right), (above, left)]
        return [(below, left), (above, right)]
    return []


def _chained(
    links: list[Link], at: Callable[[int, int], float], f: Callable[[float, float], float], grid: tuple[float, float, float, float], level: float, w: Window
) -> list[Line]:
    x0, y0, hx, hy = grid
    places: dict[Side, XY | None] = {}
    g = f if level == 0 else lambda x, y: f(x, y) - level

    def place(key: Side) -> XY | None:
        if key not in places:
            i, j, up = key
            ax, ay = x0 + i * hx, y0 + j * hy
            bx, by = (ax, ay + hy) if up else (ax + hx, ay)
            va, vb = at(i, j), at(i, j + 1) if up else at(i + 1, j)
            places[key] = _zero(g, ax, ay, va, bx, by, vb)
        return places[key]

    after: dict[Side, list[Side]] = {}
    for p, q in sorted(links):
        if place(p) is not None and place(q) is not None:
            after.setdefault(p, []).append(q)
            after.setdefault(q, []).append(p)
    lines: list[Line] = []
    used: set[Link] = set()
    ends = [k for k in after if len(after[k]) == 1] + list(after)
    for start in ends:
        for second in after[start]:
            if (start, second) in used:
                continue
            chain = [start, second]
            used |= {(start, second), (second, start)}
            while True:
                here = chain[-1]
                more = next((k for k in after[here] if (here, k) not in used), None)
                if more is None:
                    break
                used |= {(here, more), (more, here)}
                chain.append(more)
            lines.append([p for k in chain for p in (places[k],) if p is not None])
    return [slimmed(line, w) for line in lines if len(line) > 1]


def _zero(f: Callable[[float, float], float], ax: float, ay: float, va: float, bx: float, by: float, vb: float) -> XY | None:
    """The crossing of one side; None at a pole."""
    size = max(abs(va), abs(vb))
    low, high, fl, fh = 0.0, 1.0, va, vb
    close, dx, dy, isnan = 1e-13 * size, bx - ax, by - ay, math.isnan
    for i in range(60):
        t = (low * fh - high * fl) / (fh - fl) if i % 3 != 2 and fh != fl else (low + high) / 2
        x, y = ax + t * dx, ay + t * dy
        v = f(x, y)
        if isnan(v):
            return None
        if abs(v) < close or high - low < 1e-14:
            break
        if (v > 0) == (fl > 0):
            low, fl = t, v
        else:
            high, fh = t, v
    return None if abs(v) > 0.5 * size else (x, y)
