import { OverviewLoading } from '../../../../features/overview/ui/overview-loading.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function Loading() {
  return (
    <ClientMessages namespaces={['fineTuning']}>
      <OverviewLoading />
    </ClientMessages>
  );
}
