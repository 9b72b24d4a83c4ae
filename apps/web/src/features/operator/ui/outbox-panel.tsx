'use client';

import type { Mail } from '@modelmint/db/generated/client';
import { Mail as MailIcon } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { splitLinks } from './split-links.ts';

export type KeptMail = Omit<Mail, 'html'>;

/** Mail that was sent or, without SMTP, is kept here for the operator to hand on. Shown as text, never as HTML. */
export function OutboxPanel({ mails }: { mails: readonly KeptMail[] }) {
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  const shown = mails.find((mail) => mail.id === query.get('mail'));
  const show = (mail: KeptMail | null) => {
    const next = new URLSearchParams(query);
    if (mail === null) next.delete('mail');
    else next.set('mail', mail.id);
    router.replace(next.size === 0 ? path : `${path}?${next}`, { scroll: false });
  };
  return (
    <Panel title="Outbox" description="Without an SMTP server mail is kept here; hand its link on yourself." isFlush>
      <DataTable
        label="Outbox"
        columns={columnsOf(show)}
        rows={mails}
        idOf={(mail) => mail.id}
        {...(shown ? { selectedId: shown.id } : {})}
        empty={
          <EmptyState icon={<Icon of={MailIcon} />} title="No mail yet">
            Mails with links, such as the one that confirms an address, stand here.
          </EmptyState>
        }
      />
      <Drawer
        isOpen={shown !== undefined}
        onOpenChange={() => show(null)}
        title={shown?.subject ?? ''}
        {...(shown ? { description: `to ${shown.recipient}` } : {})}
      >
        {shown && <MailDetail mail={shown} />}
      </Drawer>
    </Panel>
  );
}

function MailDetail({ mail }: { mail: KeptMail }) {
  const link = splitLinks(mail.text).find((part) => part.href !== undefined)?.href;
  return (
    <>
      {mail.error && <Note tone="danger">{mail.error}</Note>}
      <KeyValues
        rows={[
          { label: 'State', value: <MailStatus mail={mail} /> },
          { label: 'Kind', value: mail.kind },
          { label: 'Written', value: formatExactTime(mail.createdAt) },
        ]}
      />
      <p className="border-t border-line pt-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {splitLinks(mail.text).map((part, index) =>
          part.href === undefined ? (
            part.text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a constant text
            <a key={index} href={part.href} rel="noreferrer" className="link">
              {part.text}
            </a>
          ),
        )}
      </p>
      {link && (
        <div>
          <CopyButton text={link} label="Copy link" variant="secondary" />
        </div>
      )}
    </>
  );
}

function MailStatus({ mail }: { mail: KeptMail }) {
  return <Status kind={mail.error !== null ? 'failed' : mail.sentAt === null ? 'kept' : 'sent'} />;
}

function columnsOf(show: (mail: KeptMail) => void): Column<KeptMail>[] {
  return [
    {
      id: 'subject',
      header: 'Subject',
      place: 'lead',
      cell: (mail) => (
        <button type="button" onClick={() => show(mail)} className="text-left hover:underline">
          {mail.subject}
        </button>
      ),
    },
    { id: 'recipient', header: 'To', cell: (mail) => mail.recipient, sortBy: (mail) => mail.recipient },
    { id: 'state', header: 'State', cell: (mail) => <MailStatus mail={mail} /> },
    {
      id: 'at',
      header: 'Written',
      isNumber: true,
      place: 'main',
      cell: (mail) => <RelativeTime at={mail.createdAt} />,
      sortBy: (mail) => mail.createdAt,
    },
  ];
}
