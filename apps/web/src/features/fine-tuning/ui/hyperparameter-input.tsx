'use client';

import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import type { DataCounts } from '../server/list-job-data.ts';
import { boundsOf, figure, formatBound, type HyperparameterField } from './hyperparameter-field.ts';

export interface Suggestion {
  spec: TrainingSpec;
  reasons: Partial<Record<string, string>>;
  data: DataCounts;
}

interface HyperparameterInputProps {
  field: HyperparameterField;
  /** Empty: auto. */
  value: string;
  /** What auto means for the chosen data; null without data. */
  suggestion: Suggestion | null;
  error: string | undefined;
  onChange: (text: string) => void;
  onBlur: () => void;
}

/** Shows the suggested number until another one is written; emptied, it is auto again. */
export function HyperparameterInput({ field, value, suggestion, error, onChange, onBlur }: HyperparameterInputProps) {
  const t = useTranslations('fineTuning');
  const tell = useProblemTranslator();
  const [draft, setDraft] = useState<string | null>(null);
  const suggested = suggestion === null ? null : field.suggested(suggestion.spec);
  const isAuto = value.trim() === '';
  const shown = draft ?? (isAuto ? (suggested === null ? '' : String(suggested)) : value);
  const context =
    suggestion === null
      ? null
      : { ...suggestion, t, value: isAuto ? (suggested ?? 0) : Number(value) || (suggested ?? 0) };
  const reason = field.reason === undefined ? undefined : suggestion?.reasons[field.reason];
  const { min, max } = boundsOf(field);
  const help = (
    // Its place is held, so that what stands below stays where it is when the suggestion comes.
    <span className={field.reason === undefined ? 'block min-h-[2lh]' : 'block min-h-[3lh] md:min-h-[4lh]'}>
      {context === null ? null : field.effect(context)}
      {isAuto && reason !== undefined && <> {tell(reason)}</>}
      {!isAuto && suggested !== null && <> {t('new.suggestedFigure', { figure: figure(suggested) })}</>}
    </span>
  );
  return (
    <Field
      label={t(field.label)}
      hint={t(isAuto ? 'new.autoRange' : 'new.ownRange', { min: formatBound(min), max: formatBound(max) })}
      help={help}
      error={error}
      // What we suggest ourselves needs no warning.
      warning={context === null || isAuto || error ? null : field.warning?.(context)}
    >
      <Input
        name={field.name}
        value={shown}
        inputMode="decimal"
        autoComplete="off"
        unit={field.unit && t(field.unit)}
        onFocus={() => setDraft(shown)}
        onChange={(event) => {
          setDraft(event.target.value);
          onChange(event.target.value.trim());
        }}
        onBlur={() => {
          setDraft(null);
          onBlur();
        }}
      />
    </Field>
  );
}
