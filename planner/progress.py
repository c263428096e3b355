"""How far long work is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

__all__ = ["Progress"]

WIDTH = 28
PAUSE = 0.1
"""Seconds between two drawings of the bar."""
LINES = 15.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """total: None where it is not known; before: how many were done by an earlier run."""

    def __init__(self, total: int | None, before: int = 0, *, quiet: bool = False, out: TextIO | None = None) -> None:
        self.out = out or sys.stderr
        self.total, self.done, self.before = total, before, before
        self.quiet = quiet
        self.bar = not quiet and self.out.isatty()
        self.start = self.last = time.monotonic()
        self.counts: dict[str, int] = {}

    def step(self, status: str) -> None:
        """One more, and what became of it."""
        self.done += 1
        self.counts[status] = self.counts.get(status, 0) + 1
        now = time.monotonic()
        if not self.quiet and now - self.last >= (PAUSE if self.bar else LINES):
            self.last = now
            self.show()

    def show(self) -> None:
        """The state now."""
        made = self.line()
        print(f"\r\x1b[K{made}" if self.bar else made, end="" if self.bar else "\n", file=self.out, flush=True)

    def line(self) -> str:
        """`[#####.....] 120/500  24.1 a second, 16 s left; 118 drawn, 2 failed`"""
        took = time.monotonic() - self.start
        rate = (self.done - self.before) / took if took > 0.2 else 0.0
        said = ", ".join(f"{n} {status}" for status, n in sorted(self.counts.items()))
        parts = [f"{rate:.1f} a second" if rate else ""]
        if self.total is None:
            head = f"{self.done}"
        else:
            filled = round(WIDTH * self.done / self.total) if self.total else WIDTH
            head = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {self.done}/{self.total}"
            if rate and self.done < self.total:
                parts.append(f"{_span((self.total - self.done) / rate)} left")
        return f"{head}  {', '.join(p for p in parts if p)}{'; ' if said else ''}{said}"

    def close(self) -> None:
        if not self.quiet:
            self.show()
            if self.bar:
                print(file=self.out)


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60} min" if whole < 6000 else f"{whole // 3600} h {whole % 3600 // 60} min"
