import { useTranslations } from 'next-intl';
import { Status } from '../../../ui/status.tsx';
import type { DeliveryView } from '../server/webhook-view.ts';

const kinds = { due: 'queued', delivered: 'sent', failed: 'failed' } as const;

export function DeliveryStatus({ state }: { state: DeliveryView['state'] }) {
  const t = useTranslations('webhook');
  return <Status kind={kinds[state]}>{t(`delivery.${state}`)}</Status>;
}
