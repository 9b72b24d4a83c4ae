'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { SampleTable } from './sample-table.tsx';
import type { StepSamples } from './training-result.ts';

/** What the model wrote at each evaluation; the latest is shown until another one is chosen. */
export function JobSamples({ steps }: { steps: readonly StepSamples[] }) {
  const t = useTranslations('fineTuning');
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = steps.find(({ step }) => String(step) === chosen) ?? steps.at(-1);
  if (shown === undefined) return null;
  return (
    <Panel
      title={t('samples.during')}
      description={t('samples.duringDetail')}
      aside={
        <Select
          label={t('checkpoints.step')}
          size="small"
          value={String(shown.step)}
          onValueChange={setChosen}
          options={steps.map(({ step }) => ({
            value: String(step),
            label: t('samples.step', { step: formatCount(step) }),
          }))}
        />
      }
      isFlush
    >
      <SampleTable label={t('samples.atStep', { step: formatCount(shown.step) })} samples={shown.samples} />
    </Panel>
  );
}
