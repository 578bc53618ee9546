"""What stands in `deploy/`, Dockerfile and compose.yaml: taken by the tools that read them, and holding what README promises.

Containers cannot be started everywhere, so what is promised of them is read from the files; the same processes are started
by `test_processes.py`, behind the very nginx.conf that stands here.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from home.settings.environment import NAMES
from tests.home.server.production import certificate, nginx_configuration
from tests.run import ROOT

BIN = Path(sys.executable).parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES, UNITS = COMPOSE["services"], sorted((ROOT / "deploy/systemd").glob("*.service"))
OURS = [name for name, service in SERVICES.items() if service.get("image") == "cpas-online-monitoring"]


def said_by(*command, **options) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, **options)


def tool(name: str) -> str:
    """A tool of the machine; where it is missing, the test is skipped and says so."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/bin")
    return found or pytest.skip(f"{name} is not installed: .ci/run installs it")


def test_the_dockerfile_is_sound():
    done = said_by(BIN / "hadolint", "Dockerfile")
    assert done.returncode == 0, done.stdout


def test_the_image_is_small_fixed_and_no_root():
    stages = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(stages) == 2 and all(stage.endswith("-slim-bookworm") for stage in stages)
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "--require-hashes" in DOCKERFILE and "pip" not in last
    assert re.search(r"^USER \d+:\d+$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last and "STOPSIGNAL SIGTERM" in last


def test_the_image_holds_what_the_site_needs_and_nothing_of_the_workshop():
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE))
    names = {name for words in copied for name in words.split()}
    kept = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert names == kept
    assert {"committee", "issues", "publications", "home", "templates", "manage.py"} <= names
    assert all((ROOT / name).exists() for name in names)


def test_compose_follows_its_specification():
    done = said_by(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_writes_beside_its_volumes_or_gains_rights(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert ("ports" in service) == (name == "proxy")
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])


def test_the_database_is_reached_from_inside_alone():
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert SERVICES["database"]["networks"] == SERVICES["redis"]["networks"] == ["back"]


def test_two_of_each_behind_the_proxy_after_the_migrations():
    for name in ("pages", "sockets"):
        assert SERVICES[name]["deploy"]["replicas"] == 2
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert f"dynamic a {name} 8000" in (ROOT / "deploy/Caddyfile").read_text()


@pytest.mark.parametrize("name", OURS)
def test_secrets_come_as_files_and_every_setting_is_one_that_is_read(name):
    given = {word.removesuffix("_FILE") for word in SERVICES[name]["environment"]}
    assert given <= NAMES
    secret = {word.removesuffix("_FILE") for word in SERVICES[name]["environment"] if word.endswith("_FILE")}
    assert secret == {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "BACKUP_PASSPHRASE"}
    assert set(SERVICES[name]["secrets"]) == {word.lower() for word in secret}


def test_database_and_its_tools_are_of_one_release():
    [release] = re.findall(r"postgresql-client-(\d+)", DOCKERFILE)
    assert SERVICES["database"]["image"].startswith(f"postgres:{release}-")


def test_the_secrets_are_made_once_and_kept(tmp_path):
    shutil.copy(ROOT / "deploy/secrets.sh", tmp_path)
    for _ in range(2):
        assert said_by("sh", tmp_path / "secrets.sh").returncode == 0
        made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
        kept = locals().get("kept") or made
        assert made == kept
    assert set(made) == {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert made["database_password"] in made["database_url"]
    assert len(made["secret_key"]) == 96 and len(made["backup_passphrase"]) == 48
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_caddy_takes_its_file():
    done = said_by(
        tool("caddy"),
        "validate",
        "--config",
        "deploy/Caddyfile",
        "--adapter",
        "caddyfile",
        env={"PORTAL_HOST": "localhost", "HOME": "/tmp"},
    )
    assert done.returncode == 0, done.stderr
    assert said_by(tool("caddy"), "fmt", "deploy/Caddyfile").stdout == (ROOT / "deploy/Caddyfile").read_text()


def test_nginx_takes_its_file(tmp_path):
    certificate(tmp_path, "portal.example")
    configured = nginx_configuration(tmp_path, ports={})
    done = said_by(tool("nginx"), "-t", "-q", "-c", configured, "-p", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    """The units as they would be read, their programs where they stand here."""
    folder = tmp_path_factory.mktemp("units")
    for path in (ROOT / "deploy/systemd").iterdir():
        text = path.read_text().replace("/srv/portal/.venv/bin", str(BIN)).replace("/srv/portal", str(ROOT))
        (folder / path.name.replace("@.", "@8001.")).write_text(text)
    return folder


def test_systemd_takes_the_units(units):
    done = said_by(tool("systemd-analyze"), "verify", "--man=no", *sorted(units.glob("portal*")))
    complaints = [line for line in done.stderr.splitlines() if "portal" in line]
    assert complaints == []
    assert done.returncode == 0


def test_the_units_are_hardened(units):
    for path in sorted(units.glob("*.service")):
        done = said_by(tool("systemd-analyze"), "security", "--offline=true", "--threshold=20", "--no-pager", path)
        assert done.returncode == 0, done.stdout[-500:]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_programs_of_the_units_exist(path):
    text = path.read_text()
    [command] = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert (BIN / Path(command.split()[0]).name).exists()
    assert "User=portal" in text and "ProtectSystem=strict" in text


def test_every_setting_that_is_read_is_known_by_its_name():
    code = "".join(path.read_text() for path in (ROOT / "home/settings").glob("*.py"))
    read = set(
        re.findall(r"(?:required|listed|chosen|networks|proxies|admins|listening|given)\(\s*\"([A-Z_]+)\"", code)
    )
    read |= set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", code))
    read |= set(re.findall(r"\"(FOUND_[A-Z]+)\"", code))
    assert read == NAMES
