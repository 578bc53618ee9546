"""Run the measurements asked for and print one table for each."""

import argparse
import tempfile
from pathlib import Path

from tests.bench import cached, live, pages, replies, scale, searching, start
from tests.bench.machine import Machine

PARTS = {
    "live": live.measure,
    "pages": pages.measure,
    "cached": cached.measure,
    "replies": replies.measure,
    "searching": searching.measure,
    "start": start.measure,
    "scale": scale.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a smoke test: 500 problems, few rounds")
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument(
        "--keep",
        type=Path,
        help="a folder whose database is used again when it is there; so are those of the part scale",
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        machine = Machine(chosen.keep or Path(folder), small=chosen.small, kept=bool(chosen.keep))
        parts = chosen.only or list(PARTS)
        if parts != ["scale"]:
            machine.prepare()
        for part in parts:
            PARTS[part](machine)


if __name__ == "__main__":
    main()
