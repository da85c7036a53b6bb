"""A page asks for nothing, runs nothing, leaks nothing; its links lead (U01-U03, U24, U25, U31)."""

from __future__ import annotations

import re
import tempfile

import pytest

from browser.pages import leaves_the_page, opened
from chiso.export.rules import page_faults
from makers.published import ROOT

pytestmark = pytest.mark.slow


def test_u01_nothing_is_asked_for(desktop, phone):
    asked = desktop.asked + phone.asked
    assert len(asked) >= 2
    assert [address for address in asked if leaves_the_page(address)] == []


def test_u01_nothing_that_loads_is_written(edition):
    assert [fault.got for fault in page_faults(edition.text, edition.lang)] == []


def test_u02_nothing_runs(desktop):
    active = desktop.read(
        """() => [...document.querySelectorAll("*")].filter(element =>
          /^(script|iframe|object|embed|form|base)$/.test(element.localName) ||
          [...element.attributes].some(({name, value}) =>
            name.startsWith("on") || /^\\s*(javascript|vbscript):/i.test(value)))
          .map(element => element.outerHTML.slice(0, 80))"""
    )
    assert active == []


def test_u02_a_page_that_was_tampered_with_still_asks_and_runs_nothing(chromium, edition):
    with opened(chromium, edition.path, "desktop", edition) as shown:
        ran, stopped = shown.read(
            """async () => {
              const stopped = [];
              addEventListener("securitypolicyviolation", e => stopped.push(e.effectiveDirective));
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              const picture = document.createElement("img");
              picture.src = "https://example.org/x.png";
              document.body.append(script, picture);
              await new Promise(done => setTimeout(done, 100));
              return [window.ran === true, stopped.map(name => name.split("-")[0]).sort()];
            }"""
        )
        assert not ran
        assert stopped == ["img", "script"]
        outside = [address for address in shown.asked if leaves_the_page(address)]
        assert {shown.refused.get(address) for address in outside} <= {"csp"}


def test_u03_the_page_is_the_same_without_javascript(chromium, desktop, edition):
    with opened(chromium, edition.path, "desktop", java_script_enabled=False) as plain:
        without = plain.page.screenshot()
    desktop.page.evaluate("scrollTo(0, 0)")
    assert desktop.page.screenshot() == without


def test_u24_every_link_within_the_page_has_one_place_to_go(desktop):
    twice, dead = desktop.read(
        """() => {
          const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
          const links = [...document.querySelectorAll('a[href^="#"]')].map(a => a.hash.slice(1));
          return [ids.filter((id, at) => ids.indexOf(id) !== at),
                  links.filter(id => !ids.includes(decodeURIComponent(id)))];
        }"""
    )
    assert twice == []
    assert dead == []


def test_u24_a_link_opens_at_its_place(desktop):
    away = desktop.read(
        """async () => {
          const ids = new Set([...document.querySelectorAll('main a[href^="#"], nav a[href^="#"]')]
            .map(a => a.hash.slice(1)));
          const away = [];
          const root = document.scrollingElement;
          for (const id of ids) {
            location.hash = "";
            location.hash = id;
            const top = document.getElementById(id).getBoundingClientRect().top;
            const isLast = Math.ceil(scrollY + innerHeight) >= root.scrollHeight - 1;
            if (!(top >= -1 && top <= 40) && !isLast) away.push([id, Math.round(top)]);
          }
          location.hash = "";
          return away;
        }"""
    )
    assert away == []


def test_u25_pages_and_files_beside_this_one_exist(edition, desktop):
    beside = desktop.read(
        """() => [...document.querySelectorAll("a[href]")].map(a => a.getAttribute("href"))
          .filter(address => !/^(#|data:)/.test(address))"""
    )
    assert beside != []
    assert [address for address in beside if not (edition.folder / address).is_file()] == []


def test_u31_nothing_tells_of_the_machine(edition):
    leaks = [str(ROOT), tempfile.gettempdir(), "ipykernel", "Traceback", "In ["]
    assert [leak for leak in leaks if leak in edition.text] == []
    assert re.findall(r"\b\w+Warning\b", edition.text) == []
