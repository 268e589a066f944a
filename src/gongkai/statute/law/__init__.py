"""Instruments and articles: what a rule, a date or a letter rests on."""

from gongkai.statute.law.cite import Cite, Instrument, Standing
from gongkai.statute.law.instruments import INSTRUMENTS, law_on

__all__ = ["INSTRUMENTS", "Cite", "Instrument", "Standing", "law_on"]
