"""The catalogues themselves, and the tool that keeps them."""

import json
from threading import Thread

import pytest

from locales import LANGUAGES
from locales.catalogue import add, check, domain_faults, lacking, main, quarrels, read_entries, unused
from locales.entries import FOR_NATIVE_READER, domain_path, domains, messages_of, open_domain, parse_entry, store, strings_of
from locales.loading import forms_of, messages_in
from locales.sources import Found, Use, search


@pytest.fixture
def jsonl(tmp_path):
    def write(*lines, name="lines.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def root(tmp_path):
    return tmp_path / "catalogues"


STATIONS = {
    "id": "{n} hall",
    "plural": "{n} halls",
    "ru": ["{n} зал", "{n} зала", "{n} залов"],
    "kk": "{n} зал",
    "native": True,
    "key": "halls",
}
SEND = {"id": "Post", "context": None, "plural": None, "ru": "Почта", "kk": "Пошта"}


@pytest.mark.parametrize("domain", domains())
def test_every_domain_is_complete_and_sound(domain):
    assert domain_faults(domain) == []


def test_no_two_domains_translate_one_message_differently():
    assert quarrels() == []


def test_every_message_of_the_program_is_translated():
    found = search()
    assert [f"{use.path}:{use.line}: {use.id}" for use in lacking(found.uses)] == []
    assert found.faults == []


def test_only_the_glossary_keeps_what_nobody_says(capsys):
    unused(search())
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith("glossary: ")] == []


def test_the_glossary_holds_its_terms_in_every_language():
    sizes = {code: len(forms_of(open_domain("glossary", code))) for code in LANGUAGES}
    assert len(set(sizes.values())) == 1
    assert sizes["en"] > 700
    # The law's word for an observer, and the CEC's for those who count into turnout.
    assert messages_in("kk")[(None, "observer")] == ("байқаушы",)
    assert messages_in("kk")[(None, "voters who received ballots")] == ("бюллетень алған сайлаушылар",)


def test_english_says_its_own_ids():
    for (_, message), forms in messages_in("en").items():
        assert forms[0] == message


def test_strings_for_a_native_reader_are_marked_in_kazakh_only_and_still_shown():
    marked = {
        code: [
            m for m in messages_of(open_domain("glossary", code)).values() if any(c.startswith(FOR_NATIVE_READER) for c in m.user_comments)
        ]
        for code in LANGUAGES
    }
    assert len(marked["kk"]) > 200
    assert marked["ru"] == marked["en"] == []
    assert not any(message.fuzzy for message in marked["kk"])
    safety = [message for message in marked["kk"] if any(" safe_" in comment for comment in message.user_comments)]
    assert len(safety) == 10


def test_added_entries_are_sorted_replaced_and_kept_once(jsonl, root, capsys):
    assert add("halls", jsonl(STATIONS, SEND, SEND), root) == 0
    assert add("halls", jsonl({**SEND, "ru": "Отправка"}, {**SEND, "id": "Arrive", "context": "here"}), root) == 0
    ids = [line for line in domain_path("halls", "ru", root).read_text(encoding="utf-8").splitlines() if line.startswith("msgid ")]
    assert ids == ['msgid ""', 'msgid "Arrive"', 'msgid "Post"', 'msgid "{n} hall"']
    assert forms_of(open_domain("halls", "ru", root))[(None, "Post")] == ("Отправка",)
    assert forms_of(open_domain("halls", "kk", root))[(None, "{n} hall")] == ("{n} зал", "{n} зал")
    assert forms_of(open_domain("halls", "en", root))[(None, "{n} hall")] == ("{n} hall", "{n} halls")
    assert "# fuzzy-kk halls\n" in domain_path("halls", "kk", root).read_text(encoding="utf-8")
    assert "2 entries put in" in capsys.readouterr().out


def test_writing_again_changes_nothing(jsonl, root):
    add("halls", jsonl(STATIONS, SEND), root)
    before = [domain_path("halls", code, root).read_bytes() for code in LANGUAGES]
    add("halls", jsonl(STATIONS, SEND), root)
    assert [domain_path("halls", code, root).read_bytes() for code in LANGUAGES] == before


def test_one_wrong_line_and_nothing_is_written(jsonl, root, capsys):
    assert add("halls", jsonl(SEND, {**SEND, "id": "At {time}", "ru": "В {time}", "kk": "{time}-де"}), root) == 1
    assert "lines.jsonl:2: At {time}: a suffix on a placeholder: -де" in capsys.readouterr().err
    assert not root.exists()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"ru": "а", "kk": "а"}, 'an object with an "id"'),
        ({**SEND, "english": "Post"}, "unknown fields: english"),
        ({**SEND, "kk": None}, "kk: a text, or a list"),
        ({**SEND, "context": 3}, "context must be a text"),
    ],
)
def test_lines_that_are_not_entries_are_named(jsonl, line, fault):
    _, faults = read_entries(jsonl(line))
    assert len(faults) == 1
    assert fault in faults[0]


def test_what_another_domain_has_is_left_to_it(jsonl, root, capsys):
    add("first", jsonl(SEND), root)
    add("second", jsonl({**SEND, "ru": "Отправка"}, STATIONS), root)
    assert list(forms_of(open_domain("second", "ru", root))) == [(None, "{n} hall")]
    assert "left to first, which says otherwise: Post: Почта" in capsys.readouterr().out


def test_a_plural_is_put_in_where_another_domain_has_only_one_form(jsonl, root):
    add("first", jsonl({**SEND, "id": "{n} hall", "ru": "{n} зал", "kk": "{n} зал"}), root)
    add("second", jsonl(STATIONS), root)
    assert (None, "{n} hall") in forms_of(open_domain("second", "ru", root))


def test_two_people_adding_at_once_lose_nothing(root):
    def fill(domain):
        for place in range(10):
            store(domain, [parse_entry(json.dumps({**SEND, "id": f"{domain} {place}"}))], root)

    threads = [Thread(target=fill, args=(domain,)) for domain in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(forms_of(open_domain(domain, code, root))) for domain in ("one", "two") for code in LANGUAGES] == [10] * 6
    assert [path.name for path in sorted((root / "kk").iterdir())] == ["one.po", "two.po"]


def test_a_language_that_lacks_a_message_is_a_fault(jsonl, root):
    add("halls", jsonl(SEND, STATIONS), root)
    path = domain_path("halls", "kk", root)
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "Post"', 'msgid "Pots"'), encoding="utf-8")
    assert domain_faults("halls", root) == [
        "kk/halls.po: not there: Post",
        "ru/halls.po: not there: Pots",
        "en/halls.po: not there: Pots",
    ]


def test_quarrels_between_domains_are_faults(root):
    store("first", [parse_entry(json.dumps(SEND))], root)
    store("second", [parse_entry(json.dumps({**SEND, "kk": "Хат"}))], root)
    assert quarrels(root) == ["kk: Post: first says Пошта, second says Хат"]


def test_what_is_used_and_not_translated_is_lacking(jsonl, root):
    add("halls", jsonl(SEND), root)
    known = Use("Post", None, None, "app.py", 1)
    plainly = Use("Post", "button", None, "app.py", 2)
    as_plural = Use("Post", None, "Posts", "app.py", 3)
    unknown = Use("Gone", None, None, "app.py", 4)
    again = Use("Gone", None, None, "app.py", 5)
    assert lacking([known, plainly, as_plural, unknown, again], root) == {as_plural: list(LANGUAGES), unknown: list(LANGUAGES)}


def test_missing_prints_lines_to_fill_in(capsys, monkeypatch, tmp_path):
    (tmp_path / "app.py").write_text('from locales import plural\nplural("{n} zebra seen", "{n} zebras seen", 2)', encoding="utf-8")
    monkeypatch.setattr("locales.catalogue.PROJECT", tmp_path)
    assert main(["missing", "--jsonl", "app.py"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert (entry["id"], entry["plural"], entry["ru"]) == ("{n} zebra seen", "{n} zebras seen", ["", "", ""])
    filled = {**entry, "ru": ["{n} зебра"] * 3, "kk": "{n} зебра"}
    assert parse_entry(json.dumps(filled)).forms["kk"] == ("{n} зебра", "{n} зебра")


def test_missing_says_under_which_contexts_a_word_is_known(capsys, monkeypatch, tmp_path):
    (tmp_path / "app.py").write_text('from locales import text\ntext("refused")', encoding="utf-8")
    monkeypatch.setattr("locales.catalogue.PROJECT", tmp_path)
    main(["missing", "app.py"])
    assert "known as copy_refused, missing_refused, raised_refused" in capsys.readouterr().out


def test_empty_translations_count_as_none(root, jsonl):
    add("halls", jsonl(SEND), root)
    path = domain_path("halls", "ru", root)
    path.write_text(path.read_text(encoding="utf-8").replace("Почта", ""), encoding="utf-8")
    assert strings_of(messages_of(open_domain("halls", "ru", root))[(None, "Post")]) == ("",)
    assert domain_faults("halls", root) == ["ru/halls.po: Post: an empty translation"]
    assert forms_of(open_domain("halls", "ru", root)) == {}


def test_check_fails_on_a_message_nobody_translated_and_passes_without(capsys):
    assert check(Found(uses=[Use("A sentence nobody translated", None, None, "app.py", 7)])) == 1
    assert "app.py:7: not in kk, ru, en: A sentence nobody translated" in capsys.readouterr().out
    assert check(Found(faults=["app.py:8: an f-string"])) == 1
    assert check(Found(uses=[Use("Send", None, None, "app.py", 9)])) == 0


def test_unused_leaves_out_what_the_program_names(capsys):
    assert unused(Found(uses=[Use("Send", "button", None, "app.py", 9)])) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "glossary: Send" not in listed
    assert "glossary: Cancel" in listed
