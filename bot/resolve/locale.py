"""What somebody's language in Slack says of how they write dates.

https://docs.slack.dev/reference/methods/users.info, `include_locale`
"""

from __future__ import annotations

from bot.resolve.written_words import listed

_DAY_FIRST = listed("cs da de el es fi fr hr it nb nl nn no pl pt ro ru sk sl sv tr uk vi")
_MONTH_FIRST = listed("hu ja ko zh")
_ENGLISH = {"GB": True, "IE": True, "AU": True, "NZ": True, "IN": True}

_MONTH_FIRST_ZONES = (
    *("America/New_York", "America/Detroit", "America/Kentucky/", "America/Indiana/", "America/Chicago"),
    *("America/Menominee", "America/North_Dakota/", "America/Denver", "America/Boise", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "America/Juneau", "America/Sitka", "America/Metlakatla"),
    *("America/Yakutat", "America/Nome", "America/Adak", "America/Puerto_Rico", "Pacific/Honolulu"),
    *("Asia/Manila", "US/"),
)


def day_first(locale: str, zone: str = "") -> bool | None:
    """Whether 5/1 is 5 January to somebody (True) or 1 May (False); None where that is not known.

    American English is what Slack speaks to whoever has not chosen a language, so it says something only of
    people in the United States and where dates are written as there. Canadians write both.

    Args:
        locale: as Slack has it, `en-GB`; empty where it says none.
        zone: their time zone, `Europe/Berlin`; empty where it is not known, and then it says nothing.
    """
    language, _, country = locale.replace("_", "-").partition("-")
    language, country = language.lower(), country.upper()
    if country == "CA":
        return None
    if language == "en":
        if country == "US":
            is_there = not zone or zone.startswith(_MONTH_FIRST_ZONES)
            return False if is_there else None
        return _ENGLISH.get(country)
    if language in _DAY_FIRST:
        return True
    return False if language in _MONTH_FIRST else None
