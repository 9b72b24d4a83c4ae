import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    testPrograms: string;
  }
}

const root = path.resolve(import.meta.dirname, '../../..');

/** Once per run: the worker and its child processes as the build makes them, from the sources of now. */
export default async function setUp(project: TestProject): Promise<() => void> {
  // Below node_modules, where the bundles find what they import, and beside no build.
  const outdir = path.join(root, 'node_modules/.cache', `modelmint-test-${process.pid}`);
  mkdirSync(outdir, { recursive: true });
  const { bundle } = await import(pathToFileURL(path.join(root, 'scripts/bundle.mjs')).href);
  await bundle('worker', { outdir, entries: { 'crash-program': 'src/train/crash-program.ts' } });
  project.provide('testPrograms', outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
