import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { disposeAdapter, openAdapter } from '../adapter/open-adapter.ts';
import { readAdapter } from '../adapter/read-adapter.ts';
import { llama } from '../architectures/llama.ts';
import type { Engine } from '../engine/engine.ts';
import { makeScope } from '../nn/make-scope.ts';
import { evaluate } from './evaluate.ts';
import { type FineTuneOptions, fineTune } from './fine-tune.ts';
import { makeToyExamples, makeToyModel, toyLlama } from './toy-model.ts';
import { toySpec } from './toy-spec.ts';

const lora = {
  kind: 'lora',
  rank: 4,
  alpha: 8,
  dropout: 0,
  targetModules: ['q_proj', 'v_proj'],
  useRslora: false,
} as const;

/** LoRA with modules that are trained whole beside it. */
export function testSavedModules(open: () => Promise<Engine>): void {
  async function train(isTied: boolean, modulesToSave: string[], part: Partial<FineTuneOptions> = {}) {
    const engine = await open();
    const json = { ...toyLlama, tie_word_embeddings: isTied };
    const model = { ...makeToyModel(engine.tf, llama, json), json };
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-saved-'));
    const validationSet = makeToyExamples(10, 2);
    const result = await fineTune({
      engine,
      model,
      modelFolder: folder,
      baseModel: 'toy',
      spec: { ...toySpec, method: { ...lora, modulesToSave } },
      trainSet: makeToyExamples(30, 1),
      validationSet,
      checkpointFolder: path.join(folder, 'checkpoints'),
      onEvent: () => undefined,
      ...part,
    });
    return { ...result, engine, model, validationSet };
  }
  const bytesOf = (folder: string) => readFileSync(path.join(folder, 'adapter_model.safetensors'));

  it.each([
    { isTied: false, modulesToSave: ['lm_head', 'model.norm'] },
    { isTied: false, modulesToSave: ['embed_tokens'] },
    { isTied: true, modulesToSave: ['lm_head'] },
  ])('trains them, and writes what loads again to the same loss: %j', async (one) => {
    const { engine, model, artifactFolder, metrics, validationSet } = await train(one.isTied, one.modulesToSave);
    const peft = await readAdapter(artifactFolder);
    expect(peft.config.modulesToSave).toEqual(one.modulesToSave);
    expect(peft.saved.size).toBe(one.modulesToSave.length);
    for (const [name, { values }] of peft.saved) {
      const base = model.weights.get(name)?.dataSync() ?? [];
      expect(
        values.some((value, i) => value !== base[i]),
        name,
      ).toBe(true);
    }
    const { architecture, config, weights } = model;
    const [parameters, linears] = [architecture.parameters(config), architecture.linears(config)];
    const adapter = openAdapter(engine.tf, peft, { parameters, linears });
    const scope = makeScope(engine.tf, { weights, linears, adapter });
    const again = await evaluate({ model, part: { scope: () => scope }, set: validationSet, batchSize: 4 });
    expect(again.loss).toBeCloseTo(metrics?.loss ?? Number.NaN, 5);
    disposeAdapter(engine.tf, adapter);
    engine.tf.dispose([...model.weights.values()]);
  });

  it('ends with the same bytes when it is killed and resumed, and keeps no tensors', async () => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    const whole = await train(false, ['lm_head']);
    const kill = new AbortController();
    let folder = '';
    const cut = train(false, ['lm_head'], {
      signal: kill.signal,
      onEvent: (event) => {
        if (event.kind !== 'checkpoint' || event.step !== 8) return;
        folder = `${event.folder}-copy`;
        cpSync(event.folder, folder, { recursive: true });
        kill.abort(new Error('killed'));
      },
    });
    await expect(cut).rejects.toThrow('killed');
    const resumed = await train(false, ['lm_head'], { resume: { folder } });
    expect(bytesOf(resumed.artifactFolder).equals(bytesOf(whole.artifactFolder))).toBe(true);
    tf.dispose([...whole.model.weights.values(), ...resumed.model.weights.values()]);
    const perModel = new Set(whole.model.weights.values()).size; // the cut run's model was left to it
    expect(tf.memory().numTensors - before).toBe(perModel);
  });

  it('refuses a module that there is not', async () => {
    await expect(train(false, ['classifier'])).rejects.toMatchObject({
      code: 'invalid_value',
      param: 'method.modulesToSave',
    });
  });
}
