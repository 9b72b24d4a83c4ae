"""The row of safetensors-arm.ts with the safetensors package, which maps the file.

NumPy gets its own copy of the values, as our loader makes one. PyTorch gets the mapped pages themselves, which reads nothing
of them, so a value of every line of 64 bytes is looked at, here and there.
"""

import os
import time

import safetensors

from serve_rounds import read_job, serve_rounds

job = read_job()
size = os.path.getsize(job["file"])

if job["isCopied"]:
    import numpy
    from safetensors.numpy import load_file

    def touch(tensor) -> int:
        return int(numpy.count_nonzero(tensor.reshape(-1)[::16]))

else:
    import torch
    from safetensors.torch import load_file

    torch.set_num_threads(job["threads"])

    def touch(tensor) -> int:
        return int(torch.count_nonzero(tensor.view(-1)[::16]))


def load() -> int:
    return sum(touch(one) for one in load_file(job["file"]).values())


def measure() -> float:
    start = time.perf_counter()
    for _ in range(job["loads"]):
        load()
    return job["loads"] * size / 1e9 / (time.perf_counter() - start)


for _ in range(job["warmUpLoads"]):
    load()
serve_rounds({"version": f"safetensors {safetensors.__version__}"}, measure)
