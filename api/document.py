"""The plain pages beside Streamlit's: a few kilobytes, no script but one named by its hash, the look of the theme."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse

from locales import LANGUAGES, NAMES, language, text

NAME = "Baqylau"
FONTS = "Roboto,'Segoe UI','Noto Sans','Helvetica Neue',Arial,'Liberation Sans',sans-serif"
STYLE = f"""
:root{{color-scheme:light dark;--paper:#fff;--ground:#f5f7f9;--ink:#18212f;--muted:#566173;--line:#cbd3dd;
--teal:#0b6e69;--sign:#0a7f78;--warn:#704a00;--warn-ground:#fbf1d9}}
@media (prefers-color-scheme:dark){{:root{{--paper:#12171e;--ground:#1a212b;--ink:#e8ecf2;--muted:#a3aebe;--line:#3a4555;
--teal:#0f837c;--sign:#2fb3a8;--warn:#f0d080;--warn-ground:#362d15}}}}
*{{box-sizing:border-box}}
body{{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 {FONTS}}}
main{{max-width:26rem;margin:0 auto;padding:1rem 1.25rem 2.5rem}}
header{{display:flex;align-items:center;gap:.6rem;font-size:1.25rem;font-weight:600;margin:.25rem 0 1rem}}
header circle.solid{{fill:var(--sign)}}
h1{{font-size:1.625rem;line-height:1.25;font-weight:650;margin:1.25rem 0 .5rem}}
h2{{font-size:1.0625rem;font-weight:600;margin:0 0 .25rem}}
p{{margin:.25rem 0 .75rem}}
.quiet{{color:var(--muted);font-size:.875rem}}
section,details{{border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:1rem 0}}
summary{{display:flex;align-items:center;gap:.75rem;font-weight:600;cursor:pointer;min-height:1.5rem}}
summary::-webkit-details-marker{{display:none}}
summary::before{{content:"";flex:none;width:.45rem;height:.45rem;border:solid var(--muted);border-width:0 2px 2px 0;
transform:rotate(-45deg)}}
details[open] summary::before{{transform:rotate(45deg)}}
details[open] summary{{margin-bottom:.75rem}}
.row{{display:flex;gap:.5rem;flex-wrap:wrap}}
.row>*{{flex:1 1 6.5rem;margin-top:0}}
nav.row{{margin-bottom:1rem}}
section .row>*{{flex-basis:9rem}}
label{{display:block;font-weight:500;margin:.5rem 0 .25rem}}
input{{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--ground);
border:1px solid var(--line);border-radius:.5rem}}
input.code{{letter-spacing:.08em;text-transform:uppercase}}
button,a.button{{display:block;width:100%;min-height:3rem;padding:.65rem .5rem;margin:.75rem 0 0;font:inherit;font-weight:500;
text-align:center;text-decoration:none;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:.625rem;
cursor:pointer}}
.row>button,.row>a.button{{margin-top:0}}
button.first{{background:var(--teal);border-color:var(--teal);color:#fff}}
a.button[aria-current]{{border-color:var(--sign);box-shadow:inset 0 0 0 1px var(--sign)}}
:focus-visible{{outline:3px solid var(--sign);outline-offset:2px}}
.note{{background:var(--warn-ground);color:var(--warn);border-radius:.5rem;padding:.75rem 1rem}}
.badge{{background:var(--warn-ground);color:var(--warn);border-radius:.25rem;padding:.1rem .45rem;font-size:.875rem;font-weight:400}}
[hidden]{{display:none}}
"""
SIGN = (
    '<svg viewBox="0 0 40 28" width="40" height="28" aria-hidden="true">'
    '<circle cx="28" cy="14" r="8.5" fill="none" stroke="#6B7280" stroke-width="3"/><circle class="solid" cx="12" cy="14" r="10"/></svg>'
)


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def policy(script: str = "") -> str:
    """Nothing from anywhere, this style, this script, forms to this site."""
    scripts = _hash(script) if script else "'none'"
    return (f"default-src 'none'; style-src {_hash(STYLE)}; script-src {scripts}; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'; img-src 'self'")


def languages(address: str) -> str:
    """Three large buttons; the language spoken now is marked."""
    made = []
    for code in LANGUAGES:
        current = ' aria-current="true"' if code == language() else ""
        made.append(f'<a class="button" lang="{code}" hreflang="{code}" href="{escape(address)}?lang={code}"{current}>{NAMES[code]}</a>')
    return f'<nav class="row" aria-label="{escape(text("Language"))}">{"".join(made)}</nav>'


def page(title: str, body: str, *, script: str = "", status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """A whole page. `title` is text, `body` is HTML whose texts are escaped already, `script` a constant."""
    # The tab says the name only: who looks over a shoulder learns nothing. `same-origin` lets the browser say where a form came from.
    made = (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{NAME}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="same-origin">'
        f'<meta name="robots" content="noindex"><style>{STYLE}</style></head><body><main><header>{SIGN}{NAME}</header>'
        f"<h1>{escape(title)}</h1>{body}</main>{f'<script>{script}</script>' if script else ''}</body></html>"
    )
    return HTMLResponse(made, status_code=status, headers={
        "Content-Security-Policy": policy(script), "Cache-Control": "no-store", "Content-Language": language(), **(headers or {})})


def note(sentence: str) -> str:
    """A sentence that must be read before anything else."""
    return f'<p class="note" role="alert">{escape(sentence)}</p>'
