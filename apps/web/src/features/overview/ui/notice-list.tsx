import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import type { Tone } from '../../../ui/tone.ts';
import type { Overview } from '../server/read-overview.ts';
import { moneyNotices } from './money-notices.ts';

interface NoticeListProps {
  projectId: string;
  organizationId: string;
  overview: Pick<Overview, 'faults' | 'incidents' | 'spend' | 'creditMicros'>;
  canSeeBilling: boolean;
}

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What wants somebody's attention, each with one way out. */
export function NoticeList({ projectId, organizationId, overview, canSeeBilling }: NoticeListProps) {
  const t = useTranslations('overview');
  const { faults, incidents } = overview;
  const home = `/projects/${projectId}`;
  const billing = { label: t('notices.billing'), href: `/organizations/${organizationId}/billing` };
  const usage = { label: t('notices.usage'), href: `${home}/usage` };
  return (
    <>
      {incidents.map(({ id, title }) => (
        <Notice key={id} tone="warning" way={{ label: t('notices.statusPage'), href: '/status' }}>
          {t.rich('notices.incident', { b: bold, title })}
        </Notice>
      ))}
      {moneyNotices(overview, canSeeBilling).map((notice) => (
        <Notice key={notice} tone="warning" way={notice === 'limitNear' ? usage : billing}>
          {t.rich(`notices.${notice}`, { b: bold })}
        </Notice>
      ))}
      {faults.badDatasets.map(({ id, name, reason }) => (
        <Notice key={id} tone="danger" way={{ label: t('notices.seeLines'), href: `${home}/data/${id}` }}>
          {t.rich('notices.badData', { b: bold, name, reason: translateProblem(reason ?? '') })}
        </Notice>
      ))}
      {faults.failedJobs.map(({ id, name, reason }) => (
        <Notice key={id} tone="danger" way={{ label: t('notices.openJob'), href: `${home}/fine-tuning/${id}` }}>
          {t.rich('notices.failedJob', { b: bold, name, reason: translateProblem(reason ?? '') })}
        </Notice>
      ))}
      {faults.failedInference.map(({ id, name, reason }) => (
        <Notice key={id} tone="danger" way={{ label: t('notices.openJob'), href: `${home}/inference/${id}` }}>
          {t.rich('notices.failedInference', { b: bold, name, reason: translateProblem(reason ?? '') })}
        </Notice>
      ))}
      {faults.failedEvaluations.map(({ id, name, reason }) => (
        <Notice key={id} tone="danger" way={{ label: t('notices.openEvaluation'), href: `${home}/evaluations/${id}` }}>
          {t.rich('notices.failedEvaluation', { b: bold, name, reason: translateProblem(reason ?? '') })}
        </Notice>
      ))}
    </>
  );
}

interface NoticeProps {
  tone: Tone;
  way: { label: string; href: string };
  children: ReactNode;
}

function Notice({ tone, way, children }: NoticeProps) {
  return (
    <Note
      tone={tone}
      action={
        <LinkButton size="small" href={way.href}>
          {way.label}
        </LinkButton>
      }
    >
      {children}
    </Note>
  );
}
