"""Measurements of the running server: each module measures one thing, `python -m bench` runs them and writes docs/performance.md."""
