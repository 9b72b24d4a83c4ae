import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { BarList } from '../../../ui/bar-list.tsx';
import { formatCount, formatShares } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { smallLabels } from './dataset-facts.ts';

/** More bars than this would be a page of their own. */
const barsMax = 20;

export function LabelBalance({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const { labels, rowsValid } = report;
  const shares = formatShares(labels.map(({ rows }) => rows));
  const largest = labels[0]?.rows ?? 1;
  const small = smallLabels(report);
  const isSmall = new Set(small.map(({ label }) => label));
  return (
    <Panel title={t('balance.title')} description={t('balance.counts', { labels: labels.length, examples: rowsValid })}>
      <BarList
        label={t('balance.byLabel')}
        bars={labels.slice(0, barsMax).map(({ label, rows }, index) => ({
          label,
          share: rows / largest,
          value: formatCount(rows),
          valueDetail: shares[index],
          isMuted: isSmall.has(label),
        }))}
      />
      {labels.length > barsMax && (
        <p className="mt-2 text-small text-fg-3">{t('balance.largest', { shown: barsMax, total: labels.length })}</p>
      )}
      {small.length > 0 && (
        <div className="mt-3">
          <Note tone="warning">{smallNote(small, labels[0]?.label ?? '', t)}</Note>
        </div>
      )}
    </Panel>
  );
}

function smallNote(small: { label: string; times: number }[], largest: string, t: Translate<'dataset'>) {
  const [first, ...others] = small.toSorted((a, b) => b.times - a.times);
  if (first === undefined) return null;
  const b = (chunks: ReactNode) => <b>{chunks}</b>;
  const facts = { label: first.label, times: first.times.toFixed(1), largest, b };
  return others.length === 0
    ? t.rich('balance.small', facts)
    : t.rich('balance.smallOnes', { ...facts, count: others.length });
}
