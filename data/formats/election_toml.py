"""The one file that describes an election (TOML) <-> facts: the election and the organisations that observe it.

The keys are those of `schemas.election.Election`, with `[[organisations]]` (schemas.person.Organisation) beside them."""

import tomllib
from dataclasses import dataclass

from pydantic import ValidationError

from schemas.election import Election
from schemas.person import Organisation


@dataclass(frozen=True, slots=True)
class ElectionFile:
    election: Election
    organisations: tuple[Organisation, ...] = ()


class ElectionFileError(ValueError):
    """What is wrong with the file, one line each: where, and what was expected."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _lines(error: ValidationError, prefix: str = "") -> tuple[str, ...]:
    return tuple(
        f"{prefix}{'.'.join(str(part) for part in each['loc']) or 'file'}: {each['msg']}"
        for each in error.errors(include_url=False, include_input=False)
    )


def read(content: bytes) -> ElectionFile:
    """The election a file describes. Raises ElectionFileError naming every place that is not as it must be."""
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ElectionFileError(("file: the text is not UTF-8",)) from None
    except tomllib.TOMLDecodeError as error:
        raise ElectionFileError((f"file: not TOML: {error}",)) from None
    listed = found.pop("organisations", [])
    wrong: list[str] = []
    organisations: list[Organisation] = []
    for number, each in enumerate(listed if isinstance(listed, list) else []):
        try:
            organisations.append(Organisation.model_validate(each))
        except ValidationError as error:
            wrong.extend(_lines(error, f"organisations.{number}."))
    if not isinstance(listed, list):
        wrong.append("organisations: a list of tables was expected, [[organisations]]")
    try:
        election = Election.model_validate(found)
    except ValidationError as error:
        raise ElectionFileError((*_lines(error), *wrong)) from None
    if wrong:
        raise ElectionFileError(tuple(wrong))
    return ElectionFile(election, tuple(organisations))
