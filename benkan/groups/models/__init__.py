"""A collective project with its members, shares and money; a community project with its works."""

from benkan.groups.models.community import Cofunding, CommunityProject, Population, Progress, ProjectStatusRow
from benkan.groups.models.groups import Group, GroupStatusRow, GroupVisit, Partner
from benkan.groups.models.members import Division, Exit, Member, MemberName, Share
from benkan.groups.models.money import AccountLine, Evidence, Funding, FundingStatusRow, Tranche, TrancheStatusRow

__all__ = [
    "AccountLine",
    "Cofunding",
    "CommunityProject",
    "Division",
    "Evidence",
    "Exit",
    "Funding",
    "FundingStatusRow",
    "Group",
    "GroupStatusRow",
    "GroupVisit",
    "Member",
    "MemberName",
    "Partner",
    "Population",
    "Progress",
    "ProjectStatusRow",
    "Share",
    "Tranche",
    "TrancheStatusRow",
]
