import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from './open-storage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'modelmint-folder-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Mounts a disk of 256 KiB; false where we may not. */
function mountTiny(target: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', target], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('on a full disk', () => {
  let disk: string;
  let isMounted = false;
  beforeAll(async () => {
    disk = path.join(folder, 'tiny');
    await mkdir(disk);
    isMounted = mountTiny(disk);
  });
  afterAll(() => {
    if (isMounted) execFileSync('umount', [disk]);
  });

  it('says storage_full, keeps nothing, and works again when there is room', async (context) => {
    if (!isMounted) return context.skip('NOT CHECKED: storage_full needs root, to mount a tmpfs of 256 KiB');
    const storage = openStorage({ folder: disk });
    await storage.put('first', Buffer.alloc(100_000));
    const pieces = Array.from({ length: 8 }, () => Buffer.alloc(50_000));
    const full = expect.objectContaining({ code: 'storage_full', fault: 'platform' });
    await expect(storage.put('second', Readable.from(pieces))).rejects.toEqual(full);
    // One write that the disk takes in part: the rest must not get lost.
    await expect(storage.put('second', Buffer.alloc(300_000))).rejects.toEqual(full);
    await storage.put('filler', Buffer.alloc(100_000));
    await expect(storage.copy('first', 'third')).rejects.toEqual(full);
    expect(await storage.head('second')).toBeNull();
    expect(await storage.head('third')).toBeNull();
    expect(await readdir(path.join(disk, '.incoming'))).toEqual([]);
    await storage.delete('filler');
    expect(await storage.put('second', Buffer.alloc(100_000))).toMatchObject({ sizeBytes: 100_000 });
  });
});

it('shows nothing of a write whose process was killed, and clears it a day later', async () => {
  const killed = path.join(folder, 'killed');
  const script = `
    import { Readable } from 'node:stream';
    import { openStorage } from ${JSON.stringify(path.join(import.meta.dirname, 'open-storage.ts'))};
    const endless = Readable.from((async function* () {
      yield Buffer.alloc(300_000);
      process.stdout.write('written');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    })());
    await openStorage({ folder: process.argv[1] }).put('victim', endless);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script, killed], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const incoming = path.join(killed, '.incoming');
  const storage = openStorage({ folder: killed });
  expect(await storage.head('victim')).toBeNull();
  expect(await storage.list('')[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
  const [left = ''] = await readdir(incoming);
  await storage.put('other', Buffer.from('x'));
  expect(await readdir(incoming)).toEqual([left]);
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await utimes(path.join(incoming, left), longAgo, longAgo);
  await openStorage({ folder: killed }).put('other', Buffer.from('x'));
  expect(await readdir(incoming)).toEqual([]);
});

it('refuses a key below a key, and a key that is a folder', async () => {
  const storage = openStorage({ folder: path.join(folder, 'clash') });
  await storage.put('a/b', Buffer.from('x'));
  const conflict = expect.objectContaining({ code: 'conflict', fault: 'platform' });
  await expect(storage.put('a', Buffer.from('x'))).rejects.toEqual(conflict);
  await expect(storage.put('a/b/c', Buffer.from('x'))).rejects.toEqual(conflict);
  expect(await storage.head('a')).toBeNull();
  await expect(storage.get('a')).rejects.toMatchObject({ code: 'not_found' });
  await storage.delete('a');
  expect(await storage.head('a/b')).toEqual({ sizeBytes: 1 });
});

it('reports a folder that is no folder', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, 'x');
  await expect(openStorage({ folder: file }).checkWritable()).rejects.toMatchObject({ fault: 'platform' });
  expect(await readFile(file, 'utf8')).toBe('x');
});

it('writes while the folder around is deleted again and again', async () => {
  const storage = openStorage({ folder: path.join(folder, 'busy') });
  const writes = Array.from({ length: 60 }, (_, index) => storage.put(`busy/${index}/a`, Buffer.from('x')));
  const deletes = Array.from({ length: 20 }, () => storage.deletePrefix('busy'));
  expect(await Promise.all([...writes, ...deletes])).toHaveLength(80);
});
