import { type ComparedFigure, comparedFigures, type EvaluationReport } from '@modelmint/domain/evaluation-report';
import { formatFigure } from './format-figure.ts';

/** The one figure that a list shows of an evaluation. */
export function headFigure(report: EvaluationReport): { name: ComparedFigure; value: number | null; shown: string } {
  const [name] = comparedFigures[report.kind];
  const { estimate } = figuresOf(report)[name] ?? { estimate: null };
  return { name, value: estimate, shown: formatFigure(name, estimate) };
}

/** The figures with intervals of any report, by their names. */
export function figuresOf(
  report: EvaluationReport,
): Partial<Record<ComparedFigure, { estimate: number | null; low: number | null; high: number | null }>> {
  switch (report.kind) {
    case 'classification':
      return { accuracy: report.accuracy, macroF1: report.macroF1, logLoss: report.logLoss };
    case 'regression':
      return { rmse: report.rmse, mae: report.mae, r2: report.r2 };
    case 'generation':
      return { exact: report.exact, rougeL: report.rougeL };
    default:
      return { perplexity: report.perplexity, tokenAccuracy: report.tokenAccuracy };
  }
}
