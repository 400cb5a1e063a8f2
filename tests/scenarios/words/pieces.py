"""Pieces of what people type and say, and of what nobody would, to be put together in any way."""

from __future__ import annotations

from hypothesis import strategies as st

PEOPLE = """
<@ANNA>¦<@BEN>¦<@BEN|ben>¦<@ANNA|anna.berg>¦<@U0NOBODY>¦<@W0FAR|far away>¦@ben¦@anna¦@¦me¦for me¦<@BEN>'s
(<@BEN>)¦<!here>¦<!channel|@channel>¦<!subteam^S1|@sales>¦<!date^1700000000^{date}|tomorrow>¦<@BEN> <@ANNA>
"""
CUSTOMERS = """
acme:¦acme¦Acme Corporation¦for acme¦for¦Acme Corporation,¦ACME¦bluebird¦\u201cacme\u201d¦kim@acme.test¦cus_1
<mailto:billing@acme.test|billing@acme.test>¦<mailto:kim@acme.test>¦<https://acme.test|acme.test>¦<#C1|acme>
<https://app.chartmogul.com/#/customers/1-acme>¦https://app.chartmogul.com/#/customers/1¦<http://a.test|b|c>
"""
DAYS = """
tomorrow¦today¦next friday¦by friday¦due¦by¦on¦until 5 dec¦5/1¦13/1¦12.5.¦eod¦eom¦asap¦next week¦24/7¦10/10
monday or tuesday¦due 2020-01-01¦2099-12-24¦by 24 december 2099¦in 2 weeks¦2w¦3/4 of¦q3 review¦\u20ac12.50¦5pm
v1.2¦may¦march¦sun¦sat¦yesterday¦last friday¦since monday¦31st¦before the end of the month
\u0665 dec¦9999-12-31
"""
ASKS = """
could you¦can you take this¦please¦pls¦over to you¦ptal¦would you mind¦thanks¦cc¦I told¦to send¦send the quote
Action:¦owner:¦and¦or¦?¦!¦.¦,¦:¦;¦-¦\u2014¦\u2013¦\u2026¦the¦call them¦with¦ask¦hey
"""
SIGNS = """
<¦>¦&¦&lt;¦&gt;¦&amp;¦&amp;lt;¦<@¦<@U¦<@BEN¦@BEN>¦<@BEN|ben¦<>¦<@>¦<|>¦<mailto:¦<https://¦<!¦``¦`¦```¦*¦_¦~
*_~¦&gt; quoted¦&gt;&gt;&gt;¦\u2022¦\u201c¦\u201d¦\u2018¦\u2019¦'¦"¦:tada:¦:¦::¦\U0001f680
\U0001f469\u200d\U0001f467
\u05e9\u05dc\u05d5\u05dd¦\u0645\u0631\u062d\u0628\u0627¦\u202e¦\u2066¦\u2069¦\u200b¦\u00ad¦\ufeff¦\u6771\u4eac
Gr\u00fc\u00dfe¦e\u0301¦\x02¦\x03¦\x1e¦\x00¦\x85¦\u2028
"""

_SPACES = ["", "", " ", " ", " ", "\n", "\t", "\u00a0", "  \n ", ", "]

_PIECES = [
    piece
    for group in (PEOPLE, CUSTOMERS, DAYS, ASKS, SIGNS)
    for line in group.strip("\n").split("\n")
    for piece in line.split("¦")
]

_GLUED = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(_SPACES)), max_size=14).map(
    lambda parts: "".join(map("".join, parts))
)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_LONG = st.builds(lambda text, times: (text * times)[:3000], _GLUED, st.integers(20, 400))

WORDS = st.one_of(_GLUED, _GLUED, st.lists(st.one_of(_GLUED, _ANY), max_size=4).map(" ".join), _ANY, _LONG)
"""Nothing at all up to 3,000 characters, of every category; `ANNA` and `BEN` stand for people's ids."""
