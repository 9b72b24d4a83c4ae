'use client';

import { likelyColumn, readsWholeRows } from '@modelmint/domain/inference-row';
import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { useEffect } from 'react';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import type { InputLook } from '../server/inspect-input.ts';
import type { InferenceForm } from './inference-form.ts';

interface Reading {
  look: InputLook | null;
  route: CallRoute | null;
}

/** Rows of a CSV have no input by themselves, but for those that are one as a whole. */
export function needsColumn({ column }: Pick<InferenceForm, 'column'>, { look, route }: Reading): boolean {
  return look?.format === 'csv' && route !== null && !readsWholeRows(route) && column === '';
}

/** Texts are longer than ids and dates; empty where no row was seen. Exported for its test. */
export function longestColumn({ columns, samples }: Pick<InputLook, 'columns' | 'samples'>): string {
  const lengthOf = (name: string) => samples.reduce((sum, sample) => sum + (sample[name]?.length ?? 0), 0);
  const sorted = columns.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return samples.length === 0 ? '' : (sorted[0] ?? '');
}

/** Chooses the column that is called like an input, else the one with the longest texts, once the file is seen. */
export function useLikelyColumn(form: ReturnType<typeof useApiForm<InferenceForm>>, { look, route }: Reading): void {
  const { getValues, setValue } = form;
  useEffect(() => {
    if (look === null || route === null) return;
    const { column } = getValues();
    if (column !== '' && (readsWholeRows(route) || !look.columns.includes(column))) setValue('column', '');
    if (!needsColumn(getValues(), { look, route })) return;
    setValue('column', likelyColumn(route, look.columns) ?? longestColumn(look));
  }, [look, route, getValues, setValue]);
}
