"""All benchmarks, one after the other, each in a process of its own: `python -m bench [--quick]`."""

from __future__ import annotations

import argparse
import subprocess
import sys

from bench.figures import say

BENCHES = ("import_rows", "notes", "cold_start", "ask", "search")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run, and roughly how fast")
    given = ["--quick"] if parser.parse_args().quick else []
    failed = []
    for name in BENCHES:
        say(f"--- {name}")
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *given], check=False).returncode:
            failed.append(name)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
