"""Remedies against what an agency did: where reconsideration is sought."""

from gongkai.statute.remedies.reviewer import AgencyNode, Authority, Reviewers, reconsideration_authority

__all__ = ["AgencyNode", "Authority", "Reviewers", "reconsideration_authority"]
