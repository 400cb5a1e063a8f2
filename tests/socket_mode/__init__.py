"""The parts of Socket Mode, one by one."""
