"""How many CPAS a figure must rest on is said in one module."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAYS = re.compile(
    r"^\w*(?:FEWEST|MIN_CPAS|SMALLEST)\w*\s*=\s*\d|(?:affected|cpas|centres)\w*\)?\s*(?:<|>=|<=|>)\s*[23]\b", re.M
)


def test_the_smallest_number_shown_is_said_once():
    files = [path for app in ("committee", "issues", "publications", "home") for path in (ROOT / app).rglob("*.py")]
    saying = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "migrations" not in path.parts and SAYS.search(path.read_text(encoding="utf-8"))
    }
    assert saying == {"committee/access/disclosure.py", "committee/privacy/numbers.py"}, "numbers.py counts digits"
