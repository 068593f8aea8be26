"""Find a Chromium to drive, or get one: the first that works of six places."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = (
    "no Chromium found and none could be installed. Install one (Debian: apt-get install "
    "chromium; elsewhere: .venv/bin/playwright install chromium) or name it: CHROMIUM=/path"
)


class NoChromium(Exception):
    """There is no browser on this machine; the text says how to get one."""


def find_chromium(own):
    """Path of a Chromium; ``own`` is where Playwright would keep its own."""
    if named := os.environ.get("CHROMIUM"):
        if not shutil.which(named):
            msg = f"CHROMIUM={named} is not a program; correct it or unset it"
            raise NoChromium(msg)
        return named
    return on_path() or existing(own) or from_debian() or from_playwright(own) or give_up()


def on_path():
    return next(filter(None, map(shutil.which, NAMES)), None)


def existing(path):
    return path if Path(path).exists() else None


def from_debian():
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet", *command], env=environment, check=False)
    return on_path()


def from_playwright(own):
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, check=False)
    return existing(own)


def give_up():
    raise NoChromium(REMEDY)


def main():
    """Have a browser ready before tests ask for one from two processes at once."""
    with sync_playwright() as playwright:
        try:
            click.echo(find_chromium(playwright.chromium.executable_path))
        except NoChromium as error:
            click.echo(error, err=True)  # the tests fail, or skip, saying the same


if __name__ == "__main__":
    main()
