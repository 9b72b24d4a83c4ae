import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { relativeError } from '../reference/compare-values.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { type Encoder, loadEncoder } from './load-encoder.ts';

const families = ['bert', 'distilbert', 'roberta'];
const folders = referenceFolders().filter(({ folder }) => families.includes(readConfig(folder).model_type ?? ''));
const rows = [[5, 6, 7, 8, 9, 10, 11], [5, 9, 2], [4], [11, 10, 9, 8, 7, 6, 5, 4, 3]];
const texts = rows.map((ids) => ({ ids }));

function readConfig(folder: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'));
}

async function using<Result>(encoder: Promise<Encoder>, use: (encoder: Encoder) => Result): Promise<Result> {
  const opened = await encoder;
  try {
    return use(opened);
  } finally {
    opened.dispose();
  }
}

export function testEncoders(open: () => Promise<Engine>): void {
  describe.each(folders)('$name', ({ folder }) => {
    it('gives each text what it gets alone', async () => {
      const engine = await open();
      await using(loadEncoder({ engine, folder }), ({ embed }) => {
        for (const pooling of ['mean', 'cls'] as const) {
          const together = embed(texts, { pooling, normalize: true }).vectors;
          texts.forEach((text, index) => {
            const [alone = []] = embed([text], { pooling, normalize: true }).vectors;
            expect(relativeError(together[index] ?? [], alone)).toBeLessThan(1e-5);
            expect(Math.hypot(...alone)).toBeCloseTo(1, 5);
          });
        }
      });
    });
  });

  describe('an encoder', () => {
    const folder = (part: string) => folders.find(({ name }) => name.endsWith(part))?.folder ?? '';

    it('classifies by its labels, best first', async () => {
      const engine = await open();
      await using(loadEncoder({ engine, folder: folder('/bert') }), ({ classify, config }) => {
        const { scores } = classify(texts);
        expect(scores).toHaveLength(texts.length);
        for (const one of scores) {
          expect(one.map(({ label }) => label).sort()).toEqual([...(config.labels ?? [])].sort());
          expect(one.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 6);
          expect(one.map(({ score }) => score)).toEqual(one.map(({ score }) => score).sort((a, b) => b - a));
        }
        expect(classify(texts, { topK: 1 }).scores).toEqual(scores.map((one) => one.slice(0, 1)));
      });
    });

    it('refuses a text over its context, or cuts it, keeps its end and counts it', async () => {
      const engine = await open();
      await using(loadEncoder({ engine, folder: folder('/roberta') }), ({ embed, config }) => {
        const ids = Array.from({ length: config.contextLength + 5 }, (_, index) => 5 + (index % 50));
        const fitting = [...ids.slice(0, config.contextLength - 1), ...ids.slice(-1)];
        const options = { pooling: 'mean', truncate: true } as const;
        const cut = embed([{ ids }, { ids: fitting }], options);
        expect(cut.truncated).toBe(1);
        const [short = [], same = []] = cut.vectors;
        expect(relativeError(short, same)).toBeLessThan(1e-5);
        const refused = { code: 'invalid_value', message: expect.stringMatching(/^Text 0 has \d+ tokens; the model/) };
        expect(() => embed([{ ids }], { pooling: 'mean' })).toThrow(expect.objectContaining(refused));
      });
    });

    it.each([
      [[{ ids: [] }], /Text 0 has no tokens/],
      [[{ ids: [1] }, { ids: [1, 1_000_000] }], /Text 1 has the token 1000000; the model's vocabulary ends at/],
      [[{ ids: [1, 2], tokenTypes: [0] }], /2 tokens and 1 token types/],
      [[{ ids: [1, 2], tokenTypes: [0, 2] }], /token type 2; the model tells 2 apart/],
    ])('refuses what it cannot read: %j', async (strange, message) => {
      const engine = await open();
      await using(loadEncoder({ engine, folder: folder('/bert') }), ({ classify }) => {
        expect(() => classify(strange)).toThrow(message);
      });
    });

    it('says what it lacks', async () => {
      const engine = await open();
      await using(loadEncoder({ engine, folder: folder('/distilbert') }), ({ embed }) => {
        expect(() => embed(texts, { pooling: 'pooler' })).toThrow(/has no pooler; pool by mean or cls/);
      });
      await using(loadEncoder({ engine, folder: folder('bert-without-head') }), ({ classify }) => {
        expect(() => classify(texts)).toThrow(/has no classification head/);
      });
    });

    it('refuses an adapter of another base, and leaves nothing behind', async () => {
      const engine = await open();
      const before = engine.tf.memory().numTensors;
      const adapterFolder = path.join(folder('/distilbert'), 'adapter');
      await expect(loadEncoder({ engine, folder: folder('/bert'), adapterFolder })).rejects.toThrow(
        /another base model/,
      );
      expect(engine.tf.memory().numTensors).toBe(before);
    });
  });
}
