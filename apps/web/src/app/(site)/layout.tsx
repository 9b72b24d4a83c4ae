import type { ReactNode } from 'react';
import { pageSession } from '../../features/organization/server/page-context.ts';
import { SiteFooter } from '../../features/site/ui/site-footer.tsx';
import { SiteHeader } from '../../features/site/ui/site-header.tsx';

/** Pages for everybody: what the product is, what it costs, how it is used. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-screen flex-col">
      <SiteHeader isSignedIn={(await pageSession()) !== null} />
      <main id="main" tabIndex={-1} className="flex-1">
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
