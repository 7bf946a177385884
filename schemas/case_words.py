"""What a case is about and what it rests on, in words for people: classes by code (data/reference/violation_taxonomy.csv), kinds, ways."""

from schemas.case import CheckWay, CustodyAct, EvidenceKind, Origin
from schemas.message import Message
from schemas.reports.violation import ComplaintAnswer, ComplaintTo

CLASS_NAMES: dict[str, Message] = {
    "OPN-01": Message("Station opened before the legal time", "case_class"),
    "OPN-02": Message("Ballots in the box before voting starts, box damaged or not transparent", "case_class"),
    "OPN-03": Message("Opening protocol not drawn up or not shown to observers", "case_class"),
    "OPN-04": Message("Pre-signed ballots", "case_class"),
    "EQP-01": Message("Campaign material near the voting place", "case_class"),
    "EQP-02": Message("Secrecy of the booth not secured, camera above a booth", "case_class"),
    "EQP-03": Message("List of commission members not displayed", "case_class"),
    "ACC-01": Message("Observer not admitted to the station", "case_class"),
    "ACC-02": Message("Observer removed from the station", "case_class"),
    "ACC-03": Message("Movement or view of the observer restricted to a set place", "case_class"),
    "ACC-04": Message("Photo, audio or video recording forbidden", "case_class"),
    "ACC-05": Message("Figures on voters or ballots not given to the observer", "case_class"),
    "ACC-06": Message("Persons posing as an organisation's observers", "case_class"),
    "VOT-01": Message("Ballot issued without identity document", "case_class"),
    "VOT-02": Message("Ballot issued for another person, several ballots to one person", "case_class"),
    "VOT-03": Message("Carousel: the same people vote at several stations", "case_class"),
    "VOT-04": Message("Ballot stuffing", "case_class"),
    "VOT-05": Message("Voting in the name of someone else on the list", "case_class"),
    "VOT-06": Message("Person on the list not allowed to vote", "case_class"),
    "VOT-07": Message("Coercion or pressure on voters by employer or administration", "case_class"),
    "VOT-08": Message("Organised transport or group voting", "case_class"),
    "VOT-09": Message("Bribery of voters", "case_class"),
    "VOT-10": Message("Campaigning on the silence day or election day", "case_class"),
    "VOT-11": Message("Opinion poll against the rules", "case_class"),
    "LST-01": Message("Citizen could not check the voter list", "case_class"),
    "LST-02": Message("List changed after the count began", "case_class"),
    "LST-03": Message("Absentee certificates used beyond the number of voters", "case_class"),
    "OUT-01": Message("Voting outside the premises without written application or without two members", "case_class"),
    "OUT-02": Message("Observers not told of or not taken along with the mobile box", "case_class"),
    "CNT-01": Message("Observers put out or kept at a distance during the count", "case_class"),
    "CNT-02": Message("Ballots not shown and marks not read aloud", "case_class"),
    "CNT-03": Message("Count interrupted or longer than twelve hours", "case_class"),
    "CNT-04": Message("Unused ballots not cancelled in front of observers", "case_class"),
    "CNT-05": Message("Votes counted wrongly", "case_class"),
    "PRT-01": Message("Copy of the protocol refused or delayed", "case_class"),
    "PRT-02": Message("Protocol not posted for public view", "case_class"),
    "PRT-03": Message("Published figures differ from the protocols held", "case_class"),
    "PRT-04": Message("Turnout in the protocol above the observers' count", "case_class"),
    "PRT-05": Message("Results not published by station", "case_class"),
    "SAF-01": Message("Observer or journalist threatened, followed or detained", "case_class"),
    "OTHER": Message("Something else", "case_class"),
}
EVIDENCE_NAMES: dict[EvidenceKind, Message] = {
    EvidenceKind.SIGNED_COPY: Message("signed copy of the protocol", "case_evidence"),
    EvidenceKind.POSTED_PROTOCOL: Message("protocol as posted at the station", "case_evidence"),
    EvidenceKind.PUBLICATION: Message("publication of a higher commission", "case_evidence"),
    EvidenceKind.WRITTEN_ACT: Message("act written by observers", "case_evidence"),
    EvidenceKind.COMPLAINT: Message("complaint with its registration", "case_evidence"),
    EvidenceKind.ANSWER: Message("answer to a complaint", "case_evidence"),
    EvidenceKind.JOURNAL: Message("page of the commission's journal", "case_evidence"),
    EvidenceKind.VIDEO: Message("video", "case_evidence"),
    EvidenceKind.AUDIO: Message("sound recording", "case_evidence"),
    EvidenceKind.PHOTO: Message("photo of a scene", "case_evidence"),
}
ORIGIN_NAMES: dict[Origin, Message] = {
    Origin.PRECINCT: Message("precinct commission", "case_origin"),
    Origin.HIGHER_COMMISSION: Message("higher commission", "case_origin"),
    Origin.AUTHORITY: Message("court, prosecutor or police", "case_origin"),
    Origin.OBSERVERS: Message("observers", "case_origin"),
}
CUSTODY_NAMES: dict[CustodyAct, Message] = {
    CustodyAct.RECEIVED: Message("received", "custody"),
    CustodyAct.SEALED: Message("sealed", "custody"),
    CustodyAct.OPENED: Message("opened", "custody"),
    CustodyAct.COPIED: Message("copied", "custody"),
    CustodyAct.HANDED_OVER: Message("handed over", "custody"),
    CustodyAct.CHECKED: Message("checked", "custody"),
}
WAY_NAMES: dict[CheckWay, Message] = {
    CheckWay.READ_DOCUMENT: Message("read the documents", "check_way"),
    CheckWay.CALLED_BACK: Message("called the observer back", "check_way"),
    CheckWay.COMPARED_SOURCE: Message("compared with the source", "check_way"),
    CheckWay.WATCHED_VIDEO: Message("watched the video", "check_way"),
    CheckWay.HEARD_WITNESS: Message("heard a witness", "check_way"),
}
BODY_NAMES: dict[ComplaintTo, Message] = {
    ComplaintTo.COMMISSION: Message("precinct commission", "case_body"),
    ComplaintTo.HIGHER_COMMISSION: Message("higher commission", "case_body"),
    ComplaintTo.COURT: Message("court", "case_body"),
    ComplaintTo.PROSECUTOR: Message("prosecutor", "case_body"),
    ComplaintTo.POLICE: Message("police", "case_body"),
}
ANSWER_NAMES: dict[ComplaintAnswer, Message] = {
    ComplaintAnswer.NO_ANSWER: Message("no answer", "case_answer"),
    ComplaintAnswer.GRANTED: Message("granted", "case_answer"),
    ComplaintAnswer.REJECTED: Message("not granted", "case_answer"),
}
ACT_NAMES: dict[str, Message] = {
    "election law": Message("Constitutional Law on Elections"),
    "administrative offences code": Message("Code of Administrative Offences"),
    "criminal code": Message("Criminal Code"),
}
WITNESS_ROLES: dict[str, Message] = {
    "observer": Message("observer", "witness"),
    "agent": Message("agent of a candidate or party", "witness"),
    "member": Message("member of the commission", "witness"),
    "voter": Message("voter", "witness"),
    "journalist": Message("journalist", "witness"),
    "other": Message("another person", "witness"),
}
ACCREDITATION_KINDS: dict[str, Message] = {
    "national": Message("national", "accreditation"),
    "regional": Message("regional", "accreditation"),
    "city": Message("of the city", "accreditation"),
}
SIGNED_NAMES: dict[bool, Message] = {True: Message("signed the act", "witness"), False: Message("did not sign", "witness")}
HOLDS_NAMES: dict[bool, Message] = {True: Message("valid on voting day"), False: Message("not valid on voting day")}
"""Of an accreditation."""
EDITION_NAMES: dict[str, Message] = {
    "copy undated; edition not stated": Message("copy undated; edition not stated"),
    "copies undated; edition not stated": Message("copies undated; edition not stated"),
    "2014 code; edition not stated": Message("2014 code; edition not stated"),
}
"""What data/reference/norms.csv says of editions; an edition typed by hand is shown as it is."""
NORM_SOURCES: tuple[Message, ...] = (
    Message("Constitutional Law on Elections, observers (VOTA copy)"),
    Message("Constitutional Law on Elections, Art. 40 (VOTA copy)"),
    Message("Constitutional Law on Elections, Art. 41 (VOTA copy)"),
    Message("Constitutional Law on Elections, Art. 43 (VOTA copy)"),
    Message("Constitutional Law on Elections by article (VOTA copy)"),
    Message("Complaints under Art. 49 (Informburo, item 9674; law copy at engime.org, page 33)"),
    Message("Law on Elections, Art. 50 (Pavlodar.com)"),
    Message("Order of ballot production and liability (El.kz)"),
    Message("Criminal Code Art. 150 (stored copies)"),
)
"""Where data/reference/norms.csv says that an article was read: the titles are ours, so they are said in the reader's language."""
CHANGES: dict[str, Message] = {
    "paper": Message("a paper was added"),
    "photo": Message("a photo was added"),
    "without": Message("reports were taken out"),
    "complaint": Message("a complaint was added"),
    "answer": Message("an answer was recorded"),
    "material": Message("material of a station was added"),
    "journal": Message("a line of the journal was added"),
    "custody": Message("a step of custody was added"),
    "accreditation": Message("an accreditation was added"),
    "witness": Message("a witness was added"),
    "act": Message("the act was added"),
    "norm": Message("an article was added"),
}
"""Why a version was made, where a form made it: stored in English, shown in the reader's language; a typed reason is shown as it is."""
CHANGE_WORDS: dict[str, Message] = {str(each): each for each in CHANGES.values()}
