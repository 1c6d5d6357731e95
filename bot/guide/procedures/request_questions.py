"""How each field of a request is asked for."""

from __future__ import annotations

from bot.conversation.content import Choice
from bot.guide.procedures.booking_steps import NAME_NEEDED
from bot.guide.procedures.choices import SKIP
from bot.guide.requests.kinds import RequestKind

_NONE = Choice("なし", "なし")

QUESTIONS: dict[str, str] = {
    "nickname": "お名前を教えてください。ニックネームでだいじょうぶです。",
    "phone": "折り返す電話番号を教えてください（数字だけでもかまいません）。",
    "when": "つながりやすい日や時間を教えてください（例：平日の午前中）。",
    "wished": "ご希望の日や時間を教えてください（例：12月3日の午後、平日ならいつでも）。",
    "contact_detail": "ご連絡先（電話やメール）を教えてください。",
    "about": "どんなことを話したいか、ひとことあれば教えてください。書かなくてもだいじょうぶです。",
    "wishes": "気をつけてほしいことはありますか（例：留守番電話に名前を残さないでほしい）。なければ「なし」でどうぞ。",
    "area": "お住まいの地域を教えてください（町名くらいでだいじょうぶです）。",
    "person_knows": "ご本人は、訪問のことを知っていますか。",
    "group": "団体のお名前を教えてください。",
    "people": "何人くらいの予定ですか。",
    "place": "会場が決まっていれば教えてください。まだなら「未定」でどうぞ。",
    "contact_name": "ご担当の方のお名前を教えてください。",
    "theme": "聞きたいことがあれば教えてください。なければ「なし」でどうぞ。",
    "name": "お送りする宛名を教えてください。",
    "postal_code": "郵便番号を教えてください（7けたの数字）。",
    "address": "ご住所を教えてください。",
    "copies": "何部ご用意しましょうか。",
    "training": "どの研修ですか。",
    "agency": "ご所属（機関や団体のお名前）を教えてください。",
}
OWN: dict[tuple[RequestKind, str], str] = {
    (
        RequestKind.PAMPHLET_COUNTER,
        "when",
    ): "お越しになる日が決まっていれば教えてください。まだなら「未定」でどうぞ。",
    (RequestKind.PLACE_GRANT, "area"): "活動の地域を教えてください。まだなら「未定」でどうぞ。",
    (RequestKind.PLACE_GRANT, "about"): "お聞きになりたいことを教えてください。なければ「なし」でどうぞ。",
    (RequestKind.TRAINING, "contact_name"): "お申し込みになる方のお名前を教えてください。",
    (RequestKind.TRAINING, "people"): "何人でお申し込みですか。",
    (
        RequestKind.CHAT_APPOINTMENT,
        "wished",
    ): "いつごろがよいですか（例：あしたの午前、今夜、平日の夕方）。ここのチャットで、相談員がお返事します。",
}
"""Where a kind asks in words of its own."""

CHOICES: dict[str, tuple[tuple[Choice, str], ...]] = {
    "person_knows": (
        (Choice("知っている", "知っている"), "yes"),
        (Choice("知らない", "知らない"), "no"),
        (Choice("わからない", "わからない"), "unsure"),
    ),
    "training": (
        (Choice("従事者研修会", "従事者研修会"), "staff_training"),
        (Choice("サポーター養成研修", "サポーター養成研修"), "supporter_training"),
        (Choice("事例検討会", "事例検討会"), "case_study_meeting"),
    ),
}
"""Fields that have only these answers, with the value that is kept."""

BUTTONS: dict[str, tuple[Choice, ...]] = {
    "copies": (Choice("1部", "1部"), Choice("5部", "5部"), Choice("10部", "10部")),
    "wishes": (_NONE,),
    "theme": (_NONE,),
    "about": (SKIP,),
    "place": (Choice("未定", "未定"),),
    "area": (),
}
NAMES = frozenset({"nickname", "contact_name", "name", "group", "agency", "place", "area", "address", "when"})
"""Fields that hold a name or another short thing, without the courtesy around it."""
WISHES = frozenset({"wishes", "about", "theme", "when", "wished"})
"""Fields in which a question is likely a wish."""
OPEN = frozenset({"about", "theme", "when", "wished"})
"""Fields in which a question is content."""
SURE = frozenset({"wished", "phone", "postal_code", "people", "copies", "contact_detail"})
"""Fields whose reading itself tells whether it is an answer."""
UNITS = {"people": "人", "copies": "部"}
"""What stands after a number in the summary."""
NEEDED = {
    "nickname": NAME_NEEDED,
    "phone": "折り返しには、電話番号が要ります。番号を書きたくないときは、ここのチャットで相談員と話すこともできます。",
    "contact_detail": "お返事のために、連絡のつく電話かメールをひとつ教えてください。",
    "wished": "いつでもよいときは「いつでも」と書いてください。",
}
"""Said when somebody does not want to answer."""
INSTEAD = {"phone": (RequestKind.CHAT_APPOINTMENT,)}
"""What can be asked for instead."""
