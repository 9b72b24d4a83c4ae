import type { Tensor3D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { collectChoices } from '../generation/collect-choices.ts';
import { openGenerator } from '../generation/open-generator.ts';
import { makeToyTokenizer } from '../generation/toy-model.ts';
import { attentionMask } from '../nn/attention-mask.ts';
import { makeScope } from '../nn/make-scope.ts';
import { makeMicroBatch } from '../training/make-micro-batch.ts';
import { planRows } from '../training/plan-rows.ts';
import { findHeadParameters, stepGradients } from '../training/step-gradients.ts';
import { makeToyExamples, makeToyModel } from '../training/toy-model.ts';
import { openTrainedPart } from '../training/trained-part.ts';
import type { HfConfig } from './architecture.ts';
import { lstm } from './lstm.ts';

/** For tests: two layers that fit a page. */
export const toyLstm: HfConfig = {
  model_type: 'modelmint_lstm',
  architectures: ['LstmForCausalLM'],
  vocab_size: 30,
  embedding_size: 12,
  hidden_size: 8,
  num_hidden_layers: 2,
  tie_word_embeddings: false,
  max_position_embeddings: 64,
};

const positionsOf = (rows: number[][]) => rows.map((row) => row.map((_, i) => i));

/** What the LSTM family must do on every engine, beside what every family does. */
export function testLstmFamily(open: () => Promise<Engine>): void {
  async function openToy(change: HfConfig = {}) {
    const { tf } = await open();
    const base = makeToyModel(tf, lstm, { ...toyLstm, ...change });
    const scope = makeScope(tf, { weights: base.weights });
    const config = lstm.readConfig({ ...toyLstm, ...change });
    const read = (ids: number[][], positions: number[][], cache?: ReturnType<typeof lstm.hiddenStates>['cache']) =>
      lstm.hiddenStates(scope, config, {
        ids: tf.tensor2d(ids, undefined, 'int32'),
        positions: tf.tensor2d(positions, undefined, 'int32'),
        mask: attentionMask(tf, { batch: 1, time: ids[0]?.length ?? 0 }),
        ...(cache === undefined ? {} : { cache }),
      });
    return { tf, base, config, scope, read };
  }
  const rowOf = (states: Tensor3D, row: number) => (states.arraySync()[row] ?? []).flat();
  const near = (found: readonly number[], wanted: readonly number[]) => {
    expect(found.length).toBe(wanted.length);
    found.forEach((value, i) => {
      expect(Math.abs(value - (wanted[i] ?? Number.NaN))).toBeLessThan(1e-5);
    });
  };

  it('reads texts in one row, behind padding and piece by piece as it reads them alone', async () => {
    const { tf, base, read } = await openToy();
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const [first, second] = [
        [3, 4, 5],
        [6, 7, 8, 9, 10],
      ] as const;
      const [one, two] = [first, second].map((text) => read([[...text]], positionsOf([[...text]])).hidden);
      const [wantedFirst, wantedSecond] = [rowOf(one as Tensor3D, 0), rowOf(two as Tensor3D, 0)];
      const packed = read([[...first, ...second]], [[0, 1, 2, 0, 1, 2, 3, 4]]).hidden;
      near(rowOf(packed, 0), [...wantedFirst, ...wantedSecond]);
      const padded = read([[0, 0, ...first], [...second]], [[0, 0, 0, 1, 2], ...positionsOf([[...second]])]);
      near(rowOf(padded.hidden, 0).slice(2 * 8), wantedFirst);
      near(rowOf(padded.hidden, 1), wantedSecond);
      const start = read(
        [
          [0, 0],
          [6, 7],
        ],
        [
          [0, 0],
          [0, 1],
        ],
      );
      const rest = read(
        [
          [3, 4, 5],
          [8, 9, 10],
        ],
        [
          [0, 1, 2],
          [2, 3, 4],
        ],
        start.cache,
      );
      near(rowOf(rest.hidden, 0), wantedFirst);
      near(rowOf(rest.hidden, 1), wantedSecond.slice(2 * 8));
      expect(rest.cache.map(({ key }) => key.shape)).toEqual([
        [2, 1, 5, 8],
        [2, 1, 5, 8],
      ]);
    });
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([...base.weights.values()]);
  });

  it.each([
    { isPacked: true, change: {} },
    { isPacked: false, change: { embedding_size: 8, tie_word_embeddings: true, num_hidden_layers: 1 } },
  ])('has the slopes that small differences show: %j', async ({ isPacked, change }) => {
    const { tf, base } = await openToy(change);
    const part = openTrainedPart(tf, base, { spec: { method: { kind: 'full' }, seed: 1 } });
    const trainee = { model: base, part, headParameters: findHeadParameters(tf, base, part) };
    const set = makeToyExamples(5, 1);
    const plan = planRows(set, Int32Array.of(0, 1, 2, 3, 4), { isPacked, rowTokensMax: 40, microBatchRows: 5 });
    const batches = plan.map((rows) => makeMicroBatch(set, rows));
    const options = { batches, labelSmoothing: 0, isRecomputed: false, seed: 1, step: 1 };
    const { gradients } = stepGradients(tf, trainee, options);
    expect([...gradients.keys()].sort()).toEqual([...part.values.keys()].sort());
    const lossAt = (name: string, direction: number[], by: number) => {
      const kept = part.values.get(name);
      if (kept === undefined) throw new RangeError(name);
      const moved = tf.tidy(() =>
        tf.add(
          kept,
          tf.tensor(
            direction.map((one) => one * by),
            kept.shape,
          ),
        ),
      );
      part.values.set(name, moved);
      const result = stepGradients(tf, trainee, options);
      part.values.set(name, kept);
      tf.dispose([moved, ...result.gradients.values()]);
      return result.loss;
    };
    for (const [name, gradient] of gradients) {
      const values = [...gradient.dataSync()];
      const length = Math.hypot(...values);
      const direction = values.map((value) => value / length);
      const slope = (lossAt(name, direction, 1e-2) - lossAt(name, direction, -1e-2)) / 2e-2;
      expect(slope / length, name).toBeCloseTo(1, 1);
    }
    tf.dispose([...gradients.values(), ...part.values.values()]);
  });

  it('writes the same alone and in a batch of any company', async () => {
    const { tf, base, scope, config } = await openToy({ vocab_size: 40 });
    const model = {
      config,
      scope: { tf },
      forward: (input: Parameters<typeof lstm.hiddenStates>[2]) =>
        tf.tidy((() => lstm.hiddenStates(scope, config, input)) as never) as unknown as ReturnType<
          typeof lstm.hiddenStates
        >,
      logits: (hidden: Parameters<typeof lstm.logits>[2]) => tf.tidy(() => lstm.logits(scope, config, hidden)),
    };
    const before = tf.memory().numTensors;
    const write = async (prompts: number[][]) => {
      const generator = openGenerator(model, makeToyTokenizer(), { prefillTokens: 4 });
      const request = { sampling: { temperature: 1 }, seed: 5, maxTokens: 12, ignoreEos: true };
      const all = await Promise.all(
        prompts.map((promptIds) => collectChoices(generator.add({ ...request, promptIds }))),
      );
      generator.close();
      return all.map(({ choices }) => choices[0]?.tokens.map(({ id }) => id));
    };
    const prompts = [[1, 2, 3], [7], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 11, 12]];
    const together = await write(prompts);
    for (const [i, prompt] of prompts.entries()) expect(together[i]).toEqual((await write([prompt]))[0]);
    expect(new Set(together.flat()).size).toBeGreaterThan(5);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([...base.weights.values()]);
  });

  it('refuses a tied head of another width than the embedding', () => {
    expect(() => lstm.readConfig({ ...toyLstm, tie_word_embeddings: true })).toThrow(
      expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining('tie_word_embeddings') }),
    );
  });
}
