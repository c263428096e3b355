"""Which layout a graph gets, and the simple ones: lines, columns, cells; parts that are not connected stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from .graphs_flow import flow
from .graphs_force import ringed, settled
from .graphs_layered import layered
from .graphs_net import Net, chain_of, components, has_cycle, order_of, two_sides
from .graphs_shapes import XY
from .graphs_tree import children_of, tidy

__all__ = ["arrange"]

Routes = list[list[XY]]
PACKED = 150.0
"""mm: parts stand beside each other up to this width"""


def arrange(net: Net, layout: str, grow: str) -> tuple[Routes, str]:
    """Places all nodes. Returns the places through which long edges go, link by link, and the layout that was chosen."""
    if layout in ("grid", "columns", "flow") or (layout == "layered" and net.rows):
        return _whole(net, layout, grow), layout
    if layout == "auto" and (net.rows or net.columns):
        return _whole(net, "grid", grow), "grid"
    if layout == "tree":
        roots, children = children_of(net)
        tidy(net, "down" if grow == "auto" else grow, roots, children)
        return [], layout
    parts = components(net.neighbours())
    routes: Routes = [[] for _ in net.links]
    chosen = layout
    owner = {v: k for k, part in enumerate(parts) for v in part}
    for k, part in enumerate(parts):
        inner = net.part(part) if len(parts) > 1 else net
        chosen = _suited(inner) if layout == "auto" else layout
        found = _whole(inner, chosen, grow)
        for number, points, e in zip([i for i, e in enumerate(net.links) if owner[e.a] == k], found, inner.links, strict=True):
            routes[number], net.links[number].bow, net.links[number].ports = points, e.bow, e.ports
    if len(parts) > 1:
        _packed(net, parts, routes)
    return routes, chosen


def _suited(net: Net) -> str:
    """The layout that shows best what kind of graph it is."""
    near, pairs = net.neighbours(), net.pairs()
    n = len(near)
    ways = [(e.a, e.b) for e in net.links if e.directed and e.a != e.b]
    if chain_of(near) is not None and n <= 12:
        return "line"
    if len(pairs) == n - 1:
        into = [0] * n
        for _, b in ways:
            into[b] += 1
        if not ways or max(into) <= 1:
            most = max(len(x) for x in near)
            return "tree" if most <= 10 else "star" if most == n - 1 else "force"
    if order_of(near) is not None and n <= 24 and len(pairs) == sum(e.a != e.b for e in net.links):
        return "circle"
    if len(ways) == len(net.links) and n > 5 and not has_cycle(n, ways):
        return "layered"
    if n >= 5 and len(pairs) >= 0.75 * n * (n - 1) / 2 and len(pairs) > 3 * n - 6:  # certainly not planar
        return "circle"
    return "force"


def _whole(net: Net, layout: str, grow: str) -> Routes:
    """One layout for all nodes."""
    none: Routes = [[] for _ in net.links]
    if layout == "line":
        _line(net, grow)
    elif layout == "circle":
        ringed(net, order_of(net.neighbours()) or range(len(net.forms)))
    elif layout == "star":
        near = net.neighbours()
        hub = max(range(len(near)), key=lambda v: len(near[v]))
        ringed(net, near[hub])
        net.forms[hub].x = net.forms[hub].y = 0.0
    elif layout == "tree":
        roots, children = children_of(net)
        tidy(net, "down" if grow == "auto" else grow, roots, children)
    elif layout == "layered":
        return layered(net, "right" if grow == "auto" else grow)
    elif layout == "steps":
        return layered(net, "right" if grow == "auto" else grow, near_start=True)
    elif layout == "grid":
        _cells(net)
    elif layout == "columns":
        _columns(net, grow)
    elif layout == "flow":
        return flow(net)
    else:
        settled(net)
    return none


def _line(net: Net, grow: str) -> None:
    """All nodes in a row; edges that skip some go over them, the further the higher, and back under them."""
    order = chain_of(net.neighbours()) or list(range(len(net.forms)))
    if order[0] > order[-1]:
        order = order[::-1]
    across = grow not in ("down", "up")
    place = {v: k for k, v in enumerate(order)}
    gap = [9.0] * len(order)
    for e in net.links:
        k = max(place[e.a], place[e.b])
        if abs(place[e.a] - place[e.b]) == 1:
            gap[k] = max(gap[k], 2 * (e.w if across else e.h) + 6.0)
    at = 0.0
    for k, v in enumerate(order):
        f = net.forms[v]
        size = f.w if across else f.h
        if k:
            before = net.forms[order[k - 1]]
            at += (before.w if across else before.h) + size + gap[k]
        sign = -1 if grow in ("left", "down") else 1
        f.x, f.y = (sign * at, 0.0) if across else (0.0, sign * at)
    tall = max(f.h if across else f.w for f in net.forms)
    for e in net.links:
        steps = abs(place[e.a] - place[e.b])
        if steps > 1:
            e.bow = tall + 2.2 + (3.4 + 1.6 * (e.h if across else e.w)) * (steps - 2)


def _columns(net: Net, grow: str) -> None:
    """Two columns (or rows), each in the order of the text."""
    columns = [[v for v in c if v >= 0] for c in net.columns]
    if not columns:
        side = two_sides(net.neighbours()) or [0] * len(net.forms)
        columns = [[v for v, s in enumerate(side) if s == k] for k in (0, 1)]
    known = {v for c in columns for v in c}
    rest = [v for v in range(len(net.forms)) if v not in known]
    if rest:
        columns.append(rest)
    across = grow in ("down", "up")  # the columns lie
    label = max([e.w if not across else e.h for e in net.links], default=0.0)
    tall = 0.0
    for column in columns:
        tall = max(tall, sum(2 * (net.forms[v].w if across else net.forms[v].h) + 5.0 for v in column))
    at = 0.0
    for k, column in enumerate(columns):
        wide = max([(net.forms[v].h if across else net.forms[v].w) for v in column], default=0.0)
        at += (wide + max(20.0, 0.32 * tall) + 2 * label) if k else 0.0
        sizes = [(net.forms[v].w if across else net.forms[v].h) for v in column]
        gap = (tall - 2 * sum(sizes)) / max(len(column), 1)
        y = 0.0
        for v, size in zip(column, sizes, strict=True):
            y += size + gap / 2
            net.forms[v].x, net.forms[v].y = (y, -at) if across else (at, -y)
            y += size + gap / 2
        at += wide
    for e in net.links:
        e.ports = "y" if across else "x"


def _cells(net: Net) -> None:
    """Rows and columns as they are said; else as many columns as rows."""
    rows = [list(r) for r in net.rows]
    if not rows and net.columns:
        high = max(len(c) for c in net.columns)
        rows = [[c[k] if k < len(c) else -1 for c in net.columns] for k in range(high)]
    known = {v for row in rows for v in row}
    rest = [v for v in range(len(net.forms)) if v not in known]
    wide = max([len(r) for r in rows], default=0) or ceil(sqrt(len(rest)))
    rows += [rest[k : k + wide] for k in range(0, len(rest), wide)]
    cell = {v: (i, j) for i, row in enumerate(rows) for j, v in enumerate(row) if v >= 0}
    half_w, half_h = [0.0] * wide, [0.0] * len(rows)
    for v, (i, j) in cell.items():
        half_w[j], half_h[i] = max(half_w[j], net.forms[v].w), max(half_h[i], net.forms[v].h)
    gap_w, gap_h = [12.0] * wide, [11.0] * len(rows)
    for e in net.links:
        (i, j), (k, m) = cell[e.a], cell[e.b]
        if i == k and abs(j - m) == 1:
            gap_w[max(j, m)] = max(gap_w[max(j, m)], 2 * e.w + 6.5)
        elif j == m and abs(i - k) == 1:
            gap_h[max(i, k)] = max(gap_h[max(i, k)], 2 * e.h + 6.0)
            for side in (j, j + 1):
                if 0 < side < wide:
                    gap_w[side] = max(gap_w[side], 2 * e.w + 5.0)
        elif i != k:
            gap_h[max(i, k)] = max(gap_h[max(i, k)], 2 * e.h + 8.0)
    xs, ys = _steps(half_w, gap_w), _steps(half_h, gap_h)
    for v, (i, j) in cell.items():
        net.forms[v].x, net.forms[v].y = xs[j], -ys[i]


def _steps(half: Sequence[float], gap: Sequence[float]) -> list[float]:
    out = [0.0]
    for k in range(1, len(half)):
        out.append(out[-1] + half[k - 1] + half[k] + gap[k])
    return out


def _packed(net: Net, parts: Sequence[Sequence[int]], routes: Routes) -> None:
    """Parts in rows, the first on the left and above."""
    boxes = []
    for part in parts:
        rects = [net.forms[v].box() for v in part]
        boxes.append((min(r[0] for r in rects), min(r[1] for r in rects), max(r[2] for r in rects), max(r[3] for r in rects)))
    area = sum((b[2] - b[0] + 12) * (b[3] - b[1] + 10) for b in boxes)
    room = max(min(PACKED, max(sqrt(area) * 1.6, 60.0)), *(b[2] - b[0] for b in boxes))
    rows: list[list[int]] = [[]]
    used = 0.0
    for k, b in enumerate(boxes):
        wide = b[2] - b[0]
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(k)
        used += wide + 12.0
    owner = {v: k for k, part in enumerate(parts) for v in part}
    y = 0.0
    for row in rows:
        high = max(boxes[k][3] - boxes[k][1] for k in row)
        x = 0.0
        for k in row:
            left, low, right, top = boxes[k]
            dx, dy = x - left, y - high / 2 - (low + top) / 2
            for v in parts[k]:
                net.forms[v].x += dx
                net.forms[v].y += dy
            for i, e in enumerate(net.links):
                if owner[e.a] == k and routes[i]:
                    routes[i] = [(px + dx, py + dy) for px, py in routes[i]]
            x += right - left + 12.0
        y -= high + 10.0
