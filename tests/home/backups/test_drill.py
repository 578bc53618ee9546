"""The drill: a site is written into a file, that file is all that is left, and the site stands again as it was."""

import json
import os
import stat
import subprocess
import sys
from hashlib import sha256

import pytest

from tests.copies import manage, store
from tests.run import ROOT, WORKER

pytestmark = pytest.mark.column
SIZES = ("--problems=5", "--posts=12", "--declarations=2", "--organisations=19")
PASSPHRASE = "a passphrase for the drill"
FILES = {
    "private/attachments/2026/é 1.pdf": os.urandom(300_000),
    "media/documents/notice.pdf": b"%PDF",
    "media/empty.txt": b"",
}


@pytest.fixture(scope="module")
def drill(tmp_path_factory):
    """A site with people, problems and files, and the file that was made of it."""
    folder = tmp_path_factory.mktemp("drill")
    (folder / "site").mkdir()
    with store().made(f"drilled_{WORKER}", folder / "site") as database:
        manage("seed_scale", *SIZES, var=folder / "site", database=database, mode="demo")
        for name, content in FILES.items():
            (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / name).write_bytes(content)
        said = run("backup", str(folder / "kept.backup"), var=folder / "site", database=database)
        assert said.returncode == 0, said.stderr
    return folder, said.stdout


def run(*command: str, var, database: str, **more: str) -> subprocess.CompletedProcess:
    environment = os.environ | {
        "PORTAL_MODE": "demo",
        "PORTAL_VAR": str(var),
        "DATABASE_URL": database,
        "REDIS_URL": "",
    }
    environment |= {"BACKUP_PASSPHRASE": PASSPHRASE} | more
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    words = [sys.executable, str(ROOT / "manage.py"), *command]
    return subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True)


def test_the_file_is_sealed_counted_and_noted(drill):
    folder, said = drill
    path = folder / "kept.backup"
    content = path.read_bytes()
    noted = json.loads((folder / "site/backups/last.json").read_text())
    assert noted["bytes"] == len(content) == path.stat().st_size
    assert noted["sha256"] == sha256(content).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"attachments" not in content and b"manifest" not in content
    assert f"{len(FILES)} files; read back whole" in said
    assert PASSPHRASE not in said
    assert not list(folder.glob("*.partial"))


def test_the_site_stands_again_on_an_empty_one_and_only_there(drill, tmp_path):
    folder, _said = drill
    with store().made(f"restored_{WORKER}", tmp_path) as database:
        done = run("restore", str(folder / "kept.backup"), var=tmp_path, database=database, SECRET_KEY="another")
        assert done.returncode == 0, done.stderr
        assert f"{len(FILES)} files are what they were" in done.stdout
        assert "SECRET_KEY is not that of the site" in done.stderr
        found = {
            path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
        }
        assert {name: found.get(name) for name in FILES} == FILES
        again = run("restore", str(folder / "kept.backup"), var=tmp_path, database=database)
        assert again.returncode != 0
        assert "Nothing was changed" in again.stderr


def test_what_was_cut_off_replaces_nothing(drill, tmp_path):
    folder, _said = drill
    cut = tmp_path / "cut.backup"
    cut.write_bytes((folder / "kept.backup").read_bytes()[:-20])
    with store().made(f"spared_{WORKER}", tmp_path) as database:
        (tmp_path / "private").mkdir()
        (tmp_path / "private/kept").write_bytes(b"still here")
        done = run("restore", "--force", str(cut), var=tmp_path, database=database)
        assert done.returncode != 0
        assert "changed or cut off" in done.stderr
        assert (tmp_path / "private/kept").read_bytes() == b"still here"
