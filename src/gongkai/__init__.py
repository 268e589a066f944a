"""公开: the government-information-disclosure work of Chinese administrative agencies."""

__version__ = "0.1.0"
