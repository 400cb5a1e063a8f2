"""Runs a module bound by files' permissions, as root is not: `python -m tests.store.bound bot serve`."""

from __future__ import annotations

import ctypes
import runpy
import sys

VERSION_3 = 0x20080522


class Header(ctypes.Structure):
    """`struct __user_cap_header_struct`, see `man 2 capset`."""

    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def give_up_capabilities() -> None:
    """Have the system treat this process, if it is root's, like any other user's.

    Raises:
        OSError: the system does not do so.
    """
    header, nothing = Header(VERSION_3, 0), (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(ctypes.byref(header), ctypes.byref(nothing)):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    give_up_capabilities()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
