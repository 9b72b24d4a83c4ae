"""What PyTorch computes when it tunes a classifier: a few steps of AdamW, in full or with peft's LoRA."""
import json
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file

ROWS, BATCH, STEPS = 12, 4, 9
SETTINGS = {"optimizer": "AdamW", "lr": 0.003, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.05, "max_grad_norm": 1.0}
NOT_DECAYED = ("bias", "cls_token", "position_embeddings")


def is_decayed(name):
    return not name.endswith(NOT_DECAYED) and "norm" not in name.lower()


def tune_texts(folder, load, vocab_size, seed):
    """Random tokens of several lengths; with labels of all classes."""
    torch.manual_seed(seed)
    lengths = torch.randint(3, 13, (ROWS,))
    mask = (torch.arange(12)[None] < lengths[:, None]).long()
    ids = torch.randint(5, vocab_size, (ROWS, 12)) * mask
    inputs = {"input_ids": ids, "attention_mask": mask}
    tune(folder / "tuning", load(), inputs, label_smoothing=0.1)
    lora = LoraConfig(r=2, lora_alpha=4, lora_dropout=0.0, target_modules=["query", "key", "value", "attention.output.dense",
                      "intermediate.dense", "output.dense"], modules_to_save=["pooler", "classifier"], task_type="SEQ_CLS")
    model = get_peft_model(load(), lora)
    with torch.no_grad():
        for name, value in model.named_parameters():
            if "lora_B" in name:
                value.normal_(0, 0.05)
    tune(folder / "lora_tuning", model, inputs, is_lora=True)


def tune_images(folder, load, size, seed, **settings):
    torch.manual_seed(seed)
    tune(folder / "tuning", load(), {"pixel_values": torch.randn(ROWS, 3, size, size)}, **settings)


def tune(path, model, inputs, *, label_smoothing=0.0, is_balanced=False, is_lora=False):
    """Nothing is dropped, and batch norms keep their running statistics."""
    model.eval()
    labels = torch.tensor([row * row % 5 % 3 for row in range(ROWS)])
    counts = labels.bincount(minlength=3)
    weight = ROWS / (3 * counts) if is_balanced else None
    trained = {name: value for name, value in model.named_parameters() if value.requires_grad}
    kept = {f"init.{plain(name)}": value.detach().clone() for name, value in trained.items()} if is_lora else {}
    still = [value for name, value in trained.items() if not is_decayed(name)]
    decayed = [value for name, value in trained.items() if is_decayed(name)]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": SETTINGS["weight_decay"]}, {"params": still, "weight_decay": 0.0}],
                                  lr=SETTINGS["lr"])
    losses = []
    for step in range(STEPS):
        chosen = [(step * BATCH + place) % ROWS for place in range(BATCH)]
        optimizer.zero_grad()
        logits = model(**{name: value[chosen] for name, value in inputs.items()}).logits
        loss = torch.nn.functional.cross_entropy(logits, labels[chosen], weight=weight, label_smoothing=label_smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained.values(), SETTINGS["max_grad_norm"])
        losses.append(loss.item())
        optimizer.step()
    with torch.no_grad():
        logits = model(**inputs).logits
    save_file({**kept, **inputs, "labels": labels, "losses": torch.tensor(losses), "logits": logits.contiguous()},
              f"{path}.safetensors")
    rest = {"label_smoothing": label_smoothing, "is_balanced": is_balanced, "batch": BATCH}
    if is_lora:
        rest["lora"] = {"r": 2, "alpha": 4}
    Path(f"{path}.json").write_text(json.dumps({**SETTINGS, **rest}, indent=2) + "\n")


def plain(name):
    return name.removeprefix("base_model.model.").replace(".default", "").replace(".modules_to_save", "")
