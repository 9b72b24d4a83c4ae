import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { e2eEnv } from './env.ts';

interface SeededPage {
  name: string;
  path: string;
  who: string;
}

export interface Seeded {
  url: string;
  pages: SeededPage[];
  cookiesOf(who: string): { name: string; value: string; url: string }[];
}

interface Tables {
  whileLocked(table: string, look: () => Promise<void>): Promise<void>;
  whileGone(table: string, look: () => Promise<void>): Promise<void>;
  end(): Promise<void>;
}

interface Scripts {
  pageReads: Record<string, string>;
  openTables(platform: { superuserUrl: string }): Promise<Tables>;
  seedPlatform(options: object): Promise<object>;
  pageList(seeded: object): SeededPage[];
  cookiesOf(seeded: object, options: { who: string; url: string }): { name: string; value: string; url: string }[];
}

/** Performs the main job once on the platform under test and lists every page with what is then in it. */
export async function seedForPages(): Promise<Seeded> {
  const { url, systemUrl, stripeUrl, stripeKey, setUpUrl } = e2eEnv();
  const scripts = await loadScripts();
  const platform = { url, local: url, systemUrl, setUpUrl, stripe: { url: stripeUrl, key: stripeKey } };
  const seeded = await scripts.seedPlatform({ platform, say: () => {} });
  return { url, pages: scripts.pageList(seeded), cookiesOf: (who) => scripts.cookiesOf(seeded, { who, url }) };
}

/** What each page reads, by its name, and the owner of the tables who can hold it back. */
export async function openPageTables(): Promise<{ reads: Record<string, string>; tables: Tables }> {
  const { pageReads, openTables } = await loadScripts();
  return { reads: pageReads, tables: await openTables({ superuserUrl: e2eEnv().superuserUrl }) };
}

async function loadScripts(): Promise<Scripts> {
  const folder = path.resolve(import.meta.dirname, '../../../scripts/page-tour');
  const load = (file: string) => import(pathToFileURL(path.join(folder, file)).href);
  return Object.assign({}, ...(await Promise.all(['seed-platform.mjs', 'page-list.mjs', 'page-reads.mjs'].map(load))));
}
