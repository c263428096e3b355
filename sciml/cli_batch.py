"""`sciml batch` and `sciml sample`: many figures into a folder, stopped and resumed at will."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .files import Usage, find, read

if TYPE_CHECKING:
    from .planner.batch import Settings, Summary
    from .planner.work import Engine

__all__ = ["batch_arguments", "run_batch", "run_sample", "sample_arguments"]


WRONG = 20
"""Lines of a file that are no problems are told, so many of them."""


def _common(c: argparse.ArgumentParser) -> None:
    c.add_argument("-o", "--output", metavar="DIR", required=True, help="the folder; what it holds already is not done again")
    c.add_argument("--jobs", type=int, default=0, metavar="N", help="at once (default: as many as cores, or as the provider allows)")
    c.add_argument("--engine", choices=("local", "ray"), default="local", help="processes of this machine, or Ray (pip install 'sciml[ray]')")
    c.add_argument("--address", default="", metavar="A", help="of a Ray cluster; auto finds one that runs")
    c.add_argument("--format", default="png", metavar="F", help="png, svg, pdf, json; several with commas; none for the index alone (default: png)")
    c.add_argument("--dpi", type=float, default=200, help="pixels an inch of a PNG (default: 200)")
    c.add_argument("--quiet", action="store_true", help="no progress")


def batch_arguments(c: argparse.ArgumentParser, provider: Callable[[argparse.ArgumentParser], None]) -> None:
    """The words of `sciml batch`; provider: adds those that name a provider."""
    c.add_argument("problems", metavar="PROBLEMS", help="JSONL or a JSON list: id, question (or problem, or text), answer, options")
    _common(c)
    provider(c)
    c.add_argument("--cache", metavar="DIR", help="of the provider's answers (default: in the output folder)")
    c.add_argument("--again", action="store_true", help="do failures of an earlier run again")
    c.add_argument("--estimate", action="store_true", help="say what it would ask for and cost, and do nothing")
    c.add_argument("--limit", type=float, metavar="MONEY", help="begin no new problem when so much is spent (the provider's price must be known)")
    c.add_argument("--answers", action="store_true", help="keep the answers of the problems beside their figures")


def sample_arguments(c: argparse.ArgumentParser) -> None:
    """The words of `sciml sample`."""
    c.add_argument("specs", nargs=1, metavar="SPEC", help="a spec with `vary`")
    _common(c)
    c.add_argument("-n", "--number", type=int, metavar="N", help="figures (default: every combination once)")
    c.add_argument("--seed", type=int, metavar="S", help="draw the values by a hash of the seed, instead of going through the product in order")
    c.add_argument("--theme", choices=("textbook", "color", "slide", "dark", "exam", "scan"), help="over the spec's own theme")
    c.add_argument("--answers", action="store_true", help="with the answers of `question(...)`")


def _formats(text: str) -> tuple[str, ...]:
    from .planner.artefacts import FORMATS

    wanted = tuple(f.strip().lower() for f in text.split(",") if f.strip() and f.strip() != "none")
    bad = [f for f in wanted if f not in FORMATS]
    if bad:
        raise Usage(f"there is no format {bad[0]}; there are {', '.join(FORMATS)}, and none")
    return wanted


def _dpi(value: float) -> float:
    if not 1 <= value <= 4800:
        raise Usage(f"--dpi {value:g} is not between 1 and 4800")
    return value


def _folder(args: argparse.Namespace, sampled: bool) -> Path:
    """Where the results go, if all may begin. sampled: by `sciml sample`; each command has its own folders. Raises Usage."""
    if args.jobs < 0:
        raise Usage("--jobs is a number of jobs, 1 or more")
    folder = Path(args.output)
    if args.output in ("", "-"):
        raise Usage("the results are many files: -o is a folder")
    if folder.exists() and not folder.is_dir():
        raise Usage(f"{folder} is a file; the results need a folder")
    index = folder / "index.jsonl"
    if index.is_file() and index.stat().st_size:
        with index.open("rb") as file:
            first = file.readline()
        if not (folder / "ledger.sqlite").exists():
            raise Usage(f"{index} is there, and no earlier run of ours; name another folder")
        if (b'"parameters":' in first) != sampled:
            raise Usage(f"{folder} holds the figures of `sciml {'batch' if sampled else 'sample'}`; name another folder")
    return folder


def _engine(args: argparse.Namespace, threads: int) -> Engine:
    """threads: jobs that wait for a server at the same time, over all processes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if args.engine == "ray":
        from .planner.engine_ray import RayEngine

        return RayEngine(args.jobs or cores, args.address)
    from .planner.engine_local import LocalEngine

    at_once = args.jobs or max(cores, threads)
    processes = min(cores, at_once)
    return LocalEngine(processes, -(-at_once // processes))


def run_batch(args: argparse.Namespace, chosen: Callable[[argparse.Namespace], dict[str, object]]) -> int:
    """`sciml batch`. chosen: the arguments as what `Settings` wants to know of the provider and the options. 0 if every problem was drawn or abstained from."""
    from .planner.batch import Settings, batch, estimate, survey
    from .planner.engine_ray import RayMissing
    from .planner.problem import BadProblem, read_problems
    from .planner.progress import Progress
    from .planner.providers import ProviderError
    from .planner.store import Busy

    folder = _folder(args, sampled=False)
    if args.problems == "-":
        raise Usage("a batch that is to be resumed reads a file, and not standard input")
    if args.limit is not None and args.limit <= 0:
        raise Usage("--limit is an amount of money above 0")
    settings: Settings = Settings(
        **chosen(args),  # type: ignore[arg-type]
        formats=_formats(args.format),
        dpi=_dpi(args.dpi),
        cache=str(args.cache or folder / "answers"),
        answers=args.answers,
    )
    bad: list[BadProblem] = []
    try:
        total, some = survey(read_problems(args.problems, bad.append))
        for wrong in bad[:WRONG]:
            print(f"sciml: {wrong}", file=sys.stderr)
        if len(bad) > WRONG:
            print(f"sciml: {args.problems}: and {len(bad) - WRONG} more", file=sys.stderr)
        if not total:
            raise Usage(f"{args.problems} holds no problem: it is JSONL or a JSON list (`sciml plan` takes one problem in words)")
        expected = estimate(total, some, settings)
        if not args.quiet or args.estimate:
            print(expected.sentence(), file=sys.stderr)
        if args.estimate:
            return int(bool(bad))
        if args.limit is not None and expected.money is None:
            raise Usage("--limit wants a provider whose price is known")
        provider = settings.opened()
        engine = _engine(args, provider.limits.concurrency if provider is not None else 1)
        if args.engine == "ray":
            from .grammar.record import replace

            settings = replace(settings, workers=getattr(engine, "workers", 1))
        shown = Progress(total, quiet=args.quiet)
        sound = read_problems(args.problems, lambda wrong: None)
        done = batch(sound, folder, settings, engine, again=args.again, limit=args.limit, progress=shown)
    except (Busy, ProviderError, RayMissing) as e:
        raise Usage(str(e)) from None
    except OSError as e:
        raise Usage(f"{e.filename or args.output}: {e.strerror or e}") from None
    except KeyboardInterrupt:
        print(f"\nsciml: stopped; the same command goes on where {args.output} ends", file=sys.stderr)
        return 130
    _said(args, done)
    return int(bool(bad) or "failed" in done.counts or "unanswered" in done.counts or done.left > 0)


def _said(args: argparse.Namespace, done: Summary) -> None:
    if args.quiet:
        return
    counts = ", ".join(f"{n} {status}" for status, n in done.counts.items()) or "nothing"
    money = "".join(f", {amount:.4f} {name}" for name, amount in done.cost.items() if name.isupper())
    tokens = done.cost.get("prompt_tokens", 0) + done.cost.get("completion_tokens", 0)
    cost = f"; {done.cost.get('requests', 0):.0f} requests, {tokens:.0f} tokens{money}" if done.cost.get("requests") else ""
    print(f"{args.output}: {counts}{cost}; see {' and '.join(done.files)}", file=sys.stderr)
    if done.unread:
        print(f"in {done.unread} of the figures a given reads nowhere (givens_missing in the index)", file=sys.stderr)
    if done.left:
        print(f"{done.left} problems were not begun: {args.limit:g} are spent (--limit)", file=sys.stderr)
    if "unanswered" in done.counts:
        print("the same command asks again for what was not answered", file=sys.stderr)
    if "failed" in done.counts:
        print("`why` in the index says why a problem failed; --again tries with other seeds", file=sys.stderr)


def run_sample(args: argparse.Namespace) -> int:
    """`sciml sample`. 0 if no figure failed."""
    from .planner.engine_ray import RayMissing
    from .planner.progress import Progress
    from .planner.sample import SampleSettings, sample
    from .planner.store import Busy

    spec, *others = find(args.specs)
    if others:
        raise Usage(f"{args.specs[0]} holds {len(others) + 1} specs; `sciml sample` takes one")
    if args.number is not None and args.number < 1:
        raise Usage("--number is a number of figures, 1 or more")
    folder = _folder(args, sampled=True)
    settings = SampleSettings(_formats(args.format), _dpi(args.dpi), args.theme or "", args.seed, args.answers)
    try:
        done = sample(read(spec), spec.name, folder, args.number, settings, _engine(args, 1), progress=Progress(args.number, quiet=args.quiet))
    except (Busy, RayMissing, ValueError) as e:
        raise Usage(str(e)) from None
    except OSError as e:
        raise Usage(f"{e.filename or args.output}: {e.strerror or e}") from None
    except KeyboardInterrupt:
        print(f"\nsciml: stopped; the same command goes on where {args.output} ends", file=sys.stderr)
        return 130
    if not args.quiet:
        counts = ", ".join(f"{n} {status}" for status, n in done.counts.items()) or "nothing"
        print(f"{args.output}: {counts}; see {' and '.join(done.files)}", file=sys.stderr)
        if "failed" in done.counts:
            print("`why` in the index says why a figure failed", file=sys.stderr)
    return int("failed" in done.counts)
