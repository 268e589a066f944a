"""The notice by which a leading group is made known."""

from gongkai.agencies.models import LeadingGroup
from gongkai.agencies.selectors.directory import name_on
from gongkai.agencies.selectors.groups import members_on, was_reorganised
from gongkai.documents.letters import Letter, LetterBlock, Paragraph, Roster, RosterLine, broken
from gongkai.statute.written import written

_OFFICE = ("office_head", "office_member")


def notice(group: LeadingGroup) -> Letter:
    """《关于成立（调整）政务公开工作领导小组的通知》, with the members of the day on which the group began."""
    agency = name_on(group.agency, group.since)
    again = was_reorganised(group)
    short = group.name.removeprefix(agency)
    return Letter(
        title=broken(agency, f"关于{'调整' if again else '成立'}{short}的通知"),
        addressee="各科室、各有关单位：",
        blocks=tuple(_blocks(group, again)),
        signature=agency,
        day=group.since,
        number=group.document_number,
        subject="政务公开工作领导小组",
    )


def _blocks(group: LeadingGroup, again: bool) -> list[LetterBlock]:
    since = written(group.since)
    if again:
        opening = (
            f"因人员变动和工作需要，经研究，决定自{since}起调整{group.name}组成人员。现将调整后的名单通知如下："
        )
    else:
        opening = (
            f"为加强对政务公开工作的组织领导，经研究，决定自{since}起成立{group.name}。现将组成人员名单通知如下："
        )
    members = members_on(group, group.since).parts
    own = [(label, found) for label, found in members if found[0].part not in _OFFICE]
    office = [(label, found) for label, found in members if found[0].part in _OFFICE]
    blocks: list[LetterBlock] = [Paragraph(opening), *([Roster(tuple(_lines(own)))] if own else [])]
    if group.office or office:
        where = f"设在{group.office}，" if group.office else ""
        tail = "组成人员名单如下：" if office else "承担领导小组日常工作。"
        blocks.append(Paragraph(f"领导小组办公室{where}{tail}"))
    if office:
        blocks.append(Roster(tuple(_lines(office))))
    if group.duties.strip():
        blocks += [
            Paragraph("领导小组的主要职责：" if "\n" in group.duties.strip() else "领导小组负责："),
            Paragraph(group.duties),
        ]
    if again:
        blocks.append(Paragraph("此前印发的领导小组名单同时停止执行。"))
    return [*blocks, Paragraph("特此通知。")]


def _lines(parts: list[tuple[str, list]]) -> list[RosterLine]:  # type: ignore[type-arg]  # of members
    return [
        RosterLine(label if place == 0 else "", member.person, member.position)
        for label, found in parts
        for place, member in enumerate(found)
    ]
