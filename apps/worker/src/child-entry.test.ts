import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { childEntry } from './child-entry.ts';

const folder = mkdtempSync(join(tmpdir(), 'child-entry-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('beside the sources a child is a TypeScript file with a loader', () => {
  const { path, execArgv } = childEntry('ingest/ingest-child');
  expect(path).toMatch(/apps\/worker\/src\/ingest\/ingest-child\.ts$/);
  expect(execArgv).toEqual(['--import', expect.stringMatching(/^file:.*tsx/)]);
});

test('in a bundle it lies beside main.js, and runs', async () => {
  const src = import.meta.dirname;
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  await build({
    entryPoints: { main: join(src, 'ingest/ingest-dataset.ts'), 'ingest-child': join(src, 'ingest/ingest-child.ts') },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  const rows = Array.from({ length: 20 }, (_, i) => `{"text":"t${i}","label":${i % 2}}\n`).join('');
  writeFileSync(join(folder, 'rows.jsonl'), rows);
  const program = `import { ingestDataset } from './main.js';
    const result = await ingestDataset({ sourcePath: 'rows.jsonl', fileName: 'rows.jsonl', outputFolder: 'out' });
    process.send(result.verdict);`;
  writeFileSync(join(folder, 'program.js'), program);
  const child = fork(join(folder, 'program.js'), [], { cwd: folder, execArgv: [] });
  const [verdict] = await once(child, 'message');
  expect(verdict).toBe('ready');
  await once(child, 'exit');
});
