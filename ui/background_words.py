"""Names of the key figures of past processes, as the tables' keys have them."""

from schemas.message import Message

MAZHILIS: dict[str, Message] = {
    "polling_stations_election_day": Message("Polling stations, by the CEC on the day"),
    "precinct_commissions_december": Message("Precinct commissions, by ODIHR in December"),
    "territorial_commissions": Message("Territorial commissions"),
    "stations_opened_07_in_12_regions": Message("Stations opened at 07:00 in 12 regions"),
    "stations_opened_06": Message("Stations opened at 06:00"),
    "overseas_stations": Message("Stations abroad"),
    "overseas_countries": Message("Countries with stations abroad"),
    "overseas_voted_by_19_00": Message("Voted abroad by 19:00, by the Foreign Ministry"),
    "registered_voters": Message("Voters on the list"),
    "ballots_printed": Message("Ballots printed"),
    "ballots_received": Message("Voters who received ballots"),
    "votes_for_parties": Message("Votes for parties"),
    "candidates_on_party_lists": Message("Candidates on the five lists"),
    "women_on_party_lists": Message("Women among them"),
    "mazhilis_seats_party_list": Message("Seats by party lists"),
    "mazhilis_seats_assembly_of_people": Message("Seats filled by the Assembly of People, 11 January"),
    "maslikhat_party_lists": Message("Party lists for local councils"),
}
