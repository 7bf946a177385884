"""The photos of a printed case: a copy of each, what it shows, when it came, and the hash by which its original is known."""

from collections.abc import Mapping
from typing import Any

from locales import text
from schemas.case import CaseContent
from schemas.case_words import EVIDENCE_NAMES
from schemas.election import Election
from schemas.evidence import STATE_NAMES, KeptAs, PhotoState
from services import case_sentences
from services.case_records import Records
from services.wording import begun, invented

PRINTED = 6
"""Photos that are printed; the bundle holds them all."""


def photos(election: Election, content: CaseContent, records: Records) -> list[dict[str, str]]:
    """In the order of the case. `file`: the name of its picture in the print, "" where it has none that can be shown."""
    rows = []
    for each in [each for each in content.evidence if each.sha256 in records.photos][:PRINTED]:
        photo = records.photos[each.sha256]
        kept = text("The original is sealed.") if photo.kept_as is KeptAs.SEALED else text("The original is not kept, its hash is.")
        moment = case_sentences.moment(election, photo.received_at)
        came = text("received {moment} from observer {code}", moment=moment, code=photo.observer_code)
        is_shown = photo.state is PhotoState.READY
        rows.append(
            {
                "file": f"{each.sha256}.jpg" if is_shown else "",
                "kind": begun(text(EVIDENCE_NAMES[each.kind])),
                "shows": invented(each.shows),
                "came": came if is_shown else f"{came} · {text(STATE_NAMES[photo.state])}",
                "kept": kept,
                "sha256": each.sha256,
                "copy_sha256": photo.viewer_sha256,
            }
        )
    return rows


def without_pictures(document: Mapping[str, Any]) -> dict[str, Any]:
    """For whom photos are not open to: the same lines, no picture."""
    hidden = text("Its picture is left out of this file: photos are not open to your role.")
    rows = [each | {"file": "", "kept": f"{each['kept']} {hidden}"} for each in document["photos"]]
    return {**document, "photos": rows}
