"""The side of an arm in Python: the same as serve-rounds.ts."""

import json
import sys
import time


def read_job() -> dict:
    return json.loads(sys.argv[1])


def token_ids(count: int, step: int, size: int) -> list[int]:
    """As token-ids.ts."""
    return [((((step * count + i + 1) * 0x9E3779B1) & 0xFFFFFFFF) >> 8) % size for i in range(count)]


def measure_steps(seconds: float, work_per_step: float, step) -> float:
    start = time.perf_counter()
    steps = 0
    elapsed = 0.0
    while elapsed < seconds:
        step()
        steps += 1
        elapsed = time.perf_counter() - start
    return steps * work_per_step / elapsed


def serve_rounds(facts: dict, measure) -> None:
    print(json.dumps(facts), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"rate": measure()}), flush=True)
