"""Text that the references' tokenizers are trained on and tried with; written for this purpose."""

TRAINING = """\
The mill stood by the river and the river turned the wheel all day long.
When the water was low the miller waited, and when it was high he worked through the night.
A small model can learn a small thing well; a large model can learn a large thing badly.
We measure first, then we change one thing, then we measure again.
Is the bread fresh? It isn't, but the cake is, and they're selling it for 3.50 today.
I've counted 12 boats, 128 ropes and 2048 knots; don't ask me who'd tied them.
for i in range(10): print(i * i)  # squares
Der Müller mahlt das Mehl, und das Rad dreht sich weiter.
Le moulin est vieux, mais la rivière est toujours là.
水車は川のそばにある。今日はパンがない。
Мельница стоит у реки, и вода крутит колесо.
""" * 4

STRINGS = [
    "The river turned the wheel.",
    "They're here; we've waited, I'd say it isn't far!  DON'T run",
    "  two spaces before, three after   ",
    "line one\nline two\r\n\n\tindented\u00a0text",
    "12 boats, 2048 knots, 3.14159 and 1,000,000",
    "Müller naïve cafe\u0301 — “quoted” … ½",
    "水車は川のそば。パンがない",
    "река и колесо",
    "emoji 🚣🏽‍♀️ 👩‍👩‍👧 🇫🇮 end",
    "مطحنة بجانب النهر",
    "물레방아 소리",
    "def f(x):\n    return x**2  # ok",
    "antidisestablishmentarianism",
    "a<|im_end|>b </s> [SEP] <mask> [MASK] c",
    "\u200bzero\ufeffwidth\u0000null",
    "",
]

CHATS = [
    [{"role": "user", "content": "Is the mill open?"}],
    [
        {"role": "user", "content": "How many boats?"},
        {"role": "assistant", "content": "12, as I counted."},
        {"role": "user", "content": "  And ropes?\n"},
    ],
    [
        {"role": "system", "content": "Answer as a miller — briefly."},
        {"role": "user", "content": "What turns the wheel? 水?"},
        {"role": "assistant", "content": "Water 🚣 does."},
    ],
]
