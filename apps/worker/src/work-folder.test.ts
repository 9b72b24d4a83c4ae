import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkFolder } from './work-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'modelmint-work-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const leave = (name: string) => {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
};

test('removes what killed workers left, also one with the number of this process, and nothing else', () => {
  const dead = leave('999999999-wrk_dead');
  const former = leave(`${process.pid}-wrk_former`);
  const other = leave(`${process.ppid}-wrk_other`);
  const foreign = leave('notes');
  const own = openWorkFolder(root, 'wrk_own');
  expect([dead, former, other, foreign, own].map((folder) => existsSync(folder))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
