'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { FormSection } from '../../../ui/form-section.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import type { TrainableBase } from '../../base-model/server/list-trainable.ts';
import { factsLine } from '../../base-model/ui/base-model-words.ts';
import type { JobData } from '../server/list-job-data.ts';
import { byFit, fitOf, whyWords } from './base-fit.ts';

interface BaseSectionProps {
  projectId: string;
  bases: readonly TrainableBase[];
  chosenData: JobData | undefined;
  value: string;
  onValueChange: (base: TrainableBase) => void;
}

/** What the data can train; the rest stands below with its reason. */
export function BaseSection({ projectId, bases, chosenData, value, onValueChange }: BaseSectionProps) {
  const t = useTranslations('fineTuning');
  const tBase = useTranslations('baseModel');
  const ordered = (chosenData === undefined ? bases : byFit(bases, chosenData)).map((base) => ({
    base,
    fit: chosenData === undefined ? null : fitOf(chosenData, base),
  }));
  const unread = ordered.find(({ base, fit }) => base.name === value && fit?.kind === 'unread')?.base;
  const hasCheckpoint = bases.some(({ facts }) => facts !== null);
  return (
    <FormSection title={t('base.title')} description={t('base.description')}>
      <RadioCards
        label={t('base.label')}
        value={value}
        onValueChange={(name) => {
          const base = bases.find((one) => one.name === name);
          if (base !== undefined) onValueChange(base);
        }}
        options={ordered.map(({ base, fit }) => ({
          value: base.name,
          title: base.name,
          detail: detailOf({ t, tBase }, base),
          aside: formatMoney(base.rateMicros),
          asideDetail: t('base.perMillion'),
          ...(fit?.kind === 'no' ? { blockedBecause: whyWords(t, fit.why) } : {}),
        }))}
      />
      {unread !== undefined && (
        <Note tone="info">
          {t.rich('base.unread', { b: (chunks) => <b>{chunks}</b> })}
          {unread.task === 'text-classification' && ` ${t('base.chatsAsLabels')}`}
        </Note>
      )}
      {!hasCheckpoint && (
        <p className="text-small text-pretty text-fg-3">
          {t.rich('base.import', {
            link: (chunks) => (
              <Link className="link" href={`/projects/${projectId}/models?tab=base`}>
                {chunks}
              </Link>
            ),
          })}
        </p>
      )}
    </FormSection>
  );
}

interface DetailWords {
  t: Translate<'fineTuning'>;
  tBase: Translate<'baseModel'>;
}

function detailOf({ t, tBase }: DetailWords, { about, facts, task }: TrainableBase): string {
  if (facts === null) return about ?? '';
  const hasNoChat = task === 'text-generation' && !facts.hasChatTemplate;
  const words = { facts: factsLine(tBase, facts), licence: facts.licence ?? t('base.noLicence') };
  return t(hasNoChat ? 'base.factsNoChat' : 'base.facts', words);
}
