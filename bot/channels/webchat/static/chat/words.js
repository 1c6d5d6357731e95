// Every word the chat itself says. What Akari and the counselors say comes from the server.

// The front desk obeys exactly this text, whatever else is broken.
export const SOS = "今すぐ人と話したい";

export const WORDS = {
  title: "灯り（あかり）",
  region: "相談チャット",
  launch: "チャットで相談する",
  fold: "チャットをたたむ",
  exit: "画面を閉じる",
  exitHint: "Shiftキーを3回押しても閉じます",
  erase: "この端末から消す",
  eraseAsk: "この端末に残っているやりとりを消しますか。窓口に届いた内容は、相談のために窓口で保管されます。",
  eraseYes: "消す",
  eraseNo: "やめる",
  erased: "この端末から消しました。また書きたくなったら、いつでもどうぞ。",
  veiled: "前回のやりとりは、かくしてあります。",
  unveil: "続きを開く",
  log: "やりとり",
  input: "メッセージ",
  placeholder: "ここに書けます",
  send: "送信",
  choices: "選んで答える",
  typing: "お返事を書いています",
  tooLong: (over) => `一度に送れるのは2000文字までです。あと${over}文字減らすか、分けて送ってください。`,
  you: "あなた",
  assistant: "自動の案内",
  system: "お知らせ",
  counselor: (name) => (name ? `相談員 ${name}` : "相談員"),
  unsent: "（取り消されました）",
  call: "に電話する",
  newWindow: "（新しい画面で開きます）",
  state: {
    assistant: "自動の案内がお答えします",
    waiting: "相談員を呼んでいます",
    counselor: "相談員がお聞きしています",
  },
  sending: "送信中",
  stored: "届きました",
  failed: "送れませんでした",
  again: "もう一度",
  offline:
    "インターネットにつながっていません。書いたものは、つながると自動で送ります。急ぐときは119・110へお電話ください。",
  unreachable: "いま窓口につながりにくくなっています。自動でつなぎ直しています。急ぐときは119・110へお電話ください。",
  refused: "このままでは送れませんでした。短くするか、言葉を変えて、もう一度お試しください。",
  lost: "前回のやりとりは開けなくなっていたため、新しく始めました。",
  noMemory: "この端末の設定により、ページを閉じるとやりとりの続きが見られなくなります。",
  welcome:
    "こんにちは。ご家族のこと、ご自身のこと、どんな小さなことでも、書きたいところから書いてください。",
  consentTitle: "はじめに",
  consent: [
    "自動の案内がお答えします。救急や警察の代わりではありません（命の危険は119・110へ）",
    "お名前はいりません。ニックネームで使えます",
    "書かれたことは、相談のためだけに使います",
    "命に関わるときは、必要なところへ伝えることがあります",
    "「この端末から消す」を押すまで、この端末で続きが見られます",
  ],
};
