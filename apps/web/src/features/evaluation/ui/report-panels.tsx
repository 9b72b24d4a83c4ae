import type { EvaluationReport, MeasuredFigure } from '@modelmint/domain/evaluation-report';
import { comparedFigures } from '@modelmint/domain/evaluation-report';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatShare } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { CalibrationChart } from './calibration-chart.tsx';
import { ConfusionLinks } from './confusion-links.tsx';
import { figuresOf } from './figures-of.ts';
import { formatFigure, formatPercent } from './format-figure.ts';
import { LabelTable } from './label-table.tsx';

interface ReportPanelsProps {
  report: EvaluationReport;
  /** The page of the evaluation, to which a cell of the matrix adds its rows. */
  home: string;
}

/** What the rows have shown, whatever the model does. */
export function ReportPanels({ report, home }: ReportPanelsProps) {
  const t = useTranslations('evaluation');
  return (
    <>
      <Stats stats={statsOf(t, report)} />
      {report.failed > 0 && (
        <Note
          tone="warning"
          action={
            <Link className="link" href={`${home}?only=errors#rows`}>
              {t('report.showErrors')}
            </Link>
          }
        >
          {t('report.failed', { failed: report.failed })}
        </Note>
      )}
      {report.kind === 'classification' && (
        <Columns stretch>
          <Column span={6}>
            <Panel title={t('confusion.title')} description={t('confusion.about')} className="h-full">
              <ConfusionLinks report={report} home={home} />
            </Panel>
          </Column>
          <Column span={6}>
            <Panel title={t('calibration.title')} description={t('calibration.about')} className="h-full">
              <CalibrationChart bins={report.bins} />
            </Panel>
          </Column>
          <Column span={12}>
            <Panel title={t('labels.title')} description={t('labels.about')} isFlush>
              <LabelTable perLabel={report.perLabel} />
            </Panel>
          </Column>
        </Columns>
      )}
    </>
  );
}

function statsOf(t: Translate<'evaluation'>, report: EvaluationReport): Stat[] {
  const figures = figuresOf(report);
  const confidence = formatPercent(report.confidence);
  const detailOf = (name: keyof typeof figures, { low, high }: MeasuredFigure) =>
    t('report.interval', { confidence, low: formatFigure(name, low), high: formatFigure(name, high) });
  const baseline = report.kind === 'classification' ? report.baseline : null;
  const more = (name: string) =>
    name === 'accuracy' && baseline !== null ? `; ${t('report.baseline', { share: formatShare(baseline) })}` : '';
  const stats = comparedFigures[report.kind].flatMap((name): Stat[] => {
    const figure = figures[name];
    if (figure === undefined) return [];
    return [
      {
        label: t(`figure.${name}`),
        value: formatFigure(name, figure.estimate),
        detail: `${detailOf(name, figure)}${more(name)}`,
      },
    ];
  });
  return [...stats, ...moreStats(t, report)];
}

function moreStats(t: Translate<'evaluation'>, report: EvaluationReport): Stat[] {
  if (report.kind === 'generation')
    return [
      {
        label: t('figure.chrf'),
        value: report.chrf === null ? '–' : report.chrf.toFixed(1),
        detail: `${t('report.chrf')}; ${t('report.cut', { count: report.cut })}`,
      },
    ];
  if (report.kind !== 'classification') return [];
  const { auc, calibrationError } = report;
  return [
    ...(auc === null ? [] : [{ label: t('figure.auc'), value: auc.toFixed(3), detail: t('report.auc') }]),
    ...(calibrationError === null
      ? []
      : [
          {
            label: t('figure.calibrationError'),
            value: formatShare(calibrationError),
            detail: t('report.calibrationError'),
          },
        ]),
  ];
}
