"""Words that every English command is made of: what they are tells names and dates from sentences."""

from __future__ import annotations

from bot.resolve.date_words import MONTH, NUMBER, TODAY, TOMORROW, WEEKDAY
from bot.resolve.written_words import listed

TO_DO = listed(
    "send ask tell write prepare prep check follow remind get give make create draft chase fix add"
    " remove confirm talk find look reply respond finish submit share set discuss explain negotiate"
    " propose verify collect sign pay read learn bring buy decide investigate agree arrange upload"
    " download forward clarify resend reach let please pls plz see do try go bill refund cancel renew"
    " upsell onboard invite thank hand sort handle ensure schedule reschedule figure"
)
"""What a task begins with, and nothing else does: the words before one are not its subject."""

TO_DO_OR_NAME = listed(
    "call email e-mail mail meet review update demo quote invoice ping text message order report plan"
    " visit question answer test offer book phone dm note chat sync catch work"
)
"""The same, of words that may as well be the name of something."""

TO_PLAN = listed(
    "schedule reschedule book move postpone shift push arrange plan organize organise reserve extend"
    " delay hold keep block slot set"
)
"""What has a day of its own when it begins a task: "book a room Friday"."""

TO_ATTEND = listed(
    "cancel join attend confirm skip miss host prepare prep accept decline run lead present dial rsvp sit"
)
"""What is done to an event, which has a day of its own: "cancel the meeting on Friday"."""

TOLD = listed(
    "why what when who how where which did was were find spoke met talked had got told said went saw"
    " wrote sent left lost won gave took heard made"
)
"""What a command begins with that asks for something that has happened, or tells of it."""

WITH_WHOM = listed(
    "ask call email e-mail mail tell ping meet thank thanks thx invite onboard help remind brief update"
    " text message msg dm slack phone ring chase nudge poke contact notify inform warn alert"
    " congratulate congratulations welcome introduce intro join loop include add cc bcc remove replace"
    " support interview train coach show give send pay hire visit see let have get make keep want need"
    " know say sync talk to with from about and or by via at of on in into than like without after"
    " before over through between per against vs versus is are was were be plus both not not- w/ &amp; &"
    " + / re regarding incl including except as hey hi hello dear dr mr mrs ms team towards toward"
    " behind under near our my his her their your the a an this that"
)
"""After these somebody is a part of the sentence."""

GOES_ON_ABOUT = listed(
    "and or &amp; & + / vs is was are has had have will would wo did does do said told thinks thought"
    " left sent went got made met gave took wrote found knew should must may might won't isn't doesn't"
    " didn't also still already never just who whose cc with"
)
"""Before these somebody is what the sentence is about."""

NOT_SAYING = listed("this as always pls plus business process discuss address access express less across")
"""Words that end as "wants" does, and say nothing of anybody."""

FOR_SOMEBODY = listed(
    "account accounts access login logins licence license licences licenses seat seats present gift"
    " laptop invite invitation slides deck notes feedback cover room desk card lunch intro introduction"
    " approval wait waiting ask look looking thanks thank time good available ready birthday training"
    " credentials password user badge ticket hotel flight visa phone number email address not stand"
    " vouch speak work works working"
)
"""Before "for Anna": it is for her, and need not be hers to do."""

LABELS = listed(
    "re note notes todo q a fyi nb ps question questions update follow-up followup reminder task urgent"
    " important wip action next idea tbd tldr summary context agenda topic subject asap priority bug"
    " issue request info heads-up headsup cc hi hey hello attention warning pls please legal sales"
    " support finance marketing call email meeting demo review renewal invoice contract help link unlink list"
    " lists usage digest"
)
"""What people write before a colon, and no customer's name unless one is called exactly so."""

ORDINARY = listed(
    "target zoom mark box eve square notion link slack gap apple orange next best check stripe signal segment"
    " loom front drift intercom linear chase mention push pull switch guard bolt bill grant will rob sue hope"
    " faith grace frank pilot scale lever gong figma miro buffer base fast slice bench ramp brief copper"
    " monday ring shift spring stark float clear core close key block pipe pulse spark test trace unity zip"
)
"""Words that may begin a sentence, though there are companies that are called so."""

_NO_NAMES = listed(
    "me you us them him her it all everyone everybody anyone anybody someone somebody myself now later"
    " example sure free good once ever real more less legal review approval feedback sales support"
    " finance marketing product engineering signature payment payments security ops hr onboarding"
    " renewal renewals details info the a an this that my our your their new old open first second next"
    " last team customer customers client account one two i we he she they what which who any some not"
    " no yes ok and or with to from in on at by help link unlink list lists usage digest"
)
EVERYDAY = (
    _NO_NAMES
    | TO_DO
    | TO_DO_OR_NAME
    | listed(" ".join([*WEEKDAY, *MONTH, *NUMBER, *TODAY, *TOMORROW]))
    | listed("week month quarter year end day days weeks months eow eom eoq eoy")
)
"""Words that name a customer only where they surely stand for one."""
