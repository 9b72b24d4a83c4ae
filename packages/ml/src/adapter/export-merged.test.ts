import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import { loadEncoder } from '../encoder/load-encoder.ts';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { loadImageClassifier } from '../image/load-image-classifier.ts';
import { referenceFolder, toyLora } from '../tuning/toy-classifier.ts';
import { openToyTuning } from '../tuning/toy-tuning.ts';
import { exportMerged } from './export-merged.ts';

const { tuneTexts, tuneImages } = openToyTuning(openWasmEngine);
const target = () => path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-merged-')), 'merged');
const spec = { method: toyLora, epochs: 1 };

it.each(['bert', 'bert-without-head', 'distilbert', 'roberta'])(
  'makes one checkpoint of %s and its adapter',
  async (name) => {
    const engine = await openWasmEngine();
    const baseFolder = referenceFolder(name);
    const { artifactFolder: adapterFolder } = await tuneTexts({ modelFolder: baseFolder, spec });
    const before = engine.tf.memory().numTensors;
    const folder = target();
    await exportMerged(folder, { tf: engine.tf, baseFolder, adapterFolder, title: 'weather' });
    expect(engine.tf.memory().numTensors).toBe(before);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['README.md', 'config.json', 'tokenizer.json']));
    expect(existsSync(path.join(folder, 'adapter_config.json'))).toBe(false);
    const merged = await loadEncoder({ engine, folder });
    const adapted = await loadEncoder({ engine, folder: baseFolder, adapterFolder });
    expect(merged.config.labels).toEqual(['cold', 'mild', 'warm']);
    const [[one], [other]] = [merged, adapted].map((model) => model.classify([{ ids: [5, 6, 7] }]).scores) as [
      { label: string; score: number }[][],
      { label: string; score: number }[][],
    ];
    expect(one?.map(({ label }) => label)).toEqual(other?.map(({ label }) => label));
    // The base is stored in half precision, and so are the merged weights.
    one?.forEach(({ score }, i) => {
      expect(score).toBeCloseTo(other?.[i]?.score ?? 0, 2);
    });
    merged.dispose();
    adapted.dispose();
  },
);

it('makes one of a ViT, with its image processor', async () => {
  const engine = await openWasmEngine();
  const { artifactFolder: adapterFolder, modelFolder: baseFolder } = await tuneImages('vit', spec);
  const folder = target();
  await exportMerged(folder, { tf: engine.tf, baseFolder, adapterFolder, title: 'weather' });
  const merged = await loadImageClassifier({ engine, folder });
  expect(merged.config.labels).toEqual(['cold', 'mild', 'warm']);
  merged.dispose();
});

it('makes one of a language model, and stops when it is told to', async () => {
  const engine = await openWasmEngine();
  const baseFolder = referenceFolder('llama-rope-llama3');
  const asked = { tf: engine.tf, baseFolder, adapterFolder: path.join(baseFolder, 'adapter'), title: 'words' };
  const folder = target();
  await exportMerged(folder, asked);
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain('The base model with the adapter worked into');
  (await loadCausalLm({ engine, folder })).dispose();
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(exportMerged(target(), { ...asked, signal })).rejects.toThrow('gone');
  const other = { ...asked, baseFolder: referenceFolder('qwen2-tied') };
  await expect(exportMerged(target(), other)).rejects.toMatchObject({ code: 'invalid_file' });
});
