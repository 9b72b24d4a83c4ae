import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { mergeAdapter } from '../adapter/merge-adapter.ts';
import { readAdapter } from '../adapter/read-adapter.ts';
import { exportCheckpoint } from '../checkpoint/export-checkpoint.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { loadEncoder } from '../encoder/load-encoder.ts';
import type { Engine } from '../engine/engine.ts';
import { relativeError } from '../reference/compare-values.ts';
import { describeBase } from './classifier-base.ts';
import { makeFolder, referenceFolder, toyLabels, toyLora } from './toy-classifier.ts';
import { openToyTuning } from './toy-tuning.ts';

/** What tuning writes, and what reads it. */
export function testTunedArtifact(open: () => Promise<Engine>): void {
  const { tuneTexts, tuneImages } = openToyTuning(open);

  it('writes what peft and transformers read: names of modules, of the head, and of the labels', async () => {
    const readJson = (folder: string, name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    const ofTexts = (await tuneTexts({ spec: { method: toyLora, epochs: 1 } })).artifactFolder;
    expect(readJson(ofTexts, 'adapter_config.json')).toMatchObject({
      base_model_name_or_path: 'bert',
      task_type: 'SEQ_CLS',
      modules_to_save: ['pooler', 'classifier'],
      target_modules: ['intermediate.dense', 'key', 'output.dense', 'query', 'value'],
    });
    expect(readJson(ofTexts, 'config.json')).toMatchObject({
      architectures: ['BertForSequenceClassification'],
      id2label: { 0: 'cold', 1: 'mild', 2: 'warm' },
      label2id: { cold: 0, mild: 1, warm: 2 },
      problem_type: 'single_label_classification',
    });
    expect(readFileSync(path.join(ofTexts, 'README.md'), 'utf8')).toMatch(/\| accuracy \|.*\| validation \|/);
    const { artifactFolder: ofImages } = await tuneImages('vit', { method: toyLora, epochs: 1 });
    expect(readJson(ofImages, 'adapter_config.json')).toMatchObject({
      task_type: null,
      modules_to_save: ['classifier'],
      target_modules: ['fc1', 'fc2', 'k_proj', 'o_proj', 'q_proj', 'v_proj'],
    });
  });

  it('serves several adapters with labels of their own beside one base', async () => {
    const engine = await open();
    const before = engine.tf.memory().numTensors;
    const modelFolder = referenceFolder('bert-without-head');
    const spec = { method: toyLora, epochs: 1 };
    const [first, second] = [
      await tuneTexts({ modelFolder, spec }),
      await tuneTexts({ modelFolder, spec, labels: [...toyLabels, 'hot'] }),
    ];
    const base = await loadEncoder({ engine, folder: modelFolder });
    const texts = [{ ids: [5, 6, 7] }];
    for (const { artifactFolder } of [first, second]) {
      const adapted = await base.adapt(artifactFolder);
      const alone = await loadEncoder({ engine, folder: modelFolder, adapterFolder: artifactFolder });
      expect(adapted.config.labels).toEqual(alone.config.labels);
      expect(adapted.classify(texts)).toEqual(alone.classify(texts));
      adapted.dispose();
      alone.dispose();
    }
    expect(base.embed(texts, { pooling: 'mean' }).vectors).toHaveLength(1);
    const ofDistilBert = await tuneTexts({ modelFolder: referenceFolder('distilbert'), spec });
    await expect(base.adapt(ofDistilBert.artifactFolder)).rejects.toThrow();
    base.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it.each(['bert', 'bert-without-head', 'distilbert'])('merges an adapter and its head into %s', async (name) => {
    const engine = await open();
    const folder = referenceFolder(name);
    const labels = [...toyLabels, 'hot'];
    const { artifactFolder: adapterFolder } = await tuneTexts({
      modelFolder: folder,
      labels,
      spec: { method: toyLora },
    });
    const { config: json, weights } = await openCheckpoint(folder);
    const { base } = describeBase(json, { kind: 'encoder', labels });
    const merged = mergeAdapter(weights, await readAdapter(adapterFolder), { tf: engine.tf, base });
    const whole = path.join(makeFolder(), 'merged');
    await exportCheckpoint(whole, { config: base.json, weights: merged, dtype: 'F32' });
    await merged.close();
    const texts = [{ ids: [5, 6, 7, 8] }];
    const answer = async (options: { folder: string; adapterFolder?: string }) => {
      const encoder = await loadEncoder({ engine, ...options });
      const { scores } = encoder.classify(texts);
      encoder.dispose();
      return labels.map((label) => scores[0]?.find((one) => one.label === label)?.score ?? 0);
    };
    expect(relativeError(await answer({ folder: whole }), await answer({ folder, adapterFolder }))).toBeLessThan(1e-4);
  });
}
