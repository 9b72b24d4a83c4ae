import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatHubCard, type HubCard } from '../checkpoint/hub-card.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { patternValue } from './pattern-value.ts';
import {
  adapterConfigFile,
  adapterWeightsFile,
  type PeftAdapter,
  type PeftConfig,
  type PeftPair,
  peftPrefix,
} from './peft-adapter.ts';

/**
 * Writes an adapter as peft saves it, for `PeftModel.from_pretrained` and for `readAdapter`. The same adapter gives the same
 * bytes.
 *
 * @throws RangeError when peft would not find what is written: a module that is no target, a rank that is not the config's.
 */
export async function writeAdapter(
  folder: string,
  adapter: PeftAdapter,
  { card }: { card?: HubCard } = {},
): Promise<void> {
  const { config, pairs, saved } = adapter;
  for (const [module, pair] of pairs) checkPair(config, module, pair);
  for (const name of saved.keys()) checkSaved(config, name);
  const weights: NamedWeights[] = [];
  for (const [module, { rank, in: inSize, out, a, b }] of pairs) {
    weights.push({ name: `${peftPrefix}${module}.lora_A.weight`, shape: [rank, inSize], values: a });
    weights.push({ name: `${peftPrefix}${module}.lora_B.weight`, shape: [out, rank], values: b });
  }
  for (const [name, one] of saved) weights.push({ ...one, name: peftPrefix + name });
  weights.sort((a, b) => (a.name < b.name ? -1 : 1)); // as the safetensors crate orders what has one type
  await mkdir(folder, { recursive: true });
  await writeSafetensors(path.join(folder, adapterWeightsFile), weights, { metadata: { format: 'pt' } });
  const file = path.join(folder, adapterConfigFile);
  await writeFile(`${file}.part`, formatConfig(config));
  await rename(`${file}.part`, file);
  if (card !== undefined) await writeFile(path.join(folder, 'README.md'), formatHubCard(card));
}

/** Only fields that peft has had for long: older versions refuse a field that they do not know. */
function formatConfig(config: PeftConfig): string {
  const json = {
    alpha_pattern: config.alphaPattern,
    auto_mapping: null,
    base_model_name_or_path: config.baseModel,
    bias: 'none',
    fan_in_fan_out: config.fanInFanOut,
    inference_mode: true,
    init_lora_weights: true,
    layers_pattern: null,
    layers_to_transform: null,
    lora_alpha: config.alpha,
    lora_dropout: config.dropout,
    modules_to_save: config.modulesToSave.length === 0 ? null : config.modulesToSave,
    peft_type: 'LORA',
    r: config.r,
    rank_pattern: config.rankPattern,
    revision: null,
    target_modules: config.targetModules,
    task_type: config.taskType,
    use_dora: false,
    use_rslora: config.useRslora,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function checkPair(config: PeftConfig, module: string, { rank }: PeftPair): void {
  const { targetModules } = config;
  if (typeof targetModules !== 'string' && !targetModules.some((one) => module === one || module.endsWith(`.${one}`)))
    throw new RangeError(`${module} is none of the targets ${targetModules.join(', ')}`);
  const expected = patternValue(config.rankPattern, module, config.r);
  if (rank !== expected) throw new RangeError(`${module} has the rank ${rank} where the config says ${expected}`);
}

/** peft asks of each module whether its path ends with a name to save, and saves all that is in it. */
function checkSaved({ modulesToSave }: PeftConfig, name: string): void {
  const parts = name.split('.');
  const modules = parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('.'));
  if (!modules.some((module) => modulesToSave.some((one) => module.endsWith(one))))
    throw new RangeError(`${name} is of none of the modules to save: ${modulesToSave.join(', ')}`);
}
