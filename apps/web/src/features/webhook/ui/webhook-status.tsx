import { useTranslations } from 'next-intl';
import { Status } from '../../../ui/status.tsx';
import type { WebhookView } from '../server/webhook-view.ts';

/** Whether it is told of events, and whether it takes them. */
export function WebhookStatus({ webhook, isBadge = false }: { webhook: WebhookView; isBadge?: boolean }) {
  const t = useTranslations('webhook');
  const { isEnabled, failingSince, disabledReason } = webhook;
  if (isEnabled)
    return failingSince === null ? (
      <Status kind="active" isBadge={isBadge}>
        {t('status.on')}
      </Status>
    ) : (
      <Status kind="silent" isBadge={isBadge}>
        {t('status.failing')}
      </Status>
    );
  return (
    <Status kind={disabledReason === 'person' ? 'stopped' : 'broken'} isBadge={isBadge}>
      {t(
        disabledReason === 'failing'
          ? 'status.offFailing'
          : disabledReason === 'gone'
            ? 'status.offGone'
            : 'status.off',
      )}
    </Status>
  );
}
