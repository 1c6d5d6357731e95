"""The words of the editor's pages."""

from __future__ import annotations

from bot.guide.places.facts import WEEKDAYS

SERVICES = {
    "family_class": "家族教室",
    "family_association": "家族会",
    "association_seminar": "家族会との共催セミナー",
    "staff_training": "支援従事者研修会",
    "case_study_meeting": "事例検討会",
    "network_meeting": "ネットワーク会議",
    "outreach_lecture": "出前講座",
    "supporter_training": "サポーター養成研修",
    "citizen_forum": "市民フォーラム",
}
"""Services with dated sessions."""
ASKS = {
    "contact_detail": "連絡先（任意で答えられます）",
    "wishes": "ご希望（「家に電話しないで」など）",
    "agency": "所属（機関の名前）",
}
AGES = {"10s": "10代", "20s": "20代", "30s": "30代", "40s": "40代", "50s": "50代", "60s": "60代以上"}
GENDERS = {"women": "女性", "men": "男性"}
DAYS: dict[str, str] = {day: f"{sign}曜" for day, sign in zip(WEEKDAYS, "月火水木金土日", strict=True)}
TABLES = {
    "class_session": "回",
    "place": "居場所",
    "samples": "見本",
    "service": "事業",
    "topic": "話題の文章",
    "agency": "関係機関",
    "help_line": "相談窓口（電話）",
    "profile": "市の基本情報",
    "catalogue": "ご案内のファイル",
    "message": "お知らせ",
}
"""What is kept in the history."""
