'use client';

import { useTranslations } from 'next-intl';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { DeliveryView } from '../server/webhook-view.ts';
import { DeliveryStatus } from './delivery-status.tsx';

interface DeliveryDrawerProps {
  delivery: DeliveryView;
  /** null: it cannot be sent again, such as by a webhook that is off. */
  onResend: (() => Promise<void>) | null;
}

/** One delivery, whole: what we sent, and what came back. */
export function DeliveryDrawer({ delivery, onResend }: DeliveryDrawerProps) {
  const t = useTranslations('webhook');
  const translateProblem = useProblemTranslator();
  const resend = useAction(async () => onResend?.());
  const { attempts, responseStatus, responseMs, responseText, lastAttemptAt, nextAttemptAt, error } = delivery;
  return (
    <>
      <KeyValues
        rows={[
          { label: t('delivery.state'), value: <DeliveryStatus state={delivery.state} /> },
          { label: t('delivery.event'), value: <code>{delivery.type}</code> },
          { label: t('delivery.eventId'), value: <CopyId id={delivery.eventId} what={t('delivery.eventIdWhat')} /> },
          { label: t('delivery.created'), value: <RelativeTime at={delivery.createdAt} /> },
          { label: t('delivery.attempts'), value: attempts },
          ...(lastAttemptAt === null
            ? []
            : [{ label: t('delivery.last'), value: <RelativeTime at={lastAttemptAt} /> }]),
          ...(nextAttemptAt === null || attempts === 0
            ? []
            : [{ label: t('delivery.next'), value: <RelativeTime at={nextAttemptAt} /> }]),
          ...(responseStatus === null ? [] : [{ label: t('delivery.status'), value: responseStatus }]),
          ...(responseMs === null
            ? []
            : [{ label: t('delivery.duration'), value: t('delivery.ms', { ms: responseMs }) }]),
          ...(error === null ? [] : [{ label: t('delivery.error'), value: translateProblem(error) }]),
        ]}
      />
      <FormProblem problem={resend.problem} />
      {onResend !== null && (
        <div>
          <Button isBusy={resend.isBusy} onClick={resend.run}>
            {t('delivery.resend')}
          </Button>
        </div>
      )}
      <CodeBlock
        label={t('delivery.body')}
        title={t('delivery.body')}
        samples={[{ label: 'JSON', language: 'json', code: JSON.stringify(delivery.payload, null, 2) }]}
      />
      {responseText && (
        <CodeBlock
          label={t('delivery.response')}
          title={t('delivery.response')}
          samples={[{ label: 'text', language: 'text', code: responseText }]}
        />
      )}
    </>
  );
}
