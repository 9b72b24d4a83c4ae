'use client';

import Link from 'next/link';
import { FormSection } from '../../../ui/form-section.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import type { TrainableBase } from '../../base-model/server/list-trainable.ts';
import { factsLine } from '../../base-model/ui/base-model-words.ts';
import type { JobData } from '../server/list-job-data.ts';
import { byFit, fitOf } from './base-fit.ts';

interface BaseSectionProps {
  projectId: string;
  bases: readonly TrainableBase[];
  chosenData: JobData | undefined;
  value: string;
  onValueChange: (base: TrainableBase) => void;
}

/** What the data can train; the rest stands below with its reason. */
export function BaseSection({ projectId, bases, chosenData, value, onValueChange }: BaseSectionProps) {
  const ordered = (chosenData === undefined ? bases : byFit(bases, chosenData)).map((base) => ({
    base,
    fit: chosenData === undefined ? null : fitOf(chosenData, base),
  }));
  const unread = ordered.find(({ base, fit }) => base.name === value && fit?.kind === 'unread')?.base;
  const hasCheckpoint = bases.some(({ facts }) => facts !== null);
  return (
    <FormSection title="Start from" description="A template that learns from nothing, or an imported checkpoint.">
      <RadioCards
        label="Base model"
        value={value}
        onValueChange={(name) => {
          const base = bases.find((one) => one.name === name);
          if (base !== undefined) onValueChange(base);
        }}
        options={ordered.map(({ base, fit }) => ({
          value: base.name,
          title: base.name,
          detail: detailOf(base),
          aside: formatMoney(base.rateMicros),
          asideDetail: 'per 1\u2009M tokens',
          ...(fit?.kind === 'no' ? { blockedBecause: fit.why } : {}),
        }))}
      />
      {unread !== undefined && (
        <Note tone="info">
          <b>The file is read anew for this.</b> The job checks it first and shows the price then; where it does not
          fit, the job ends and nothing is charged.
          {unread.task === 'text-classification' &&
            ' A chat is read for labels like this: the user’s message is the text, the assistant’s is its label.'}
        </Note>
      )}
      {!hasCheckpoint && (
        <p className="text-small text-pretty text-fg-3">
          Models of chats, texts and images learn best from a checkpoint.{' '}
          <Link className="link" href={`/projects/${projectId}/models?tab=base`}>
            Import a base model
          </Link>
        </p>
      )}
    </FormSection>
  );
}

function detailOf({ about, facts, task }: TrainableBase): string {
  if (facts === null) return about ?? '';
  const licence = facts.licence === null ? 'licence not stated' : facts.licence;
  const hasNoChat = task === 'text-generation' && !facts.hasChatTemplate;
  return `${factsLine(facts)}, ${licence}${hasNoChat ? '. No chat template: for completions' : ''}`;
}
