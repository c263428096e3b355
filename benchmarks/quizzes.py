"""Quizzes answered from the picture alone: what a reader sees, what the reader answered, what `examples/README.md` says of it.

    python benchmarks/quizzes.py ask PROBLEMS.json... -o FOLDER [--subject circuits]   pictures and questions without answers, for a reader
    python benchmarks/quizzes.py score PROBLEMS.json... ANSWERS.json                   the reader's letters, into examples/quizzes.json

PROBLEMS.json is a list of problems with `id`, `image_type` and `quizzes` (SciGenBench). ANSWERS.json is `{id: {"letters": "ABDC", "solution": [3]}}`: one letter for each
quiz (`?`: cannot be answered from the picture), and the numbers (from 0) of quizzes that ask for the problem's solution, which no figure may give.
The examples are found by the id in their first comment. `make gallery` writes the table.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"
RECORD = EXAMPLES / "quizzes.json"
_ID = re.compile(r"#\s*scigenbench\s+(\S+)")


def problems(paths: list[Path]) -> dict[str, dict[str, Any]]:
    """Problems by the id that examples carry."""
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        for item in json.loads(path.read_text("utf-8")):
            number = str(item["id"])
            found[number if not number.isdigit() else f"seephys-{number}"] = item
    return found


def examples(subject: str) -> dict[str, Path]:
    """Specs by problem id, in the order of their paths."""
    found: dict[str, Path] = {}
    for path in sorted(EXAMPLES.rglob("*.sciml")):
        first = path.read_text("utf-8").split("\n", 1)[0]
        named = _ID.match(first)
        if named and subject in ("", path.parent.name):
            found[named.group(1)] = path
    return found


def mark(path: Path) -> str:
    """Which text of a spec was read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def ask(args: argparse.Namespace) -> int:
    """Draw each example and write its quizzes beside it."""
    import sciml

    known = problems(args.problems)
    args.output.mkdir(parents=True, exist_ok=True)
    sheet = []
    for number, path in examples(args.subject).items():
        item = known.get(number)
        if item is None or not item["quizzes"]:
            continue
        document = sciml.compile(path.read_text("utf-8"))
        if not document.scenes:
            print(f"{path}: no picture", file=sys.stderr)
            continue
        names = []
        for page in range(len(document.scenes)):
            name = f"{number}{f'-{page + 1}' if len(document.scenes) > 1 else ''}.png"
            document.png(str(args.output / name), dpi=130, page=page)
            names.append(name)
        quizzes = [{"question": q["question"], "options": q["options"]} for q in item["quizzes"]]
        sheet.append({"id": number, "pictures": names, "quizzes": quizzes})
    (args.output / "questions.json").write_text(json.dumps(sheet, ensure_ascii=False, indent=1), "utf-8")
    print(f"{len(sheet)} pictures, {sum(len(x['quizzes']) for x in sheet)} quizzes in {args.output}")
    return 0


def score(args: argparse.Namespace) -> int:
    """Count what was answered, say what was wrong, keep the counts."""
    *paths, answers = args.problems
    known = problems(paths)
    where = examples("")
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    right = asked = 0
    for number, given in json.loads(answers.read_text("utf-8")).items():
        item, path = known.get(number), where.get(number)
        if item is None or path is None:
            print(f"{number}: no such problem or example", file=sys.stderr)
            continue
        quizzes, solution = item["quizzes"], set(given.get("solution", ()))
        if len(given["letters"]) != len(quizzes):
            print(f"{number}: {len(given['letters'])} letters for {len(quizzes)} quizzes", file=sys.stderr)
            return 1
        counted = [(k, letter, q) for k, (letter, q) in enumerate(zip(given["letters"], quizzes, strict=True)) if k not in solution]
        good = [q["correct_option"] == letter for _, letter, q in counted]
        for (k, letter, q), fine in zip(counted, good, strict=True):
            if not fine:
                print(f"{number} {path.relative_to(EXAMPLES)} quiz {k}: {letter}, not {q['correct_option']}: {q['question']}")
        record[number] = {
            "type": item["image_type"] or "SeePhys",
            "asked": len(counted),
            "right": sum(good),
            "solution": len(solution),
            "spec": mark(path),
        }
        right, asked = right + sum(good), asked + len(counted)
    RECORD.write_text(json.dumps(dict(sorted(record.items())), indent=0) + "\n", "utf-8")
    print(f"{right} of {asked} right")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks/quizzes.py", description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(required=True)
    asking = commands.add_parser("ask", help="pictures and questions for a reader")
    asking.add_argument("problems", type=Path, nargs="+")
    asking.add_argument("-o", "--output", type=Path, required=True)
    asking.add_argument("--subject", default="", help="only the examples of this folder")
    asking.set_defaults(run=ask)
    scoring = commands.add_parser("score", help="what a reader answered")
    scoring.add_argument("problems", type=Path, nargs="+", metavar="PROBLEMS.json... ANSWERS.json")
    scoring.set_defaults(run=score)
    args = parser.parse_args()
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
