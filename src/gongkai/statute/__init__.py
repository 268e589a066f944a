"""The law as data, and the value every part of the system passes on: the annual `Report`.

Pure Python: no Django, no clock, no input or output.
"""
