"""Keeps what is typed in this browser, before it is sent anywhere, and says so when the connection is lost.

Texts of the present question are written to localStorage as they are typed. After a reload, texts newer than the server's come
back by the trigger `restore`. A new screen is shown from its top, and its question is read out to who cannot see it. Constants only: no
data is ever part of the script."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from locales import text
from services import access

KEY = "draft_saver"
LONGEST_TEXT = 2_000_000
"""Characters that come back: more than any answer may have, so that what is too long can be shortened by who typed it."""
SCRIPT = """
const PATIENCE = 6000;
let now = null, waiting = 0, watcher = null, shown = "", refused = "", asked = 0, late = false, busy = false;
const LEADING = ":is(.st-key-form-send, .st-key-form-next, .st-key-form-back, [class*=st-key-change-]) button";
const offered = new Set();
const name = (data) => "baqylau:draft:" + data.user + ":" + data.form;
const place = (data) => [data.session, data.form, data.report, data.step].join(":");
const storage = () => { try { return window.localStorage } catch { return null } };
const field = (key) => document.querySelector(".st-key-" + key + " input, .st-key-" + key + " textarea");
const WORD = /\\S{400}/, BREAKABLE = "textarea { word-break: break-all }";
// Browsers look for the place to break a word of any length letter by letter, in time that grows with its square: a quarter of a million
// letters without a space freeze a phone. Broken anywhere they take no time; that looks ill for words, so it is for such texts only.
function breakable(text) {
  if (!WORD.test(text) || document.getElementById("breakable")) return;
  document.head.appendChild(Object.assign(document.createElement("style"), {id: "breakable", textContent: BREAKABLE}));
}
function before({data, dataTransfer}) { breakable(data || (dataTransfer && dataTransfer.getData("text/plain")) || ""); }
function known(kept, data) {
  try { const old = JSON.parse(kept.getItem(name(data))); return old && old.report === data.report ? old : null; } catch { return null; }
}
function keep(left) {
  const kept = storage();
  if (!kept || !now || now.data.clear) return;
  const {data} = now, values = {};
  for (const key of data.keys) { const box = field(key); if (box) values[key] = box.value; }
  if (data.keys.length && !Object.keys(values).length) return;
  const aside = {...(known(kept, data) || {}).aside};
  if (left === true) { aside[data.step] = values; offered.delete(place(data)); }
  // What is too long for this browser's keeping stays in the field.
  try { kept.setItem(name(data), JSON.stringify({report: data.report, step: data.step, values, aside})); } catch { }
}
// The browser's own back takes nothing along: what was typed and not sent waits here until its question is shown again.
function leaving() { keep(true); }
function taken(kept, data) {
  const old = known(kept, data), waiting = {...(old || {}).aside};
  if (!old) return {};
  const values = old.step === data.step ? old.values : waiting[data.step];
  delete waiting[data.step];
  kept.setItem(name(data), JSON.stringify({...old, aside: waiting}));
  return values || {};
}
function top(wasShown) {
  const main = document.querySelector("[data-testid=stMain]"), title = main && main.querySelector("h1");
  if (main) main.scrollTo(0, 0);
  if (title && wasShown) { title.tabIndex = -1; title.focus({preventScroll: true}); }
}
function lead(wrong) {
  const [, key] = wrong.split(":"), asked = document.querySelector("[class*=st-key-" + key + "]");
  if (!asked) return;
  asked.scrollIntoView({block: "center"});
  const box = asked.querySelector("input, textarea, button");
  if (box) box.focus({preventScroll: true});
}
function later() { clearTimeout(waiting); waiting = setTimeout(keep, 250); }
function connection() {
  if (!now || !now.notice) return;
  const app = document.querySelector("[data-testid=stApp]");
  const state = app ? app.getAttribute("data-test-connection-state") : "CONNECTED";
  const lost = !navigator.onLine || (state !== null && state !== "CONNECTED" && state !== "STATIC_CONNECTED");
  const words = lost ? now.data.lost : late ? now.data.late : "";
  now.notice.textContent = words;
  now.notice.hidden = !words;
}
// A network that swallows everything looks like one that works until the telephone gives it up, minutes later.
function patience() {
  clearTimeout(asked);
  asked = setTimeout(() => { late = true; busy = false; connection(); }, PATIENCE);
}
// Who taps again because nothing happens means the same tap: on its way it would meet a screen that nobody has seen yet.
function tapped(event) {
  if (!event.target.closest || !event.target.closest(LEADING)) return;
  if (busy) { event.stopImmediatePropagation(); event.preventDefault(); return; }
  busy = true;
  patience();
}
// The server heard it; it may still wait for a database that does not answer.
function heard(changes) {
  const told = changes.find((change) => change.attributeName === "data-test-script-state");
  if (told) {
    clearTimeout(asked);
    late = false;
    if (told.target.getAttribute("data-test-script-state") === "running") patience();
    else busy = false;
  }
  connection();
}
document.addEventListener("beforeinput", before, true);
document.addEventListener("input", later, true);
document.addEventListener("change", later, true);
document.addEventListener("click", tapped, true);
window.addEventListener("pagehide", keep);
window.addEventListener("popstate", leaving, true);
window.addEventListener("online", connection);
window.addEventListener("offline", connection);
function watch() {
  const app = document.querySelector("[data-testid=stApp]");
  if (watcher || !app) return;
  watcher = new MutationObserver(heard);
  watcher.observe(app, {attributes: true, attributeFilter: ["data-test-connection-state", "data-test-script-state"]});
}
export default function ({data: given, parentElement, setTriggerValue}) {
  const data = JSON.parse(given);
  now = {data, notice: parentElement.querySelector("p")};
  busy = false;
  watch();
  connection();
  const screen = [data.form, data.report, data.step].join(":");
  if (!data.clear && screen !== shown) {
    const wasShown = Boolean(shown);
    shown = screen;
    requestAnimationFrame(() => top(wasShown));
  }
  if (data.wrong && data.wrong !== refused) requestAnimationFrame(() => lead(data.wrong));
  refused = data.wrong;
  const kept = storage();
  if (!kept) return;
  if (data.clear) { kept.removeItem(name(data)); return; }
  if (!offered.has(place(data))) {
    offered.add(place(data));
    const newer = Object.fromEntries(Object.entries(taken(kept, data)).filter(
      ([key, value]) => data.keys.includes(key) && value && value !== (data.typed[key] || "")));
    Object.values(newer).forEach(breakable);
    if (Object.keys(newer).length) { setTriggerValue("restore", {report: data.report, step: data.step, values: newer}); return; }
  }
  later();
}
"""
NOTICE = '<p role="status" hidden></p>'
STYLE = """
p { margin: 0 0 .5rem; padding: .5rem .75rem; border-radius: .5rem; font-size: .9375rem; line-height: 1.4;
    color: var(--st-yellow-text-color); background: var(--st-yellow-background-color); }
p[hidden] { display: none; }
"""
FILE = f"own/draft-saver-{hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]}.js"
"""Where the doors give the script out, named by its content."""
LOADER = """
const place = new URL("FILE", document.baseURI).href;
let script = null, failures = 0;
function loaded() {
  // Some browsers remember that an address could not be reached: the next screen asks for it under another.
  script = script || import(place + (failures ? "?" + failures : "")).catch(() => { script = null; failures += 1; });
  return script;
}
export default function (given) { loaded().then((found) => { if (found) found.default(given); }); }
""".replace("FILE", FILE)
_whole = st.components.v2.component("baqylau_draft_saver", html=NOTICE, css=STYLE, js=SCRIPT)
_fetched = st.components.v2.component("baqylau_draft_saver_fetched", html=NOTICE, css=STYLE, js=LOADER)


def _component() -> Any:
    """Streamlit sends a component's script with every run. Where there are doors, it is a few lines that fetch ours, once."""
    return _fetched if access.has_door(FILE) else _whole


def _lost() -> str:
    return text("No connection. The report is on this device only, not sent yet.")


def _late() -> str:
    return text("No answer from the server yet. Nothing is lost: wait, or tap again.")


def keep(
    user: str, form: str, report: str, step: str, typed: dict[str, str], session: str, restore: Callable[[], None], wrong: str = ""
) -> None:
    """Watches the text fields with these keys. `restore` is called before the next run, when the browser holds newer texts: asked
    once in each `session`, so also of an open page whose server was started again. `wrong`, "3:KEY": the field that stood in the way of
    the third Next; the page is brought to it."""
    data = {
        "session": session,
        "user": user,
        "form": form,
        "report": report,
        "step": step,
        "keys": list(typed),
        "typed": typed,
        "wrong": wrong,
        "lost": _lost(),
        "late": _late(),
        "clear": False,
    }
    _component()(key=KEY, data=json.dumps(data), on_restore_change=restore)


def clear(user: str, form: str) -> None:
    """Removes what this browser kept of a form that was sent."""
    data = {"user": user, "form": form, "keys": [], "typed": {}, "lost": _lost(), "late": _late(), "clear": True}
    _component()(key=f"{KEY}_clear", data=json.dumps(data))


def restored(report: str, step: str) -> dict[str, str]:
    """What came back for this report and step: texts by widget key. What does not fit is left out; nothing is trusted."""
    given: Any = st.session_state.get(KEY)
    answer = given.get("restore") if hasattr(given, "get") else None
    if (
        not isinstance(answer, dict)
        or answer.get("report") != report
        or answer.get("step") != step
        or not isinstance(answer.get("values"), dict)
    ):
        return {}
    return {str(key): value[:LONGEST_TEXT] for key, value in answer["values"].items() if isinstance(value, str) and value}
