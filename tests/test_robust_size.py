"""Any text of 1 MB ends in ten seconds and one gigabyte with diagnostics; so does the largest that is read, 200 kB, and every small text that asks for much."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="measured with wait4")

SECONDS, GIGABYTE = 10.0, 1 << 30
CODE = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
import sciml
from sciml.report import as_text
d = sciml.compile(sys.stdin.buffer.read().decode())
as_text(d.source, d.diagnostics)
print(d.ok, len(d.diagnostics))
"""


def measured(text: str) -> tuple[str, int, float]:
    """What it printed (whether it is drawn, how many diagnostics), the most memory, the time."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", CODE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(text.encode())
    process.stdin.close()
    said, wrong = process.stdout.read().decode(), process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"ended with {process.returncode}: {wrong[-2000:]}"
    scale = 1 if sys.platform == "darwin" else 1024
    return said.strip(), usage.ru_maxrss * scale, min(usage.ru_utime + usage.ru_stime, time.monotonic() - start)


def filled(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


PIECES = {
    "open brackets": "(",
    "open blocks": "row { ",
    "lists": "[",
    "closed brackets": ")",
    "quotes": '"',
    "long texts": '"""',
    "backslashes": '"\\',
    "one name": "a",
    "one number": "9",
    "operators": "-",
    "powers": "2^",
    "commas": ",",
    "equals": "=",
    "semicolons": ";",
    "lines": "\n",
    "blanks": " ",
    "comments": "#",
    "dollars": "$",
    "calls": "f(",
    "attributes": "a.",
    "wide signs": "（",
    "letters of other scripts": "字",
    "surrogate-like": "\U0001f600",
    "controls": "\x01",
    "arrows": "a -> ",
    "points": "point(1, 2)\n",
    "one mistake a line": "blok(mas=3)\n",
    "links": "A -> B\n",
    "given": "given a = 3 m\n",
    "states": "s = state() {\n",
    "definitions": "define a() { a() }\n",
    "claims": "require A.x < B.x\n",
    "mathematics": 'note("$\\frac{\\frac{',
}
SIZES = {"1 MB": 1_000_000, "200 kB": 199_000}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", PIECES)
def test_large(piece: str, size: str) -> None:
    said, memory, seconds = measured(filled(PIECES[piece], SIZES[size]))
    assert seconds < SECONDS
    assert memory < GIGABYTE
    if size == "1 MB":
        assert said.startswith("False"), "a text longer than 200 kB is refused"


ASKING = {
    "powers of powers": "x = 9^9^9^9\npoint(x, 0)",
    "a number of many digits": "x = " + "7" * 150_000,
    "an exponent of many digits": "x = 1e" + "9" * 1000,
    "400 digits squared": "x = (" + "9" * 399 + ")^2\ny = x*x*x*x*x",
    "products that grow": "x0 = 99999999\n" + "\n".join(f"x{i + 1} = x{i}*x{i}" for i in range(60)),
    "roots of roots": "x = " + "sqrt(" * 60 + "2" + ")" * 60 + "\npoint(x, 0)",
    "a sum of roots": "x = " + " + ".join(f"sqrt({p})" for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)) + "\npoint(x, 0)\ncheck x == 25",
    "repeat without end": "repeat i in 1..1000000000 { point(i, 0) }",
    "repeat in repeat": "repeat i in 1..200 { repeat j in 1..200 { repeat k in 1..200 { point(i, j) } } }",
    "a list of lists": "x = [" + ", ".join(["[1, 2]"] * 9000) + "]",
    "definitions that double": "define d0(p) { point(p) }\n" + "\n".join(f"define d{i + 1}(p) {{ d{i}(p); d{i}(p) }}" for i in range(40)) + "\nd40((0, 0))",
    "a definition in itself": "define d(p) { d(p) }\nd((0, 0))",
    "a formula in itself": "f(x) = f(x + 1)\npoint(f(1), 0)",
    "formulas that double": "f0(x) = x + 1\n" + "\n".join(f"f{i + 1}(x) = f{i}(x) + f{i}(x)" for i in range(40)) + "\npoint(f40(1), 0)",
    "values that double": "x0 = sqrt(2)\n" + "\n".join(f"x{i + 1} = x{i} + x{i}" for i in range(60)) + "\npoint(x60, 0)",
    "a chain of names": "\n".join(f"x{i} = x{i + 1} + 1" for i in range(5000)) + "\nx5000 = 1",
    "statements": "\n".join(f"A{i} = point({i}, {i * i % 97})" for i in range(8000)),
    "free points": "\n".join(f"A{i} = point()" for i in range(1500)),
    "free points that hang together": "\n".join(f"require distance(A{i}, A{i + 1}) == {3 + i % 5}" for i in range(300)).join(
        ["\n".join(f"A{i} = point()" for i in range(301)) + "\n", ""]
    ),
    "labels at one place": "\n".join(f'text("label {i}", at=(0, 0))' for i in range(400)),
    "points at one place": "\n".join(f'P{i} = point(0, 0, label="P")' for i in range(600)),
    "a long label": 'text("' + "word " * 20_000 + '", at=(0, 0))',
    "long mathematics": 'note("$' + "x^2 + " * 10_000 + '1$")',
    "nested mathematics": 'note("$' + "\\frac{1}{" * 300 + "x" + "}" * 300 + '$")',
    "many pages": 'figure("p")\ncircle(O, radius=2)\n' * 1500,
    "many panels": 'row { panel("p") { circle(O, radius=2) } }\n' * 400,
    "a polygon of many corners": "polygon(" + ", ".join(f"({i}, {i * i % 101})" for i in range(6000)) + ")",
    "a table of circles": "repeat i in 1..60 { repeat j in 1..60 { circle((i, j), radius=2) } }",
    "curves": "axes(x=0..1, y=0..1) {\n" + "\n".join(f"curve(y=sin({i}*x))" for i in range(300)) + "\n}",
    "a curve that jumps": "axes(x=-1..1, y=-1..1) { curve(y=sin(1/x^9)*1e9); implicit(sin(99999*x*y) == 0) }",
    "ticks without end": "axes(x=0..1000000000 step 1, y=0..1) { curve(y=x) }",
    "vary without end": "vary t in 1..1000000000 step 1\npoint(t, 0)",
}


@pytest.mark.parametrize("what", ASKING)
def test_small_texts_that_ask_for_much(what: str) -> None:
    _, memory, seconds = measured(ASKING[what])
    assert seconds < SECONDS
    assert memory < GIGABYTE
