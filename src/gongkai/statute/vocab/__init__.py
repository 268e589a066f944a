"""Controlled vocabularies: every word with a permanent code, a label and a citation."""

from gongkai.statute.vocab.agencies import AgencyKind, is_grass_roots, is_peoples_government, kind_of_name
from gongkai.statute.vocab.applicants import ApplicantKind
from gongkai.statute.vocab.channels import ReceiptChannel, ServiceChannel
from gongkai.statute.vocab.disclosure import ART21_OF_KIND, Art20Item, Art21Item
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
    "GROUND_OF_OUTCOME",
    "NATURE_OF_GROUND",
    "OUTCOME_OF_GROUND",
    "ROW_OF_OUTCOME",
    "AgencyKind",
    "ApplicantKind",
    "Art20Item",
    "Art21Item",
    "ExemptionGround",
    "Nature",
    "Outcome",
    "ReceiptChannel",
    "Remedy",
    "ServiceChannel",
    "Term",
    "is_grass_roots",
    "is_peoples_government",
    "kind_of_name",
    "remedy_of",
]
