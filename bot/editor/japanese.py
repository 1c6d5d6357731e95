"""The admin library's own words in Japanese; it ships none. Pages have theirs in the templates."""

from __future__ import annotations

from babel.support import NullTranslations
from starlette_admin import i18n

LOCALE = "ja"

_WORDS = {
    "This field is required.": "書いてください",
    'The item "%(repr)s" was added successfully.': "「%(repr)s」を加えました。",
    'The item "%(repr)s" was changed successfully.': "「%(repr)s」の変更を保存しました。",
    "Something went wrong!": "うまくいきませんでした。もう一度お試しください。",
    "Forbidden": "この操作はできません。",
    "Model with key %(key)s not found": "この画面はありません。",
}


class Japanese(NullTranslations):
    """The catalog; what is not in it stays as it is."""

    def gettext(self, message: str) -> str:
        """The words for a message."""
        return _WORDS.get(message, message)

    ugettext = gettext


def install() -> None:
    """Make the language known to the library."""
    i18n.translations[LOCALE] = Japanese()
