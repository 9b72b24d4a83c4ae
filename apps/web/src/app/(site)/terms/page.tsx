import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HelpArticle } from '../../../features/help/ui/help-article.tsx';
import { HelpText } from '../../../features/help/ui/help-text.tsx';
import { readLegalPage } from '../../../features/site/server/read-legal-page.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site');
  return { title: t('nav.terms'), description: t('legal.terms'), robots: { index: true } };
}

export default async function Terms() {
  const { markdown, language } = await readLegalPage('terms');
  return (
    <div className="mx-auto w-full max-w-300 px-8 pt-10 pb-20 max-md:px-4 max-md:pt-6">
      <HelpArticle language={language}>
        <HelpText markdown={markdown} />
      </HelpArticle>
    </div>
  );
}
