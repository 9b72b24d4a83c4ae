import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStorage } from '@modelmint/storage/open-storage';
import { makeLogger } from '@modelmint/telemetry/make-logger';
import { expect, test } from 'vitest';
import { freeStorage } from './free-storage.ts';

test('what cannot be removed is told in the log and does not fail the delete', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'free-storage-'));
  const lines: string[] = [];
  const log = makeLogger({ service: 'test', level: 'info', destination: { write: (line) => lines.push(line) } });
  const storage = openStorage({ folder });
  await storage.put('files/a', Buffer.from('x'));
  await freeStorage({ storage, log }, (store) => store.delete('files/a'));
  expect(await storage.head('files/a')).toBeNull();
  expect(lines).toEqual([]);
  // The empty prefix is refused: it would be everything.
  await freeStorage({ storage, log }, (store) => store.deletePrefix(''));
  expect(lines.join('')).toContain('left bytes behind');
  await rm(folder, { recursive: true });
});
