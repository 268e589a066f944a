"""What the site itself answers."""

from gongkai.kit.access import EVERYONE
from tests.world import Address

ADDRESSES = [Address("alive", EVERYONE)]
