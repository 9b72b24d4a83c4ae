import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { e2eEnv } from './env.ts';

interface Script {
  makeOperator(options: { platform: { systemUrl: string }; email: string }): Promise<void>;
}

/** Lets somebody with an account see the console; the one-time link makes only the first operator. */
export async function makeOperator(email: string): Promise<void> {
  const file = path.resolve(import.meta.dirname, '../../../scripts/page-tour/seed-platform.mjs');
  const script: Script = await import(pathToFileURL(file).href);
  await script.makeOperator({ platform: { systemUrl: e2eEnv().systemUrl }, email });
}
