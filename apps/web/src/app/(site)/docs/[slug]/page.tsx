import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { findHelpPage } from '../../../../features/help/server/help-pages.ts';
import { readHelpPage } from '../../../../features/help/server/read-help-page.ts';
import { HelpArticle } from '../../../../features/help/ui/help-article.tsx';
import { HelpNav } from '../../../../features/help/ui/help-nav.tsx';
import { HelpText } from '../../../../features/help/ui/help-text.tsx';

interface DocsPageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: DocsPageProps): Promise<Metadata> {
  const page = findHelpPage((await params).slug);
  if (page === undefined) return {};
  const t = await getTranslations('help');
  return { title: t(`page.${page.slug}`), description: t(`about.${page.slug}`), robots: { index: true } };
}

export default async function DocsPage({ params }: DocsPageProps) {
  const found = await readHelpPage((await params).slug);
  if (found === null) notFound();
  const { page, markdown, language, sections } = found;
  return (
    <div className="mx-auto grid w-full max-w-300 grid-cols-[minmax(0,1fr)] gap-8 px-8 pt-10 pb-20 max-md:px-4 max-md:pt-6 lg:grid-cols-[208px_minmax(0,1fr)] lg:gap-12">
      <HelpNav current={page.slug} sections={sections} />
      <HelpArticle language={language}>
        <HelpText markdown={markdown} sections={sections} />
      </HelpArticle>
    </div>
  );
}
