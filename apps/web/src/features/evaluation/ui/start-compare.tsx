'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Note } from '../../../ui/note.tsx';
import { useAction } from '../../../ui/use-action.ts';

interface StartCompareProps {
  projectId: string;
  firstId: string;
  secondId: string;
}

export function StartCompare({ projectId, firstId, secondId }: StartCompareProps) {
  const t = useTranslations('evaluation');
  const router = useRouter();
  const { run, isBusy, problem } = useAction(async () => {
    const path = `/api/projects/${projectId}/evaluations/${firstId}/comparisons/${secondId}`;
    await callApi(path, { method: 'POST' });
    router.refresh();
  });
  return (
    <>
      <Button variant="primary" isBusy={isBusy} onClick={() => run()}>
        {t('compare.start')}
      </Button>
      {problem !== null && (
        <Note tone="danger" isAlert>
          {problem.message}
        </Note>
      )}
    </>
  );
}
