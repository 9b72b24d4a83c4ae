import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatDuration, formatMoney, formatShare } from '../../../ui/format.ts';
import { Stats } from '../../../ui/stats.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { RequestFigures, RequestSum } from '../server/sum-requests.ts';

function tokensOf(t: Translate<'endpoint'>, { inputTokens, outputTokens }: RequestSum): string {
  // Items that are recommended are all that such a call is charged for.
  if (inputTokens === 0 && outputTokens > 0) return t('stats.answeredTokens', { tokens: outputTokens });
  return outputTokens === 0
    ? t('stats.inputTokens', { tokens: inputTokens })
    : t('stats.bothTokens', { tokens: inputTokens, written: formatCount(outputTokens) });
}

/** The chosen time in four figures. */
export function EndpointStats({ figures }: { figures: RequestFigures }) {
  const t = useTranslations('endpoint');
  const { sum } = figures;
  const range = t(`range.${figures.range}`);
  const hasCalls = sum.requests > 0;
  return (
    <Stats
      stats={[
        { label: t('stats.requests', { range }), value: formatCount(sum.requests), detail: tokensOf(t, sum) },
        {
          label: t('stats.errors', { range }),
          value: hasCalls ? formatShare(sum.errors / sum.requests).replace('%', '') : '–',
          ...(hasCalls ? { unit: '%' } : {}),
          detail:
            sum.errors === 0
              ? t('stats.noErrors')
              : t('stats.errorsOf', { errors: formatCount(sum.errors), requests: formatCount(sum.requests) }),
        },
        {
          label: t('stats.latency'),
          value: sum.latencyP50Ms === null ? '–' : formatDuration(sum.latencyP50Ms),
          detail:
            sum.latencyP95Ms === null
              ? t('stats.noAnswers', { range })
              : t('stats.p95', { latency: formatDuration(sum.latencyP95Ms) }),
        },
        {
          label: t('stats.spend', { range }),
          value: formatMoney(sum.amountMicros),
          detail: t('stats.exactly', { amount: formatMicros(sum.amountMicros) }),
        },
      ]}
    />
  );
}
