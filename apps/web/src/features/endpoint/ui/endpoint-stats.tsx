import { formatCount, formatDuration, formatMoney, formatQuantity, formatShare } from '../../../ui/format.ts';
import { Stats } from '../../../ui/stats.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { RequestSum } from '../server/sum-requests.ts';

function tokensOf({ inputTokens, outputTokens }: RequestSum): string {
  // Items that are recommended are all that such a call is charged for.
  if (inputTokens === 0 && outputTokens > 0) return formatQuantity(outputTokens, 'answered token');
  const input = formatQuantity(inputTokens, 'input token');
  return outputTokens === 0 ? input : `${input}, ${formatCount(outputTokens)} written`;
}

/** The last 24 hours in four figures. */
export function EndpointStats({ day }: { day: RequestSum }) {
  const hasCalls = day.requests > 0;
  return (
    <Stats
      stats={[
        {
          label: 'Requests, 24 h',
          value: formatCount(day.requests),
          detail: tokensOf(day),
        },
        {
          label: 'Errors, 24 h',
          value: hasCalls ? formatShare(day.errors / day.requests).replace('%', '') : '–',
          ...(hasCalls ? { unit: '%' } : {}),
          detail: day.errors === 0 ? 'none' : `${formatCount(day.errors)} of ${formatCount(day.requests)}`,
        },
        {
          label: 'Latency, p50',
          value: day.latencyP50Ms === null ? '–' : formatDuration(day.latencyP50Ms),
          detail: day.latencyP95Ms === null ? 'no answers in 24 h' : `p95 ${formatDuration(day.latencyP95Ms)}`,
        },
        {
          label: 'Spend, 24 h',
          value: formatMoney(day.amountMicros),
          detail: `exactly ${formatMicros(day.amountMicros)}`,
        },
      ]}
    />
  );
}
