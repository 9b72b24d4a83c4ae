import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { e2eEnv } from './env.ts';

export type MailKind = 'verify-email' | 'reset-password' | 'invitation' | 'sign-in-link';

interface Outbox {
  readMailLink(options: { systemUrl: string; recipient: string; kind: MailKind }): Promise<string>;
}

/** The link in the newest mail of a kind to somebody; without SMTP the product keeps its mail in a table. */
export async function readMailLink(recipient: string, kind: MailKind): Promise<string> {
  const file = path.resolve(import.meta.dirname, '../../../scripts/demo/read-outbox.mjs');
  const outbox: Outbox = await import(pathToFileURL(file).href);
  return outbox.readMailLink({ systemUrl: e2eEnv().systemUrl, recipient, kind });
}
