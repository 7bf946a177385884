"""What columns are called in tables that people have, besides the product's own words for the same thing in its three languages.

Only what cannot mean anything else: "ballots received" is left out, because a commission's message means voters and a protocol paper."""

WORDS: dict[str, tuple[str, ...]] = {
    "region": (
        "region", "region code", "region_code", "oblast", "регион", "область", "код региона", "код области", "облыс", "аймақ", "өңір",
    ),
    "unit": ("unit", "unit_id", "unit code"),
    "number": (
        "station", "station number", "station_number", "number", "polling station", "precinct", "№ участка", "номер участка",
        "участок", "избирательный участок", "уик", "учаске", "учаске нөмірі", "сайлау учаскесі", "№ учаске",
    ),
    "district": ("district", "district code", "district_code", "район", "код района", "аудан", "аудан коды"),
    "district_name": ("district name", "название района", "аудан атауы"),
    "region_name": ("region name", "название области", "название региона", "облыс атауы"),
    "place": ("place", "place_en", "address", "адрес", "место", "место расположения", "мекенжай", "мекенжайы", "орны"),
    "place_ru": ("place_ru", "адрес на русском"),
    "place_kk": ("place_kk", "мекенжай қазақша"),
    "station_type": ("station_type", "station type", "type", "тип участка", "учаске түрі"),
    "time_zone": ("time_zone", "time zone", "часовой пояс", "уақыт белдеуі"),
    "as_of": ("as_of", "as of", "time", "hour", "время", "час", "уақыт", "сағат"),
    "observer": ("observer", "observer_code", "observer code", "наблюдатель", "код наблюдателя", "байқаушы", "байқаушы коды"),
    "organisation": ("organisation", "organisation_code", "организация", "ұйым"),
    "observed_at": ("observed_at", "observed at", "time", "date and time", "время", "дата и время", "уақыт", "күні мен уақыты"),
    "sent_at": ("sent_at", "sent at", "отправлено", "жіберілген уақыты"),
    "identity": ("id", "report_id", "row id", "№ п/п", "номер записи"),
    "contest": ("contest", "contest_id", "вид выборов", "сайлау түрі"),
    "figure/registered_voters": (
        "registered voters", "voters on the list", "list", "список", "избирателей в списке", "внесено в списки",
        "число избирателей, внесенных в списки", "число избирателей, внесённых в списки", "тізімдегі сайлаушылар",
        "тізімге енгізілген сайлаушылар саны",
    ),
    "figure/ballots_issued": (
        "issued", "ballots issued", "voters who received ballots", "получили бюллетени", "число избирателей, получивших бюллетени",
        "выдано бюллетеней", "бюллетень алған сайлаушылар", "бюллетень алды",
    ),
    "figure/ballots_unused": (
        "unused", "unused ballots", "неиспользованные бюллетени", "погашенные бюллетени", "пайдаланылмаған бюллетеньдер",
    ),
    "figure/ballots_spoiled": ("spoiled", "spoiled ballots", "испорченные бюллетени", "бүлінген бюллетеньдер"),
    "figure/ballots_invalid": (
        "invalid", "invalid votes", "invalid ballots", "недействительные", "недействительные бюллетени", "жарамсыз бюллетеньдер",
    ),
    "figure/votes_for_options": (
        "votes for all options", "votes for parties", "votes for all parties", "votes for candidates", "голосов за все варианты",
        "голосов за партии", "голосов за все партии", "голосов за кандидатов", "барлық нұсқаға берілген дауыстар",
        "партияларға берілген дауыстар",
    ),
    "figure/ballots_valid": ("valid", "valid votes", "valid ballots", "действительные бюллетени", "жарамды бюллетеньдер"),
    "figure/ballots_in_box": ("ballots in box", "ballots in the box", "бюллетеней в урне", "жәшіктегі бюллетеньдер"),
    "figure/voters_outside": ("outside", "voters outside", "voted outside", "вне помещения", "үй-жайдан тыс"),
    "figure/turnout_issued_share": (
        "turnout", "turnout, %", "turnout %", "явка", "явка, %", "явка %", "% явки", "қатысу", "қатысу, %", "сайлаушылардың қатысуы, %",
    ),
}
