import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '../ui/link-button.tsx';
import { Logo } from '../ui/logo.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  return { title: t('notFound.title') };
}

export default async function NotFoundPage() {
  const t = await getTranslations('shell');
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-110 content-start gap-4 px-4 pt-[18vh]">
      <Logo size={28} />
      <div className="grid gap-1">
        <h1 className="text-title font-semibold">{t('notFound.heading')}</h1>
        <p className="text-pretty text-fg-2">{t('notFound.text')}</p>
      </div>
      <div>
        <LinkButton href="/">{t('notFound.open')}</LinkButton>
      </div>
    </main>
  );
}
