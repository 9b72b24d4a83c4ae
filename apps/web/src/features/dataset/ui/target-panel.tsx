import { useTranslations } from 'next-intl';
import { formatCount } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';
import type { TableReport } from './column-facts.ts';

/** What a regression learns to predict; the labels of a classification have their balance instead. */
export function TargetPanel({ table }: { table: TableReport }) {
  const t = useTranslations('dataset');
  const { name } = table.target;
  const column = table.columns.find((one) => one.name === name);
  const { min, max, mean, distinct } = column ?? {};
  const figures: [string, number | undefined][] = [
    [t('target.lowest'), min],
    [t('ratings.mean'), mean],
    [t('target.highest'), max],
  ];
  const facts: KeyValue[] = [
    { label: t('target.kind'), value: t('kind.value'), valueDetail: t('target.unit') },
    ...figures.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value: formatFigure(value) }])),
    ...(distinct === undefined ? [] : [{ label: t('target.distinct'), value: formatCount(distinct) }]),
  ];
  return (
    <Panel title={t('target.title', { name })} description={t('target.detail')}>
      <KeyValues rows={facts} />
    </Panel>
  );
}
