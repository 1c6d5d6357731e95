"""Named rules that read what stands around a signal: denied, asked about, played, meant otherwise.

Each rule sees the sentence and the place of the match, and says whether it holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from bot.screening.normalize import fold


@dataclass(frozen=True, slots=True)
class Context:
    """A match in its sentence, and the whole text; all folded."""

    text: str
    sentence: str
    before: str
    match: str
    after: str


Rule = Callable[[Context], bool]


def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(fold(pattern), regex.IGNORECASE)


_NOT_AFTER = _compile(
    r"^[ぁ-ん]{0,3}?(?:(?:っ|い)?(?:とか|なんて|など|と(?:いう)?|って|いう)?(?:思|おも|考)(?:わ|っ|いま|え|った)?[^。]{0,4}(?:な(?:い|く|か)|ません|へん|ず)"
    r"|^(?:た)?り?(?:など|なんて)?(?:は|とか|なんか)?(?:して(?:い)?(?:ない|ません|へん)|しない|しません|せえへん|しておりません|しておらず)|^[^。、]{0,10}(?:訴え|所見|該当|既往)?(?:は|も)?なし|^[^。、]{0,6}(?:あざ|傷)?(?:とちゃ|ちゃい)|^(?:る|ける)?こと(?:は|も)(?:しま|し)(?:せん|ない)|^[^。、]{0,8}(?:人生で)?一回もない"
    r"|^て(?:い)?(?:な(?:い(?!と)|かった)|ません|へん)"
    r"|^(?:る|た|れ)?(?:願望|気持ち|考え)?(?:た?り|とか|なんて|など|なんか|ような)(?:そう(?:いう|ゆう|いった)|そんな)?(?:の|こと|重いの)?(?:は|も|まで(?:は)?|や|じゃ|では|に?)?(?:全然|ぜんぜん|まったく|全く|べつに|別に|そこまで)?(?:な(?:い(?!と)|く)|ありません|あらへん|やない|(?:言|い)うて(?:は)?(?:い)?(?:ません|な|へん)|(?:言|い)って(?:は)?(?:い)?(?:ません|な)|(?:思|考え)[^。]{0,4}(?:ません|ない|へん))"
    r"|^と?まで(?:は)?(?:思|考|いか|言)[^。]{0,5}(?:な(?:い|く|か)|ません|へん)"
    r"|^(?:い)?(?:わけ|訳|つもり|気持ち|気|よう|こと|の|ん|とか|など|なんて|もの)?(?:も|は|が|で|とか)?(?:では|じゃ|や|ちゃ|でも)?(?:あり)?(?:ないです|ない(?!と|か|の|ん|方|ほう|で)|ありません|なくて|あらへん|ちゃう|ちがう|違(?:い|う|っ|くて))"
    r"|^[^。、]{0,8}(?:一度も|まったく|全く|いっさい|一切|ゼロ|まさか|とんでも)|^[^。]{0,6}(?:では|じゃ)(?:な(?:い|く)|ありません)"
    r"|^[^。]{0,10}(?:こと|おそれ|恐れ|気|様子|心配|可能性|傾向)(?:が|は|も)?[^。]{0,4}(?:な(?:い|く|し)|ありません|ございません|ゼロ|低))"
)
_NOT_BEFORE = _compile(r"(?:一度も|まったく|全然|別に|そんな|けっして|決して)[^。]{0,8}$")
_DOUBT = _compile(
    r"(?:じゃ|では|ん)ない(?:か|でしょう|かな|やろ)|かもしれ|ないわけ(?:では|じゃ|でも)な|なくもな|とは限ら"
)
_SUBJECT = _compile(
    r"ロールプレイ|台本|新人向け|研修|講座|講演|講義|セミナー|講師|勉強会|授業|教材|冊子|パンフ|リーフレット|ちらし|チラシ|ポスター|資料|統計|白書|論文|レポート|卒論"
    r"|対策|予防|防止|啓発|週間|月間|計画の|マニュアル|様式|書式|要綱|要項|標語|募集|後援|ゲートキーパー|相談員の|勉強中|アンケート"
    r"|(?:って|とは|の)(?:何|なに|なん(?:て|の)|どういう)|(?:の|という)(?:意味|定義|違い|言葉|読み)|何て読む|なんて読む|略です|何件|何人|公表|取り組み|役割分担|連絡会|会議|検討会"
    r"|どう(?:接|返)(?:す|し)(?:るのが|たら)正解|一般論|もし(?:将来|も)|もしもの"
)
_FICTION = _compile(
    r"コスプレ|韓ドラ|ゲーム|アニメ|漫画|マンガ|まんが|ドラマ|映画|小説|ラノベ|推し|キャラ|主人公|ヒロイン|最終回|原作|声優|舞台|落語|怪談|ミステリ|推理|サスペンス|歌詞|歌って|曲|ボカロ"
    r"|ラスボス|ボス|レイド|ガチャ|モンスター|ゾンビ|ポケモン|マイクラ|実況|人狼|FPS|エルデン|バイオ|太宰|文楽|時代劇|大河|朝ドラ|作中|劇団|芝居|短歌|台詞|セリフ|キャンプ|将棋|たまごっち|伏線|犯人"
)
_LIVED = _compile(
    r"(?:自分|俺|おれ|私|わたし|僕|ぼく|わし|うち)(?:も|は|が|の)(?!(?:書|推|作))|息子(?:が|は)[^。]{0,12}(?:言|口)|本気|現実|リアルに"
)
_NEWS = _compile(
    r"ニュース|新聞|記事|報道|テレビで|ワイドショー|番組|特集|裁判|逮捕|容疑者|ドキュメンタリー|訃報|見出し|被害者|事件を|事故の"
)
_OWN = _compile(
    r"自分|私|わたし|俺|おれ|僕|うちも|気持ちがわか|わかる気|代わって|息子が[^。]{0,10}(?:言|口)|他人事(?:では|じゃ|や)"
)
_METAPHOR = _compile(
    r"(?:死|し)ぬほど|(?:死|し)(?:に|ぬ|ん)そう(?:や|だ|な|に)?(?:(?:眠|ねむ|暑|寒|腹|笑|暇|忙))|すぎて(?:死|し)|笑い?死|(?:眠|暑|寒|腹|ひま|暇|忙し|面倒|恥ずかし|尊|緊張)[^。]{0,8}(?:死|し)(?:ぬ|に)|必死|(?:締め?切り?|課題|納期|編集|太陽|仕事|宿題|暑さ|寒さ|数学)に(?:殺|ころ)|首を長く|社会的に死|(?:笑|w|草|笑笑)$"
    r"|(?:死|し)んだ(?:魚|ように眠|ふり|みたいに眠)|生殺し|命(?:が)?(?:けで|懸け)"
)
_NEVER = _compile(
    r"(?:死にたい|しにたい|消えたい|自殺|楽になりたい)[^。]{0,6}(?:とは|と)(?:言|い)(?:いません|わない|わへん|ったことは(?:一度も)?な)|って意味(?:や|だ|で)|(?:誤変換|変換ミス|打ち間違(?:い|え)?|誤解|紛らわし|冗談(?=です|で言)|ふざけて)(?!(?:です|で言って|で言う|で書い|い)?(?:い?る|た|の|ん|わけ){0,3}(?:で(?:は|も)|じゃ|や|とか|と)?(?:な(?:い|く|か)|ありません|ちゃう|ちが|違|思わ|おも))"
)
_PAST = _compile(
    r"昔|むかし|以前|前に|かつて|当時|(?:\d+|[一二三四五六七八九十数何]+)(?:年|か月|ヶ月|カ月|かげつ)(?:も)?(?:ほど|くらい|ぐらい)?(?:も)?前(?!から)|去年|昨年|一昨年|おととし|(?:高校|中学|大学|小学|学生|独身|子ども|若い)(?:生)?(?:の|時代|を)?(?:とき|時|頃|ころ|年)|半年前(?!から)|(?:十|二十|三十|1\d|2\d|3\d)代の|歴|既往|先代"
)
_SETTLED = _compile(
    r"今(?:は|では)?(?:もう|ぜんぜん|全然)?(?:思|考)(?:い|え|わ)(?:ません|ない|へん)|今(?:は|では|のところ)[^。]{0,24}(?:な(?:い|く)|ありません|落ち着|元気|大丈夫|平気|穏やか|静か|笑|安定|やめ|して(?:い)?(?:な|ま|へん)|ません|普段|そこまで|通院|通えて|止ま|違|処方|禁酒|預か)|いまは[^。]{0,20}(?:な(?:い|く)|大丈夫|絵|落ち着)|もう(?:しない|しません|してない|してません|やらない|しないと|燃やし|昔|新しい|十|二十|何年)|最近は[^。]{0,12}(?:な(?:い|く)|安定|落ち着|笑|おとなし|穏やか)|(?:それ(?:から|きり)|以後|以来|退院して)[^。]{0,16}(?:な|一切|して(?:い)?ま|暮らせ)|現在(?:は)?[^。]{0,20}(?:落ち着|穏やか|ない|ありません|確認され|収ま|安定)|おさまり|(?:年|か月)(?:以上|間)?(?:して(?:い)?(?:な|ま)|止ま|切らず)|なくなりました|やめられて|回復|立ち直|元気にし|今(?:は|では)[^。]{0,14}(?:保育士|看護師|教員|介護士|社会人|勤め|働い|就職|大学生|結婚|(?:二児|一児)の|母親|父親|母です|父です|店長|店を|仕事を|通っ)"
)
_ONGOING = _compile(
    r"今も|いまも|また(?!始まらない)|最近(?:また|ずっと|は毎)|毎[日晩夜週]|昨日|きのう|ゆうべ|昨夜|今日|今朝|今夜|さっき|続いて|まだ"
)


def negated(context: Context) -> bool:
    """死にたいわけじゃない, 暴力はありません: what is named is denied."""
    after = context.after[:24]
    if _DOUBT.search(after) or _GOES_ON.search(after):
        return False
    return bool(
        _NOT_AFTER.search(after) or (_NOT_BEFORE.search(context.before) and _NO_LATER.search(context.after))
    )


# 死にたいけど勇気がない, 消えたい もう何もできない: the "ない" behind belongs to something else.
_GOES_ON = _compile(r"^(?:です)?(?:けど|けれど|けんど|のに|から|し(?:、|\s)|が、|ねん|\s|、)")
_NO_LATER = _compile(r"な(?:い|く|かった|し)|ません|へん")


def subject(context: Context) -> bool:
    """自殺予防の研修: a matter to learn about, not somebody's state."""
    return bool(_SUBJECT.search(context.sentence)) and not _REPORTED.search(context.sentence)


_REPORTED = _compile(
    r"(?:と|って|て)(?:言(?!葉)|いう(?!の|こと|冊|題|本|言)|口|話し|書|打|送|つぶや|おっしゃ|申|訴)|しました$|されて(?:い|ま)|続いて|毎[日晩週]|お願いします助け|怖|こわ"
)


def fiction(context: Context) -> bool:
    """推しが死んだ, ラスボスに殺された: in a game, a story, a song."""
    return bool(_FICTION.search(context.sentence)) and not _LIVED.search(context.sentence)


def news(context: Context) -> bool:
    """ニュースで見た: told about strangers."""
    return bool(_NEWS.search(context.sentence)) and not _OWN.search(context.sentence)


def metaphor(context: Context) -> bool:
    """死ぬほど疲れた, 締め切りに殺される, 必死: said of something else."""
    near = context.before[-10:] + context.match + context.after[:8]
    return bool(_METAPHOR.search(near))


def never_said(context: Context) -> bool:
    """死にたいとは言いません, 誤変換でした: the words are taken back."""
    return bool(_NEVER.search(context.sentence))


def past(context: Context) -> bool:
    """三年前に…今は落ち着いています: over, and nothing says that it goes on."""
    if not _PAST.search(context.text):
        return False
    return bool(_SETTLED.search(context.text)) or not _ONGOING.search(context.text)


def settled(context: Context) -> bool:
    """Past, and said to be over: lowers even the plainest wish."""
    return bool(
        _PAST.search(context.text) and _SETTLED.search(context.text) and not _TURNED.search(context.text)
    )


_TURNED = _compile(r"けど(?:、)?(?:また|最近)|でも(?:また|最近)|また(?:死|し|消|そう)")

RULES: dict[str, Rule] = {
    "negated": negated,
    "subject": subject,
    "fiction": fiction,
    "metaphor": metaphor,
    "news": news,
    "never_said": never_said,
    "past": past,
}
