'use client';

import { useTranslations } from 'next-intl';
import type { ApiProblem } from './api-problem.ts';
import { CopyId } from './copy-id.tsx';

/** What happened and, where a server answered, the id under which its log tells the rest. */
export function ProblemText({ problem }: { problem: ApiProblem }) {
  const t = useTranslations('ui');
  return (
    <>
      {problem.message}
      {problem.requestId !== null && (
        <span className="flex min-w-0 text-small">
          <CopyId id={problem.requestId} what={t('copy.requestId')} />
        </span>
      )}
    </>
  );
}
