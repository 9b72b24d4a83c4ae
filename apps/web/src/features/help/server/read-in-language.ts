import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '../../../i18n/language.ts';

export interface PageText {
  markdown: string;
  /** What it is written in: English where there is no translation. */
  language: Language;
  english: string;
}

/** A text of `folder` for a reader of `language`: a translation lies in a folder of its language, under the same name. */
export async function readInLanguage(folder: string, name: string, language: Language): Promise<PageText> {
  const english = await readFile(path.join(folder, `${name}.md`), 'utf8');
  if (language === 'en') return { markdown: english, language, english };
  const markdown = await readIfThere(path.join(folder, language, `${name}.md`));
  return markdown === null ? { markdown: english, language: 'en', english } : { markdown, language, english };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
