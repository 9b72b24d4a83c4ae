"""Makes the folders of small models beside this file, and what PyTorch computes for them.

python make-references.py [FOLDER …]   with torch, transformers and peft; the same versions give the same bytes.
"""
import json, os, shutil, sys

sys.dont_write_bytecode = True
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import peft, torch, transformers
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
import make_tokenizers as mt
import make_tunings
from texts import STRINGS

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
torch.set_num_threads(1)
ROOT = Path(__file__).parent
HIDDEN, TIME, PAD, GREEDY = 32, 8, 2, 12
LABELS = {0: "calm", 1: "windy", 2: "stormy"}


def perturb(model, scale=1.2):
    """Weights so large that every part shows in the output, and none of the values that a part begins with."""
    for name, value in model.state_dict().items():
        if not value.is_floating_point():
            continue
        if name.endswith("running_var"):
            value.copy_(0.5 + torch.rand_like(value))
        elif name.endswith(("bias", "running_mean")):
            value.copy_(0.2 * torch.randn_like(value))
        elif value.dim() == 1:
            value.copy_(1 + 0.3 * torch.randn_like(value))
        elif "embed" in name or "wte" in name or "wpe" in name:
            value.copy_(0.4 * torch.randn_like(value))
        else:
            fan_in = value.shape[0] if "c_" in name else value[0].numel()
            value.copy_(scale / fan_in**0.5 * torch.randn_like(value))
    return model.eval()


def relative(found, expected):
    return ((found - expected).norm() / expected.norm()).item()


def rewrite_json(file, change):
    content = json.loads(file.read_text())
    file.write_text(json.dumps(change(content) or content, indent=2, ensure_ascii=False) + "\n")


def older_form(config):
    """config.json as transformers 4 wrote it."""
    rope = config.pop("rope_parameters")
    config.pop("layer_types", None)
    config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = None if rope["rope_type"] == "default" else {"type": rope["rope_type"], "factor": rope["factor"]}
    config["torch_dtype"] = config.pop("dtype")
    config["transformers_version"] = "4.31.0"
    for name in ("head_dim", "attention_bias", "mlp_bias"):
        config.pop(name, None)


def save_model(folder, model, dtype=torch.float32):
    model.to(dtype).save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)


def rename_weights(folder, rename, extra=None):
    file = folder / "model.safetensors"
    tensors = {rename(name): value for name, value in load_file(file).items()}
    save_file({**tensors, **(extra or {})}, file, metadata={"format": "pt"})


def make_adapter(folder, load, seed, **settings):
    """Returns the base model with the adapter that was written, as peft reads it."""
    torch.manual_seed(seed)
    adapted = get_peft_model(load(), LoraConfig(lora_dropout=0.0, **settings))
    for name, value in adapted.named_parameters():
        if value.requires_grad:
            value.data.copy_((0.3 if value.dim() > 1 else 0.2) * torch.randn_like(value))
    save_adapter(adapted, folder / "adapter")
    return PeftModel.from_pretrained(load(), folder / "adapter").eval()


def save_adapter(adapted, folder):
    adapted.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    rewrite_json(folder / "adapter_config.json", lambda config: {
        **config, "base_model_name_or_path": None, "target_modules": sorted(config["target_modules"])})


def make_causal_lm(name, model, maker, *, seed, dtype=torch.float32, older=False, after=None, adapter, matters,
                   is_trained=False):
    folder = fresh(name)
    tokenizer, names, template = maker()
    assert tokenizer.get_vocab_size() == model.config.vocab_size, (name, tokenizer.get_vocab_size())
    torch.manual_seed(seed)
    save_model(folder, perturb(model), dtype)
    mt.save_tokenizer(folder, tokenizer, names, template, is_template_inside=older)
    if older:
        rewrite_json(folder / "config.json", older_form)
    if after is not None:
        after(folder)
    load = lambda **changes: transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **changes).eval()
    mt.save_expected_tokens(folder, transformers.PreTrainedTokenizerFast.from_pretrained(folder), template is not None)

    base = load()
    ids = torch.randint(5, model.config.vocab_size, (2, TIME))
    mask = torch.ones(2, TIME, dtype=torch.long)
    mask[1, :PAD] = 0
    expected = {"input_ids": ids, "left_pad_mask": mask}
    with torch.no_grad():
        out = base(ids, output_hidden_states=True)
        expected["logits"], expected["last_hidden"] = out.logits, out.hidden_states[-1]
        positions = (mask.cumsum(-1) - 1).clamp(min=0)
        expected["logits_left_pad"] = base(ids, attention_mask=mask, position_ids=positions).logits[:, PAD:].clone()
        expected["greedy_ids"] = decode_greedily(base, ids[0])
        for change in matters:
            assert relative(load(**change)(ids).logits, out.logits) > 0.02, (name, change)
        expected["logits_adapter"] = make_adapter(folder, load, seed + 1, task_type="CAUSAL_LM", **adapter)(ids).logits
    assert relative(expected["logits_adapter"], out.logits) > 0.05, name
    save_file(expected, folder / "expected.safetensors")
    if is_trained:
        train(folder, load, seed + 2, adapter["target_modules"], adapter.get("fan_in_fan_out", False))


def decode_greedily(model, prompt):
    ids = prompt[None]
    for _ in range(GREEDY):
        best, next_best = model(ids).logits[0, -1].topk(2).values
        assert best - next_best > 0.005, "two tokens are nearly equal: take another seed"
        ids = torch.cat([ids, model(ids).logits[:, -1].argmax(-1)[None]], 1)
    made = model.generate(prompt[None], max_new_tokens=GREEDY, do_sample=False, eos_token_id=None, pad_token_id=0)
    assert torch.equal(made, ids)
    assert len(set(ids[0, TIME:].tolist())) >= 4, "the model says the same over and over: take another seed"
    return ids[0]


def train(folder, load, seed, target_modules, fan_in_fan_out):
    """20 steps of AdamW on the whole adapter; gradients clipped at a norm of 1."""
    torch.manual_seed(seed)
    settings = {"optimizer": "AdamW", "lr": 0.005, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01, "max_grad_norm": 1.0,
                "lora": {"r": 2, "alpha": 4, "dropout": 0, "target_modules": target_modules},
                "note": "labels of -100 are ignored; the loss is the mean over the other shifted positions of the whole batch"}
    model = get_peft_model(load(), LoraConfig(r=2, lora_alpha=4, lora_dropout=0.0, target_modules=target_modules,
                                              fan_in_fan_out=fan_in_fan_out, task_type="CAUSAL_LM"))
    trained = {name.replace(".default", ""): value for name, value in model.named_parameters() if value.requires_grad}
    with torch.no_grad():
        for name, value in trained.items():
            if "lora_B" in name:
                value.normal_(0, 0.05)
    found = {f"init.{name}": value.detach().clone() for name, value in trained.items()}
    batches = torch.randint(5, model.config.vocab_size, (20, 2, 10))
    labels = batches.clone()
    for step in labels:
        for row in step:
            row[: torch.randint(1, 7, ())] = -100
    optimizer = torch.optim.AdamW(trained.values(), lr=0.005, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)
    losses, norms = [], []
    for ids, wanted in zip(batches, labels):
        optimizer.zero_grad()
        logits = model(ids).logits[:, :-1].flatten(0, 1)
        loss = torch.nn.functional.cross_entropy(logits, wanted[:, 1:].flatten(), ignore_index=-100)
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(trained.values(), 1.0).item())
        losses.append(loss.item())
        optimizer.step()
    found |= {f"final.{name}": value.detach().clone() for name, value in trained.items()}
    found |= {"batches": batches, "labels": labels, "losses": torch.tensor(losses), "grad_norms": torch.tensor(norms)}
    save_file(found, folder / "lora_training.safetensors")
    (folder / "lora_training.json").write_text(json.dumps(settings, indent=2) + "\n")


def make_encoder(name, model, maker, *, seed, dtype=torch.float32, after=None, adapter=None, is_tuned=False):
    folder = fresh(name)
    tokenizer, names, _ = maker()
    assert tokenizer.get_vocab_size() == model.config.vocab_size, (name, tokenizer.get_vocab_size())
    torch.manual_seed(seed)
    save_model(folder, perturb(model), dtype)
    mt.save_tokenizer(folder, tokenizer, names, None, is_template_inside=False)
    if after is not None:
        after(folder)
    hub_tokenizer = transformers.PreTrainedTokenizerFast.from_pretrained(folder)
    mt.save_expected_tokens(folder, hub_tokenizer, has_chats=False)
    load = lambda: type(model).from_pretrained(folder, dtype=torch.float32).eval()

    base = load()
    texts = [STRINGS[0], STRINGS[4], "a mill", STRINGS[1]]
    rows = hub_tokenizer(texts, padding=True, truncation=True, max_length=24, return_tensors="pt")
    ids, mask = rows["input_ids"], rows["attention_mask"]
    expected = {"input_ids": ids, "attention_mask": mask}
    with torch.no_grad():
        inner = base if type(model) is transformers.BertModel else getattr(base, base.base_model_prefix)
        out = inner(ids, attention_mask=mask)
        weights = mask[..., None].float()
        expected["last_hidden"] = out.last_hidden_state
        expected["mean_pooled"] = (out.last_hidden_state * weights).sum(1) / weights.sum(1)
        if out.get("pooler_output") is not None:
            expected["pooler_output"] = out.pooler_output
        if inner is not base:
            expected["logits"] = base(ids, attention_mask=mask).logits
        if adapter is not None:
            adapted = make_adapter(folder, load, seed + 1, task_type="SEQ_CLS", **adapter)
            expected["logits_adapter"] = adapted(ids, attention_mask=mask).logits
            assert relative(expected["logits_adapter"], expected["logits"]) > 0.05, name
    save_file({key: value.contiguous() for key, value in expected.items()}, folder / "expected.safetensors")
    if is_tuned:
        make_tunings.tune_texts(folder, load, model.config.vocab_size, seed + 2)


def make_image_classifier(name, model, *, seed, size, tuned=None):
    folder = fresh(name)
    torch.manual_seed(seed)
    save_model(folder, perturb(model))
    base = type(model).from_pretrained(folder).eval()
    pixels = torch.randn(2, 3, size, size)
    with torch.no_grad():
        out = base(pixels, output_hidden_states=True)
        # Of the last layer; a ViT's final norm comes after it.
        save_file({"pixel_values": pixels, "last_hidden": out.hidden_states[-1].contiguous(), "logits": out.logits},
                  folder / "expected.safetensors")
    if tuned is not None:
        make_tunings.tune_images(folder, lambda: type(model).from_pretrained(folder), size, seed + 2, **tuned)


def fresh(name):
    shutil.rmtree(ROOT / name, ignore_errors=True)
    (ROOT / name).mkdir()
    return ROOT / name


def main(chosen):
    from reference_models import MAKERS
    for name, make in MAKERS.items():
        if not chosen or name in chosen:
            make(name)
            print(name, sum(file.stat().st_size for file in (ROOT / name).rglob("*") if file.is_file()), "bytes", flush=True)
    versions = f"Made with torch {torch.__version__}, transformers {transformers.__version__}, peft {peft.__version__}."
    readme = (ROOT / "README.md").read_text().splitlines()
    (ROOT / "README.md").write_text("\n".join(versions if line.startswith("Made with ") else line for line in readme) + "\n")


if __name__ == "__main__":
    sys.modules["make_references"] = sys.modules["__main__"]
    main(sys.argv[1:])
