import type { ComparedFigure, EvaluationReport } from '@modelmint/domain/evaluation-report';

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
