"""Instruments and articles: what a rule, a date or a letter rests on."""

from gongkai.statute.law.cite import Cite, Instrument, Standing

__all__ = ["Cite", "Instrument", "Standing"]
