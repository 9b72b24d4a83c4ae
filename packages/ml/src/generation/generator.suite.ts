import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { type Collected, collectChoices } from './collect-choices.ts';
import { generate } from './generate.ts';
import type { GenerationEvent } from './generation-event.ts';
import type { GenerationRequest } from './generation-request.ts';
import { type GeneratorOptions, openGenerator, type TextGenerator } from './open-generator.ts';
import { makeToyModel, makeToyTokenizer, type ToyModel } from './toy-model.ts';

const tokenizer = makeToyTokenizer();
const greedy = { temperature: 0 };
const idsOf = ({ choices }: Collected) => choices.map(({ tokens }) => tokens.map(({ id }) => id));

/** What a shared generator must do on every engine. */
export function testGenerator(open: () => Promise<Engine>): void {
  async function withModel<T>(
    use: (model: ToyModel, generator: TextGenerator) => Promise<T>,
    options: GeneratorOptions & { slidingWindow?: number | null } = {},
  ) {
    const { tf } = await open();
    const model = makeToyModel(tf, { slidingWindow: options.slidingWindow ?? null });
    const generator = openGenerator(model, tokenizer, options);
    const before = tf.memory().numTensors;
    try {
      const result = await use(model, generator);
      generator.close();
      expect(tf.memory().numTensors).toBe(before);
      return result;
    } finally {
      model.dispose();
    }
  }

  /** Without a cache and without company: the whole text is read anew for each token. */
  async function slowGreedy(model: ToyModel, promptIds: readonly number[], count: number): Promise<number[]> {
    const ids = [...promptIds];
    for (let i = 0; i < count; i++) {
      const one = await collectChoices(
        generate(model, tokenizer, { promptIds: ids, sampling: greedy, maxTokens: 1, eosIds: [] }),
      );
      ids.push(...(idsOf(one)[0] ?? []));
    }
    return ids.slice(promptIds.length);
  }

  it.each([null, 3])(
    'writes with a cache what it writes without, in a batch of any company; window %s',
    (slidingWindow) =>
      withModel(
        async (model, generator) => {
          const prompts = [[1, 2, 3], [7], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 11, 12], [3, 3], [20, 21, 22, 23, 24]];
          const expected = [];
          for (const promptIds of prompts) expected.push(await slowGreedy(model, promptIds, 20));
          const request = (promptIds: number[]): GenerationRequest => ({
            promptIds,
            sampling: greedy,
            maxTokens: 20,
            ignoreEos: true,
          });

          const together = await Promise.all(
            prompts.map((promptIds) => collectChoices(generator.add(request(promptIds)))),
          );
          expect(together.map((one) => idsOf(one)[0])).toEqual(expected);

          // One joins whenever another has written a few tokens.
          const late: Promise<Collected>[] = [];
          for (const promptIds of prompts) {
            const events = generator.add(request(promptIds));
            for (let i = 0; i < 4; i++) await events.next();
            late.push(collectChoices(events));
          }
          const rest = await Promise.all(late);
          expect(rest.map((one) => idsOf(one)[0])).toEqual(expected.map((ids) => ids.slice(4)));
        },
        { prefillTokens: 4, slidingWindow },
      ),
  );

  it('draws the same text for the same seed whatever else is in the batch', () =>
    withModel(async (_, generator) => {
      const request = (seed: number): GenerationRequest => ({
        promptIds: [4, 5, 6],
        seed,
        n: 2,
        maxTokens: 25,
        ignoreEos: true,
      });
      const alone = await collectChoices(generator.add(request(5)));
      const [again, other] = await Promise.all([5, 6].map((seed) => collectChoices(generator.add(request(seed)))));
      expect(again).toEqual(alone);
      expect(idsOf(other as Collected)).not.toEqual(idsOf(alone));
      expect(alone.choices[0]?.text).not.toBe(alone.choices[1]?.text);
      expect(alone.usage).toEqual({ promptTokens: 3, completionTokens: 50, seed: 5 });
    }));

  it('reads a prompt once for all of its answers, and one pass a step for all requests', () =>
    withModel(async (model, generator) => {
      const requests = [{ n: 3 }, { n: 1 }].map(({ n }) => ({
        promptIds: [1, 2, 3, 4],
        n,
        maxTokens: 5,
        ignoreEos: true,
      }));
      await Promise.all(requests.map((request) => collectChoices(generator.add(request))));
      expect(model.passes).toEqual([{ rows: 2, time: 4 }, ...Array(4).fill({ rows: 4, time: 1 })]);
    }));

  it('reads long prompts in pieces between the tokens of others, and lets wait what has no room', () =>
    withModel(
      async (model, generator) => {
        const events = generator.add({ promptIds: [1], maxTokens: 12, ignoreEos: true });
        await events.next();
        const long = generator.add({ promptIds: Array(20).fill(3), maxTokens: 3, ignoreEos: true });
        const third = generator.add({ promptIds: [5], maxTokens: 2, ignoreEos: true });
        await events.next(); // of the first turn, which read the prompt and wrote two tokens
        await events.next();
        expect(generator.load()).toEqual({ choices: 2, waiting: 1 });
        const first = await collectChoices(events);
        expect(idsOf(first)[0]).toHaveLength(9);
        await Promise.all([collectChoices(long), collectChoices(third)]);
        const times = model.passes.map(({ time }) => time);
        expect(times.slice(0, 9)).toEqual([1, 1, 8, 1, 8, 1, 4, 1, 1]);
        expect(generator.load()).toEqual({ choices: 0, waiting: 0 });
      },
      { maxBatch: 2, prefillTokens: 8 },
    ));

  it('lets wait what keys and values have no room for, and reads alone what exceeds it', () =>
    withModel(
      async (model, generator) => {
        const add = (tokens: number, maxTokens: number) =>
          collectChoices(generator.add({ promptIds: Array(tokens).fill(3), maxTokens, ignoreEos: true }));
        const answers = await Promise.all([add(2, 8), add(5, 5), add(1, 2), add(30, 20)]);
        expect(answers.map((one) => one.usage.completionTokens)).toEqual([8, 5, 2, 20]);
        const rows = model.passes.map((pass) => pass.rows);
        // Two of 10 tokens fill it; the third waits until one has gone, the long one until it is alone.
        expect(Math.max(...rows)).toBe(2);
        expect(rows.lastIndexOf(2)).toBeLessThan(rows.length - 20);
      },
      { cacheTokensMax: 20 },
    ));

  it('ends at an end token, a stop string, the length and the context, and counts each token', () =>
    withModel(async (model, generator) => {
      const run = (part: Partial<GenerationRequest>) =>
        collectChoices(generator.add({ promptIds: [1, 2, 3], sampling: greedy, ignoreEos: true, ...part }));
      const whole = await run({});
      expect(whole.choices[0]).toMatchObject({ reason: 'length', stop: null });
      expect(whole.usage.completionTokens).toBe(61); // 64 of context
      const text = whole.choices[0]?.text ?? '';
      const stop = text.slice(5, 8);
      const stopped = await run({ stop: ['nothing', stop] });
      const cut = text.indexOf(stop);
      expect(stopped.choices[0]).toMatchObject({ text: text.slice(0, cut), reason: 'stop', stop });
      expect(stopped.usage.completionTokens).toBe(cut + stop.length);
      expect(idsOf(stopped)[0]).toEqual(idsOf(whole)[0]?.slice(0, cut));

      const endId = idsOf(whole)[0]?.[6] as number;
      const ended = await collectChoices(
        generate(model, tokenizer, { promptIds: [1, 2, 3], sampling: greedy, eosIds: [38, endId] }),
      );
      const at = idsOf(whole)[0]?.indexOf(endId) as number;
      expect(ended.choices[0]).toMatchObject({ text: text.slice(0, at), reason: 'stop', stop: null });
      expect(ended.usage).toMatchObject({ promptTokens: 3, completionTokens: at + 1 });
    }));

  it('tells logprobs of the prompt and the answer from the same distribution', () =>
    withModel(
      async (_, generator) => {
        const promptIds = [1, 2, 3, 9, 8, 7, 5];
        const asked = { logprobs: 3, echo: true, ignoreEos: true } as const;
        const answer = await collectChoices(
          generator.add({ promptIds, sampling: { ...greedy, logitBias: new Map([[2, 50]]) }, maxTokens: 6, ...asked }),
        );
        expect(answer.prompt?.ids).toEqual(promptIds);
        const ids = idsOf(answer)[0] ?? [];
        expect(ids).toEqual(Array(6).fill(2)); // so says the bias, which the logprobs do not know
        const scored = await collectChoices(
          generator.add({ promptIds: [...promptIds, ...ids], maxTokens: 0, ...asked }),
        );
        expect(scored.choices).toEqual([{ text: '', tokens: [], reason: 'length', stop: null }]);
        expect(scored.usage).toMatchObject({ promptTokens: 13, completionTokens: 0 });
        const found = [
          ...(answer.prompt?.logprobs ?? []),
          ...(answer.choices[0]?.tokens.map(({ logprob }) => logprob) ?? []),
        ];
        expect(found[0]).toBeNull();
        expect(found).toHaveLength(13);
        found.forEach((one, i) => {
          const other = scored.prompt?.logprobs?.[i];
          expect(one?.id).toBe(other?.id);
          if (one) expect(one.logprob).toBeCloseTo(other?.logprob ?? Number.NaN, 4);
          expect(one?.top.map(({ id }) => id)).toEqual(other?.top.map(({ id }) => id));
        });
      },
      { prefillTokens: 3 },
    ));

  it('frees an aborted request at once, waiting, reading or writing, and goes on with the others', () =>
    withModel(
      async (model, generator) => {
        const { tf } = model.scope;
        const expected = await slowGreedy(model, [5, 6], 20);
        const idle = tf.memory().numTensors;
        const other = collectChoices(
          generator.add({ promptIds: [5, 6], sampling: greedy, maxTokens: 20, ignoreEos: true }),
        );
        const [reading, writing, waits] = [new AbortController(), new AbortController(), new AbortController()];
        const add = (promptIds: number[], signal: AbortSignal) =>
          generator.add({ promptIds, signal, maxTokens: 30, ignoreEos: true });
        const written = add([7], writing.signal);
        await written.next();
        const read = add(Array(30).fill(2), reading.signal);
        await written.next();
        await written.next();
        const waited = add([1], waits.signal);
        expect(generator.load()).toEqual({ choices: 3, waiting: 1 });
        for (const [controller, choices] of [
          [waits, 3],
          [reading, 2],
          [writing, 1],
        ] as const) {
          controller.abort();
          expect(generator.load()).toEqual({ choices, waiting: 0 });
        }
        expect(tf.memory().numTensors).toBe(idle + 2); // the other's keys and values
        for (const events of [written, read, waited])
          expect((await collectChoices(events)).choices).toMatchObject([{ reason: 'abort' }]);
        expect(idsOf(await other)[0]).toEqual(expected);
      },
      { prefillTokens: 2, maxBatch: 3 },
    ));

  it('stops when its reader leaves, and starts nothing for a signal that was given before', () =>
    withModel(async (model, generator) => {
      for await (const event of generator.add({ promptIds: [1], maxTokens: 40, ignoreEos: true }))
        if (event.kind === 'delta') break;
      expect(generator.load()).toEqual({ choices: 0, waiting: 0 });
      const passes = model.passes.length;
      const events = generator.add({ promptIds: [1], signal: AbortSignal.abort() });
      expect((await collectChoices(events)).usage).toMatchObject({ completionTokens: 0 });
      expect(model.passes).toHaveLength(passes);
    }));

  it('lets a request that fails fail alone', () =>
    withModel(async (model, generator) => {
      const forward = model.forward;
      // The pass fails for whoever brings token 13 into it.
      model.forward = (input) => {
        if (input.ids.dataSync().includes(13)) throw new Error('out of memory');
        return forward(input);
      };
      const expected = await slowGreedy(model, [5, 6], 8);
      const add = (promptIds: number[], part: Partial<GenerationRequest> = {}) =>
        collectChoices(generator.add({ promptIds, sampling: greedy, maxTokens: 8, ignoreEos: true, ...part }));
      const results = await Promise.allSettled([add([5, 6]), add([13]), add([5, 6])]);
      expect(results.map((one) => (one.status === 'fulfilled' ? idsOf(one.value)[0] : String(one.reason)))).toEqual([
        expected,
        'Error: out of memory',
        expected,
      ]);
      // In a step all share the pass; who comes later is answered.
      const sharing = await Promise.allSettled([
        add([5, 6]),
        add([7], { sampling: { ...greedy, logitBias: new Map([[13, 100]]) } }),
      ]);
      expect(sharing.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(idsOf(await add([5, 6]))[0]).toEqual(expected);
    }));

  it('goes on when the rows of others cannot be copied after an abort', () =>
    withModel(async (model, generator) => {
      const { tf } = model.scope;
      const [leaving, staying] = [1, 2].map((id) => generator.add({ promptIds: [id], maxTokens: 9, ignoreEos: true }));
      await Promise.all([leaving?.next(), staying?.next()]);
      let calls = 0;
      const gather: typeof tf.gather = (...input) => {
        calls += 1;
        if (calls % 2 === 1) return tf.gather(...input);
        throw new Error('out of memory'); // for every second copy, so that some are made
      };
      model.scope = { tf: { ...tf, gather } };
      await leaving?.return?.();
      await expect(collectChoices(staying as AsyncIterable<GenerationEvent>)).rejects.toThrow('out of memory');
      expect(calls).toBe(4);
      model.scope = { tf };
      const later = await collectChoices(generator.add({ promptIds: [1], maxTokens: 9, ignoreEos: true }));
      expect(later.usage.completionTokens).toBe(9);
    }));

  it('refuses logits that are not numbers for that request alone', () =>
    withModel(async (model, generator) => {
      const { tf } = model.scope;
      const { logits } = model;
      let isDamaged = false;
      model.logits = (hidden) => {
        const good = logits(hidden);
        if (!isDamaged || hidden.shape[0] < 2) return good;
        isDamaged = false;
        const nan = tf.tidy(() => tf.mul(good, tf.tensor3d([1, Number.NaN], [2, 1, 1])));
        tf.dispose(good);
        return nan;
      };
      const both = [
        generator.add({ promptIds: [1], maxTokens: 9, ignoreEos: true }),
        generator.add({ promptIds: [2], maxTokens: 9, ignoreEos: true }),
      ];
      await Promise.all(both.map((events) => events.next()));
      isDamaged = true;
      const [first, second] = await Promise.allSettled(both.map((events) => collectChoices(events)));
      expect(first?.status).toBe('fulfilled');
      expect(second).toMatchObject({ status: 'rejected', reason: { code: 'invalid_state', fault: 'platform' } });
    }));

  it('holds as many tensors after 1,000 steps as after 10', async () => {
    const { tf } = await open();
    const model = makeToyModel(tf, { contextLength: 1100 });
    const start = tf.memory().numTensors;
    const generator = openGenerator(model, tokenizer);
    const events: AsyncIterable<GenerationEvent> = generator.add({
      promptIds: [1, 2],
      maxTokens: 1000,
      ignoreEos: true,
    });
    const counts: number[] = [];
    let written = 0;
    for await (const event of events) {
      if (event.kind !== 'delta') continue;
      counts.push(tf.memory().numTensors);
      written += event.tokens.length;
    }
    expect(new Set(counts.slice(10, -1)).size).toBe(1);
    expect(written).toBe(1000);
    expect(tf.memory().numTensors).toBe(start);
    model.dispose();
  });

  it('refuses what is out of range where it is asked, and everything once it is closed', () =>
    withModel(async (_, generator) => {
      expect(() => generator.add({ promptIds: [] })).toThrow(expect.objectContaining({ param: 'prompt' }));
      expect(() => generator.add({ promptIds: [1], n: 9 })).toThrow(expect.objectContaining({ param: 'n' }));
      const running = collectChoices(generator.add({ promptIds: [1] }));
      generator.close();
      expect((await running).choices).toMatchObject([{ reason: 'abort' }]);
      expect(() => generator.add({ promptIds: [1] })).toThrow(expect.objectContaining({ code: 'invalid_state' }));
    }));
}
