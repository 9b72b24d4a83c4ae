import { useTranslations } from 'next-intl';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { RequestRow } from './request-row.ts';

type Result = Pick<RequestRow, 'status' | 'errorCode'>;

const reasons: Record<string, MessageKey<'endpoint'>> = {
  rate_limit_exceeded: 'requests.reasons.rate_limit_exceeded',
  insufficient_quota: 'requests.reasons.insufficient_quota',
  invalid_value: 'requests.reasons.invalid_value',
  missing_required_parameter: 'requests.reasons.missing_required_parameter',
  unsupported_parameter: 'requests.reasons.unsupported_parameter',
  context_length_exceeded: 'requests.reasons.context_length_exceeded',
  invalid_state: 'requests.reasons.invalid_state',
  model_loading: 'requests.reasons.model_loading',
  engine_overloaded: 'requests.reasons.engine_overloaded',
  internal_error: 'requests.reasons.internal_error',
  worker_lost: 'requests.reasons.worker_lost',
};

/** `rate_limit_exceeded` → `rate limit exceeded`; a rare code stays as the API says it. */
export function reasonOf(t: Translate<'endpoint'>, { errorCode }: Pick<Result, 'errorCode'>): string {
  if (errorCode === null) return t('requests.refused');
  const key = reasons[errorCode];
  return key === undefined ? errorCode.replaceAll('_', ' ') : t(key);
}

/** Shape, colour and words of an HTTP status. */
export function RequestResult({ request }: { request: Result }) {
  const t = useTranslations('endpoint');
  const isOk = request.status < 400;
  const tone = isOk ? 'tone-success' : request.status >= 500 ? 'tone-danger' : 'tone-warning';
  return (
    <span className={`inline-flex items-center gap-1.5 align-top leading-5 whitespace-nowrap ${tone}`}>
      <StatusIcon shape={isOk ? 'tick' : 'octagon'} />
      {isOk ? request.status : `${request.status} ${reasonOf(t, request)}`}
    </span>
  );
}
