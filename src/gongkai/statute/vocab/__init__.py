"""Controlled vocabularies: every word with a permanent code, a label and a citation."""

from gongkai.statute.vocab.agencies import (
    FACTS_OF_KIND,
    GRASS_ROOTS,
    PEOPLES_GOVERNMENTS,
    AgencyKind,
    KindFacts,
    Tier,
    is_grass_roots,
    is_peoples_government,
    kind_of_name,
)
from gongkai.statute.vocab.applicants import ApplicantKind
from gongkai.statute.vocab.channels import ReceiptChannel, ServiceChannel
from gongkai.statute.vocab.columns import LIMIT_OF_COLUMN, ColumnKind, UpdateLimit, limit_of
from gongkai.statute.vocab.disclosure import (
    ART21_OF_KIND,
    COLUMN_OF_ITEM,
    Art20Item,
    Art21Item,
    statutory_items,
)
from gongkai.statute.vocab.documents import DocumentVerb, Validity
from gongkai.statute.vocab.items import (
    EXPLAINS_ANOTHER,
    GROUNDS_OF_OPENNESS,
    NEEDS_REASON,
    REGISTERED_DOCUMENTS,
    ItemKind,
    Openness,
    PublicationChannel,
)
from gongkai.statute.vocab.outcomes import (
    GROUND_OF_OUTCOME,
    NATURE_OF_GROUND,
    OUTCOME_OF_GROUND,
    ROW_OF_OUTCOME,
    ExemptionGround,
    Nature,
    Outcome,
    Remedy,
    remedy_of,
)
from gongkai.statute.vocab.term import Term

__all__ = [
    "ART21_OF_KIND",
    "COLUMN_OF_ITEM",
    "EXPLAINS_ANOTHER",
    "FACTS_OF_KIND",
    "GRASS_ROOTS",
    "GROUNDS_OF_OPENNESS",
    "GROUND_OF_OUTCOME",
    "LIMIT_OF_COLUMN",
    "NATURE_OF_GROUND",
    "NEEDS_REASON",
    "OUTCOME_OF_GROUND",
    "PEOPLES_GOVERNMENTS",
    "REGISTERED_DOCUMENTS",
    "ROW_OF_OUTCOME",
    "AgencyKind",
    "ApplicantKind",
    "Art20Item",
    "Art21Item",
    "ColumnKind",
    "DocumentVerb",
    "ExemptionGround",
    "ItemKind",
    "KindFacts",
    "Nature",
    "Openness",
    "Outcome",
    "PublicationChannel",
    "ReceiptChannel",
    "Remedy",
    "ServiceChannel",
    "Term",
    "Tier",
    "UpdateLimit",
    "Validity",
    "is_grass_roots",
    "is_peoples_government",
    "kind_of_name",
    "limit_of",
    "remedy_of",
    "statutory_items",
]
