"""The command line: the one place that wires parts together.

Exit status: 0 drawn or valid, 1 diagnostics, 2 wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .files import Full, Spec, Usage, emit, find, formats, read, say, target, write

if TYPE_CHECKING:
    from .document import Document

__all__ = ["COMMANDS", "cairo_help", "main"]

COMMANDS = ("render", "check", "fmt", "explain", "kinds", "guide", "describe", "watch", "sample", "plan", "batch")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    if sys.stderr is None:  # `2>&-`: what is said to nobody must not go to standard output
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter is no reason to stop
    argv = sys.argv[1:] if argv is None else argv
    wanted = next((a for a in argv if not a.startswith("-")), "")
    parser = _parser(wanted)
    try:
        args = _arguments(parser, argv, wanted)
        status = int(args.run(args)) if hasattr(args, "run") else _no_command(parser)
    except Usage as e:
        if isinstance(e, Full):
            _close()
        print(f"sciml: {e}", file=sys.stderr)
        status = 2
    except BrokenPipeError:
        _close()
        status = 0
    except KeyboardInterrupt:
        status = 130
    return status


def _arguments(parser: argparse.ArgumentParser, argv: Sequence[str], wanted: str) -> argparse.Namespace:
    """Specs may stand on both sides of the options. Help that was asked for may find a reader that has left, as any output."""
    if wanted and wanted not in COMMANDS:
        _no_such_command(wanted)
    try:
        args, rest = parser.parse_known_args(argv)
        if getattr(args, "many", False) and all(a == "-" or not a.startswith("-") for a in rest):
            args.specs += rest
        elif rest:
            getattr(args, "parser", parser).error(f"unrecognized arguments: {' '.join(rest)}")
        return args
    except SystemExit:
        if sys.stdout is not None:
            say("")
        raise


def _no_such_command(wanted: str) -> None:
    from difflib import get_close_matches

    if wanted.endswith(".sciml") or Path(wanted).exists():
        raise Usage(f"say what to do with {wanted}: `sciml render {wanted}` draws it, `sciml check {wanted}` proves it")
    near = get_close_matches(wanted, COMMANDS, 1)
    raise Usage(f"there is no command {wanted}; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(COMMANDS)}"))


def _no_command(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return 2


def _close() -> None:
    """Whoever read our output has heard enough; what is still in the buffer goes nowhere."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(wanted: str) -> argparse.ArgumentParser:
    """wanted: the command that is about to be read; others say no more than that they are there."""
    p = argparse.ArgumentParser(
        prog="sciml",
        description="Scientific figures from typed givens, proved before they are drawn.",
        epilog="Exit status: 0 drawn or valid, 1 diagnostics, 2 wrong use.",
    )
    p.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = p.add_subparsers(title="commands", metavar="COMMAND", prog="sciml")  # argparse would lay out a usage line to find its own name

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str, specs: bool = True) -> argparse.ArgumentParser:
        c = commands.add_parser(name, help=help, description=help)
        c.set_defaults(run=run, parser=c, many=specs)
        if specs:
            whence = "which may come later, or a folder of them" if name == "watch" else "a folder of them, or - for standard input"
            c.add_argument("specs", nargs="+", metavar="SPEC", help=f"a .sciml file, {whence}")
        return c

    _picture_arguments(command("render", _render, "draw specs"), watched=False)
    c = command("check", _check, "prove specs without drawing")
    c.add_argument("--json", action="store_true", help="the whole report: diagnostics, and one row for each claim")
    c.add_argument("--rows", action="store_true", help="list every claim with its verdict and how it was proved")
    _strictness(c)
    c = command("fmt", _fmt, "print specs in canonical form (in place; - to standard output)")
    c.add_argument("--check", action="store_true", help="write nothing; exit 1 if a spec is not canonical")
    c.add_argument("--fix", action="store_true", help="apply the fixes of the diagnostics first")
    c = command("explain", _explain, "what a message means, with a wrong and a right example", specs=False)
    c.add_argument("code", nargs="?", metavar="CODE", help="such as SCI203; without it, a list of all messages")
    c = command("kinds", _kinds, "the nouns and relations of the language, or one of them", specs=False)
    c.add_argument("name", nargs="?", metavar="NAME", help="a noun, relation or measure, such as spring; without it, a list of all")
    c = command("guide", _guide, "the author's guide: two pages; with a subject all of that", specs=False)
    c.add_argument(
        "subjects", nargs="*", metavar="SUBJECT", help=f"all of this subject: worked examples, its kinds with all their parameters{_subjects(wanted)}"
    )
    c = command("describe", _describe, "alternative text, facts, and questions with answers")
    c.add_argument("--json", action="store_true", help="as data")
    c.add_argument("--answers", action="store_true", help="with the answers of `question(...)`")
    _picture_arguments(command("watch", _watch, "draw specs again whenever they change"), watched=True)
    c = command("sample", _sample, "many figures of one spec with `vary`, each picture once", specs=False)
    if wanted == "sample":  # what is long to load is loaded for its own command
        from .cli_batch import sample_arguments

        sample_arguments(c)
    c = command("plan", _plan, "the figure of a problem in words", specs=False)
    if wanted == "plan":
        from .cli_plan import plan_arguments

        plan_arguments(c)
    c = command("batch", _batch, "the figures of many problems, resumable", specs=False)
    if wanted == "batch":
        from .cli_batch import batch_arguments
        from .cli_plan import provider_arguments

        batch_arguments(c, provider_arguments)
    return p


def _picture_arguments(c: argparse.ArgumentParser, watched: bool) -> None:
    where = "beside the spec" if watched else "beside the spec; of standard input figure.png"
    out = "a file (its ending says the format) or a folder" + ("" if watched else "; - is standard output")
    c.add_argument("-o", "--output", metavar="OUT", help=f"{out} (default: {where})")
    c.add_argument("--format", metavar="F", help="png, svg, pdf, json; several with commas (default: png)")
    c.add_argument("--dpi", type=float, default=200, help="pixels an inch of a PNG (default: 200)")
    c.add_argument("--theme", choices=("textbook", "color", "slide", "dark", "exam", "scan"), help="over the spec's own theme")
    _strictness(c)


def _strictness(c: argparse.ArgumentParser) -> None:
    c.add_argument("--strict", action="store_true", help="refuse warnings and liberal readings too")
    c.add_argument("--quiet", action="store_true", help="no notes")


def _subjects(wanted: str) -> str:
    """Their names, for who asks about the guide."""
    if wanted != "guide":
        return ""
    from .reference import subjects

    return f" ({', '.join(subjects())})"


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from . import __version__

        emit(f"sciml {__version__}")
        parser.exit()


# ---------------------------------------------------------------- what commands share


def _compile(spec: Spec, theme: str | None = None) -> Document:
    text = read(spec)
    from .document import compile

    return compile(text, name=spec.name, theme=theme)


def _each(specs: Sequence[Spec], do: Callable[[Spec], int]) -> int:
    """Do this for each spec; one that cannot be read or written does not stop the others. The largest status."""
    status = 0
    for spec in _progress(specs):
        try:
            status = max(status, do(spec))
        except Full:
            raise
        except Usage as e:
            print(f"sciml: {e}", file=sys.stderr)
            status = 2
    return status


def _progress(specs: Sequence[Spec]) -> Iterator[Spec]:
    """A line that tells how far we are, on a terminal and for more than a handful."""
    shown = len(specs) > 8 and sys.stderr.isatty()
    for i, spec in enumerate(specs):
        if shown:
            print(f"\r\x1b[K{i + 1}/{len(specs)} {spec.name}"[:100], end="", file=sys.stderr, flush=True)
        yield spec
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr)


def _print_findings(document: Document, quiet: bool = False) -> None:
    if not document.diagnostics:
        return
    from .report import as_text

    text = as_text(document.source, document.diagnostics, color=sys.stderr.isatty(), notes=not quiet)
    if text:
        print(text, file=sys.stderr)


def _refused(document: Document, strict: bool) -> bool:
    """Under --strict a warning or a liberal reading is as good as an error."""
    return not document.ok or (strict and any(d.severity == "warning" or d.code == "SCI110" for d in document.diagnostics))


# ---------------------------------------------------------------- commands


def _render(args: argparse.Namespace) -> int:
    specs = find(args.specs)
    wanted, several = _pictures(args, specs)
    drawn: list[str] = []
    status = _each(specs, lambda spec: _render_one(args, spec, wanted, several, drawn))
    if drawn and sys.stderr.isatty() and not args.quiet:
        print(f"drawn: {', '.join(drawn) if len(drawn) <= 6 else f'{len(drawn)} pictures, from {drawn[0]} to {drawn[-1]}'}", file=sys.stderr)
    return status


def _pictures(args: argparse.Namespace, specs: Sequence[Spec]) -> tuple[list[str], bool]:
    """(formats, whether there are several pictures), if all that is asked for can be. Raises Usage."""
    wanted = formats(args.format, args.output)
    if args.output == "-" and (len(wanted) > 1 or len(specs) > 1):
        raise Usage("standard output takes one picture: one spec and one format")
    if not 1 <= args.dpi <= 4800:
        raise Usage(f"--dpi {args.dpi:g} is not between 1 and 4800")
    several = len(specs) > 1 or len(wanted) > 1
    taken: dict[Path, str] = {}
    for spec in specs:
        path = target(spec, wanted[0], args.output, None, several)
        if path is not None and taken.setdefault(path, spec.name) != spec.name:
            raise Usage(f"{taken[path]} and {spec.name} would both be drawn as {path}; draw them apart, or name their folder")
    return wanted, several


def _render_one(args: argparse.Namespace, spec: Spec, wanted: Sequence[str], several: bool, drawn: list[str]) -> int:
    """A page that is not sound does not stop the others; each keeps its number. drawn: takes the names of what was written."""
    document = _compile(spec, args.theme)
    _print_findings(document, args.quiet)
    if not args.quiet and document.ok and not any(p.scene.marks for p in document.pages if p.scene is not None):
        print(f"sciml: {spec.name} says nothing that is drawn: its picture is empty", file=sys.stderr)
    refused = _refused(document, args.strict)
    if refused and args.strict:
        return 1
    from .renderer import CairoMissing

    pages = len(document.pages)
    numbers = [n for n, page in enumerate(document.pages, 1) if page.scene is not None]
    if args.output == "-" and pages > 1 and wanted[0] != "pdf":
        raise Usage(f"{spec.name} has {pages} pages: standard output takes one picture, or --format pdf")
    for f in wanted:
        for place, number in enumerate(numbers[:1] if f == "pdf" else numbers):
            path = target(spec, f, args.output, number if pages > 1 and f != "pdf" else None, several)
            try:
                data = _bytes(document, f, place, args.dpi)
            except CairoMissing as e:
                raise Usage(cairo_help(str(e))) from None
            except ValueError as e:  # a picture of a size that no format holds
                raise Usage(f"{spec.name}: {e}") from None
            write(path, data, f)
            drawn += [] if path is None else [str(path)]
    return int(refused)


def _bytes(document: Document, format_: str, page: int, dpi: float) -> bytes:
    if format_ == "png":
        return document.png(dpi=dpi, page=page)
    if format_ == "pdf":
        return document.pdf()
    return (document.svg(page=page) if format_ == "svg" else document.json(page=page)).encode()


def cairo_help(text: str) -> str:
    """Of the ways to install cairo those that this machine has; all of them where it has none."""
    import shutil

    ways = [line for line in text.splitlines() if line.startswith("  ")]
    ours = [way for way in ways if any(shutil.which(tool) for tool in ("apt-get", "dnf", "apk", "brew", "conda") if f" {tool} " in way)]
    return "\n".join(line for line in text.splitlines() if line not in ways or line in (ours or ways))


def _check(args: argparse.Namespace) -> int:
    specs = find(args.specs)
    reports = []

    def one(spec: Spec) -> int:
        document = _compile(spec)
        refused = _refused(document, args.strict)
        if args.json:
            reports.append(document.report)
            return int(refused)
        _print_findings(document, args.quiet)
        rows = [r for p in document.pages if p.proven is not None for r in p.proven.rows]
        held = sum(r.verdict == "holds" for r in rows)
        ways = ", ".join(f"{n} {how}" for how in ("exact", "certified", "numeric") if (n := sum(r.verdict == "holds" and r.how == how for r in rows)))
        emit(f"{spec.name}: {'not valid' if refused else 'valid'}; {held} of {len(rows)} claims hold{f' ({ways})' if ways else ''}")
        if args.rows:
            from .report import proof_lines

            emit("\n".join(proof_lines(document.source, document.pages)))
        return int(refused)

    status = _each(specs, one)
    if args.json:
        _emit_json(reports)
    return status


def _emit_json(found: list[dict[str, object]]) -> None:
    """One as it is, several as a list."""
    import json

    emit(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1))


def _fmt(args: argparse.Namespace) -> int:
    def one(spec: Spec) -> int:
        from .fixes import apply_fixes, formatted
        from .grammar import parse
        from .read import read as read_tree
        from .report import as_text
        from .source import Source

        text = read(spec)
        made = formatted(apply_fixes(text) if args.fix else text)
        status = 0
        if parse(made).faults:
            print(as_text(Source(made, spec.name), read_tree(Source(made, spec.name)).diagnostics, notes=False), file=sys.stderr)
            status = 1
        if args.check:
            if made != text:
                print(f"{spec.name} is not canonical", file=sys.stderr)
                status = 1
        elif spec.path is None:
            write(None, made.encode(), "sciml")
        elif made != text:
            write(spec.path, made.encode(), "sciml")
        return status

    return _each(find(args.specs), one)


def _sample(args: argparse.Namespace) -> int:
    from .cli_batch import run_sample

    return run_sample(args)


def _plan(args: argparse.Namespace) -> int:
    from .cli_plan import run_plan

    return run_plan(args)


def _batch(args: argparse.Namespace) -> int:
    from .cli_batch import run_batch
    from .cli_plan import chosen

    return run_batch(args, chosen)


def _explain(args: argparse.Namespace) -> int:
    from .reference import all_messages, explain, messages_page

    code = (args.code or "").replace(" ", "").upper()
    text = messages_page() if args.code is None else explain(code)
    if text is None:
        near = [m.code for m in all_messages() if code and (m.code.startswith(code) or m.code.endswith(code))]
        raise Usage(f"there is no message {args.code}; " + (f"there are {', '.join(near)}" if near else "`sciml explain` lists all"))
    emit(text)
    return 0


def _kinds(args: argparse.Namespace) -> int:
    from .reference import kind_page, kinds_page, names

    text = kinds_page() if args.name is None else kind_page(args.name)
    if text is None:
        from .check.page import nearest

        near = nearest(args.name, names())
        raise Usage(f"there is no kind {args.name or 'without a name'}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
    emit(text)
    return 0


def _guide(args: argparse.Namespace) -> int:
    from .guide import guide, subject_page
    from .reference import subjects

    known = subjects()
    bad = [s for s in args.subjects if s not in known]
    if bad:
        raise Usage(f"there is no subject {bad[0]}; there are {', '.join(known)}")
    emit("\n\n".join(subject_page(s) for s in args.subjects) if args.subjects else guide())
    return 0


def _describe(args: argparse.Namespace) -> int:
    found: list[dict[str, object]] = []

    def one(spec: Spec) -> int:
        document = _compile(spec)
        if not document.ok:
            _print_findings(document)
        found.extend(document.describe(answers=args.answers))
        return int(not document.ok)

    status = _each(find(args.specs), one)
    if args.json:
        _emit_json(found)
    elif found:
        from .describe import as_lines

        emit("\n\n".join(map(as_lines, found)))
    return status


def _watch(args: argparse.Namespace) -> int:
    """Poll the files: portable, and a spec is small."""
    import time

    seen: dict[str, int] = {}
    specs = find(args.specs)
    if any(s.path is None for s in specs):
        raise Usage("standard input cannot be watched")
    if args.output == "-":
        raise Usage("standard output takes one picture, and what is watched is drawn again and again: name a file or a folder")
    wanted, several = _pictures(args, specs)
    print(f"watching {', '.join(s.name for s in specs)}; Ctrl-C ends it", file=sys.stderr)
    for spec in specs:
        if not _stamp(spec.path):
            print(f"sciml: {spec.name} is not there yet; it is drawn as soon as it is", file=sys.stderr, flush=True)
    while True:
        for spec in _still(args.specs):
            stamp = _stamp(spec.path)
            if stamp and seen.get(spec.name) != stamp:
                seen[spec.name] = stamp
                started = time.perf_counter()
                try:
                    status = _render_one(args, spec, wanted, several, [])
                except Usage as e:
                    print(f"sciml: {e}", file=sys.stderr)
                    status = 2
                print(f"{spec.name}: {'not drawn' if status else 'drawn'} in {(time.perf_counter() - started) * 1000:.0f} ms", file=sys.stderr, flush=True)
        time.sleep(0.15)


def _still(names: Sequence[str]) -> list[Spec]:
    """The specs that are there now: a folder may be empty for a while."""
    try:
        return find(names)
    except Usage:
        return []


def _stamp(path: Path | None) -> int:
    """When a file was last written; 0 while an editor has it in its hands."""
    try:
        return path.stat().st_mtime_ns if path is not None else 0
    except OSError:
        return 0
