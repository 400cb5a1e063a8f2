"""What people leave out of a company's name, or add to it: `Inc`, `GmbH`, `株式会社`, `The`."""

from __future__ import annotations

# ruff: noqa: RUF001  (letters of other scripts are meant)
from bot.directory.folding import AND, tokens

# Written together and folded: "S.A." is "sa", "Sp. z o.o." is "spzoo".
_FORMS = """
ab ag aktiengesellschaft ans aps as asa bhd bv bvba co company corp corporation cv doo dba ek eirl
eood eurl ev gbr gesmbh gmbh gk holding holdings inc incorporated kft kg kgaa kk ks limited limitada llc llp
lp lllp ltd lda ltda mbh na nv oao ohg ood ooo oy oyj pbc plc pllc private pt pte pty pvt rt sa sab sae sagl
sapi sarl sas sasu sca scs sdn se sia sl slu snc spa spzoo sro srl tbk ug uab vof zao zrt
ао зао ип оао ооо пао тов
株式会社 有限会社 合同会社 合資会社 合名会社 株 有 合 股份有限公司 有限责任公司 有限責任公司 有限公司
주식회사 유한회사 주 บริษัท จำกัด
"""
LEGAL_FORMS = frozenset("".join(tokens(form)) for form in _FORMS.split())
"""Legal forms of companies, without spaces and points."""

_LAST_WORDS = LEGAL_FORMS | {tokens(form)[-1][-1] for form in _FORMS.split()}
"""Words that may end a legal form: one, or the last letter of one that is written with points."""

LETTERS_MAX = 4
"""Most words that one form is written in: `sp z o o`."""

_BEFORE = LEGAL_FORMS | {"the"}


def core(words: list[str]) -> list[str]:
    """The words of a name without its legal forms and article; all of them if nothing else is there."""
    left = without_form(words)
    while left and left[0] in _BEFORE:
        left = left[1:]
    return left or words


def without_form(words: list[str]) -> list[str]:
    """The words of a name without the legal forms at its end."""
    if words and words[-1] not in _LAST_WORDS:
        return words
    left = words
    while left:
        length = next((n for n in range(LETTERS_MAX, 0, -1) if "".join(left[-n:]) in LEGAL_FORMS), 0)
        if not length:
            break
        left = left[:-length]
        if left and left[-1] == AND:
            left = left[:-1]
    return left
