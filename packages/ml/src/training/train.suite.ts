import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { expect, it } from 'vitest';
import { gpt2 } from '../architectures/gpt2.ts';
import { llama } from '../architectures/llama.ts';
import type { Engine } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { type FineTuneOptions, fineTune } from './fine-tune.ts';
import { makeToyExamples, makeToyModel, toyGpt2, toyLlama } from './toy-model.ts';
import { toySpec } from './toy-spec.ts';
import type { CheckpointEvent, EvaluationEvent, StepEvent, TrainingEvent } from './training-event.ts';

const lora = { kind: 'lora', rank: 4, alpha: 8, dropout: 0.1, targetModules: null, useRslora: false } as const;
const full = { kind: 'full' } as const;

/** Of all weights in an artifact. */
function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.safetensors')) hash.update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

/** What fine-tuning must do on every engine. */
export function testFineTuning(open: () => Promise<Engine>): void {
  type Part = Partial<Omit<FineTuneOptions, 'spec'>> & { spec?: Partial<CausalLmSpec>; family?: 'llama' | 'gpt2' };

  async function train({ spec, family = 'llama', ...part }: Part = {}) {
    const engine = await open();
    const json = family === 'llama' ? toyLlama : toyGpt2;
    const model = { ...makeToyModel(engine.tf, family === 'llama' ? llama : gpt2, json), json };
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-lm-'));
    const events: TrainingEvent[] = [];
    try {
      const result = await fineTune({
        engine,
        model,
        modelFolder: folder,
        baseModel: 'toy',
        trainSet: makeToyExamples(30, 1),
        validationSet: makeToyExamples(10, 2),
        checkpointFolder: path.join(folder, 'checkpoints'),
        ...part,
        spec: { ...toySpec, ...spec },
        onEvent: async (event) => {
          events.push(event);
          await part.onEvent?.(event);
        },
      });
      const of = <Kind extends TrainingEvent['kind']>(kind: Kind) =>
        events.filter((event): event is Extract<TrainingEvent, { kind: Kind }> => event.kind === kind);
      return { ...result, events, of };
    } finally {
      engine.tf.dispose([...model.weights.values()]);
    }
  }

  it.each([
    { method: lora, learningRate: 0.03, family: 'llama' },
    { method: { ...lora, useRslora: true }, learningRate: 0.02, family: 'gpt2' },
    { method: full, learningRate: 0.01, family: 'llama' },
    { method: full, learningRate: 0.01, family: 'gpt2' },
  ] as const)('learns eight rows by heart: %j', async ({ family, ...part }) => {
    const rows = makeToyExamples(8, 4);
    const spec = { ...part, method: { ...part.method, rank: 8, dropout: 0 }, epochs: 80, batchSize: 8, weightDecay: 0 };
    const { of, metrics } = await train({
      family,
      trainSet: rows,
      validationSet: rows,
      spec: { ...spec, evaluateEverySteps: 60 },
    });
    expect(of('step')[0]?.loss).toBeGreaterThan(3);
    expect(of('step').at(-1)?.loss).toBeLessThan(0.3);
    expect(metrics?.tokenAccuracy).toBeGreaterThan(0.95);
  });

  it('tells each step, evaluation and checkpoint, and what was trained', async () => {
    const { of, events, ...result } = await train();
    const steps: StepEvent[] = of('step');
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect(steps.map(({ epoch }) => epoch)).toEqual([...Array(8).fill(1), ...Array(8).fill(2)]);
    expect(steps.at(-1)).toMatchObject({ stepsTotal: 16, tokensSeen: result.tokensSeen });
    expect(result.tokensTrained).toBe(2 * makeToyExamples(30, 1).counted);
    expect(steps.at(-1)?.loss).toBeLessThan(steps[0]?.loss ?? 0);
    const evaluations: EvaluationEvent[] = of('evaluation');
    expect(evaluations.map(({ step }) => step)).toEqual([4, 8, 12, 16]);
    expect(evaluations[0]?.perplexity).toBeCloseTo(Math.exp(evaluations[0]?.loss ?? 0), 6);
    expect(of('checkpoint').map(({ step }) => step)).toEqual([4, 8, 12, 16]);
    expect(events.at(-1)).toMatchObject({ kind: 'done', step: 16, bestStep: result.bestStep });
    expect(result.metrics?.loss).toBe(Math.min(...evaluations.map(({ loss }) => loss)));
    expect(readdirSync(result.artifactFolder).sort()).toEqual([
      'README.md',
      'adapter_config.json',
      'adapter_model.safetensors',
    ]);
  });

  it('gives the same weights for the same seed, others for another, whatever the micro-batches and the layout', async () => {
    const [first, second] = [await train(), await train()];
    expect(hashOf(second.artifactFolder)).toBe(hashOf(first.artifactFolder));
    const plain = (events: TrainingEvent[]) =>
      events.map((event) => ({ ...event, folder: undefined, artifactFolder: undefined }));
    expect(plain(second.events)).toEqual(plain(first.events));
    expect(hashOf((await train({ spec: { seed: 4 } })).artifactFolder)).not.toBe(hashOf(first.artifactFolder));
    for (const spec of [{ isPacked: false }, { microBatchRows: 1 }, { isRecomputed: true }]) {
      const other = (await train({ spec })).of('step');
      for (const [i, { loss }] of first.of('step').entries()) {
        const apart = Math.abs((other[i]?.loss ?? Number.NaN) - loss) / loss;
        expect(apart, `${JSON.stringify(spec)}, step ${i + 1}`).toBeLessThanOrEqual(1e-5);
      }
    }
  });

  it.each([
    { method: lora, family: 'llama' },
    { method: { ...lora, targetModules: ['c_attn'] }, family: 'gpt2' },
    { method: full, family: 'llama' },
  ] as const)('ends with the same bytes when it is killed at any step and resumed: %j', async ({ family, method }) => {
    const spec = { method, checkpointEverySteps: 1, evaluateEverySteps: 3 };
    const whole = await train({ family, spec });
    const random = seededRandom(Date.now());
    for (const step of Array.from({ length: 3 }, () => 1 + Math.floor(random() * 15))) {
      const kill = new AbortController();
      let folder = '';
      const cut = train({
        family,
        spec,
        signal: kill.signal,
        onEvent: (event) => {
          if (event.kind !== 'checkpoint' || event.step !== step) return;
          folder = `${event.folder}-copy`;
          cpSync(event.folder, folder, { recursive: true });
          kill.abort(new Error('killed'));
        },
      });
      await expect(cut).rejects.toThrow('killed');
      const resumed = await train({ family, spec, resume: { folder } });
      expect(hashOf(resumed.artifactFolder), `from step ${step}`).toBe(hashOf(whole.artifactFolder));
      expect(resumed).toMatchObject({ metrics: whole.metrics, bestStep: whole.bestStep, tokensSeen: whole.tokensSeen });
    }
  });

  it('keeps the last two checkpoints and the best, and stops early without gain', async () => {
    let folders: string[] = [];
    const { stoppedEarly, bestStep, of } = await train({
      spec: { epochs: 30, learningRate: 0.2, earlyStopPatience: 3, evaluateEverySteps: 2, checkpointEverySteps: 2 },
      onEvent: (event) => {
        if (event.kind === 'done') folders = readdirSync(path.dirname(event.artifactFolder));
      },
    });
    const checkpoints: CheckpointEvent[] = of('checkpoint');
    expect(stoppedEarly).toBe(true);
    expect(of('evaluation').length).toBe(bestStep / 2 + 3);
    const expected = new Set([...checkpoints.slice(-2).map(({ step }) => step), bestStep]);
    expect(new Set(folders)).toEqual(new Set(['artifact', ...[...expected].map((step) => `step-${step}`)]));
  });

  it('holds as many tensors at step 1,000 as at step 10, and none at the end', async () => {
    const { tf } = await open();
    const start = tf.memory().numTensors;
    const counts = new Map<number, number>();
    const tiny = makeToyExamples(4, 3);
    const method = { ...lora, targetModules: ['q_proj'] };
    await train({
      trainSet: tiny,
      validationSet: tiny,
      spec: { method, epochs: 1_000, evaluateEverySteps: 200, checkpointEverySteps: 500 },
      onEvent: ({ kind, step }) => {
        if (kind === 'step') counts.set(step, tf.memory().numTensors);
      },
    });
    expect(counts.get(1_000)).toBe(counts.get(10));
    expect(tf.memory().numTensors).toBe(start);
  });

  it('stops with advice when the loss is not a number', async () => {
    const { of } = await train();
    const folder = of('checkpoint').at(-2)?.folder ?? '';
    const file = path.join(folder, 'trained.safetensors');
    const weights = await readSafetensors(file);
    weights.find(({ name }) => name.endsWith('lora_B.weight'))?.values.fill(Number.NaN);
    await writeSafetensors(file, weights);
    const { tf } = await open();
    const start = tf.memory().numTensors;
    await expect(train({ resume: { folder } })).rejects.toMatchObject({
      code: 'invalid_state',
      fault: 'customer',
      message: expect.stringMatching(/diverged: at step 13 the loss .* learning rate at 0\.00\d+.*Try a tenth/),
    });
    expect(tf.memory().numTensors).toBe(start);
  });

  it('resumes no run of other settings or other data, and no damaged one', async () => {
    const { of } = await train();
    const resume = { folder: of('checkpoint').at(-1)?.folder ?? '' };
    for (const other of [{ spec: { seed: 9 } }, { trainSet: makeToyExamples(30, 8) }, { validationSet: null }])
      await expect(train({ resume, ...other })).rejects.toMatchObject({
        code: 'invalid_state',
        message: expect.stringContaining('other settings or other data'),
      });
    await expect(train({ resume: { folder: '/nowhere' } })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('trains without a validation set and then keeps the last weights', async () => {
    const { metrics, bestStep, of } = await train({ validationSet: null });
    expect([metrics, bestStep, of('evaluation')]).toEqual([null, 16, []]);
  });

  it('refuses what is out of bounds, no examples, and examples that are too long', async () => {
    const empty = { ...makeToyExamples(0, 1) };
    await expect(train({ trainSet: empty })).rejects.toMatchObject({ code: 'dataset_invalid' });
    await expect(train({ spec: { maxTokens: 8 } })).rejects.toMatchObject({ code: 'dataset_invalid' });
    await expect(train({ spec: { maxTokens: 65 } })).rejects.toMatchObject({ code: 'invalid_value' });
    const method = { ...lora, targetModules: ['c_attn'] };
    await expect(train({ spec: { method } })).rejects.toMatchObject({ code: 'invalid_value' });
  });
}
