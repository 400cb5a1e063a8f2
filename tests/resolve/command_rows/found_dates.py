"""Dates that were taken out of the details though they belonged there, and those like them."""

from __future__ import annotations

from tests.resolve.command_rows.row import BEN, Row


def _hooli(words: str, details: str = "", *, due: str = "", doubt: str = "") -> Row:
    """A command for Hooli of which all words stay, if nothing else is said."""
    return Row(f"hooli: {words}", details or words, customer="Hooli", due=due, doubt=doubt)


_SEVERAL_DAYS = [
    Row(
        "hooli:\n- send quote by friday\n- call CFO by monday",
        "- send quote by friday\n- call CFO by monday",
        customer="Hooli",
        doubt="\u201cfriday\u201d and \u201cmonday\u201d are several days",
    ),
    Row(
        "1. fix export friday\n2. send quote monday",
        "1. fix export friday\n2. send quote monday",
        doubt="several days",
    ),
    _hooli("send deck tomorrow, contract by friday", doubt="several days"),
    _hooli("deck on monday and quote by tuesday", doubt="several days"),
    Row(
        "<@U0BEN> fix export friday <@U0CHLOE> send quote monday",
        "@ben fix export friday @chloe send quote monday",
        doubt="several days",
    ),
    _hooli("send quote friday, really by friday", "send quote friday, really", due="2026-11-27"),
]

_TOLD = [
    _hooli("spoke with sam on tuesday"),
    _hooli("met their CFO on monday"),
    _hooli("saw the demo on thursday"),
    _hooli("left a voicemail today"),
    _hooli("sent the quote today"),
    _hooli("they churn end of year"),
    _hooli("he pays on friday"),
    _hooli("we promised the deck by friday"),
    _hooli("they promised the po by friday"),
    Row("hooli said they would pay by friday", "hooli said they would pay by friday", customer="Hooli"),
    Row("Hooli decides on monday", "Hooli decides on monday", customer="Hooli"),
    Row("Hooli back from vacation monday", "Hooli back from vacation monday", customer="Hooli"),
    _hooli("sam is back monday"),
    _hooli("flight lands 5pm friday"),
    _hooli("contract arrives by friday"),
    Row("they will decide friday", "they will decide friday"),
    Row("board meets on thursday", "board meets on thursday"),
    Row("cfo sent contract on monday", "cfo sent contract on monday"),
    Row("met with cfo on tuesday", "met with cfo on tuesday"),
    Row("new CFO starts monday", "new CFO starts monday"),
    Row("call the lead they gave us friday", "call the lead they gave us friday"),
    Row("by friday they will decide", "by friday they will decide"),
    Row("monday: hooli signs", "monday: hooli signs"),
    Row("ETA friday", "ETA friday"),
    Row("delivery ETA: dec 14", "delivery ETA: dec 14"),
    Row("w/c dec 14", "w/c dec 14"),
    Row("w/e dec 11", "w/e dec 11"),
]

_NOT_TOLD = [
    _hooli("revised quote by friday", "revised quote", due="2026-11-27"),
    _hooli("renewal quote friday", "renewal quote", due="2026-11-27"),
    _hooli("QBR deck monday", "QBR deck", due="2026-11-30"),
    _hooli("we need to send the quote friday", "we need to send the quote", due="2026-11-27"),
    _hooli("could you please chase them tomorrow?", "could you please chase them?", due="2026-11-26"),
    Row("don't forget to call sam friday", "don't forget to call sam", due="2026-11-27"),
    Row("let's send the deck tomorrow", "let's send the deck", due="2026-11-26"),
    Row("escalate it today", "escalate it", due="2026-11-25"),
    Row("get the contract signed by friday", "get the contract signed", due="2026-11-27"),
]

_EVENTS = [
    Row("cancel the meeting on friday", "cancel the meeting on friday"),
    Row("cancel tyrell meeting on friday", "cancel tyrell meeting on friday"),
    Row("please cancel demo friday", "please cancel demo friday"),
    _hooli("confirm meeting on monday"),
    _hooli("attend QBR thursday"),
    _hooli("skip standup tomorrow"),
    Row("join call friday", "join call friday"),
    Row("prepare call on friday", "prepare call on friday"),
    Row("host webinar next tuesday", "host webinar next tuesday"),
    Row("hooli move call friday", "hooli move call friday", customer="Hooli"),
    Row("prepare demo by friday", "prepare demo", due="2026-11-27"),
    _hooli("propose friday"),
]

_CLOCK = [
    _hooli("call at 2pm tomorrow", "call at 2pm", due="2026-11-26"),
    _hooli("call tomorrow at 15:00", "call at 15:00", due="2026-11-26"),
    _hooli("call tomorrow 10am", "call 10am", due="2026-11-26"),
    _hooli("send quote by noon friday", "send quote by noon", due="2026-11-27"),
    _hooli("call at 2 pm on friday", "call at 2 pm", due="2026-11-27"),
    _hooli("renewal call thurs 3pm", "renewal call 3pm", due="2026-11-26"),
    _hooli("renewal prep dec 10th 10am", "renewal prep 10am", due="2026-12-10"),
    _hooli("call CFO EOD friday", "call CFO", due="2026-11-27"),
    _hooli("call CFO friday morning", "call CFO", due="2026-11-27"),
    Row("call sam <@U0BEN> tomorrow at 2pm", "call sam at 2pm", assignee=BEN, due="2026-11-26"),
    Row("tomorrow at 2pm call sam", "at 2pm call sam", due="2026-11-26"),
    Row("due friday 5pm: send quote", "5pm: send quote", due="2026-11-27"),
]

_JUST_PASSED = [
    _hooli("renewal prep 24th nov", doubt="\u201c24th nov\u201d is past"),
    _hooli("renewal prep by oct 1", doubt="is past"),
    Row("send quote 11/24", "send quote 11/24", day_first=False, doubt="is past"),
    Row("send quote by 3.11.", "send quote by 3.11.", day_first=True, doubt="is past"),
    _hooli("renewal prep 24th nov 2027", "renewal prep", due="2027-11-24"),
    _hooli("renewal prep 24 sep", "renewal prep", due="2027-09-24"),
    Row("send quote 11/24/27", "send quote", day_first=False, due="2027-11-24"),
    _hooli("send notes of 24 nov by friday", "send notes of 24 nov", due="2026-11-27"),
]

_WAYS_TO_WRITE = [
    _hooli("send quote fri pm", "send quote", due="2026-11-27"),
    _hooli("send quote friday afternoon", "send quote", due="2026-11-27"),
    Row("send quote <@U0BEN> fri pm", "send quote", assignee=BEN, due="2026-11-27"),
    _hooli("chase invoice nxt week", "chase invoice", due="2026-11-30"),
    _hooli("chase invoice nxt wk", "chase invoice", due="2026-11-30"),
    _hooli("chase invoice nxt fri", "chase invoice", due="2026-12-04"),
    _hooli("chase invoice tmw", "chase invoice", due="2026-11-26"),
    _hooli("chase invoice 2moro", "chase invoice", due="2026-11-26"),
    _hooli("chase invoice fri 4th", "chase invoice", due="2026-12-04"),
    _hooli("chase invoice by friday the 4th", "chase invoice", due="2026-12-04"),
    _hooli("chase invoice fri 5th"),
    _hooli("chase invoice friday week"),
    _hooli("chase invoice in two days\u2019 time", "chase invoice", due="2026-11-27"),
    _hooli("chase invoice in a week's time", "chase invoice", due="2026-12-02"),
    _hooli("call first thing tomorrow", "call", due="2026-11-26"),
    _hooli("call first thing on monday", "call", due="2026-11-30"),
    _hooli("the first thing to do"),
    _hooli("send gift by xmas", "send gift", due="2026-12-25"),
    _hooli("send gift by Christmas", "send gift", due="2026-12-25"),
    _hooli("send card for christmas"),
    _hooli("plan xmas"),
    _hooli("chase invoice this afternoon", "chase invoice", due="2026-11-25"),
    _hooli("chase invoice by end of jan", "chase invoice", due="2027-01-31"),
]

_CLAUSES = [
    _hooli("check whether they pay friday"),
    _hooli("ask if they can do friday"),
    _hooli("tell them we ship friday"),
    _hooli("find out when they meet monday"),
    _hooli("call her tomorrow", "call her", due="2026-11-26"),
    _hooli("do that today", "do that", due="2026-11-25"),
    _hooli("prepare her friday demo"),
    _hooli("announce the price change on jan 1"),
    _hooli("send offer tomorrow", "send offer", due="2026-11-26"),
    _hooli("offer friday"),
    _hooli("call and offer friday"),
    Row("today: hooli called, call back", "hooli called, call back", customer="Hooli", due="2026-11-25"),
    _hooli("send quote by 11 Dec if possible", "send quote", due="2026-12-11"),
    _hooli("send quote by friday ideally", "send quote", due="2026-11-27"),
    _hooli("send quote friday if you can", "send quote", due="2026-11-27"),
]

FOUND_DATES = [
    *_SEVERAL_DAYS,
    *_TOLD,
    *_NOT_TOLD,
    *_EVENTS,
    *_CLOCK,
    *_JUST_PASSED,
    *_WAYS_TO_WRITE,
    *_CLAUSES,
]
