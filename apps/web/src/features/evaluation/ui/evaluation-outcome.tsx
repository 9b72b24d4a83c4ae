import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { formatAmount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import type { EvaluationView } from '../server/evaluation-view.ts';

const b = (chunks: ReactNode) => <b>{chunks}</b>;

/** What one that ended otherwise than well leaves to say. */
export function EvaluationOutcome({ evaluation: { job, report } }: { evaluation: EvaluationView }) {
  const t = useTranslations('evaluation');
  const { status, chargedMicros, error } = job;
  const paid =
    chargedMicros > 0n ? t('detail.wasCharged', { amount: formatAmount(chargedMicros) }) : t('detail.nothingCharged');
  if (status === 'CANCELLED')
    return (
      <Note tone="neutral">
        {t.rich('detail.cancelled', { b })} {paid}
      </Note>
    );
  if (status === 'EXPIRED')
    return (
      <Note tone="warning">
        {t.rich('detail.expired', { b })} {paid}
      </Note>
    );
  if (status === 'FAILED')
    return (
      <Note tone="danger">
        <b>{error === null ? t('detail.failed') : translateProblem(error.message)}</b>{' '}
        {error?.fault === 'PLATFORM' && t('detail.ourFault')} {paid}
      </Note>
    );
  if (status !== 'COMPLETED' || report !== null) return null;
  return <Note tone="warning">{t.rich('report.noneText', { b })}</Note>;
}
