"""README cannot lie: what it names exists."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_make_targets_exist():
    named = set(re.findall(r"\bmake ([a-z-]+)", README))
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test", "demo-reset", "bench", "lint", "messages", "lock"} <= named
    assert named - made == set()


def test_the_management_commands_exist():
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert {"migrate", "setup_site", "rebuild_grants", "rebuild_search"} <= named
    assert named - set(get_commands()) == set()


def test_the_pictures_and_files_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert len(pictures) == 6
    named = re.findall(r"`((?:committee|issues|publications|home|tests|\.ci)/[\w./-]+)`", README)
    assert [name for name in (*pictures, *named) if not (ROOT / name).exists()] == []


def test_the_settings_named_are_read():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "home" / "settings").glob("*.py"))
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", README))
    assert {name for name in named if name not in code} == set()


def test_the_accounts_of_the_tour_exist():
    from home.demo.accounts import ACCOUNTS

    named = set(re.findall(r"`([\w.-]+@example\.org)`", README))
    assert named <= {account.email for account in ACCOUNTS}
