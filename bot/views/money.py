"""Amounts of money as people write them."""

from __future__ import annotations

import re

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪"}
_WHOLE = {
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
}
_THOUSANDTHS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
_CODE = re.compile(r"[A-Z]{3}")


def money(amount: int, currency: str) -> str:
    """`€1,200` or `CHF 65.50`; `""` where the currency is none.

    Args:
        amount: in the currency's smallest unit, by ISO 4217.
        currency: its code.
    """
    code = currency.strip().upper()
    if not _CODE.fullmatch(code):
        return ""
    digits = 0 if code in _WHOLE else 3 if code in _THOUSANDTHS else 2
    units, rest = divmod(abs(amount), 10**digits)
    written = f"{units:,}.{rest:0{digits}}" if rest else f"{units:,}"
    return f"{'-' if amount < 0 else ''}{_SIGNS.get(code) or f'{code} '}{written}"
