import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { checkReference } from './check-reference.ts';
import { referenceFolders } from './reference-folders.ts';

/** Rows that a folder must have for each file in it. */
const rowsByFile = {
  'expected.safetensors': 'last_hidden',
  'adapter/adapter_model.safetensors': 'logits_adapter',
  'expected_tokens.json': 'ids',
  'lora_training.json': 'training losses',
};

/** Every reference folder, as `scripts/acceptance/goldens.mjs` checks it. */
export function testReferences(open: () => Promise<Engine>): void {
  describe.each(referenceFolders())('$name', ({ folder }) => {
    it('is computed as the reference says, and leaves nothing on the engine', async () => {
      const engine = await open();
      const before = engine.tf.memory().numTensors;
      const checks = await checkReference({ engine, folder });
      expect(checks.filter(({ isFine }) => !isFine)).toEqual([]);
      for (const [file, row] of Object.entries(rowsByFile))
        if (existsSync(path.join(folder, file)))
          expect(checks.map(({ check }) => check).filter((check) => check.startsWith(row))).not.toEqual([]);
      expect(engine.tf.memory().numTensors).toBe(before);
    });
  });
}

/** What is no reference is a miss that says why. */
export function testMisses(open: () => Promise<Engine>): void {
  it('tells why a folder cannot be checked', async () => {
    const [miss, ...others] = await checkReference({ engine: await open(), folder: '/no/such/folder' });
    expect(others).toEqual([]);
    expect(miss).toMatchObject({ check: 'outputs', isFine: false, reason: expect.stringContaining('config.json') });
  });
}
