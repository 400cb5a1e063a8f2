"""Tests, room by room as in `bot`; what takes the whole bot between the stand-ins is in `scenarios`."""
