"""The talk's own words, by language; words about services are the catalogue's."""

from __future__ import annotations

HUMAN = {"ja": "今すぐ人と話したい", "easy": "人と 話したい", "en": "Talk to a person"}
HUMAN_SAYS = "今すぐ人と話したい"

ASK_BACK = {
    "ja": "どれが近いでしょうか。下から選ぶか、もうすこし言葉を足して教えてください。",
    "easy": "どれが 近い（ちかい）ですか。下（した）から 選んで ください。",
    "en": "Which of these is closest to what you mean? Please choose one, or tell me a little more.",
}
ASK_BACK_AGAIN = {
    "ja": "うまく受け取れず、申しわけありません。どれが近いでしょうか。人の相談員におつなぎすることもできます。",
    "easy": "ごめんなさい。分かりませんでした。人（ひと）と 話す ことも できます。",
    "en": "I am sorry that I do not understand. You can choose one of these, or talk to a person.",
}
NOT_UNDERSTOOD_AGAIN = {
    "ja": "うまく受け取れず、申しわけありません。よければ、人の相談員におつなぎします。",
    "easy": "ごめんなさい。分かりませんでした。人（ひと）と 話しますか。",
    "en": "I am sorry, I could not read that either. Would you like to talk to a person?",
}
WHAT_WAS_MEANT = {
    "ja": "失礼しました。どちらのことでしょうか。下から選ぶか、知りたいことを言葉で教えてください。",
    "easy": "ごめんなさい。何（なに）を 知りたいですか。",
    "en": "Sorry about that. What did you mean? Please choose one, or tell me in your words.",
}
SPEAKER = {
    "family": "ご家族の立場で書いてくださっているのですね。教えてくださってありがとうございます。",
    "self": "ご本人なのですね。書いてくださってありがとうございます。",
    "supporter": "支援のお立場からのご連絡ですね。ありがとうございます。",
    "resident": "地域の方、お知り合いの方なのですね。気にかけてくださってありがとうございます。",
}
SPEAKER_EASY = "教えて くれて、ありがとう ございます。"
SPEAKER_EN = "Thank you for telling me."
AGREED = {
    "ja": "はい。では、どれをご案内しましょうか。",
    "easy": "はい。何（なに）を 知りたいですか。",
    "en": "All right. Which one shall I tell you about?",
}
DECLINED = {
    "ja": "わかりました。むりに進めなくてだいじょうぶです。気になることがあれば、いつでも書いてください。",
    "easy": "分かりました。また いつでも 書いて ください。",
    "en": "All right. Please write again whenever you like.",
}
LANGUAGE = {
    "easy": "やさしい 日本語（にほんご）で 話します。",
    "en": "I will answer in English as far as I can.",
}
SECOND = {
    "ja": "もうひとつのご質問です。",
    "easy": "もう ひとつの 質問（しつもん）です。",
    "en": "And your other question:",
}
IN_DANGER = "とても大切なことを書いてくださったと思います。人の相談員におつなぎします。"
