"""Beginnings of a reply that a counselor may take and change. They are never sent by themselves:
a canned answer helps nobody, so each one only opens a sentence or asks one question."""

from __future__ import annotations

SNIPPETS = (
    ("はじめに", "お話しくださって、ありがとうございます。これまでのやりとりを読みました。"),
    ("安全をたずねる", "いま、おひとりですか。安全な場所にいらっしゃいますか。"),
    ("気持ちを受けとめる", "とてもおつらいなかで、書いてくださったのだと思います。"),
    ("くわしく聞く", "もう少し聞かせてください。いちばん気がかりなのは、どのようなことですか。"),
)
"""Title and text of each."""
