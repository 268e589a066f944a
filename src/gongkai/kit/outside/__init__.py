"""Visits to addresses that other people wrote: never to the inside of the office's own network."""

from gongkai.kit.outside.guard import Bounds, NotAllowed, Place, Unresolved, place_of
from gongkai.kit.outside.visit import Answer, Silent, visit

__all__ = ["Answer", "Bounds", "NotAllowed", "Place", "Silent", "Unresolved", "place_of", "visit"]
