import { manifestFileName, manifestFilesMax } from '../objects/folder-manifest.ts';
import { importRefused } from './import-refused.ts';

/** What belongs to a checkpoint beside its weights. Code is not among it. */
const companions: readonly string[] = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'tokenizer.model',
  'vocab.json',
  'vocab.txt',
  'merges.txt',
  'chat_template.jinja',
  'preprocessor_config.json',
  'README.md',
];
const licence = /^(licen[cs]e|notice)(\.(txt|md))?$/i;
const weights = 'model.safetensors';
export const weightsIndex = 'model.safetensors.index.json';
const shard = /^[\w-][\w.-]*-\d+-of-\d+\.safetensors$/;
const otherWeights = /\.(bin|pt|pth|ckpt|pkl|h5|msgpack|gguf|onnx|npz)$/i;

/**
 * Of the names in a checkpoint's folder those that are imported. Throws `invalid_file` when there is no config.json or
 * there are no safetensors.
 */
export function chooseFiles(names: readonly string[]): string[] {
  const has = (name: string) => names.includes(name);
  if (!has('config.json'))
    throw importRefused(
      has('adapter_config.json')
        ? 'This is an adapter (adapter_config.json), not a model: import the base model that it was made for.'
        : 'There is no config.json: this is no checkpoint in the layout of the Hugging Face hub.',
    );
  const chosen = [...companions.filter(has), ...names.filter((name) => licence.test(name)), ...chooseWeights(names)];
  if (chosen.length > manifestFilesMax)
    throw importRefused(
      `The checkpoint has ${chosen.length} files; at most ${manifestFilesMax} are imported. Save it with larger shards (max_shard_size).`,
    );
  const odd = chosen.find((name) => !manifestFileName.test(name));
  if (odd !== undefined)
    throw importRefused(
      `The file name "${odd.slice(0, 140)}" begins with a mark or is too long. Save the model again (in Python: model.save_pretrained(folder)) and import that.`,
    );
  return chosen;
}

function chooseWeights(names: readonly string[]): string[] {
  if (names.includes(weights)) return [weights];
  if (names.includes(weightsIndex)) return [weightsIndex, ...names.filter((name) => shard.test(name))];
  const other = names.filter((name) => otherWeights.test(name)).sort()[0];
  if (other !== undefined)
    throw importRefused(
      `There are no safetensors, only ${other}. Such files may run code when they are read, or have another layout: convert the model (in Python: model.save_pretrained(folder, safe_serialization=True)) and import that.`,
    );
  throw importRefused(`There are no weights: neither ${weights} nor ${weightsIndex}.`);
}
