"""What the embedded planner makes of a file of problems: `python -m sciml.planner.template.evaluate FILE [-o DIR]`. Lists what it drew, to be judged by eye.

With -o each drawn figure is written there as .sciml and .png. Counts, and milliseconds a problem without compiling, stand at the end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from ...document import compile
from ..draft import Draft
from ..problem import BadProblem, read_problems
from ..understand import understand
from . import draft, propose

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Read each problem, draft it, list it."""
    parser = argparse.ArgumentParser(prog="python -m sciml.planner.template.evaluate", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, help="folder for the drawn specs and figures")
    parser.add_argument("--reasons", action="store_true", help="list why the others were not drawn")
    args = parser.parse_args(argv)
    try:
        problems = list(read_problems(args.file))
    except (OSError, BadProblem) as e:
        parser.error(str(e))
    drawn = count = 0
    spent = 0.0
    for problem in problems:
        count += 1
        start = perf_counter()
        propose(problem, understand(problem))
        spent += perf_counter() - start
        made = draft(problem, understand(problem))
        if isinstance(made, Draft):
            drawn += 1
            print(f"== {problem.id}: {made.family} ({made.score:.2f})\n{problem.text.strip()}\n--\n{made.spec}")
            if args.output:
                _write(args.output, problem.id, made.spec)
        elif args.reasons:
            print(f"-- {problem.id}: {made.reason}")
    print(f"{count} problems: {drawn} drawn, {count - drawn} abstained; {1000 * spent / max(count, 1):.1f} ms each without compiling")
    return 0


def _write(folder: Path, name: str, spec: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.sciml").write_text(spec, "utf-8")
    compile(spec, name=name).png(folder / f"{name}.png", dpi=90)


if __name__ == "__main__":
    sys.exit(main())
