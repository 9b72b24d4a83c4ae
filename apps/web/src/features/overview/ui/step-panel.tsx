import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { NextStep } from '../server/next-steps.ts';

interface StepPanelProps {
  projectId: string;
  steps: readonly { step: NextStep; isDone: boolean; isNext: boolean }[];
  canWrite: boolean;
}

const paths: Record<NextStep, string> = {
  data: 'data/new',
  job: 'fine-tuning/new',
  endpoint: 'endpoints',
  key: 'api-keys',
  call: 'endpoints',
};

/** The way from a file to a call. It ticks itself, and goes when all is done. */
export function StepPanel({ projectId, steps, canWrite }: StepPanelProps) {
  const t = useTranslations('overview');
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Panel title={t('steps.title')} aside={t('steps.done', { done, all: steps.length })} isFlush>
      <ol>
        {steps.map(({ step, isDone, isNext }) => (
          <li key={step} className="flex items-start gap-3 border-t border-line px-4 py-3 max-md:flex-wrap">
            <span className={isDone ? 'tone-success' : 'tone-neutral'}>
              <StatusIcon shape={isDone ? 'tick' : 'ring'} className="mt-0.5" />
            </span>
            <div className="min-w-0 flex-1">
              <p className={isDone ? 'text-fg-2' : 'font-medium'}>
                {t(`steps.${step}.title`)}
                {isDone && <span className="sr-only">{t('steps.isDone')}</span>}
              </p>
              {!isDone && <p className="text-small text-pretty text-fg-3">{t(`steps.${step}.text`)}</p>}
            </div>
            {isNext && canWrite && (
              <LinkButton variant="primary" href={`/projects/${projectId}/${paths[step]}`} className="max-md:w-full">
                {t(`steps.${step}.action`)}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
