"""What has no option: Streamlit's own English words and menus on every page give way to ours, or to nothing."""

from functools import cache

import streamlit as st

from locales import language, text
from ui import brand, touch_style

STYLE = """<style>
[data-testid="stElementToolbar"] {{ display: none; }}
[data-testid="stPagination"] {{ justify-content: flex-start; }}
[data-testid="stPagination"] [data-testid="stPaginationPageActive"] {{ {page} font-weight: 600; }}
[data-testid="InputInstructions"] {{ display: none; }}
[data-testid="stSkipToContent"] {{ font-size: 0; }}
[data-testid="stSkipToContent"]::after {{ content: "{skip}"; font-size: 1rem; }}
[data-testid="stMain"]:not(:has([class*="st-key-strip"])) .stMarkdownBadge.stMarkdownBadge {{ white-space: normal; overflow: visible; }}
[data-testid="stMetricLabel"] .stMarkdownEllipsis p, [data-testid="stMetricDelta"] .stMarkdownEllipsis p {{
  white-space: normal; overflow: visible; overflow-wrap: anywhere;
}}
[data-testid="stMultiSelectTagsContainer"] [data-tag] {{ height: auto; max-width: 100%; }}
[data-testid="stMultiSelectTagsContainer"] [data-tag] > span {{ white-space: normal; overflow: visible; }}
[data-testid="stSelectbox"] input {{ text-overflow: ellipsis; }}
[data-testid="stSelectbox"] [role="group"]:focus-within {{ outline: 2px solid; {focus} outline-offset: 1px; }}
[data-testid="stButtonGroup"] [role="radiogroup"] {{ flex-wrap: wrap; row-gap: .25rem; overflow: visible; }}
[data-testid="stSidebar"] [data-testid="stSelectbox"] input {{ font-size: .8125rem; letter-spacing: -.005em; }}
[data-testid="stBaseButton-segmented_controlActive"] p, [data-testid="stBaseButton-pillsActive"] p,
[data-testid="stButtonGroup"] [aria-checked="true"] p,
[data-testid="stButtonGroup"] [aria-pressed="true"] p {{ {ink} font-weight: 600; }}
@media (hover: none) {{ [data-testid="stCode"] button {{ opacity: 1; transform: none; }}
  [data-testid="stBaseButton-primary"]:enabled:hover:not(:active) {{ {primary} }} }}
body > [data-testid="stDialog"] {{ display: none; }}
[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])::after {{
  content: "{lost}"; position: fixed; bottom: .5rem; left: 50%; transform: translateX(-50%); width: max-content;
  max-width: calc(100vw - 2rem); padding: .5rem .75rem; border-radius: .5rem; z-index: 999992; {yellow} {under_yellow}
}}
@keyframes late {{ to {{ opacity: 1; }} }}
[data-testid="stApp"][data-test-script-state="running"]:not(:has(.st-key-draft_saver))::before {{
  content: "{computing}"; position: fixed; bottom: .5rem; left: 50%; transform: translateX(-50%); width: max-content;
  padding: .5rem .75rem; border-radius: .5rem; z-index: 999990; opacity: 0; animation: late 0s 2s forwards;
  pointer-events: none; {page}
}}
.st-key-dusk {{ display: none; }}
[data-testid="stApp"]:has(.st-key-draft_saver)::after {{ display: none; }}
[data-testid="stLayoutWrapper"]:has(> .st-key-simulated-above) {{ display: contents; }}
.st-key-simulated-above {{ position: absolute; top: .9rem; right: 1rem; width: auto; z-index: 999991; }}
@media (max-width: 863px) {{ .stApp:has(.st-key-simulated-above) [data-testid="stHeader"] {{ {paper} }}
  .stApp:has(.st-key-simulated-above) [data-testid="stMainBlockContainer"] {{ padding-top: 4.5rem; }} }}
@media (min-width: 864px) {{ .st-key-simulated-above {{ writing-mode: vertical-rl; right: 1.5rem; }}
  .stApp .st-key-simulated-above [data-testid="stMarkdownContainer"] .stMarkdownBadge {{ padding: .375rem .125rem; }} }}
[class*="st-key-filters_"] > * {{ flex: 0 1 14rem; min-width: 8rem; }}
[class*="st-key-filters_"] > :has([data-testid="stAlert"]) {{ flex: 1 1 100%; }}
[class*="st-key-filters_"] > .st-key-election {{ flex-basis: 25rem; }} [class*="st-key-filters_"] > .st-key-rule {{ flex-basis: 18.5rem; }}
[class*="st-key-filters_"] > :is({wide}) {{
  flex-basis: 24rem;
}}
@media (min-width: 1280px) {{
  [class*="st-key-filters_"]:is(:has(> .st-key-rule), :has(> .st-key-seed), :has(> .st-key-base)):has(> :nth-child(4)) > .st-key-election {{
    margin-right: calc(100% - 25.1rem);
  }}
  [class*="st-key-filters_"]:has(> .st-key-truth) {{ flex-wrap: nowrap; }}
}}
@media (max-width: 1023px) {{
  [data-testid="stMain"] [data-testid="stColumn"]:has([data-testid="stVegaLiteChart"]) {{ min-width: 100%; }}
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] [data-testid="stVegaLiteChart"]) {{ flex-wrap: wrap; row-gap: 1.5rem; }}
}}
@media (min-width: 641px) {{ :has(> [class*="_whole_phone"]) {{ display: none; }} }}
@media (max-width: 640px) {{
  [class*="st-key-filters_"] > :has(> :is([class*="st-key-election_whole"], [class*="_whole_phone"])) {{ flex: 1 1 100%; }}
  [class*="st-key-tools"] {{ gap: .25rem; }} [class*="st-key-tools"] button {{ padding-left: .5rem; padding-right: .5rem; }}
  [class*="st-key-tools"] button > div {{ margin-right: 0; }}
  [class*="st-key-tools"] button p {{ font-size: .8125rem; }}
  [class*="st-key-tools"] button :has(> [data-testid="stIconMaterial"]) {{ display: none; }}
  [class*="st-key-tools"] button [aria-hidden="true"] {{ display: none; }}
  [data-testid="stMain"] [data-testid="stSelectbox"] input {{ font-size: .875rem; }}
  [class*="st-key-filters_"] {{ gap: .5rem; }} [class*="st-key-filters_"] > * {{ flex: 1 1 8rem; }}
  [class*="st-key-filters_"] > .st-key-rule {{ flex: 1 1 {rule}; }} [class*="st-key-filters_"] > .st-key-contest {{ flex-basis: 11.5rem; }}
  [class*="st-key-filters_"] > .st-key-election {{ flex-basis: 100%; }}
  [class*="st-key-filters_"] > :is({wide}) {{
    flex-basis: 100%;
  }}
  [data-testid="stButtonGroup"] [role="radiogroup"] {{ column-gap: .25rem; }}
  [data-testid="stButtonGroup"] button[data-variant="segmented_control"] {{ margin: 0; border-radius: .5rem; }}
  [data-testid="stButtonGroup"] button[data-variant="segmented_control"]:not([data-selected="true"]) {{ {line} }}
  .st-key-view [role="radiogroup"] button {{ padding-left: .5rem; padding-right: .5rem; }}
  .st-key-view [role="radiogroup"] button p {{ font-size: .875rem; }}
}}
.stApp:has([class*="st-key-strip"]) .st-key-simulated-above {{ display: none; }}
[data-testid="stMultiSelect"] span {{ max-width: 100%; white-space: normal; overflow: visible; height: auto; }}
</style>"""
"""The menus over charts and tables speak English only, and what they save carries neither source nor SIMULATED: our own buttons do. The
one dialog that opens by itself speaks English too (of a lost connection): our own sentence stands over the foot of the page instead, where
it covers what cannot be tapped meanwhile; over a form, the form's own."""
WIDE = ", ".join(f".st-key-{key}" for key in ("base", "clean", "figure", "item", "lonely", "scale", "truth", "vote", "weights"))
"""Filters whose entries are half sentences. Four filters do not fit beside each other on a desk: the election stands alone then, so that
no single one is left over for a second row."""
LONG_RULE = "17rem"
"""Of the rule in Kazakh, on a phone: it has a row of its own."""
UPLOADER = """<style>
[data-testid="stFileUploaderDropzone"] {{ min-height: 3rem; padding: 0; border: 0; background: none; }}
[data-testid="stFileUploaderDropzone"] > * {{ width: 100%; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
[data-testid="stFileUploaderDropzone"] > button, [data-testid="stFileUploaderDropzone"] > :not(:has([data-testid="stFileChips"])) button {{
  width: 100%; min-height: 3rem;
}}
[data-testid="stFileUploaderDropzone"] button:not([data-testid="stFileChipDeleteBtn"] *) > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button:not([data-testid="stFileChipDeleteBtn"] *)::after {{ content: "{words}"; font-size: 1rem; }}
[data-testid="stFileChips"] [data-testid="stBaseButton-borderlessIcon"] {{ min-height: 3rem; padding: 0 .75rem; }}
[data-testid="stFileChipDeleteBtn"] button {{ min-width: 2.5rem; min-height: 2.5rem; }}
[data-testid="stFileUploader"]:has([data-testid="stFileChip"][aria-invalid="true"])::after {{ content: "▲ {refused}"; font-weight: 600; }}
[data-testid="stFileChip"] [role="alert"], [data-testid="stTooltipErrorContent"] {{ display: none; }}
</style>"""
"""With a file chosen there are two buttons, one takes the file away again (its cross says so). Why a file is refused before it is sent
stands only in a hint, in English."""


def _quoted(words: str) -> str:
    return words.replace("\\", "").replace('"', "").replace("<", "")


def _coloured(what: str, light: str, dark: str) -> str:
    """One colour by day and by night. A telephone turns dark at sunset and no run of ours follows before the next tap: the browser chooses
    itself, and one too old to choose keeps the colour of this run."""
    now = dark if st.context.theme.type == "dark" else light
    return f"{what}: {now}; {what}: light-dark({light}, {dark});"


def of_theme(what: str, option: str) -> str:
    """A declaration: a colour of the theme, by day and by night."""
    return _coloured(what, str(st.get_option(f"theme.light.{option}")), str(st.get_option(f"theme.dark.{option}")))


def show() -> None:
    st.html(_sheet(language(), st.context.theme.type == "dark"))


@cache
def _sheet(spoken: str, _is_dark: bool) -> str:
    """Made once for each language and each light: it stands on every page, and is asked for with every tap."""
    return STYLE.format(
        wide=WIDE, rule=LONG_RULE if spoken == "kk" else "13rem",
        ink=_coloured("color", brand.INK["light"], brand.INK["dark"]), yellow=of_theme("color", "yellowTextColor"),
        under_yellow=of_theme("background", "yellowBackgroundColor"), paper=of_theme("background", "backgroundColor"),
        focus=of_theme("outline-color", "primaryColor"),
        # A finger that has tapped stays over the next screen's button: it would begin darkened.
        primary=of_theme("background-color", "primaryColor"),
        page=of_theme("background", "greenBackgroundColor") + of_theme("color", "greenTextColor"),
        # Beside the chosen one Streamlit takes the border away, for segments in one row.
        line=of_theme("border-color", "borderColor").replace(";", " !important;"),
        skip=_quoted(text("Skip to the page")),
        # The first reader after a start waits for seconds before much of a page is there: without it the page looks empty.
        computing=_quoted(text("The page is being computed…")),
        lost=_quoted(text("No connection. The page goes on by itself when it is back."))) + touch_style.STYLE


def uploader(words: str) -> None:
    """The button of the page's uploaders says `words`; a file that they do not take is told in a sentence under them."""
    refused = text("The file was not taken: it is too large, or of another kind than is asked for.")
    st.html(UPLOADER.format(words=_quoted(words), refused=_quoted(refused)))
