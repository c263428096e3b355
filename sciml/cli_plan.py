"""`sciml plan`: a problem in words to a figure; and the words that name a provider, which `sciml batch` takes too."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .files import FORMATS, Spec, Usage, emit, formats, read, write

if TYPE_CHECKING:
    from .planner.loop import Item, Options
    from .planner.problem import Problem
    from .planner.providers import Provider

__all__ = ["chosen", "plan_arguments", "provider_arguments", "run_plan"]

FILES = re.compile(r".{1,255}\.(?:txt|md|tex|jsonl?|sciml)|[!-~]+\.[a-z]{2,5}|[!-~]*/[!-~]*")
"""What is the name of a file and no problem: a known ending, or one word (of ASCII: not all scripts part words) with an ending or a slash."""
WRONG_USE = ("auth", "refused", "missing")
"""Kinds of provider errors that the person can mend; the others are bad luck."""


def provider_arguments(c: argparse.ArgumentParser) -> None:
    """The words that name a provider and say how it is asked."""
    from .planner.providers.opened import NAMES
    from .planner.providers.profiles import NOTATIONS

    p = c.add_argument_group(
        "who answers", "Without --provider the embedded planner drafts: no network, no model, no key. It abstains where it would have to guess."
    )
    p.add_argument("--provider", choices=NAMES, metavar="P", help=f"one of {', '.join(NAMES)}")
    p.add_argument(
        "--model", default="", metavar="M", help="its name on the server; of transformers and vllm-local, the folder; of recorded, the folder of answers"
    )
    p.add_argument("--base-url", default="", metavar="URL", help="where the server is, if not where it is by itself (generic needs one)")
    p.add_argument("--key-env", default="", metavar="NAME", help="the environment variable that holds the key (a key is never an argument)")
    p.add_argument("--notation", choices=(*NOTATIONS, "none"), metavar="N", help=f"of the grammar, if not the provider's own: {', '.join(NOTATIONS)}, none")
    p.add_argument("--timeout", type=float, default=300, metavar="S", help="seconds for one answer (default: 300)")
    p.add_argument("--concurrency", type=int, default=0, metavar="N", help="requests at once (default: the provider's)")
    p.add_argument("--per-minute", type=int, default=0, metavar="N", help="requests a minute (default: no limit)")
    p.add_argument("--price", metavar="IN,OUT", help="of a million tokens, in USD, so that costs are told")
    p.add_argument("--device", default="cpu", help="of transformers (default: cpu)")
    p.add_argument("--record", default="", metavar="DIR", help="keep the answers, for --provider recorded --model DIR")
    o = c.add_argument_group("how it is asked")
    o.add_argument("--n", type=int, default=1, metavar="N", help="candidates, of which the best is kept (default: 1)")
    o.add_argument("--rounds", type=int, default=2, metavar="N", help="of repair (default: 2)")
    o.add_argument("--grammar", choices=("problem", "language", "off"), default="language", help="what an answer is held to, where the provider can")
    o.add_argument("--one-call", action="store_true", help="plan and spec in one answer")
    o.add_argument("--temperature", type=float, default=0.6, metavar="T", help="(default: 0.6)")
    o.add_argument("--max-tokens", type=int, default=4096, metavar="N", help="of one answer (default: 4096)")
    o.add_argument("--ask-seed", type=int, default=0, metavar="N", help="seed of the first candidate (default: 0)")


def plan_arguments(c: argparse.ArgumentParser) -> None:
    """The words of `sciml plan`."""
    c.add_argument("problem", metavar="PROBLEM", help="its text; or a text file; or a .json or .jsonl file of problems (with --id); or - for standard input")
    c.add_argument("--id", metavar="ID", help="of the problem in a file of several")
    c.add_argument("--answer", default="", metavar="A", help="of the problem: kept from the model, and watched for in the figure")
    c.add_argument(
        "-o", "--output", default="figure.png", metavar="OUT", help="a picture (everything else goes to a folder NAME.plan beside it), or a folder for all"
    )
    c.add_argument("--format", metavar="F", help="png, svg, pdf, json; several with commas (default: as OUT says, else png)")
    c.add_argument("--dpi", type=float, default=200, help="pixels an inch of a PNG (default: 200)")
    c.add_argument("--prompts", choices=("sciml", "imgcoder"), default="sciml", help="imgcoder: plan, then a matplotlib script, which is kept and not run")
    c.add_argument("--quiet", action="store_true", help="no findings")
    provider_arguments(c)


def chosen(args: argparse.Namespace) -> dict[str, Any]:
    """provider (`module:function`, "" for the embedded planner), its arguments, and the options, as `planner.batch.Settings` wants them. Raises Usage."""
    price = _price(args.price)
    made: dict[str, Any] = {"provider": "", "arguments": {}, "options": _options(args)}
    if not args.provider:
        if args.model or args.base_url:
            raise Usage("--model and --base-url want a --provider")
        return made
    from .planner.providers.opened import open_provider

    made["provider"] = f"{open_provider.__module__}:{open_provider.__name__}"
    made["arguments"] = {
        "name": args.provider,
        "model": args.model,
        "base_url": args.base_url,
        "key_env": args.key_env,
        "notation": "" if args.notation == "none" else args.notation,
        "timeout": args.timeout,
        "concurrency": args.concurrency,
        "per_minute": args.per_minute,
        "price": price,
        "device": args.device,
        "record": args.record,
    }
    return made


def _options(args: argparse.Namespace) -> Options:
    from .planner.loop import Options

    for name, least in (("n", 1), ("rounds", 0), ("max_tokens", 1), ("ask_seed", 0), ("concurrency", 0), ("per_minute", 0)):
        if getattr(args, name) < least:
            raise Usage(f"--{name.replace('_', '-')} is a number from {least} up")
    if args.timeout <= 0:
        raise Usage("--timeout is a number of seconds")
    return Options(args.n, args.rounds, args.grammar, args.temperature, args.max_tokens, args.ask_seed, args.one_call)


def _price(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        price_in, price_out = (float(x) for x in text.split(","))
    except ValueError:
        raise Usage(f"--price {text} is not two numbers with a comma, such as 0.5,1.5") from None
    if min(price_in, price_out) < 0:
        raise Usage(f"--price {text} is not two numbers from 0 up")
    return price_in, price_out


def _opened(args: argparse.Namespace) -> Provider | None:
    """The provider, asked again where that may help."""
    how = chosen(args)
    if not how["provider"]:
        return None
    from .planner.patience import Patient
    from .planner.providers.opened import open_provider

    return Patient(open_provider(**how["arguments"]), tries=4)


def _file(said: str) -> Path | None:
    """The file that the words name; None where they are a problem's own text, which may be longer than any name of a file. Raises Usage."""
    if said in ("", "-") or "\n" in said:
        return None
    path = Path(said)
    try:
        folder, there = path.is_dir(), path.exists()
    except PermissionError:
        return path  # who reads it says so
    except (OSError, ValueError):
        folder = there = False
    if folder:
        raise Usage(f"{said} is a folder; `sciml plan` takes one problem, `sciml batch` a file of many")
    if not there and FILES.fullmatch(said):
        raise Usage(f"there is no file {said} (and a problem in words is more than one word, and does not end like a file)")
    if there and path.suffix.lower() == ".sciml":
        raise Usage(f"{said} is a spec and no problem in words; `sciml render {said}` draws it")
    return path if there else None


def _problem(args: argparse.Namespace) -> Problem:
    from .grammar.record import replace
    from .planner.problem import LONGEST, BadProblem, Problem, read_problems

    said = args.problem
    path = _file(said)
    try:
        if path is not None and path.suffix.lower() in (".json", ".jsonl"):
            faulty: list[BadProblem] = []
            found = [p for p in read_problems(path, faulty.append) if args.id in (None, p.id)]
            if not found:
                raise Usage(f"{path} has no problem{f' {args.id}' if args.id else ''}" + (f"; {faulty[0]}" if faulty else ""))
            if len(found) > 1:
                raise Usage(f"{path} has {len(found)} problems: say which with --id, or use `sciml batch`")
            return replace(found[0], answer=args.answer) if args.answer else found[0]
        text = read(Spec(said if path else "standard input", path, "")) if path or said == "-" else said
    except UnicodeDecodeError as e:
        raise Usage(f"{said} is not UTF-8 text (byte {e.start})") from None
    except OSError as e:
        raise Usage(f"cannot read {said}: {e.strerror}") from None
    if not text.strip():
        raise Usage("the problem has no text")
    if len(text) > LONGEST:
        raise Usage(f"the problem is a text of {len(text)} characters; the most is {LONGEST}")
    return Problem(args.id or "problem", text, args.answer)


def run_plan(args: argparse.Namespace) -> int:
    """`sciml plan`: 0 drawn, 1 abstained, failed or no answer, 2 wrong use."""
    if not 1 <= args.dpi <= 4800:
        raise Usage(f"--dpi {args.dpi:g} is not between 1 and 4800")
    if args.output == "-":
        raise Usage("`sciml plan` writes several files: -o is a picture or a folder, and not standard output")
    wanted = formats(args.format, args.output)
    problem = _problem(args)
    from .planner.providers import ProviderError

    try:
        provider = _opened(args)
        if args.prompts == "imgcoder":
            return _script(args, problem, provider)
        from .planner.loop import draw

        item = draw(problem, provider, _options(args))
    except ProviderError as e:
        if e.kind in WRONG_USE:
            raise Usage(str(e)) from None
        print(f"sciml: no answer: {e}", file=sys.stderr)
        return 1
    return _kept(args, item, wanted)


def _places(output: str) -> tuple[Path, Path]:
    """(where pictures go, without their ending; the folder of everything else)."""
    out = Path(output)
    if out.suffix[1:].lower() in FORMATS and not out.is_dir():
        return out.with_suffix(""), out.with_suffix(".plan")
    if out.exists() and not out.is_dir():
        raise Usage(f"{out} is a file; an output ends on {', '.join('.' + f for f in FORMATS)} or is a folder")
    return out / "figure", out


def _kept(args: argparse.Namespace, item: Item, wanted: list[str]) -> int:
    """Write the artefacts and, of a drawn item, the pictures; say what became of it."""
    from .cli import cairo_help
    from .planner.artefacts import artefacts, pictures
    from .renderer import CairoMissing

    stem, folder = _places(args.output)
    for name, data in artefacts(item).items():
        write(folder / name, data, "sciml")
    document = item.document
    if document is not None and not args.quiet:
        from .report import as_text

        text = as_text(document.source, document.diagnostics, color=sys.stderr.isatty(), notes=False)
        if text:
            print(text, file=sys.stderr)
    drawn: list[str] = []
    if item.status == "drawn":
        try:
            made = pictures(item, tuple(wanted), args.dpi)
        except CairoMissing as e:
            raise Usage(cairo_help(str(e))) from None
        except ValueError as e:  # a picture of a size that no format holds
            raise Usage(str(e)) from None
        for name, data in made.items():
            path = stem.with_name(stem.name + name.removeprefix("figure"))
            write(path, data, path.suffix[1:])
            drawn.append(str(path))
    _told(args, item, folder, drawn)
    return int(item.status != "drawn")


def _told(args: argparse.Namespace, item: Item, folder: Path, drawn: list[str]) -> None:
    who = str(item.provider.get("family") or item.provider.get("model") or item.provider.get("name", ""))
    rows = [r for page in item.report.get("pages", ()) for r in page.get("proof", ())]
    if item.status != "drawn":
        print(f"sciml: {item.status}: {item.why}", file=sys.stderr)
        emit(f"{item.status}; kept in {folder}")
        return
    givens = len(item.trace.found) + len(item.trace.missing)
    held = sum(r["verdict"] == "holds" for r in rows)
    emit(f"{', '.join(drawn)}: drawn ({who}); {held} of {len(rows)} claims hold; {len(item.trace.found)} of {givens} givens read; kept in {folder}")
    if args.quiet:
        return
    for given in item.trace.missing:
        print(f"sciml: {given} cannot be read in the figure", file=sys.stderr)
    ignored = item.provider.get("constraint", {}).get("ignored", 0)
    if ignored:
        print(
            f"sciml: the server ignored the grammar in {ignored} of {item.provider['constraint']['sent']} answers (--notation says how it is sent)",
            file=sys.stderr,
        )
    used = item.usage
    if used.calls:
        price = _price(args.price)
        cost = f", {(used.prompt * price[0] + used.completion * price[1]) / 1e6:.4f} USD" if price else ""
        print(f"sciml: {used.calls} requests, {used.prompt} + {used.completion} tokens{cost}", file=sys.stderr)


def _script(args: argparse.Namespace, problem: Problem, provider: Provider | None) -> int:
    if provider is None:
        raise Usage("--prompts imgcoder wants a --provider: the embedded planner writes no scripts")
    from .planner.imgcoder import write_script

    made = write_script(problem, provider, rounds=args.rounds, seed=args.ask_seed, temperature=args.temperature, max_tokens=args.max_tokens)
    _, folder = _places(args.output)
    write(folder / "plan.md", made.plan.as_text().encode(), "sciml")
    for i, answer in enumerate(made.answers):
        write(folder / f"answer-{i + 1}.txt", answer.encode(), "sciml")
    if not made.code:
        print(f"sciml: failed: {made.why}", file=sys.stderr)
        return 1
    write(folder / "figure.py", made.code.encode(), "sciml")
    emit(f"{folder / 'figure.py'}: written, not run; kept in {folder}")
    return 0
