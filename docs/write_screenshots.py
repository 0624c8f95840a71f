"""Write `pictures/*.png`, the page of the example dossier as the README shows it. Needs Chromium.

python docs/write_screenshots.py build/syria-talks
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = "/usr/bin/chromium"
DESK, TALL, PHONE = (ViewportSize(width=w, height=h) for w, h in ((1180, 760), (1180, 1400), (390, 760)))


def write_screenshots(dossier: str) -> None:
    """Serve a dossier on a free port and take the pictures."""
    command = [str(Path(sys.executable).with_name("communique")), "serve", dossier, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise SystemExit(f"{dossier} is not served")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                take_all(browser, found[0])
        finally:
            server.terminate()


def take_all(browser: Browser, address: str) -> None:
    """Each page that the README shows, in light, in dark and on a phone."""
    PICTURES.mkdir(exist_ok=True)
    take(browser, f"{address}?as_of=2016-02-03", "today")
    take(browser, f"{address}lists?as_of=2016-02-03", "lists", opens="Russia on Jaish al-Islam")
    take(browser, f"{address}gates?gate=talks&as_of=2016-02-03", "gates", at="figure.drawing", dark=True)
    take(browser, f"{address}timeline", "timeline", at="figure.drawing")
    take(browser, f"{address}network?as_of=2016-03-14", "network", at="figure.drawing")
    take(browser, f"{address}documents/464ca732d729508d?at=321-399", "reading")
    take(browser, f"{address}positions?as_of=2016-03-14", "phone", phone=True)


def take(
    browser: Browser, address: str, name: str, *, opens: str = "", at: str = "", dark: bool = False, phone: bool = False
) -> None:
    """One picture: of the window, or of the part ``at``; with the evidence of the link that it ``opens``."""
    page: Page = browser.new_page(
        viewport=PHONE if phone else TALL if at else DESK, color_scheme="dark" if dark else "light"
    )
    page.goto(address)
    if opens:
        page.get_by_role("link", name=opens).first.click()
        page.locator("dialog blockquote").first.wait_for()
    path = PICTURES / f"{name}.png"
    if at:
        page.locator(at).first.screenshot(path=path)
    else:
        page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    write_screenshots(*sys.argv[1:2] or ["build/syria-talks"])
