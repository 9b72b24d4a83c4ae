import { SessionsPage } from '../../../features/account/ui/sessions-page.tsx';

export default function Loading() {
  return <SessionsPage sessions={null} />;
}
