"""The references' tokenizers: one of each kind that the hub's models have, trained on `texts.py`."""
import json
from collections import Counter

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from texts import CHATS, STRINGS, TRAINING

LLAMA3_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN_SPLIT = LLAMA3_SPLIT.replace(r"\p{N}{1,3}", r"\p{N}")

CHATML = (
    "{%- for message in messages %}{{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}"
    "{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- endif %}"
)
HEADERS = (
    "{{- bos_token }}{%- for message in messages %}{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
    " + message['content'] | trim + '<|eot_id|>' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{%- endif %}"
)
BRACKETS = (
    "{% if messages[0].role == 'system' %}{% set intro = messages[0].content ~ '\n\n' %}{% set rest = messages[1:] %}"
    "{% else %}{% set intro = '' %}{% set rest = messages %}{% endif %}{{ bos_token }}"
    "{% for message in rest %}{% if message.role == 'user' %}"
    "{{ '[INST] ' ~ (intro if loop.first else '') ~ message.content ~ ' [/INST]' }}"
    "{% else %}{{ ' ' ~ message.content ~ eos_token }}{% endif %}{% endfor %}"
)


def byte_level(split=None, specials=(), vocab_size=288, normalizer=None, ignore_merges=False):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    if split is None:
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(split), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ])
    tokenizer.decoder = decoders.ByteLevel()
    train(tokenizer, trainers.BpeTrainer(
        vocab_size=vocab_size, special_tokens=list(specials), show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
    ))
    return tokenizer


def metaspace(is_legacy, vocab_size=304):
    """Llama 2's and Mistral's; the older files write ▁ with a normalizer, the newer with a pre-tokenizer."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    if is_legacy:
        tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=False)
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(content=" ", left=1),
    ])
    bytes_of_all = [f"<0x{value:02X}>" for value in range(256)]
    if is_legacy:  # Pieces of words only: without a pre-tokenizer the trainer would merge across them.
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="never", split=True)
    letters = [letter for letter, _ in most_common(TRAINING.replace("\n", "").replace(" ", "▁"))[:30]]
    train(tokenizer, trainers.BpeTrainer(  # The trainer's own choice of letters is not the same each time.
        vocab_size=vocab_size, special_tokens=["<unk>", "<s>", "</s>", *bytes_of_all], show_progress=False,
        initial_alphabet=sorted(letters), limit_alphabet=len(letters),
    ))
    file = json.loads(tokenizer.to_str())
    file["added_tokens"] = file["added_tokens"][:3]  # The bytes are pieces, not special tokens.
    if is_legacy:
        file["pre_tokenizer"] = None
    tokenizer = Tokenizer.from_str(json.dumps(file))
    around(tokenizer, "<s> $A", "<s> $A <s> $B", ["<s>"])
    return tokenizer


def word_piece(is_lowercased, vocab_size=240):
    """The vocabulary is chosen by hand: the library's trainer makes another one each time."""
    normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, lowercase=is_lowercased, strip_accents=None)
    pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    words = [word for word, _ in pre_tokenizer.pre_tokenize_str(normalizer.normalize_str(TRAINING))]
    letters = sorted({letter for word in words for letter in word if letter.isascii()})
    ends = [f"##{word[start:]}" for word in words for start in range(1, len(word))]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters if letter.isalnum())]
    for piece, _ in most_common([*words, *ends]):
        if piece not in pieces and len(pieces) < vocab_size:
            pieces.append(piece)
    tokenizer = Tokenizer(models.WordPiece(
        vocab={piece: place for place, piece in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre_tokenizer
    tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)
    tokenizer.add_special_tokens(pieces[:5])
    around(tokenizer, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ["[CLS]", "[SEP]"])
    return tokenizer


def most_common(things):
    """Of equals the first in the alphabet."""
    return sorted(Counter(things).items(), key=lambda pair: (-pair[1], pair[0]))


def train(tokenizer, trainer):
    tokenizer.train_from_iterator(TRAINING.splitlines(), trainer)


def around(tokenizer, single, pair, names):
    tokenizer.post_processor = processors.TemplateProcessing(
        single=single, pair=pair, special_tokens=[(name, tokenizer.token_to_id(name)) for name in names])


def make_llama3():
    specials = ["<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]
    tokenizer = byte_level(LLAMA3_SPLIT, specials, ignore_merges=True)
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single="<|begin_of_text|> $A", pair="<|begin_of_text|> $A <|begin_of_text|>:1 $B:1",
                                      special_tokens=[("<|begin_of_text|>", 0)]),
    ])
    return tokenizer, {"bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>"}, HEADERS


def make_llama2():
    return metaspace(is_legacy=True), {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}, BRACKETS


def make_mistral():
    names = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
    # The form of older files: a token as an object.
    return metaspace(is_legacy=False), {key: as_object(value) for key, value in names.items()}, None


def make_qwen(has_thoughts):
    tokenizer = byte_level(QWEN_SPLIT, ["<|endoftext|>", "<|im_start|>", "<|im_end|>"], normalizer=normalizers.NFC())
    if has_thoughts:  # Added, but not special: they stay in a text that is decoded without special tokens.
        tokenizer.add_tokens([AddedToken("<think>", normalized=False), AddedToken("</think>", normalized=False)])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer, {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}, CHATML


def make_gpt2():
    name = "<|endoftext|>"
    return byte_level(specials=[name]), {"bos_token": name, "eos_token": name, "unk_token": name}, None


def make_roberta():
    tokenizer = byte_level(specials=["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    return tokenizer, {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
                       "cls_token": "<s>", "sep_token": "</s>", "mask_token": "<mask>"}, None


def make_bert(is_lowercased):
    return word_piece(is_lowercased), {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]",
                                       "sep_token": "[SEP]", "mask_token": "[MASK]"}, None


def as_object(token):
    return {"__type": "AddedToken", "content": token, "lstrip": False, "normalized": False, "rstrip": False,
            "single_word": False}


def save_tokenizer(folder, tokenizer, names, template, is_template_inside):
    (folder / "tokenizer.json").write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False) + "\n")
    config = {"clean_up_tokenization_spaces": False, "model_max_length": 128,
              "tokenizer_class": "PreTrainedTokenizerFast", **names}
    if template is not None and is_template_inside:
        config["chat_template"] = template
    elif template is not None:
        (folder / "chat_template.jinja").write_text(template)
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n")


def save_expected_tokens(folder, hub_tokenizer, has_chats):
    """`hub_tokenizer` is what transformers makes of the folder's own files."""
    strings = []
    for text in STRINGS:
        ids = hub_tokenizer(text)["input_ids"]
        plain = hub_tokenizer(text, add_special_tokens=False)["input_ids"]
        strings.append({
            "text": text, "ids": ids, "ids_plain": plain,
            "decoded": hub_tokenizer.decode(plain), "decoded_skip": hub_tokenizer.decode(ids, skip_special_tokens=True),
        })
    expected = {"strings": strings}
    if has_chats:
        expected["chats"] = []
        for messages in CHATS:
            for add_generation_prompt in (True, False):
                text = hub_tokenizer.apply_chat_template(
                    messages, tokenize=False, add_generation_prompt=add_generation_prompt)
                expected["chats"].append({
                    "messages": messages, "add_generation_prompt": add_generation_prompt, "text": text,
                    "ids": hub_tokenizer(text, add_special_tokens=False)["input_ids"],
                })
    (folder / "expected_tokens.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
