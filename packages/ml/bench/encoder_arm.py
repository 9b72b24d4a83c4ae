"""The rows of encoder-arm.ts with PyTorch, transformers and, for LoRA, PEFT."""

import torch
from transformers import AutoModelForSequenceClassification

from serve_rounds import measure_steps, read_job, serve_rounds, token_ids

job = read_job()
torch.set_num_threads(job["threads"])
model = AutoModelForSequenceClassification.from_pretrained(job["modelFolder"], dtype=torch.float32)
if job["adapterFolder"] is not None:
    from peft import PeftModel

    model = PeftModel.from_pretrained(model, job["adapterFolder"], is_trainable=True)
model.train()

trained = [one for one in model.parameters() if one.requires_grad]
groups = [
    {"params": [one for one in trained if one.dim() > 1], "weight_decay": job["weightDecay"]},
    {"params": [one for one in trained if one.dim() == 1], "weight_decay": 0.0},
]
optimizer = torch.optim.AdamW([one for one in groups if one["params"]], lr=job["learningRate"], fused=True)
labels = torch.arange(job["batch"]) % 2
steps = 0


def take_step() -> float:
    global steps
    batch, time = job["batch"], job["time"]
    ids = torch.tensor(token_ids(batch * time, steps, job["vocabSize"])).view(batch, time)
    steps += 1
    logits = model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits
    loss = torch.nn.functional.cross_entropy(logits, labels)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(trained, job["clipNorm"])
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


losses = [take_step() for _ in range(job["warmUpSteps"])]
facts = {
    "version": f"torch {torch.__version__}",
    "parameters": sum(one.numel() for one in trained),
    "losses": losses,
}
serve_rounds(facts, lambda: measure_steps(job["seconds"], job["batch"] * job["time"], take_step))
