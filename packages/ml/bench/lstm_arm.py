"""The row of lstm-arm.ts with PyTorch."""

import torch
from torch import nn

from serve_rounds import measure_steps, read_job, serve_rounds, token_ids

job = read_job()
torch.set_num_threads(job["threads"])


class Classifier(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(job["words"], job["embeddingSize"])
        self.lstm = nn.LSTM(job["embeddingSize"], job["hiddenSize"], batch_first=True)
        self.output = nn.Linear(job["hiddenSize"], job["labels"])

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        states, _ = self.lstm(self.embedding(ids))
        return self.output(states[:, -1])


model = Classifier()
optimizer = torch.optim.AdamW(
    model.parameters(), lr=job["learningRate"], weight_decay=job["weightDecay"], fused=True
)
count = 16 * job["batch"]
rows = torch.tensor(token_ids(count * job["time"], 0, job["words"])).view(count, job["time"])
labels = torch.arange(count) % job["labels"]
steps = 0


def take_step() -> float:
    global steps
    chosen = (torch.arange(job["batch"]) + steps * job["batch"]) % count
    steps += 1
    loss = nn.functional.cross_entropy(model(rows[chosen]), labels[chosen])
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
