'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Note } from '../../../ui/note.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { useAction } from '../../../ui/use-action.ts';

interface StartCompareProps {
  projectId: string;
  firstId: string;
  secondId: string;
  /** After a failure. */
  isAgain?: boolean;
}

export function StartCompare({ projectId, firstId, secondId, isAgain = false }: StartCompareProps) {
  const t = useTranslations('evaluation');
  const router = useRouter();
  const { run, isBusy, problem } = useAction(async () => {
    const path = `/api/projects/${projectId}/evaluations/${firstId}/comparisons/${secondId}`;
    await callApi(path, { method: 'POST' });
    router.refresh();
  });
  return (
    <>
      <Button variant={isAgain ? 'secondary' : 'primary'} isBusy={isBusy} onClick={() => run()}>
        {isAgain ? t('compare.again') : t('compare.start')}
      </Button>
      {problem !== null && (
        <Note tone="danger" isAlert>
          <ProblemText problem={problem} />
        </Note>
      )}
    </>
  );
}
