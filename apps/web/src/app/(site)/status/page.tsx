import { readStatus } from '@modelmint/db/system/read-status';
import type { Metadata } from 'next';
import { deps } from '../../../deps.ts';
import { statusViewOf } from '../../../features/site/server/status-view.ts';
import { StatusPage } from '../../../features/site/ui/status-page.tsx';

export const metadata: Metadata = {
  title: 'Status',
  description: 'Which parts of the platform work, and how well they did in the last 90 days.',
  robots: { index: true },
};

export default async function PublicStatus() {
  return <StatusPage view={statusViewOf(await readStatus(deps().db))} />;
}
