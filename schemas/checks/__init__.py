"""Coded checks: one code, one pure function `(body, Context) -> Finding | None`, one test, one entry in docs/checks.md.

O1xx opening, T2xx turnout, V3xx violation, P4xx protocol, D5xx official data, W6xx times of
breaks and of the count. Codes are never reused."""
