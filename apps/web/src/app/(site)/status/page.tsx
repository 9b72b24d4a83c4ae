import { readStatus } from '@modelmint/db/system/read-status';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { statusViewOf } from '../../../features/site/server/status-view.ts';
import { StatusPage } from '../../../features/site/ui/status-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site');
  return { title: t('status.title'), description: t('status.description'), robots: { index: true } };
}

export default async function PublicStatus() {
  return <StatusPage view={statusViewOf(await readStatus(deps().db))} />;
}
