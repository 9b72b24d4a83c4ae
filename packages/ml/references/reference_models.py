"""Which models there are, and what each of them is there to show."""
import torch
from safetensors.torch import load_file
from transformers import (
    BertConfig, BertForSequenceClassification, BertModel, DistilBertConfig, DistilBertForSequenceClassification, GPT2Config,
    GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config,
    Qwen3ForCausalLM, ResNetConfig, ResNetForImageClassification, RobertaConfig, RobertaForSequenceClassification, ViTConfig,
    ViTForImageClassification,
)
import make_tokenizers as mt
from make_references import HIDDEN, LABELS, make_causal_lm, make_encoder, make_image_classifier, rename_weights, rewrite_json

ALL_LINEARS = ["down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"]
TEXT = dict(hidden_size=HIDDEN, num_hidden_layers=2, num_attention_heads=4, intermediate_size=40, max_position_embeddings=64)
NAMED = dict(id2label=LABELS, label2id={label: place for place, label in LABELS.items()})


def llama_rope_llama3(name):
    rope = {"rope_type": "llama3", "rope_theta": 500.0, "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
            "original_max_position_embeddings": 64}
    config = LlamaConfig(**{**TEXT, "max_position_embeddings": 256}, vocab_size=288, num_key_value_heads=2, attention_bias=True,
                         mlp_bias=True, rope_parameters=rope, bos_token_id=0, eos_token_id=4, rms_norm_eps=1e-5)
    make_causal_lm(name, LlamaForCausalLM(config), mt.make_llama3, seed=101, dtype=torch.bfloat16, is_trained=True,
                   adapter=dict(r=2, lora_alpha=4, target_modules=ALL_LINEARS),
                   matters=[{"rope_parameters": {"rope_type": "default", "rope_theta": 500.0}},
                            {"rope_parameters": {**rope, "rope_type": "linear"}},
                            {"rope_parameters": {**rope, "low_freq_factor": 3.9}}])


def llama_rope_linear(name):
    config = LlamaConfig(**TEXT, vocab_size=304, num_key_value_heads=4, bos_token_id=1, eos_token_id=2, tie_word_embeddings=True,
                         rope_parameters={"rope_type": "linear", "rope_theta": 10000.0, "factor": 3.0})

    def forget_heads(folder):  # Llama 1 had as many key heads as heads and did not say so.
        rewrite_json(folder / "config.json", lambda c: c.pop("num_key_value_heads") and None)

    make_causal_lm(name, LlamaForCausalLM(config), mt.make_llama2, seed=211, dtype=torch.float16, older=True, after=forget_heads,
                   adapter=dict(r=4, lora_alpha=6, use_rslora=True, target_modules=["q_proj", "v_proj", "down_proj"]),
                   matters=[{"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0}}])


def mistral_window(name):
    config = MistralConfig(**TEXT, vocab_size=304, num_key_value_heads=2, sliding_window=4, bos_token_id=1, eos_token_id=2)
    make_causal_lm(name, MistralForCausalLM(config), mt.make_mistral, seed=301, dtype=torch.bfloat16,
                   adapter=dict(r=2, lora_alpha=4, target_modules=["q_proj", "k_proj", "o_proj"], modules_to_save=["norm"]),
                   matters=[{"sliding_window": None}, {"sliding_window": 3}, {"sliding_window": 5}])


def qwen2_tied(name):
    config = Qwen2Config(**TEXT, vocab_size=288, num_key_value_heads=1, tie_word_embeddings=True, bos_token_id=None, eos_token_id=2)

    def name_window(folder):  # As the hub's Qwen2 has it: a window is named and not used.
        rewrite_json(folder / "config.json", lambda c: c.update(sliding_window=4, use_sliding_window=False, max_window_layers=2))

    make_causal_lm(name, Qwen2ForCausalLM(config), lambda: mt.make_qwen(has_thoughts=False), seed=408, dtype=torch.float16, older=True,
                   after=name_window, adapter=dict(r=2, lora_alpha=4, target_modules=ALL_LINEARS), matters=[])


def qwen3_patterns(name):
    config = Qwen3Config(**TEXT, vocab_size=290, num_key_value_heads=2, head_dim=12, tie_word_embeddings=True, bos_token_id=None,
                         eos_token_id=2, rope_parameters={"rope_type": "default", "rope_theta": 1e6})
    make_causal_lm(name, Qwen3ForCausalLM(config), lambda: mt.make_qwen(has_thoughts=True), seed=501, dtype=torch.bfloat16,
                   adapter=dict(r=3, lora_alpha=6, target_modules=["q_proj", "v_proj", "up_proj", "down_proj"],
                                rank_pattern={"q_proj": 1, "layers.1.mlp.down_proj": 5}, alpha_pattern={"layers.0.self_attn.v_proj": 12}),
                   matters=[])


def gpt2_without_prefix(name):
    config = GPT2Config(vocab_size=288, n_embd=HIDDEN, n_layer=2, n_head=4, n_inner=64, n_positions=32, bos_token_id=0, eos_token_id=0,
                        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)  # PyTorch trains with them; nobody else draws the same ones.

    def older_names(folder):  # As the hub's gpt2: without `transformer.`, with the causal mask as a buffer.
        mask = torch.ones(32, 32).tril().view(1, 1, 32, 32)
        rename_weights(folder, lambda key: key.removeprefix("transformer."), {f"h.{i}.attn.bias": mask.clone() for i in range(2)})

    make_causal_lm(name, GPT2LMHeadModel(config), mt.make_gpt2, seed=616, dtype=torch.float16, after=older_names, is_trained=True,
                   adapter=dict(r=2, lora_alpha=4, fan_in_fan_out=True, target_modules=["c_attn", "c_fc", "c_proj"]), matters=[])


def roberta(name):
    config = RobertaConfig(**TEXT, vocab_size=289, type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2, **NAMED)

    def add_positions(folder):  # A buffer of older checkpoints.
        rename_weights(folder, lambda key: key, {"roberta.embeddings.position_ids": torch.arange(64)[None]})

    make_encoder(name, RobertaForSequenceClassification(config), mt.make_roberta, seed=701, dtype=torch.float16, after=add_positions,
                 adapter=dict(r=4, lora_alpha=8, target_modules=["query", "value", "intermediate.dense"], modules_to_save=["classifier"],
                              rank_pattern={"query": 2}))


def bert(name):
    config = BertConfig(**TEXT, vocab_size=240, **NAMED)
    make_encoder(name, BertForSequenceClassification(config), lambda: mt.make_bert(is_lowercased=True), seed=801, dtype=torch.float16,
                 is_tuned=True,
                 adapter=dict(r=2, lora_alpha=4, target_modules=["query", "key", "value"], modules_to_save=["classifier"]))


def bert_without_head(name):
    def older_names(folder):  # As the hub's first BERT models: no prefix, γ and β.
        rename_weights(folder, lambda key: key.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"))

    make_encoder(name, BertModel(BertConfig(**TEXT, vocab_size=240, hidden_act="relu")), lambda: mt.make_bert(is_lowercased=False),
                 seed=851, dtype=torch.float16, after=older_names)


def distilbert(name):
    config = DistilBertConfig(vocab_size=240, dim=HIDDEN, n_layers=2, n_heads=4, hidden_dim=40, max_position_embeddings=64)
    make_encoder(name, DistilBertForSequenceClassification(config), lambda: mt.make_bert(is_lowercased=False), seed=901,
                 dtype=torch.float16, adapter=dict(r=2, lora_alpha=4, target_modules=["q_lin", "v_lin", "lin1"],
                              modules_to_save=["pre_classifier", "classifier"]))


def vit(name):
    config = ViTConfig(hidden_size=HIDDEN, num_hidden_layers=2, num_attention_heads=4, intermediate_size=40, image_size=12, patch_size=4,
                       qkv_bias=False, **NAMED)
    make_image_classifier(name, ViTForImageClassification(config), seed=1001, size=12, tuned=dict(label_smoothing=0.1))


def resnet_basic(name):
    config = ResNetConfig(embedding_size=8, hidden_sizes=[8, 12], depths=[1, 2], layer_type="basic", **NAMED)
    make_image_classifier(name, ResNetForImageClassification(config), seed=1101, size=24, tuned=dict(is_balanced=True))


def resnet_bottleneck(name):
    config = ResNetConfig(embedding_size=8, hidden_sizes=[16, 32, 32], depths=[2, 1, 1], layer_type="bottleneck",
                          downsample_in_first_stage=True, downsample_in_bottleneck=True, **NAMED)
    make_image_classifier(name, ResNetForImageClassification(config), seed=1201, size=32)


MAKERS = {function.__name__.replace("_", "-"): function for function in (
    llama_rope_llama3, llama_rope_linear, mistral_window, qwen2_tied, qwen3_patterns, gpt2_without_prefix, roberta, bert,
    bert_without_head, distilbert, vit, resnet_basic, resnet_bottleneck)}
