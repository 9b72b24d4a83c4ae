"""The row of cnn-arm.ts with PyTorch, which computes on the processor fastest with the channels last."""

import torch
from torch import nn

from serve_rounds import measure_steps, read_job, serve_rounds

job = read_job()
torch.set_num_threads(job["threads"])


def make_layer(layer: dict, shape: list[int]) -> tuple[nn.Module, list[int]]:
    """The layer for images or vectors of this shape, channels first, and the shape of what it gives."""
    kind = layer["kind"]
    if kind == "conv":
        same = layer["padding"] == "same"
        lost = 0 if same else 2
        module = nn.Conv2d(shape[0], layer["filters"], 3, padding=1 if same else 0)
        return module, [layer["filters"], shape[1] - lost, shape[2] - lost]
    if kind == "max-pool":
        return nn.MaxPool2d(2), [shape[0], shape[1] // 2, shape[2] // 2]
    if kind == "batch-norm":
        return nn.BatchNorm2d(shape[0], eps=1e-3) if len(shape) == 3 else nn.BatchNorm1d(shape[0], eps=1e-3), shape
    if kind == "relu":
        return nn.ReLU(), shape
    if kind == "global-average-pool":
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), [shape[0]]
    if kind == "flatten":
        return nn.Flatten(), [shape[0] * shape[1] * shape[2] if len(shape) == 3 else shape[0]]
    if kind == "dense":
        return nn.Linear(shape[0], layer["units"]), [layer["units"]]
    raise ValueError(f"no layer is called {kind}")


def make_network() -> nn.Module:
    modules = []
    shape = [3, job["side"], job["side"]]
    for layer in job["layers"]:
        module, shape = make_layer(layer, shape)
        modules.append(module)
    if len(shape) == 3:
        module, shape = make_layer({"kind": "flatten"}, shape)
        modules.append(module)
    return nn.Sequential(*modules, nn.Linear(shape[0], job["labels"]))


model = make_network().to(memory_format=torch.channels_last).train()
groups = [
    {"params": [one for one in model.parameters() if one.dim() > 1], "weight_decay": job["weightDecay"]},
    {"params": [one for one in model.parameters() if one.dim() == 1], "weight_decay": 0.0},
]
optimizer = torch.optim.AdamW(groups, lr=job["learningRate"], fused=True)
count = 8 * job["batch"]
pixels = torch.randint(0, 256, (count, 3, job["side"], job["side"]), dtype=torch.uint8)
pixels = pixels.contiguous(memory_format=torch.channels_last)
labels = torch.arange(count) % job["labels"]
steps = 0


def take_step() -> float:
    global steps
    chosen = (torch.arange(job["batch"]) + steps * job["batch"]) % count
    steps += 1
    images = pixels[chosen].float().sub_(127.5).div_(73.9).contiguous(memory_format=torch.channels_last)
    loss = nn.functional.cross_entropy(model(images), labels[chosen])
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), job["clipNorm"])
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


for _ in range(job["warmUpSteps"]):
    take_step()
facts = {
    "version": f"torch {torch.__version__}",
    "parameters": sum(one.numel() for one in model.parameters()),
}
serve_rounds(facts, lambda: measure_steps(job["seconds"], job["batch"], take_step))
