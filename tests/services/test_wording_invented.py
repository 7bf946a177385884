"""What the demonstration's people wrote is read in the reader's language; what anybody else wrote stays as it was written."""

import pytest

from locales import using
from services.demonstration import cases, judging, releasing
from services.wording import invented


@pytest.mark.parametrize("said", [*releasing.REASONS, releasing.OWN_CORRECTION, *(note for *_, note in judging.CALLS if note)])
def test_invented_sentences_are_known_in_every_language(said: str) -> None:
    with using("en"):
        assert invented(str(said)) == said
    for language in ("ru", "kk"):
        with using(language):
            assert invented(str(said)) != said


def test_a_paper_is_read_part_by_part() -> None:
    with using("ru"):
        assert invented(f"SIMULATED · {cases.VOTERS_INSIDE}: 1812") == "УЧЕБНЫЕ ДАННЫЕ · избиратели в помещении: 1 812".replace(
            "1 812", "1\N{NO-BREAK SPACE}812")  # fmt: skip
        assert invented(f"SIMULATED · {cases.COPY_OF}: demo/0017").endswith(": demo/0017")
        assert invented(f"SIMULATED · {cases.HAPPENED['ACC-02']} · {cases.LENGTH}").endswith("· 1 мин 12 с")


@pytest.mark.parametrize("said", ["", "Voters inside · 12", "{n} of: 12 {", "Видел сам: 5"])
def test_other_words_stay(said: str) -> None:
    with using("kk"):
        assert invented(said) == said
