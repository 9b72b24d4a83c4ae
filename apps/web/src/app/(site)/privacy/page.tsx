import type { Metadata } from 'next';
import { HelpText } from '../../../features/help/ui/help-text.tsx';
import { readLegalPage } from '../../../features/site/server/read-legal-page.ts';

export const metadata: Metadata = { title: 'Privacy' };

export default async function Privacy() {
  return (
    <div className="mx-auto w-full max-w-300 px-8 pt-10 pb-20 max-md:px-4 max-md:pt-6">
      <HelpText markdown={await readLegalPage('privacy')} />
    </div>
  );
}
