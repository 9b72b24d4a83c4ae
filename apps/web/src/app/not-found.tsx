import type { Metadata } from 'next';
import { LinkButton } from '../ui/link-button.tsx';
import { Logo } from '../ui/logo.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-110 content-start gap-4 px-4 pt-[18vh]">
      <Logo size={28} />
      <div className="grid gap-1">
        <h1 className="text-title font-semibold">There is nothing here</h1>
        <p className="text-pretty text-fg-2">
          The page does not exist, was deleted, or belongs to an organization that you are not a member of.
        </p>
      </div>
      <div>
        <LinkButton href="/">Open your project</LinkButton>
      </div>
    </main>
  );
}
