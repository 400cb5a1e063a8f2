"""The command line: one module for each command, which reads its arguments, calls one thing and prints.

Modules import what their command needs when it is run, so that `cm-task --help` answers at once.
"""
