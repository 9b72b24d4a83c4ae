'use client';

import { PageError } from '../ui/page-error.tsx';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" tabIndex={-1} className="pt-[14vh]">
      <PageError error={error} reset={reset} />
    </main>
  );
}
