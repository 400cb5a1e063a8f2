"""Real kinds of names, and how people type them into a phone: each typed text finds its customer first."""

# ruff: noqa: RUF001  (look-alikes are what is tested)

from __future__ import annotations

from uuid import UUID

import pytest

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.store.database import Database

SCRIPTS_WITHOUT_SPACES = {
    "東京電算": "株式会社東京電算",
    "株式会社東京電算": "株式会社東京電算",
    "東京電算株式会社": "株式会社東京電算",
    "㈱東京電算": "株式会社東京電算",
    "（株）東京電算": "株式会社東京電算",
    "電算": "株式会社東京電算",
    "算": "株式会社東京電算",
    "トヨタ": "トヨタ自動車株式会社",
    "ﾄﾖﾀ": "トヨタ自動車株式会社",
    "とよた": "トヨタ自動車株式会社",
    "タ自動車": "トヨタ自動車株式会社",
    "トヨタ 自動車": "トヨタ自動車株式会社",
    "エレクトロン": "東京エレクトロン株式会社",
    "エレクトロソ": "東京エレクトロン株式会社",
    "ディーエヌエー": "株式会社ディー・エヌ・エー",
    "ディー・エヌ": "株式会社ディー・エヌ・エー",
    "ガバナ": "日本ガバナンス研究所",
    "sony": "ソニーSony生命",
    "ＳＯＮＹ生命": "ソニーSony生命",
    "자동차": "현대자동차주식회사",
    "현대 자동차": "현대자동차주식회사",
    "(주)현대자동차": "현대자동차주식회사",
    "현대자도": "현대자동차주식회사",
    "전자": "삼성전자",
    "삼성저": "삼성전자",
    "삼성전쟈": "삼성전자",
    "腾讯": "深圳市腾讯计算机系统有限公司",
    "计算机": "深圳市腾讯计算机系统有限公司",
    "华为技术": "华为技术有限公司",
    "ซิเมนต์": "บริษัทปูนซิเมนต์ไทยจำกัด",
    "ปูนซิเมนด์": "บริษัทปูนซิเมนต์ไทยจำกัด",
    "ลาว": "ธนาคารລາວ ลาว",
    "ລາວ": "ธนาคารລາວ ลาว",
    "អង្គរ": "ធនាគារអង្គរកម្ពុជា",
}
MARKS_AND_INVISIBLE = {
    "שלום": "שָׁלוֹם תקשורת",
    "שָׁלוֹם": "שָׁלוֹם תקשורת",
    "בע״מ כרמל": 'כרמל בע"מ',
    "محمد": "مُحَمَّد للتجارة",
    "محـــمد": "مُحَمَّد للتجارة",
    "القاهره": "شركة القاهرة",
    "हिन्दी": "हिन्दी प्रकाशन",
    "प्रकाश": "हिन्दी प्रकाशन",
    "कमार": "कमार ट्रेडर्स",
    "कुमार": "कुमार ट्रेडर्स",
    "Weissbier": "Weiß\u00adbier Brauerei",
    "brau\u200berei": "Weiß\u00adbier Brauerei",
    "zero width": "Zero\u200b Wi\u200ddth\ufeff Ltd",
    "heart": "He\u2764\ufe0fart Media He\u200cart",
    "Ångström": "A\u030angstro\u0308m AB",
    "１２３": "123 Ink",
    "ＡＣＭＥ": "Acme",
    "𝐀𝐜𝐦𝐞": "Acme",
}
SYMBOLS = {
    "!!!": "!!!",
    "🚀🚀": "🚀🚀",
    "🚀": "🚀🚀",
    "🍕": "Luigi 🍕 Napoli",
    "+": "+",
    "C++": "C++",
    "c#": "C#",
    "c": "C",
    ".net": ".NET",
    "™": "™",
    "toyshop": "ToyShop™",
    "yahoo": "Yahoo!",
    "#waywire": "#waywire",
}
LETTERS = {
    "strasse": "Straße 9 GmbH",
    "STRASSE": "Straße 9 GmbH",
    "orsted": "Ørsted",
    "lodz": "Łódź Tech",
    "isik": "Işık Tekstil",
    "ISIK": "Işık Tekstil",
    "istanbul": "İstanbul Gıda",
    "aether": "Æther",
    "οδυσσευσ": "ΟΔΥΣΣΕΎΣ",
    "οδυσσεύς": "ΟΔΥΣΣΕΎΣ",
    "елка": "Ёлка",
    "ёлка": "Ёлка",
    "mueller": "Müller & Söhne",
    "dong a": "Đông Á Bank",
}
SPACES_AND_HYPHENS = {
    "cocacola": "The Coca-Cola Company",
    "coca cola": "The Coca-Cola Company",
    "cocac": "The Coca-Cola Company",
    "cocacolla": "The Coca-Cola Company",
    "cocacola company": "The Coca-Cola Company",
    "hewlettpackard": "Hewlett Packard Enterprise",
    "hewlet packard": "Hewlett Packard Enterprise",
    "hewletpackard": "Hewlett Packard Enterprise",
    "hewlettpakard": "Hewlett Packard Enterprise",
    "hewlettpack": "Hewlett Packard Enterprise",
    "eon": "E.ON",
    "e.on": "E.ON",
    "e on": "E.ON",
    "eon energie": "E.ON Energie Deutschland",
    "face book": "Facebook",
    "tmobile": "T-Mobile US",
    "t mobile": "T-Mobile US",
    "t-mobile": "T-Mobile US",
    "tmobil": "T-Mobile US",
    "tmoblie": "T-Mobile US",
    "1 password": "1Password",
    "1password": "1Password",
    "o reilly": "O’Reilly Media",
    "oreilly": "O’Reilly Media",
    "o'reilly": "O’Reilly Media",
    "O’Reilly": "O’Reilly Media",
    "o‘reilly": "O’Reilly Media",
    "7eleven": "7-Eleven",
    "seven 11": "Seven11 Stores",
    "bankofamerica": "Bank of America",
    "bank ofamerica": "Bank of America",
    "bankofamer": "Bank of America",
    "paloalto": "City of Palo Alto Networks",
    "palo altonet": "City of Palo Alto Networks",
    "paloalro networks": "City of Palo Alto Networks",
    "jp morgan": "JPMorgan Chase",
    "you tube": "YouTube Germany",
    "mc donalds": "McDonald's",
    "mcdonald": "McDonald's",
    "mcdonald’s": "McDonald's",
    "mcdonald s": "McDonald's",
    "bookingcom": "Booking.com B.V.",
    "booking": "Booking.com B.V.",
    "vitaminc": "Acme Vitamin C Shop",
}
AND = {
    "att": "AT&T",
    "at and t": "AT&T",
    "at & t": "AT&T",
    "at&t": "AT&T",
    "at&amp;t": "AT&T",
    "23 and me": "23andMe",
    "23&me": "23andMe",
    "23andme": "23andMe",
    "r and d partners": "R&D Partners",
    "rd partners": "R&D Partners",
    "r & d partners": "R&D Partners",
    "partners r and d": "R&D Partners",
    "ben and jerrys": "Ben & Jerry’s",
    "ben & jerry's": "Ben & Jerry’s",
    "ben an": "Ben & Jerry’s",
    "ben jerry": "Ben & Jerry’s",
    "benandjerrys": "Ben & Jerry’s",
    "müller und söhne": "Müller & Söhne",
    "muller sohne": "Müller & Söhne",
    "söhne & müller": "Müller & Söhne",
    "hm": "H&M",
    "h and m": "H&M",
    "handm": "H&M",
    "ca": "C & A",
    "c and a": "C & A",
    "qed": "Q. E. D.",
    "johnson & johnson": "Johnson and Johnson",
    "barnes + noble": "Barnes & Noble",
    "smith y wesson": "Smith & Wesson",
    "pratt et whitney": "Pratt & Whitney",
    "pratt and whitny": "Pratt & Whitney",
}
LEGAL_FORMS = {
    "bluebird": "Bluebird GmbH",
    "bluebird inc": "Bluebird GmbH",
    "bluebird g.m.b.h.": "Bluebird GmbH",
    "bluebird gmbh & co. kg": "Bluebird GmbH",
    "acme gmbh": "Acme",
    "acme corp.": "Acme",
    "the zielony": "Zielony",
    "zielony sp. z o.o.": "Zielony",
    "пао газпром": "ПАО Газпром",
    "газпром": "ПАО Газпром",
    "газпром оао": "ПАО Газпром",
}
ADDRESSES = {
    "bluebird-gmbh.example": "Bluebird GmbH",
    "www.bluebird-gmbh.example": "Bluebird GmbH",
    "https://www.bluebird-gmbh.example/about?x=1": "Bluebird GmbH",
    "www.bluebird-gmbh.example/": "Bluebird GmbH",
    "@bluebird-gmbh.example": "Bluebird GmbH",
    "shop.bluebird-gmbh.example": "Bluebird GmbH",
    "nobody.known@bluebird-gmbh.example": "Bluebird GmbH",
    "ops@bluebird-gmbh.example": "Bluebird GmbH",
    "facebook.com": "Facebook",
    "zielony.pl": "Zielony",
}
ON_A_PHONE = {
    " acme ": "Acme",
    "acme\u00a0": "Acme",
    "“acme”": "Acme",
    "Acme.": "Acme",
    "acme’s": "Acme",
    "acmes": "Acme",
    "dell tech": "Dell Technologies",
    "technologies dell": "Dell Technologies",
    "DELL": "Dell Technologies",
    "dlel": "Dell Technologies",
    "デル jap": "デル Japan",
    "barnes…": "Barnes & Noble",
    "Barnes—Noble": "Barnes & Noble",
}
KINDS = {
    "scripts without spaces": SCRIPTS_WITHOUT_SPACES,
    "marks and what is invisible": MARKS_AND_INVISIBLE,
    "symbols": SYMBOLS,
    "letters": LETTERS,
    "spaces and hyphens": SPACES_AND_HYPHENS,
    "and": AND,
    "legal forms": LEGAL_FORMS,
    "addresses": ADDRESSES,
    "on a phone": ON_A_PHONE,
}
DECOYS = (
    "Acme Corporation",
    "Acme Robotics",
    "The Acme Store",
    "Attic Storage",
    "Attwood",
    "Eonix",
    "Eon Labs",
    "Hmong Kitchen",
    "Coca Leaf Imports",
    "Cola Distributors",
    "Bookings Unlimited",
    "Faceless Books",
    "Mobile Trends",
    "Tmob Records",
    "Packard Motors",
    "Bank of the West",
    "C Corp",
    "C++ Institute",
    "Net Foundation",
    "Facebook Fans Club",
    "東京海上日動火災保険株式会社",
    "株式会社大阪電算センター",
    "日産自動車株式会社",
    "현대백화점",
    "기아자동차그룹",
    "삼성물산",
    "华润集团",
)


def filled(database: Database) -> Directory:
    """All customers of all kinds together, so that each has rivals."""
    names = dict.fromkeys([name for pairs in KINDS.values() for name in pairs.values()] + list(DECOYS))
    directory = Directory(database)
    directory.upsert_customers(
        Customer(
            uuid=f"cus_{UUID(int=number)}",
            name=name,
            email="ops@bluebird-gmbh.example" if name == "Bluebird GmbH" else f"a@{number}.test",
        )
        for number, name in enumerate(names)
    )
    return directory


def names(found: list[Customer]) -> list[str]:
    """What the customers are called."""
    return [customer.name for customer in found]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_finds_its_customer_first(database: Database, kind: str) -> None:
    directory = filled(database)

    found = {typed: names(directory.search(typed))[:3] for typed in KINDS[kind]}

    assert {typed: best for typed, best in found.items() if best[:1] != [KINDS[kind][typed]]} == {}


NOBODY = ("zzzz", "%", "_", "🦄", "???", "acme zzzz", "東京電気", "자전거", "кефир", "qx", "—")


def test_what_nobody_is_called_finds_nobody(database: Database) -> None:
    directory = filled(database)

    assert {typed: names(directory.search(typed)) for typed in NOBODY if directory.search(typed)} == {}
