import { ChoicesPage } from '../../../../../features/notification/ui/choices-page.tsx';

export default function ChoicesLoading() {
  return <ChoicesPage organizationId="" email="" choices={null} />;
}
