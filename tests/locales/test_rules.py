"""Each rule of the catalogues with a text that breaks it and one that keeps to it."""

import pytest

from locales.rules import faults_in


def test_a_sound_message_has_no_faults():
    assert faults_in("Line {n}: {label}", None, ("{n}-жол: {label}",), "kk") == []
    assert faults_in("One station", "{n} stations", ("One station", "{n} stations"), "en") == []
    assert faults_in("{n} station", "{n} stations", ("{n} участок", "{n} участка", "{n} участков"), "ru") == []


@pytest.mark.parametrize(
    ("code", "message", "said", "fault"),
    [
        ("ru", "At {time}", "В {times}", "placeholders"),
        ("ru", "At {time}", "В это время", "placeholders"),
        ("ru", "At {time}", "В {time", "expected '}'"),
        ("ru", "At {time:.1f}", "В {time:.1f}", "bare name"),
        ("ru", "At {0}", "В {0}", "bare name"),
        ("ru", "In {context}", "В {context}", "taken by the argument"),
        ("ru", "Send", "", "empty"),
        ("ru", "station", "учacток", "two alphabets"),
        ("kk", "Close", "Жaбу", "two alphabets"),
        ("kk", "Polling", "Сaйлау: {n}", "two alphabets"),
        ("kk", "{n}", "{n}-ге", "a suffix on a placeholder"),
        ("kk", "{time}", "{time}-дан", "a suffix on a placeholder"),
        ("kk", "{region}", "{region}да", "a suffix on a placeholder"),
        ("kk", "{region}", "{region}жол", "a suffix on a placeholder"),
        ("kk", "{number}", "{number} ма?", "must agree"),
        ("kk", "{region}", "{region}\u00a0мен басқалар", "must agree"),
        ("kk", "{n} voters", "{n} сайлаушылар", "a plural noun after a number"),
        ("kk", "{n} ballots", "{n} бюллетеньдердің саны", "a plural noun after a number"),
        ("en", "The count was falsified", "The count was falsified", "for a court"),
        ("ru", "x", "Массовая фальсификация", "for a court"),
        ("kk", "x", "Хаттама бұрмаланған", "for a court"),
    ],
)
def test_each_rule_refuses(code, message, said, fault):
    assert any(fault in found for found in faults_in(message, None, (said,), code))


@pytest.mark.parametrize(
    "said",
    [
        "{n}-жол",
        "{n}-нұсқа",
        "{n}-шығарылым",
        "хаттаманың {n}-жолы",
        "{n} учаскенің хаттамалары",
        "SMS-хабарлама",
        "{a}–{b}",
        "№ {n} учаске",
    ],
)
def test_whole_words_after_a_placeholder_are_allowed(said):
    message = " ".join("{" + part.split("}")[0] + "}" for part in said.split("{")[1:]) or "SMS"
    assert faults_in(message, None, (said,), "kk") == []


@pytest.mark.parametrize(
    ("code", "forms", "fault"),
    [
        ("ru", ("{n} участок", "{n} участка"), "2 forms instead of 3"),
        ("ru", ("участок", "{n} участка", "{n} участков"), "placeholders"),
        ("kk", ("{n} учаске", "{n} учаскелер"), "Kazakh forms differ"),
        ("kk", ("{n} учаске",), "1 forms instead of 2"),
        ("en", ("{n} station", "stations"), "placeholders"),
    ],
)
def test_plural_forms_are_whole(code, forms, fault):
    # Russian "one" is 21 and 101 too, so it needs its number.
    assert any(fault in found for found in faults_in("{n} station", "{n} stations", forms, code))
