"""What other slices may ask of the directory."""

from gongkai.agencies.selectors.directory import (
    agency_by_key,
    agency_by_slug,
    ancestors,
    choices_for,
    name_on,
    named,
    still_there,
    subtree,
)
from gongkai.agencies.selectors.groups import GroupOn, group_now, leading_group_on
from gongkai.agencies.selectors.guide import Guide, GuideElement, guide_of
from gongkai.agencies.selectors.reviewer import Reviewed, ReviewedBy, reviewer_of

__all__ = [
    "GroupOn",
    "Guide",
    "GuideElement",
    "Reviewed",
    "ReviewedBy",
    "agency_by_key",
    "agency_by_slug",
    "ancestors",
    "choices_for",
    "group_now",
    "guide_of",
    "leading_group_on",
    "name_on",
    "named",
    "reviewer_of",
    "still_there",
    "subtree",
]
