"""Open N concurrent sessions of the app on this machine and time K reruns in each.

A session connects, asks for the first run of ``--page``, finds an input widget by ``--label`` or
``--key`` (default: the first slider) and changes it ``--reruns`` times; the latency reported is
the wait from sending a change until the server says that the script has finished; where the page
sends ahead what the reader looks at, until it has sent that, and until the rest is there as well.
Load is only ever sent to loopback.

    python -m tests.bench.load_sessions http://127.0.0.1:8501 --page compare --sessions 50 \
        --reruns 20 --label "Buyer subsidies" --think 1 --max-p95-ms 200

Exit code: 0 all sessions clean; 1 a session had an error, or a limit was exceeded;
2 the arguments or the server are not usable.
"""

import argparse
import asyncio
import ipaddress
import json
import socket
import sys
import time
import urllib.request
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import click

from tests.bench.session import Outcome, Session


def percentile(values: list[float], q: float) -> float:
    """Nearest-rank percentile: always a value that was really measured."""
    ordered = sorted(values)
    place = max(0, min(len(ordered) - 1, -(-int(q * len(ordered)) // 100) - 1))
    return ordered[place] if ordered else float("nan")


def loopback_only(host: str) -> None:
    try:
        addresses = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError as e:
        msg = f"cannot resolve {host}: {e}"
        raise ValueError(msg) from None
    if not all(ipaddress.ip_address(a.split("%")[0]).is_loopback for a in addresses):
        msg = f"{host} is not this machine: load is only ever sent to loopback"
        raise ValueError(msg)


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    p.add_argument("url", help="the app, e.g. http://127.0.0.1:8501 (with its baseUrlPath, if any)")
    p.add_argument("--page", default="", help="URL path of the page; empty is the default page")
    p.add_argument("--query", default="", help="query string of the first run, without '?'")
    p.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="NAME=LOW:HIGH:STEP",
        type=varied,
        help="query parameter that differs from session to session, so that nobody's answers are"
        " kept for another; may be repeated",
    )
    p.add_argument(
        "--salt",
        default=str(int(time.time())),
        help="seed of --vary; the clock's, so that a second call meets no answer of the first",
    )
    p.add_argument("--sessions", type=int, default=10)
    p.add_argument("--reruns", type=int, default=20, help="reruns in each session")
    p.add_argument("--label", help="exact label of the widget to move")
    p.add_argument("--key", help="key of the widget to move (beats --label)")
    p.add_argument("--think", type=float, default=0.0, help="mean pause before each rerun, seconds")
    p.add_argument("--ramp", type=float, default=0.0, help="spread the connections over seconds")
    p.add_argument("--timeout", type=float, default=60.0, help="longest wait for one run, seconds")
    p.add_argument("--max-p95-ms", type=float, help="fail when the p95 latency is above this")
    p.add_argument("--seed", type=int, default=1, help="seed of the widget values")
    p.add_argument("--json", metavar="FILE", help="also write the result here")
    return p


def varied(text: str) -> tuple[str, float, float, float]:
    name, _, span = text.partition("=")
    low, high, step = (float(x) for x in span.split(":"))
    return name, low, high, step


def parse_args(argv: list[str] | None) -> argparse.Namespace:
    p = parser()
    args = p.parse_args(argv)
    parts = urlsplit(args.url if "//" in args.url else "http://" + args.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        p.error("url must look like http://127.0.0.1:8501")
    if args.sessions < 1 or args.reruns < 1:
        p.error("--sessions and --reruns must be at least 1")
    try:
        loopback_only(parts.hostname)
    except ValueError as e:
        p.error(str(e))
    args.page = args.page.strip("/")
    args.base = parts.path.rstrip("/")
    args.origin = f"{parts.scheme}://{parts.netloc}"
    socket_scheme = "wss" if parts.scheme == "https" else "ws"
    args.ws_url = f"{socket_scheme}://{parts.netloc}{args.base}/_stcore/stream"
    return args


async def run(args: argparse.Namespace) -> tuple[list[Outcome], float]:
    async def one(i: int) -> Outcome:
        await asyncio.sleep(args.ramp * i / args.sessions)
        return await Session(args, i).go()

    start = time.perf_counter()
    outcomes = await asyncio.gather(*(one(i) for i in range(args.sessions)))
    return outcomes, time.perf_counter() - start


def stats(seconds: list[float]) -> dict[str, float]:
    ms = [1e3 * value for value in seconds]
    if not ms:
        return {}
    return {f"p{q}": round(percentile(ms, q), 1) for q in (50, 95, 99)} | {"max": round(max(ms), 1)}


def report(args: argparse.Namespace, outcomes: list[Outcome], wall: float) -> dict:
    reruns = [seconds for o in outcomes for seconds in o.latencies]
    ahead = [seconds for o in outcomes for seconds in o.ahead]
    sizes = [b for o in outcomes for b in o.rerun_bytes]
    errors = Counter(o.error for o in outcomes if o.error)
    return {
        "url": args.url,
        "page": args.page or "(default)",
        "sessions": args.sessions,
        "think_s": args.think,
        "reruns": len(reruns),
        "expected_reruns": args.sessions * args.reruns,
        "rerun_kind": "fragment" if any(o.fragment for o in outcomes) else "full",
        "first_run_ms": stats([o.first_run for o in outcomes if o.first_run is not None]),
        "ahead_ms": stats(ahead),
        "rerun_ms": stats(reruns),
        "first_run_bytes": outcomes[0].first_bytes,
        "rerun_bytes_mean": round(sum(sizes) / len(sizes)) if sizes else 0,
        "reruns_per_s": round(len(reruns) / wall, 1),
        "wall_s": round(wall, 2),
        "failed_sessions": sum(errors.values()),
        "errors": dict(errors),
    }


def measure(argv: list[str]) -> dict:
    """Run the sessions that ``argv`` describes and return the report."""
    args = parse_args(argv)
    return report(args, *asyncio.run(run(args)))


def failure(args: argparse.Namespace, result: dict) -> str | None:
    if result["failed_sessions"]:
        return f"{result['failed_sessions']} of {args.sessions} sessions had an error"
    if result["reruns"] != result["expected_reruns"]:
        return "fewer reruns than expected"
    p95 = result["rerun_ms"]["p95"]
    if args.max_p95_ms is not None and p95 > args.max_p95_ms:
        return f"p95 {p95} ms is above {args.max_p95_ms} ms"
    return None


def main(argv: list[str] | None = None) -> int:
    args = parse_args(argv)
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{args.origin}{args.base}/_stcore/health", timeout=args.timeout) as r:
            r.read()
    except OSError as e:
        click.echo(f"no Streamlit server at {args.url}: {e}", err=True)
        return 2
    result = report(args, *asyncio.run(run(args)))
    for name, value in result.items():
        click.echo(f"{name:18} {value}")
    if args.json:
        Path(args.json).write_text(json.dumps(result, indent=2), encoding="utf-8")
    if reason := failure(args, result):
        click.echo(f"FAILED: {reason}", err=True)
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
