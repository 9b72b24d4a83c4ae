import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { IdentityAsker } from '../../account/ui/identity-asker.tsx';

interface AppFrameProps {
  rail: ReactNode;
  topBar: ReactNode;
  children: ReactNode;
}

/** Rail, top bar and the page. */
export function AppFrame({ rail, topBar, children }: AppFrameProps) {
  const t = useTranslations('shell');
  return (
    <div className="grid min-h-screen grid-cols-[var(--size-rail)_minmax(0,1fr)] max-lg:grid-cols-[minmax(0,1fr)]">
      <aside aria-label={t('rail.navigation')} className="sticky top-0 h-screen max-lg:hidden">
        {rail}
      </aside>
      <div className="min-w-0 border-line lg:border-l">
        {topBar}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <IdentityAsker />
    </div>
  );
}
