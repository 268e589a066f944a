"""The rows of proactive disclosure, a module for each matter."""

from gongkai.disclosures.models.activities import Activity, ActivityPicture, ReadingPoint, WithheldReview
from gongkai.disclosures.models.channels import Channel, Delivery
from gongkai.disclosures.models.columns import Column
from gongkai.disclosures.models.imports import LedgerImport, LedgerRow
from gongkai.disclosures.models.items import Attachment, Item, PublicNotice, Revision
from gongkai.disclosures.models.links import LinkReading, LinkTarget, LinkUse
from gongkai.disclosures.models.numbering import NumberCounter, NumberScheme
from gongkai.disclosures.models.register import DocumentEvent
from gongkai.disclosures.models.review import PrecheckDecision, ReviewChain, Signature, WordingTerm
from gongkai.disclosures.models.withdrawals import PlannedWithdrawal

__all__ = [
    "Activity",
    "ActivityPicture",
    "Attachment",
    "Channel",
    "Column",
    "Delivery",
    "DocumentEvent",
    "Item",
    "LedgerImport",
    "LedgerRow",
    "LinkReading",
    "LinkTarget",
    "LinkUse",
    "NumberCounter",
    "NumberScheme",
    "PlannedWithdrawal",
    "PrecheckDecision",
    "PublicNotice",
    "ReadingPoint",
    "ReviewChain",
    "Revision",
    "Signature",
    "WithheldReview",
    "WordingTerm",
]
