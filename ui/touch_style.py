"""What a finger taps is 44 pixels high: on phones, and wherever the finger is the pointer. Streamlit's own controls are 28 to 40."""

STYLE = """<style>
@media (pointer: coarse), (max-width: 640px) {
  [data-testid="stMain"] [data-testid^="stBaseButton-"], [data-testid="stBottom"] [data-testid^="stBaseButton-"],
  [data-testid="stSidebar"] [data-testid="stSelectbox"] [role="group"], [data-testid="stMain"] [data-testid="stSelectbox"] [role="group"],
  [data-testid="stPopoverButton"], [data-testid="stButtonGroup"] [role="radiogroup"] button, [data-testid="stButtonGroup"] button,
  [data-testid="stMultiSelect"] [role="group"]:not([role="group"] *), [data-testid="stExpander"] summary, [data-testid="stRadioOption"],
  [data-testid="stCheckbox"] label, [data-testid="stDateInput"] [role="group"], [data-testid="stPageLink"] a, [role="option"],
  [data-testid="stTextInputRootElement"], :has(> [data-testid="stTextInputRootElement"]), [data-testid="stNumberInputContainer"],
  [data-testid="stExpandSidebarButton"], [data-testid="stSidebarNavLinkContainer"] {
    min-height: 2.75rem;
  }
  [data-testid="stMain"] [data-testid="stSelectbox"] [role="group"], [data-testid="stSidebar"] [data-testid="stSelectbox"] [role="group"],
  [data-testid="stTextInputRootElement"], [data-testid="stNumberInputContainer"] {
    min-height: calc(2.75rem + 2px);
  }
  [data-testid="stSelectbox"] [role="group"], :has(> [data-testid="stTextInputRootElement"]), [data-testid="stTextInputRootElement"] {
    height: auto;
  }
  :is([data-testid="stTextInputRootElement"], [data-testid="stSelectbox"] [role="group"]) > :is(input, button) {
    align-self: stretch; height: auto;
  }
  [data-testid="stRadioOption"] { align-items: center; } [data-testid="stCheckbox"] label { align-items: center; }
  [data-testid="stSidebarNavLink"] { min-height: 2.75rem; } [data-testid="stExpandSidebarButton"] { min-width: 2.75rem; }
  [data-testid="stMultiSelectTagsContainer"] [data-tag] { min-height: 2.75rem; }
  [data-testid="stMultiSelectTagsContainer"] [data-tag] button { min-width: 2.75rem; min-height: 2.75rem; }
  [data-testid="stMultiSelect"] [role="group"] > button { min-width: 2.25rem; min-height: 2.75rem; }
  [data-testid="stElementContainer"]:has(> [data-testid="stPagination"]) { flex: 1 1 100%; width: 100%; }
  [data-testid="stPagination"], [data-testid="stPagination"] [role="navigation"] { width: 100%; }
  [data-testid="stPagination"] [role="navigation"] > * { flex: 1 1 0; min-width: 0; max-width: 3.5rem; height: 2.75rem; }
  [data-testid="stPagination"] [data-testid="stPaginationEllipsis"] { flex: 0 1 1.25rem; }
}
</style>"""
