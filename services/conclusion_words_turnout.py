"""The conclusions of the turnout page in words: stations, hours, remainder, day; both directions, every share with its base."""

from analysis.conclusion import Conclusion
from locales import language, number, plural, text
from services.wording import begun, strong, strong_share, strong_signed


def stations(found: Conclusion) -> str:
    """Q2. Sums only over whole-day stations; a finding and its opposite in one breath."""
    if not found.amount("stations"):
        return text("No counts and no protocols have come in yet.")
    parts = [_sums(found)]
    if found.part("with_ceiling").k:
        parts.append(
            plural(
                "Of {n} station with a ceiling, the protocol is above it at {above}, below the floor at {below}, "
                "between them at {between}.",
                "Of {n} stations with a ceiling, the protocol is above it at {above}, below the floor at {below}, "
                "between them at {between}.",
                found.part("with_ceiling").k,
                n=strong(found.part("with_ceiling").k),
                above=strong(found.finding.k),
                below=strong(found.opposite.k - found.part("below_without_ceiling").k),
                between=strong(found.part("between").k),
            )
        )
    if open_below := found.part("below_without_ceiling").k:
        parts.append(
            plural(
                "At {n} more, without a ceiling, the protocol is below the floor.",
                "At {n} more, without a ceiling, the protocol is below the floor.",
                open_below,
                n=strong(open_below),
            )
        )
    if cannot := int(found.amount("cannot") or 0):
        parts.append(plural("{n} station cannot be compared.", "{n} stations cannot be compared.", cannot, n=strong(cannot)))
    return " ".join(parts)


def _sums(found: Conclusion) -> str:
    ratio, whole = found.amount("ratio"), int(found.amount("whole_day") or 0)
    if ratio is None:
        return text("No station with a protocol was counted from opening to close, so nothing is summed.")
    protocol, counted = int(found.amount("protocol") or 0), int(found.amount("counted") or 0)
    return plural(
        "At {n} station counted from opening to close and with a protocol to compare, protocols state {protocol} voters inside the "
        "premises, observers counted {counted} ({difference}, {ratio} to 1).",
        "At {n} stations counted from opening to close and with a protocol to compare, protocols state {protocol} voters inside the "
        "premises, observers counted {counted} ({difference}, {ratio} to 1).",
        whole,
        n=strong(whole),
        protocol=strong(protocol),
        counted=strong(counted),
        difference=strong_signed(protocol - counted),
        ratio=number(ratio, 2),
    )


def hours(found: Conclusion) -> str:
    """Q3: rises inside watched hours, and on how many stretches they differ in either direction."""
    if not found.n:
        return text("In no watched interval were both a counted and a stated number given at both ends.")
    said = plural(
        "In {n} watched interval at {stations} stations the commissions' numbers rose by {stated}, observers counted {counted}.",
        "In {n} watched intervals at {stations} stations the commissions' numbers rose by {stated}, observers counted {counted}.",
        found.n,
        n=strong(found.n),
        stations=strong(int(found.amount("stations") or 0)),
        stated=strong(int(found.amount("stated") or 0)),
        counted=strong(int(found.amount("counted") or 0)),
    )
    sides = text(
        "Beyond the allowance the stated number rose more than the count in {above} of them, less in {below}.",
        above=strong(found.finding.k),
        below=strong(found.opposite.k),
    )
    return f"{said} {sides}"


def remainder(found: Conclusion) -> str:
    """Q4: the region whose unseen stations must differ most from the seen; how many regions must lie above, and below."""
    if not found.n or found.about_name is None:
        return text("No region has an announced turnout, a list and a protocol, so nothing can be said of the unobserved stations.")
    stations = int(found.amount("stations") or 0)
    parts = [
        plural(
            "{region}: {announced} of the list was announced as turnout. The station whose protocol is held ({n}) is {list_share} of the "
            "list; it shows {seen} of its list. The others must then average {rest} of the list.",
            "{region}: {announced} of the list was announced as turnout. Protocols held from {n} stations are {list_share} of the list; "
            "they show {seen} of the list. The others must then average {rest} of the list.",
            stations,
            region=strong(begun(found.about_name.in_language(language()))),
            announced=strong_share(found.amount("announced_share") or 0.0),
            n=strong(stations),
            list_share=strong_share(found.amount("list_share") or 0.0),
            seen=strong_share(found.amount("seen_share") or 0.0),
            rest=strong_share(found.amount("remainder_share") or 0.0),
        )
    ]
    if found.amount("first_impossible"):
        # A protocol counts those added on the day, the registry does not: the same turnout can be above one list alone.
        parts.append(
            text(
                "No turnout can be that: the figures contradict each other, unless they are of different lists "
                "(voters are added on the day)."
            )
        )
    parts.append(
        text(
            "Of {n} regions the others must lie above the protocols held in {higher}, below them in {lower}.",
            n=strong(found.n),
            higher=strong(found.finding.k),
            lower=strong(found.opposite.k),
        )
    )
    parts.append(text("This is arithmetic, not an estimate: the observed stations need not be typical."))
    return " ".join(parts)


def day(found: Conclusion) -> str:
    """Q5 at the last set hour: announced, counted and stated, and in how many regions stated lies above the count, and below."""
    counted, stated, told = (found.amount(name) for name in ("counted", "stated", "announced"))
    if not found.n or counted is None or stated is None:
        return text("No station reported at all set hours, counted without a gap.")
    time = round(60 * (found.amount("capital_hour") or 0))
    place = text("the country") if found.about_name is None else found.about_name.in_language(language())
    stations = int(found.amount("stations") or 0)
    values = {
        "time": f"{time // 60:02d}:{time % 60:02d}",
        "place": place,
        "n": strong(stations),
        "counted": strong_share(counted),
        "stated": strong_share(stated),
    }
    said = (
        plural(
            "The {n} station reporting at all hours stood at {counted} of the list by count, {stated} of the list by the commission's own "
            "statement; no announced turnout was found for {time} ({place}).",
            "The {n} stations reporting at all hours stood at {counted} of the list by count, {stated} of the list by the commissions' own "
            "statement; no announced turnout was found for {time} ({place}).",
            stations,
            **values,
        )
        if told is None
        else plural(
            "At {time} capital time {announced} of the list was announced ({place}); the {n} station reporting at all hours stood at "
            "{counted} of the list by count, {stated} of the list by the commission's own statement.",
            "At {time} capital time {announced} of the list was announced ({place}); the {n} stations reporting at all hours stood at "
            "{counted} of the list by count, {stated} of the list by the commissions' own statement.",
            stations,
            announced=strong_share(told),
            **values,
        )
    )
    sides = text(
        "By region, the commissions' own statement stood above the count in {above} of {n}, below it in {below}.",
        above=strong(found.finding.k),
        n=strong(found.n),
        below=strong(found.opposite.k),
    )
    return f"{said} {sides}"
