'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Select } from '../../../ui/select.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { EvaluationView } from '../server/evaluation-view.ts';
import type { EvaluationDetail } from '../server/read-evaluation-page.ts';

interface CompareChoiceProps {
  projectId: string;
  evaluation: Pick<EvaluationView, 'id'>;
  beside: EvaluationDetail['beside'];
  canWrite: boolean;
}

/** Which other evaluation on the same rows is put beside this one. */
export function CompareChoice({ projectId, evaluation, beside, canWrite }: CompareChoiceProps) {
  const t = useTranslations('evaluation');
  const router = useRouter();
  const [other, setOther] = useState(beside[0]?.id ?? null);
  const home = `/projects/${projectId}/evaluations`;
  const { run, isBusy, problem } = useAction(async () => {
    if (other === null) return;
    if (canWrite) await callApi(`/api${home}/${other}/comparisons/${evaluation.id}`, { method: 'POST' });
    router.push(`${home}/compare?first=${other}&second=${evaluation.id}`);
  });
  return (
    <Panel title={t('compare.choose')} description={t('compare.about')}>
      {beside.length === 0 ? (
        <p className="text-pretty text-fg-2">{t('compare.nothing')}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <div className="min-w-0 flex-1">
            <Select
              label={t('compare.choose')}
              options={beside.map(({ id, title, model, createdAt }) => ({
                value: id,
                label: shortModelName(model),
                detail: `${title}, ${formatDay(createdAt)}`,
              }))}
              value={other}
              onValueChange={setOther}
            />
          </div>
          <Button isBusy={isBusy} onClick={() => run()}>
            {t('compare.button')}
          </Button>
        </div>
      )}
      {problem !== null && (
        <div className="mt-3">
          <Note tone="danger" isAlert>
            <ProblemText problem={problem} />
          </Note>
        </div>
      )}
    </Panel>
  );
}
