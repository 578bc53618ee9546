"""README, CONTRIBUTING and SECURITY cannot lie: what they name exists."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.conftest import CAST

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")
}
README, CONTRIBUTING = DOCUMENTS["README.md"], DOCUMENTS["CONTRIBUTING.md"]
every_document = pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
TOP = r"(?:committee|issues|publications|home|templates|tests|\.ci)/[\w./-]*|\.ci/\w+|\.?[\w-]+\.(?:md|txt|toml|yaml)|LICENSE"


def test_the_make_targets_exist():
    named = {name: set(re.findall(r"\bmake ([a-z-]+)", text)) for name, text in DOCUMENTS.items()}
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test", "demo-reset", "bench", "lint", "messages", "lock"} <= named["README.md"]
    assert {"test", "lint", "types", "coverage", "hooks", "messages", "lock"} <= named["CONTRIBUTING.md"]
    assert set().union(*named.values()) - made == set()


def test_the_management_commands_exist():
    named = {name: set(re.findall(r"manage\.py ([a-z_]+)", text)) for name, text in DOCUMENTS.items()}
    assert {"migrate", "found", "rebuild_grants", "rebuild_search"} <= named["README.md"]
    assert set().union(*named.values()) - set(get_commands()) == set()


def test_the_pictures_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert len(pictures) == 6
    assert [name for name in pictures if not (ROOT / name).exists()] == []


@every_document
def test_the_files_exist(text):
    named = re.findall(rf"`({TOP})`", text)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_files_named_by_a_pattern_exist():
    patterns = re.findall(r"`(\*/[\w./*]+)`", CONTRIBUTING)
    assert patterns
    assert [pattern for pattern in patterns if not any(ROOT.glob(pattern))] == []


@every_document
def test_the_settings_named_are_read(text):
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "home" / "settings").glob("*.py"))
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", text))
    assert {name for name in named if name not in code} == set()


def test_the_accounts_of_the_tour_exist():
    from home.demo.accounts import ACCOUNTS

    named = set(re.findall(r"`([\w.-]+@example\.org)`", README))
    assert named <= {account.email for account in ACCOUNTS}


def test_the_modules_named_are_those_of_the_contract():
    table = CONTRIBUTING.partition("| module | holds |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [contract["layers"] for contract in contracts if contract["name"] == "Modules of each feature"]
    known = [name for layer in layers for name in re.findall(r"\w+", layer)]
    assert sorted(told) == sorted(set(known) - ONLY_ONE_FEATURE_HAS_IT)
    ranks = [next(rank for rank, layer in enumerate(layers) if f"({name})" in layer) for name in told]
    assert ranks == sorted(ranks)


ONLY_ONE_FEATURE_HAS_IT = {"standing", "grants", "extension_points"}


def test_the_persons_named_are_of_the_cast():
    named = set(re.findall(r"`people\.(\w+)`", CONTRIBUTING))
    assert named
    assert named <= {*CAST, "observer", "stranger", "administrator"}


def test_the_settings_of_tools_named_are_there():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "`fail_under`" in CONTRIBUTING
    assert tools["tool"]["coverage"]["report"]["fail_under"] > 0
    assert "`version`" in CONTRIBUTING
    assert tools["project"]["version"]
