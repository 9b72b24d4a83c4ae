import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { StatusIcon, type StatusShape } from './status-icon.tsx';
import { type Tone, toneClass } from './tone.ts';

export interface Step {
  state: 'done' | 'now' | 'todo' | 'failed' | 'skipped';
  label: string;
  detail?: ReactNode;
}

const looks: Record<Step['state'], { shape: StatusShape; tone: Tone }> = {
  done: { shape: 'tick', tone: 'success' },
  now: { shape: 'arc', tone: 'info' },
  todo: { shape: 'dashedRing', tone: 'neutral' },
  failed: { shape: 'octagon', tone: 'danger' },
  skipped: { shape: 'slash', tone: 'neutral' },
};

/** The stages of a job side by side; under one another on phones. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  const t = useTranslations('ui');
  return (
    <ol aria-label={label} className="grid gap-2 md:auto-cols-fr md:grid-flow-col">
      {steps.map((step) => {
        const { shape, tone } = looks[step.state];
        return (
          <li key={step.label} className={`grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 ${toneClass[tone]}`}>
            <StatusIcon shape={shape} className="mt-0.5" />
            <span className="max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-3">
              <span className={step.state === 'todo' ? 'block text-fg-3' : 'block font-medium'}>
                {step.label}
                <span className="sr-only">, {t(`steps.${step.state}`)}</span>
              </span>
              {step.detail && <small className="block text-small text-fg-3">{step.detail}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
