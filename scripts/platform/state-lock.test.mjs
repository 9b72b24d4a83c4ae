import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { takeStateFolder } from './state-lock.mjs';

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'modelmint-lock-'));

test('a folder in use is refused with the process that uses it, and free again after the release', async () => {
  const state = folder();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
  writeFileSync(path.join(state, 'launcher.pid'), String(other.pid));
  expect(() => takeStateFolder(state)).toThrow(`process ${other.pid}`);
  other.kill('SIGKILL');
  await once(other, 'exit');
  const release = takeStateFolder(state);
  release();
  expect(existsSync(path.join(state, 'launcher.pid'))).toBe(false);
});

test.each(['', 'nonsense', '999999999', '1'])(
  'a lock with %j in it belongs to no launcher and is taken over',
  (text) => {
    const state = folder();
    writeFileSync(path.join(state, 'launcher.pid'), text);
    takeStateFolder(state)();
  },
);
