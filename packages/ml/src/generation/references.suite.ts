import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type CausalLm, loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import type { Engine } from '../engine/engine.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import { collectChoices } from './collect-choices.ts';
import { generate } from './generate.ts';
import type { GenerationRequest } from './generation-request.ts';
import { openGenerator } from './open-generator.ts';
import { readGenerationDefaults } from './read-generation-defaults.ts';

/** Folders of causal models that tell what transformers writes greedily. */
const references = referenceFolders().filter(({ folder }) => {
  const { architectures } = JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8')) as {
    architectures: string[];
  };
  return architectures.some((name) => /CausalLM|LMHead/.test(name));
});

/** A prompt and what follows it greedily. */
async function readExpected(folder: string): Promise<{ prompt: number[]; answer: number[] }> {
  const expected = await openSafetensors(path.join(folder, 'expected.safetensors'));
  const ids = [...(await expected.readFloat32('greedy_ids'))];
  const length = expected.find('input_ids')?.shape[1];
  await expected.close();
  return { prompt: ids.slice(0, length), answer: ids.slice(length) };
}

/** What generation must write with real checkpoints, on every engine. */
export function testReferences(open: () => Promise<Engine>): void {
  async function withModel(folder: string, use: (model: CausalLm, tokenizer: Tokenizer) => Promise<void>) {
    const engine = await open();
    const before = engine.tf.memory().numTensors;
    const model = await loadCausalLm({ engine, folder });
    const loaded = engine.tf.memory().numTensors;
    await use(model, await loadTokenizer(folder));
    expect(engine.tf.memory().numTensors).toBe(loaded);
    model.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  }

  it.each(references)('writes what transformers writes greedily, alone and among others: $name', async ({ folder }) => {
    const { prompt, answer } = await readExpected(folder);
    await withModel(folder, async (model, tokenizer) => {
      const request: GenerationRequest = {
        promptIds: prompt,
        sampling: { temperature: 0 },
        maxTokens: answer.length,
        ignoreEos: true,
      };
      const idsOf = async (events: ReturnType<typeof generate>) =>
        (await collectChoices(events)).choices[0]?.tokens.map(({ id }) => id);
      expect(await idsOf(generate(model, tokenizer, request))).toEqual(answer);

      const generator = openGenerator(model, tokenizer, { prefillTokens: 7 });
      const company = [1, 3, 7].map((length, i) => ({
        promptIds: prompt.slice(0, length),
        seed: i,
        maxTokens: 9 + i,
      }));
      const others = company.map((one) => collectChoices(generator.add(one)));
      const first = collectChoices(generator.add(request));
      const early = generator.add({ ...request, promptIds: prompt.slice(0, 5) });
      for (let i = 0; i < 6; i++) await early.next();
      const second = collectChoices(generator.add(request));
      await early.return?.();
      for (const one of [await first, await second]) expect(one.choices[0]?.tokens.map(({ id }) => id)).toEqual(answer);
      const alone = await Promise.all(company.map((one) => collectChoices(generate(model, tokenizer, one))));
      expect(await Promise.all(others)).toEqual(alone);
      generator.close();
    });
  });

  it.each(references)(
    'scores the greedy answer with the logprobs that it was written with: $name',
    async ({ folder }) => {
      const { prompt, answer } = await readExpected(folder);
      const { eosIds } = await readGenerationDefaults(folder);
      await withModel(folder, async (model, tokenizer) => {
        const asked = { logprobs: 2, echo: true, eosIds } as const;
        const scored = await collectChoices(
          generate(model, tokenizer, { promptIds: [...prompt, ...answer], maxTokens: 0, ...asked }),
        );
        const written = await collectChoices(
          generate(model, tokenizer, {
            promptIds: prompt,
            sampling: { temperature: 0 },
            maxTokens: answer.length,
            ignoreEos: true,
            ...asked,
          }),
        );
        const tokens = written.choices[0]?.tokens ?? [];
        expect(tokens.map(({ id }) => id)).toEqual(answer);
        tokens.forEach(({ id, logprob }, i) => {
          const score = scored.prompt?.logprobs?.[prompt.length + i];
          expect(score?.id).toBe(id);
          expect(score?.logprob).toBeCloseTo(logprob?.logprob ?? Number.NaN, 3);
          expect(logprob?.top[0]?.id).toBe(id);
        });
      });
    },
  );

  it.each(references)(
    'shows the text that the tokenizer decodes, cut before a stop string: $name',
    async ({ folder }) => {
      const { prompt, answer } = await readExpected(folder);
      await withModel(folder, async (model, tokenizer) => {
        const options = { skipSpecialTokens: true };
        const before = tokenizer.decode(prompt, options);
        const text = tokenizer.decode([...prompt, ...answer], options).slice(before.length);
        const request = { promptIds: prompt, sampling: { temperature: 0 }, maxTokens: answer.length, eosIds: [] };
        const whole = await collectChoices(generate(model, tokenizer, request));
        expect(whole.choices[0]?.text).toBe(text);
        // From the middle of one character's token into the tokens after it.
        const stop = [...text].slice(5, 11).join('');
        const cut = await collectChoices(generate(model, tokenizer, { ...request, stop: [stop] }));
        expect(cut.choices[0]).toMatchObject({ text: text.slice(0, text.indexOf(stop)), reason: 'stop', stop });
        const shown = cut.choices[0]?.tokens.map(({ id }) => id) ?? [];
        expect(shown).toEqual(answer.slice(0, shown.length));
        expect(cut.usage.completionTokens).toBeGreaterThan(shown.length);
      });
    },
  );
}
