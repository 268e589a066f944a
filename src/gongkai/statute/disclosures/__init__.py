"""Proactive disclosure: the life of an item, its review, its period, its column, and documents in force."""

from gongkai.statute.disclosures.duty import (
    ARTICLE_26,
    DOUBLE_PUBLICITY,
    PUBLISH_RULES,
    PublicationDuty,
    PublishRule,
    publication_duty,
)
from gongkai.statute.disclosures.errors import MoveNotAllowed, SignatureRefused
from gongkai.statute.disclosures.freshness import (
    ColumnStanding,
    Freshness,
    Light,
    VetoItem,
    freshness,
    veto_summary,
)
from gongkai.statute.disclosures.lifecycle import (
    LIFE,
    MOVES,
    ON_THE_SITE,
    VOIDS_SIGNATURES,
    ItemState,
    ItemVerb,
    allowed,
    check_cancel,
    move,
)
from gongkai.statute.disclosures.review import (
    APPROVALS,
    DEFAULT_CHAIN,
    SIGNER_OF_STEP,
    ReviewStep,
    Signature,
    check_chain,
    may_sign,
    next_step,
)
from gongkai.statute.disclosures.validity import DocumentEvent, RegisterCounts, register_counts, validity_on

__all__ = [
    "APPROVALS",
    "ARTICLE_26",
    "DEFAULT_CHAIN",
    "DOUBLE_PUBLICITY",
    "LIFE",
    "MOVES",
    "ON_THE_SITE",
    "PUBLISH_RULES",
    "SIGNER_OF_STEP",
    "VOIDS_SIGNATURES",
    "ColumnStanding",
    "DocumentEvent",
    "Freshness",
    "ItemState",
    "ItemVerb",
    "Light",
    "MoveNotAllowed",
    "PublicationDuty",
    "PublishRule",
    "RegisterCounts",
    "ReviewStep",
    "Signature",
    "SignatureRefused",
    "VetoItem",
    "allowed",
    "check_cancel",
    "check_chain",
    "freshness",
    "may_sign",
    "move",
    "next_step",
    "publication_duty",
    "register_counts",
    "validity_on",
    "veto_summary",
]
