import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';
import { rangeOf } from './column-facts.ts';

/** How good, in which order. */
export function RatingPanel({ ratings }: { ratings: NonNullable<DatasetReport['ratings']> }) {
  const t = useTranslations('dataset');
  const { ratingColumn, timeColumn, min, max, mean } = ratings;
  const range: KeyValue[] =
    min === undefined || max === undefined
      ? []
      : [
          { label: t('ratings.range'), value: rangeOf(min, max) },
          ...(mean === undefined ? [] : [{ label: t('ratings.mean'), value: formatFigure(mean) }]),
        ];
  return (
    <Panel
      title={ratingColumn === null ? t('ratings.did') : t('ratings.title')}
      description={ratingColumn === null ? t('ratings.none') : min === max ? t('ratings.same') : t('ratings.learned')}
    >
      <KeyValues
        rows={[
          { label: t('ratings.rating'), value: ratingColumn === null ? t('report.none') : <code>{ratingColumn}</code> },
          ...range,
          {
            label: t('ratings.order'),
            labelDetail: t('ratings.orderDetail'),
            value: timeColumn === null ? t('ratings.asInFile') : <code>{timeColumn}</code>,
          },
        ]}
      />
    </Panel>
  );
}
