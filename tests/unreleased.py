"""A demonstration without its two releases: three quarters of the time of a small one, for tests that read none of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from services.demonstration import releasing


@contextmanager
def unreleased() -> Iterator[None]:
    """Nothing is released while it lasts; everything else is made as it always is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(releasing, "first", lambda now: None)
        patch.setattr(releasing, "second", lambda now: None)
        yield
