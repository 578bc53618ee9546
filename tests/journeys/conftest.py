"""One Chromium and one site for each worker: the demonstration, served as it is anywhere; each test has browsers of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.visitors import PATIENCE, Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
USELESS = (
    "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "OmniboxWebUIPopup", "SpareRendererForSitePerProcess",
)  # fmt: skip
"""What starts a process more for every context, which no page needs: half of what a context costs."""
BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
"""What Playwright switches off itself; Chromium heeds only the last list that it is given."""
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--disable-features={','.join(BY_PLAYWRIGHT + USELESS)}",
]  # fmt: skip


def pytest_collection_modifyitems(items) -> None:
    """Skip, and say so, where there is no Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: the browser tests were SKIPPED"))


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """A copy of the demonstration, served by a process of its own for as long as there are journeys."""
    from tests.demonstration import demonstration
    from tests.journeys.served import Site

    with demonstration(tmp_path_factory.mktemp("site")) as loaded:
        served = Site(loaded.var, loaded.environment)
        served.start()
        yield served
        served.stop()


@pytest.fixture(scope="package")
def chromium():
    """Chromium, for as long as there are journeys: other tests want no loop running beside them."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visitors(chromium, site):
    """Make visitors; at the end nobody may have met an error, a refused script or another host."""
    made: list[Visitor] = []

    def visitor(email: str = "", **options) -> Visitor:
        made.append(Visitor(chromium, site, email=email, **options))
        return made[-1]

    yield visitor
    wrong = [word for one in made for word in one.wrong]
    for one in made:
        one.context.close()
    assert wrong == []
