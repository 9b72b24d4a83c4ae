import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { RequestRow } from './request-row.ts';

/** `rate_limit_exceeded` → `rate limit exceeded` */
export function resultOf({ status, errorCode }: Pick<RequestRow, 'status' | 'errorCode'>) {
  return { isOk: status < 400, reason: (errorCode ?? 'refused').replaceAll('_', ' ') };
}

/** Shape, colour and words of an HTTP status. */
export function RequestResult({ request }: { request: Pick<RequestRow, 'status' | 'errorCode'> }) {
  const { isOk, reason } = resultOf(request);
  const tone = isOk ? 'tone-success' : request.status >= 500 ? 'tone-danger' : 'tone-warning';
  return (
    <span className={`inline-flex items-center gap-1.5 align-top leading-5 whitespace-nowrap ${tone}`}>
      <StatusIcon shape={isOk ? 'tick' : 'octagon'} />
      {isOk ? request.status : `${request.status} ${reason}`}
    </span>
  );
}
