'use client';

import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount, formatShortShare } from '../../../ui/format.ts';
import { LineChart } from '../../../ui/line-chart.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useUrlChoice } from '../../../ui/use-url-choice.ts';
import type { ComparedJob } from '../server/compare-jobs.ts';
import { type Along, accuracyLines, hasOneLoss, lossLines } from './compared.ts';
import { formatLoss, formatLossTick } from './format-loss.ts';

interface CompareChartsProps {
  compared: readonly ComparedJob[];
  names: readonly string[];
}

/** The curves of the jobs over each other, by step or by epoch. */
export function CompareCharts({ compared, names }: CompareChartsProps) {
  const t = useTranslations('fineTuning');
  const [asked, setAlong] = useUrlChoice('along', 'step');
  const along: Along = asked === 'epoch' ? 'epoch' : 'step';
  const isComparable = hasOneLoss(compared.map(({ job }) => job));
  // Of labels and of tokens are different measures, as their losses are.
  const accuracy = isComparable ? accuracyLines(compared, names, along) : [];
  const common = {
    formatX: (x: number) => (along === 'step' ? formatCount(Math.round(x)) : x.toFixed(1)),
    xTitle: t(along === 'step' ? 'chart.step' : 'compare.epoch'),
    empty: t('compare.noPoints'),
  };
  const hasEpochs = compared.some(({ points }) => points.some(({ epoch }) => epoch !== null));
  const switcher = hasEpochs && (
    <Segments
      label={t('compare.along')}
      value={along}
      onValueChange={setAlong}
      options={[
        { value: 'step', label: t('compare.bySteps') },
        { value: 'epoch', label: t('compare.byEpochs') },
      ]}
    />
  );
  return (
    <Columns stretch>
      <Column span={accuracy.length > 0 ? 6 : 12}>
        <Panel title={t('chart.loss')} description={t('compare.lossDetail')} aside={switcher}>
          {isComparable ? (
            <LineChart
              label={t('chart.loss')}
              unit={t('compare.lossUnit')}
              series={lossLines(compared, names, along)}
              formatY={formatLoss}
              formatTick={formatLossTick}
              {...common}
            />
          ) : (
            <Note tone="info">{t('compare.otherLosses')}</Note>
          )}
        </Panel>
      </Column>
      {accuracy.length > 0 && (
        <Column span={6}>
          <Panel title={t('result.accuracy')} description={t('chart.accuracyDetail')}>
            <LineChart
              label={t('result.accuracy')}
              unit={t('compare.accuracyUnit')}
              series={accuracy}
              formatY={formatShortShare}
              yMax={1}
              fromZero={false}
              {...common}
            />
          </Panel>
        </Column>
      )}
    </Columns>
  );
}
