"""Draws the picture of an audit's report that the README shows: ``python tests/audit_picture.py``.

The articles are invented. Needs Chromium and its fonts for Japanese.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from invented_audit import invented_audit
from koetsu.output.audit.html import write_html

PICTURE = Path(__file__).parents[1] / ".github" / "images" / "audit.png"
SIZE = {"width": 1200, "height": 1330}


def draw(picture: Path) -> None:
    """Open the report in a browser and take its picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        write_html(invented_audit(320), report)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, device_scale_factor=1.25)
        page.goto(report.as_uri())
        page.wait_for_selector("[data-ready]", state="attached")
        picture.parent.mkdir(exist_ok=True)
        end = page.locator(".priorities .to-table").first.bounding_box()
        assert end is not None
        height = end["y"] + end["height"] + 12
        page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": SIZE["width"], "height": height})
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
