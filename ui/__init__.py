"""How it is touched: the pieces of Streamlit that pages share."""
