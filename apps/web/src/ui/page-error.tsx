'use client';

import { ErrorState } from './error-state.tsx';

interface PageErrorProps {
  /** In production Next keeps the message and gives a digest, which stands in the log beside it. */
  error: Error & { digest?: string };
  reset: () => void;
}

export function PageError({ error, reset }: PageErrorProps) {
  return (
    <ErrorState
      title="This page could not be loaded"
      message="The server failed while reading what belongs here. Nothing was changed. Try again; if it stays, tell your operator this id."
      requestId={error.digest ?? null}
      onRetry={reset}
    />
  );
}
