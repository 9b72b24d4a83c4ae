import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findPython } from './find-python.ts';

it('is null where the command does not run, or answers nothing', async () => {
  expect(findPython('/nowhere/python', ['torch'])).toBeNull();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-python-'));
  const silent = path.join(folder, 'python');
  await writeFile(silent, '#!/bin/sh\n');
  await chmod(silent, 0o755);
  expect(findPython(silent, [])).toBeNull();
  await rm(folder, { recursive: true });
});

it('tells the versions of what is there, whatever else is printed', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-python-'));
  const command = path.join(folder, 'python');
  await writeFile(command, '#!/bin/sh\necho a warning\necho \'{"python": "3.12.1", "torch": "2.13.0"}\'\n');
  await chmod(command, 0o755);
  expect(findPython(command, ['torch', 'peft'])?.versions).toEqual(
    new Map([
      ['python', '3.12.1'],
      ['torch', '2.13.0'],
    ]),
  );
  await rm(folder, { recursive: true });
});
