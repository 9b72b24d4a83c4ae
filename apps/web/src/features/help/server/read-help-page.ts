import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { Language } from '../../../i18n/language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { apiParameters, parametersMark } from './api-parameters.ts';
import { type Section, sectionsOf } from './headings-of.ts';
import { findHelpPage, type HelpPage } from './help-pages.ts';
import { readInLanguage } from './read-in-language.ts';

/** What examples are written with; readers see the address that they are on. */
const exampleUrl = 'http://localhost:3000';

export interface HelpPageText {
  page: HelpPage;
  markdown: string;
  /** What the text is written in, which may be another language than the reader's. */
  language: Language;
  sections: Section[];
}

/** A page of the docs as Markdown in the reader's language, or null when there is none of that name. */
export async function readHelpPage(slug: string): Promise<HelpPageText | null> {
  const page = findHelpPage(slug);
  if (page === undefined) return null;
  const { env } = deps();
  const { language, ...read } = await readInLanguage(env.docsFolder, page.slug, currentLanguage());
  const t = await getTranslations('help');
  const markdown = withParameters(t, read.markdown);
  const english = withParameters(t, read.english);
  return {
    page,
    markdown: markdown.replaceAll(exampleUrl, env.publicUrl),
    language,
    sections: sectionsOf(markdown, english),
  };
}

/** What is generated from the schemas of the API stands in one page. */
function withParameters(t: Translate<'help'>, text: string): string {
  return text.includes(parametersMark) ? text.replace(parametersMark, () => apiParameters(t)) : text;
}
