'use client';

import { useTranslations } from 'next-intl';
import { BarList } from '../../../ui/bar-list.tsx';
import { formatCount, formatShares } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { RequestFigures } from '../server/sum-requests.ts';
import { reasonOf } from './request-result.tsx';

/** What went wrong, the most frequent first; nothing where all went well. */
export function EndpointErrors({ figures }: { figures: RequestFigures }) {
  const t = useTranslations('endpoint');
  const { errors, sum } = figures;
  if (errors.length === 0) return null;
  const shares = formatShares(errors.map(({ requests }) => requests));
  return (
    <Panel
      title={t('errors.title')}
      aside={t('errors.aside', { count: sum.errors, range: t(`range.${figures.range}`) })}
    >
      <BarList
        label={t('errors.label')}
        bars={errors.map((error, index) => ({
          label: `${error.status} ${reasonOf(t, error)}`,
          share: error.requests / sum.errors,
          value: formatCount(error.requests),
          valueDetail: shares[index],
        }))}
      />
    </Panel>
  );
}
