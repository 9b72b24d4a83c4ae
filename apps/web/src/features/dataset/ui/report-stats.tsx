import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { columnsLearned } from './column-facts.ts';
import { lineNoun } from './dataset-facts.ts';

/** What was read, what can be used, what was left out. */
export function ReportStats({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const { task, rowsTotal, rowsValid, rowsBad, tokensTotal } = report;
  const examples: Stat = {
    label: t('examples.title'),
    value: formatCount(rowsValid),
    detail:
      rowsTotal === 0
        ? t('report.none')
        : t(task === 'image-classification' ? 'stats.ofImages' : 'stats.ofRows', {
            share: formatShare(rowsValid / rowsTotal),
          }),
  };
  return (
    <Stats
      stats={[
        {
          label: t(task === 'image-classification' ? 'stats.imagesRead' : 'stats.rowsRead'),
          value: formatCount(rowsTotal),
          detail: lineNoun(report, t),
        },
        ...middleStats(report, examples, t),
        {
          label: t('stats.leftOut'),
          value: formatCount(rowsBad),
          detail: rowsBad === 0 ? t('stats.inAll', { tokens: formatTokens(tokensTotal) }) : t('stats.unusable'),
        },
      ]}
    />
  );
}

/** How much can be used, and what it is made of. */
function middleStats(report: DatasetReport, examples: Stat, t: Translate<'dataset'>): Stat[] {
  switch (report.task) {
    case 'text-generation':
      return [examples, turnStat(report, t)];
    case 'tabular':
      return [examples, ...(report.table === undefined ? [] : [columnStat(report.table, t)])];
    case 'recommendation':
      return report.ratings === undefined ? [examples] : knownStats(report.ratings, t);
    default:
      return [examples, labelStat(report, t)];
  }
}

function labelStat({ labels }: DatasetReport, t: Translate<'dataset'>): Stat {
  return {
    label: t('list.labels'),
    value: formatCount(labels.length),
    detail: labels[0] ? t('stats.mostFrequent', { label: labels[0].label }) : t('report.none'),
  };
}

function turnStat({ chat, rowsValid }: DatasetReport, t: Translate<'dataset'>): Stat {
  const turns = chat?.turns ?? 0;
  return {
    label: t('chat.turns'),
    value: formatCount(turns),
    detail: rowsValid === 0 ? t('report.none') : t('stats.turns', { mean: (turns / rowsValid).toFixed(1) }),
  };
}

function columnStat(table: NonNullable<DatasetReport['table']>, t: Translate<'dataset'>): Stat {
  const { used, of, detail } = columnsLearned(table, t);
  return { label: t('stats.columns'), value: formatCount(used), unit: t('stats.of', { count: of }), detail };
}

function knownStats(
  { users, items, usersWithOne }: NonNullable<DatasetReport['ratings']>,
  t: Translate<'dataset'>,
): Stat[] {
  return [
    { label: t('users.users'), value: formatCount(users), detail: t('stats.withOne', { count: usersWithOne }) },
    { label: t('users.items'), value: formatCount(items), detail: t('stats.recommendable') },
  ];
}
