import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deps } from '../../../deps.ts';
import { findHelpPage, type HelpPage } from './help-pages.ts';

/** What examples are written with; readers see the address that they are on. */
const exampleUrl = 'http://localhost:3000';

/** A page of the docs as Markdown, or null when there is none of that name. */
export async function readHelpPage(slug: string): Promise<{ page: HelpPage; markdown: string } | null> {
  const page = findHelpPage(slug);
  if (page === undefined) return null;
  const { env } = deps();
  const text = await readFile(path.join(env.docsFolder, `${page.slug}.md`), 'utf8');
  return { page, markdown: text.replaceAll(exampleUrl, env.publicUrl) };
}
