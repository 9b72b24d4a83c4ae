import { redirect } from 'next/navigation';
import { helpPages } from '../../../features/help/server/help-pages.ts';

export default function Docs() {
  redirect(`/docs/${helpPages[0].slug}`);
}
