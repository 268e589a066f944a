"""The act by which the first agency is entered: before there is any other."""

from datetime import date

from gongkai.agencies.services.founding import found
from gongkai.agencies.services.tree import NewAgency

ACTS = {"agency.found": lambda world: found(NewAgency("前进区人民政府", "county"), on=date(2022, 1, 1))}
WORLDLESS = set(ACTS)
