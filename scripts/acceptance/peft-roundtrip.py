"""The other side of peft-roundtrip.mjs: does the jobs of the JSON file that it is given, with torch, transformers and peft.

{"base": folder, "adapter"?: folder, "make"?: folder, "labels"?: folder, "ids": [...], "attended": [...], "out": file}
Writes the logits as float32; `make`: with an adapter that peft makes and saves there; `labels`: with a head as the config.json there
has it; `texts`: writes their token ids instead.
"""
import json, os, sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
sys.dont_write_bytecode = True
import peft, torch, transformers

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def load(folder, labels=None):
    architecture = json.loads((Path(folder) / "config.json").read_text())["architectures"][0]
    auto = transformers.AutoModelForCausalLM if "CausalLM" in architecture or "LMHead" in architecture \
        else transformers.AutoModelForSequenceClassification
    headed = {}
    if labels is not None:
        headed = {"config": transformers.AutoConfig.from_pretrained(labels), "ignore_mismatched_sizes": True}
    return auto.from_pretrained(folder, dtype=torch.float32, **headed).eval()


def open_model(job):
    model = load(job["base"], job.get("labels"))
    if "make" in job:
        torch.manual_seed(0)
        config = peft.LoraConfig(r=3, lora_alpha=5, target_modules="all-linear", use_rslora=True, init_lora_weights=False,
                                 task_type="CAUSAL_LM")
        peft.get_peft_model(model, config).save_pretrained(job["make"])
        model = load(job["base"])
    adapter = job.get("adapter", job.get("make"))
    return model if adapter is None else peft.PeftModel.from_pretrained(model, adapter).eval()


def compute_logits(job):
    ids, attended = torch.tensor(job["ids"]), torch.tensor(job["attended"])
    with torch.no_grad():
        return open_model(job)(input_ids=ids, attention_mask=attended).logits.contiguous().numpy().tobytes()


def encode(job):
    tokenizer = transformers.AutoTokenizer.from_pretrained(job["base"])
    return json.dumps([tokenizer(text)["input_ids"] for text in job["texts"]]).encode()


for job in json.loads(Path(sys.argv[1]).read_text()):
    try:
        Path(job["out"]).write_bytes(encode(job) if "texts" in job else compute_logits(job))
    except Exception as error:  # Told by the other side, which goes on with the next.
        Path(job["out"] + ".error").write_text(f"{type(error).__name__}: {error}")
print(f"torch {torch.__version__}, transformers {transformers.__version__}, peft {peft.__version__}")
