import { mkdir, rename, rm } from 'node:fs/promises';

/** `write` fills a folder that gets its name when all is in it. Returns the name. */
export async function writeWhole(target: string, write: (aside: string) => Promise<void>): Promise<string> {
  const aside = `${target}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await write(aside);
  await rm(target, { recursive: true, force: true });
  await rename(aside, target);
  return target;
}
