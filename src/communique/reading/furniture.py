"""What lines on a saved page are no part of its article: menus, buttons, captions, notices, lists of other articles.

The signs are general ones: what buttons are called everywhere, how a line ends, how long it is.
"""

from __future__ import annotations

import re

BUTTONS = (
    r"(?:back to )?top|comments?(?: \(?\d+\)?)?|\d+ comments?|no comments?(?: yet)?",
    r"(?:leave|post|add) a (?:comment|reply)|share(?: (?:this|on|via|article|story)\b.*)?|shares?|\d+ shares?",
    r"(?:facebook|twitter|whatsapp|tweet|pinterest|linked ?in)|telegram|reddit|e-?mail(?: this)?(?: article)?",
    r"print(?: this)?(?: article| page)?|save|bookmark|copy link|rss|x|youtube|instagram|google ?\+?|tumblr|messenger",
    r"like|reply|report abuse|listen(?: to (?:this )?article)?|play|pause|close|ok|next|previous(?: article)?",
    r"next article|register|donate(?: now)?|menu|home|search|log ?(?:in|out)|sign ?(?:in|up|out)|my account",
    r"newsletters?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|help|faq|sitemap|archives?",
    r"advertisement|sponsored(?: content)?|promoted(?: stories)?|trending(?: now)?|recommended(?: for you)?",
    r"editors?['’]? picks|loading(?:\.\.\.|…)?|skip to .{1,30}|click here.{0,40}|read (?:more|next|full story)",
    r"see (?:also|more)|view all|show more|available languages:?|current issues?|credit card|privacy(?: policy)?",
    r"terms(?: (?:of (?:use|service)|and conditions).{0,40})?|cookies?(?: (?:policy|settings|preferences))?",
    r"accept(?: all)?(?: cookies)?|all rights reserved.{0,60}|imprint|rate this",
    r"(?:related|more)(?: (?:articles?|stories|news|topics|content|coverage|reading|posts|links))?:?|latest(?: news)?",
    r"breaking news|most (?:read|popular|viewed|shared|commented)|top stories|in this (?:story|article)|on this page",
    r"topics?|tags?|keywords?|\d+ (?:min(?:ute)?s?|hours?|days?) (?:read|ago)|\d+ ?min|photos?|videos?|gallery|opinion",
    r"world|sports?|business|politics|continue reading(?: .{1,30})?|skip (?:ad|advertisement)|give this article",
    r"list \d+ of \d+|list of \d+ items?|end of list|reuse this content",
)
LABELS = (
    r"tags?\s*:.*|topics?\s*:.*|keywords?\s*:.*|filed under\b.*|categor(?:y|ies)\s*:.*|image (?:source|credit).*",
    r"(?:©|\(c\)|copyright)\s.*|updated\s*:.*|follow (?:us|@).*",
    r"(?:related|read also|read more|see also|also read|more)\s*:.*|read also\b.*|more (?:from|on|in|about) .*",
    r"read or share this .*|download (?:our|the) .*|subscribe\b.*|get our .*|(?:short )?(?:url|link|permalink)\s*:.*",
    r"https?://\S+|www\.\S+|you (?:may|might) also .*|what to read next.*|sign up .*",
    r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled) by .*|log in (?:to|or) .*",
    r"join the (?:conversation|discussion).*|our standards\s*:.*",
)
NOTICES = (
    r"\b(?:we|our|this) (?:web ?)?(?:site|page|partners)?\s*(?:and our partners )?(?:uses?|store)\b.{0,40}\bcookies\b",
    r"\bcookies?\b.{0,80}\b(?:accept|consent|agree|browser|experience)\b|\benable javascript\b|\byour browser\b",
    r"\b(?:sign|signing) up (?:for|to) (?:our|get|receive)\b",
    r"\bour (?:daily |weekly |free |morning )*(?:newsletters?|letter)\b|\b(?:to|in) your (?:inbox|in-box|e-?mail)\b",
    r"\bsubscribe (?:now|today|to (?:our|get|receive)|for (?:unlimited|full|free))\b|\ball rights reserved\b",
    r"\bmay not be (?:published|reproduced|copied)\b|\bfollow (?:us|him|her|them|me)? ?on (?:twitter|facebook|x)\b",
    r"^follow @|\b(?:support|fund) our (?:journalism|work)\b|\byour (?:support|donation|gift)\b.{0,60}\b(?:us|our)\b",
    r"\bthis (?:article|story|report|post) (?:was|has been|is) .{0,40}(?:updated|republished|syndicated|licen[cs])",
    r"^\W*(?:additional )?(?:reporting|writing) by .{1,120}\bediting by\b",
    r"^this (?:article|story) is (?:more than|over) \w+ (?:months?|years?) old\W*$",
    r"\bwire copy\b|\bregister (?:now|for free)\b|\bdownload our app\b",
    r"\bcomments? (?:are|is) (?:closed|moderated|disabled)\b|^\W*(?:the views expressed|views expressed in this)\b",
    r"\byou (?:must|need to) be logged in\b",
)
BUTTON = re.compile(rf"\W*(?:{'|'.join(BUTTONS)})\W*", re.IGNORECASE)
LABEL = re.compile(rf"\W*(?:{'|'.join(LABELS)})", re.IGNORECASE)
NOTICE = re.compile("|".join(NOTICES), re.IGNORECASE)
CAPTION = re.compile(
    r"\W*(?:(?:file )?(?:photo(?:graph)?s?|picture|image|caption|video|credit)"
    r"(?: (?:credit|caption|courtesy|by|of)\b[^:]{0,40})?\s*[:|]|(?:image|photo|picture|video) caption\s*,"
    r"|(?:photo|image|picture)(?:graph)? (?:by|courtesy|credit)\b)",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"[(\[](?:[A-Z][\w.’'-]*[ ]?){1,5}/(?:[A-Z][\w.’'-]*[ ]?){1,5}[)\]]$"
    r"|[(\[](?:[^()\[\]]{0,60}\b)?(?:(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture)s?\s*(?:by\b|courtesy\b|[:/])"
    r"|[A-Z]\w+ (?:Photo|Image|Picture)s?\b|[Ff]ile [Pp]hoto\b)[^()\[\]]{0,60}[)\]]\W*$"
)
COMMENTS = re.compile(
    r"\W*(?:comments?(?: \(?\d+\)?)?|\d+ comments?|(?:leave|post|add) a (?:comment|reply)"
    r"|join the (?:conversation|discussion).*)\W*",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\W*(?:(?:related|more)(?: (?:articles?|stories|news|topics|content|coverage|reading|posts|links))?"
    r"|read (?:also|next)|see also|also read|most (?:read|popular|viewed|shared|commented)|recommended(?: for you)?"
    r"|trending(?: now)?|top stories|latest(?: news)?|more (?:from|on|in|about) .{1,60}|what to read next"
    r"|you (?:may|might) also .{1,30}|editors?['’]? picks|keep reading|more on this story)\W*",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$|[.!?…:;,\w][\"”’]$|[:;,]$")
QUOTED = re.compile('["“”]')  # somebody's words: no site speaks of itself in quotation marks
MENU = re.compile(r"\s{3,}|\s[|/•·»]\s")
LISTED = re.compile(r"\s*(?:[-*•–▪●]|\d{1,2}[.)])\s+")
LONGEST = 400  # characters of a line that can be furniture
BRIEF = 12  # words up to which a line with a label in front is furniture even where it ends like a sentence


def is_furniture(line: str) -> bool:
    """Whether a line is a button, a menu, a notice of the site, or a row of tags."""
    if len(line) > LONGEST:
        return False
    if BUTTON.fullmatch(line) or (NOTICE.search(line) and not QUOTED.search(line)):
        return True
    ends = bool(SENTENCE_END.search(line))
    if LABEL.match(line) and (not ends or _is_labelled(line)):
        return True
    return not ends and bool(MENU.search(line) or is_tag_row(line))


def _is_labelled(line: str) -> bool:
    """Whether a line that ends like a sentence is still a label: with a colon or sign in front, or in brackets."""
    return (
        bool(re.match(r"\W*(?:\w+\s){0,2}\w+\s*:|\W*(?:©|\(c\)|https?:|www\.)|\(", line))
        and len(line.split()) <= 3 * BRIEF
    )


def is_caption(line: str) -> bool:
    """Whether a line describes a picture: it says so in front, or names a picture's source at its end."""
    return len(line) <= LONGEST and bool(CAPTION.match(line) or CREDIT.search(line))


def is_tag_row(line: str) -> bool:
    """Whether a line is a row of short names with commas between them and no sentence."""
    names = [name.strip() for name in line.split(",")]
    return len(names) >= 4 and all(name and len(name) <= 40 and len(name.split()) <= 4 for name in names)


def opens_comments(line: str) -> bool:
    """Whether a line is the heading of what readers have written."""
    return len(line) <= LONGEST and bool(COMMENTS.fullmatch(line))


def opens_others(line: str) -> bool:
    """Whether a line is the heading of a list of other articles."""
    return len(line) <= LONGEST and bool(OTHERS.fullmatch(line))
