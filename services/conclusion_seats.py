"""The conclusion on seats: recomputed from published votes, held against the published seats, and how near the next change is."""

from analysis.conclusion import Base, Conclusion, Part, Selection, Subject
from schemas.election import LocalName
from schemas.voice import Voice
from services.seats import BASE_NAMES, Seats


def of_seats(found: Seats) -> Conclusion:
    """Lists with a seat and lists without one, under the settings of `found`; of those whose seats are published, how many have the same.
    Arithmetic with published votes: nobody of ours checks them."""
    made = found.allocation if found.allocation is not None and found.allocation.reason is None else None
    seats = made.seats if made else {}
    names = {each.code: each.name for each in found.contest.options}
    compared = {code: n for code, n in found.published.items() if code in seats}
    amounts: list[tuple[str, float]] = [("seats", found.seats)] if found.allocation is not None else []
    named: list[tuple[str, LocalName]] = []
    if made:
        amounts += [("threshold_share", found.threshold_share), ("base_votes", found.bases[found.base])]
        amounts += [(f"seats_{code}", n) for code, n in seats.items()]
        named = [(f"seats_{code}", names[code]) for code in seats] + [(f"tied_{code}", names[code]) for code in made.tied]
        if found.closest is not None:
            amounts.append(("fewest_votes", found.closest.votes))
            named += [("giver", names[found.closest.from_option]), ("taker", names[found.closest.to_option])]
    with_seats = sum(n > 0 for n in seats.values())
    return Conclusion(
        subject=Subject.SEATS,
        voices=(Voice.PUBLISHED,),
        base=Base.LISTS_PUBLISHED,
        finding=Part("lists_with_seats", with_seats, len(seats)),
        opposite=Part("lists_without_seats", len(seats) - with_seats, len(seats)),
        more=(Part("seats_as_published", sum(seats[code] == n for code, n in compared.items()), len(compared)),),
        amounts=tuple(amounts),
        selection=Selection.ALL,
        checked=True,
        about=BASE_NAMES[found.base],
        about_code=found.contest.contest_id,
        named=tuple(named),
    )
