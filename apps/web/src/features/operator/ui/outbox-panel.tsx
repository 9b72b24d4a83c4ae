'use client';

import type { Mail } from '@modelmint/db/generated/client';
import { Mail as MailIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
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
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { rowsShownMax } from '../rows-shown-max.ts';
import { useConsolePages } from './console-pages.tsx';
import { ReplayButton } from './replay-button.tsx';
import { splitLinks } from './split-links.ts';

export type KeptMail = Omit<Mail, 'html'>;

interface OutboxPanelProps {
  mails: readonly KeptMail[];
  /** Whether there is a mail server, so that a mail can be sent from here. */
  canSend: boolean;
}

/** Mail that was sent or, without SMTP, is kept here for the operator to hand on. Shown as text, never as HTML. */
export function OutboxPanel({ mails, canSend }: OutboxPanelProps) {
  const t = useTranslations('operator');
  const { query, set } = useUrlFilters();
  const shown = mails.find((mail) => mail.id === query.get('mail'));
  const pages = useConsolePages(mails, rowsShownMax);
  const show = (mail: KeptMail | null) => set({ mail: mail?.id ?? null });
  return (
    <Panel
      title={t('outbox.title')}
      description={t(canSend ? 'outbox.aboutSent' : 'outbox.about')}
      foot={pages}
      isFlush
    >
      <DataTable
        sortParam="sort-mails"
        label={t('outbox.title')}
        columns={columnsOf(t, show)}
        rows={mails}
        idOf={(mail) => mail.id}
        {...(shown ? { selectedId: shown.id } : {})}
        empty={
          <EmptyState icon={<Icon of={MailIcon} />} title={t('outbox.empty.title')}>
            {t('outbox.empty.text')}
          </EmptyState>
        }
      />
      <Drawer
        isOpen={shown !== undefined}
        onOpenChange={() => show(null)}
        title={shown?.subject ?? ''}
        {...(shown ? { description: t('outbox.to', { recipient: shown.recipient }) } : {})}
      >
        {shown && <MailDetail mail={shown} canSend={canSend} />}
      </Drawer>
    </Panel>
  );
}

function MailDetail({ mail, canSend }: { mail: KeptMail; canSend: boolean }) {
  const t = useTranslations('operator');
  const link = splitLinks(mail.text).find((part) => part.href !== undefined)?.href;
  return (
    <>
      {mail.error && <Note tone="danger">{mail.error}</Note>}
      <KeyValues
        rows={[
          { label: t('state'), value: <MailStatus mail={mail} /> },
          { label: t('outbox.kind'), value: mail.kind },
          { label: t('outbox.written'), value: formatExactTime(mail.createdAt) },
          ...(mail.sentAt === null ? [] : [{ label: t('outbox.sent'), value: formatExactTime(mail.sentAt) }]),
        ]}
      />
      <p className="border-t border-line pt-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {mail.text === '' && <span className="text-fg-3">{t('outbox.gone')}</span>}
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
      <div className="flex flex-wrap gap-2">
        {link && <CopyButton text={link} label={t('outbox.copyLink')} variant="secondary" />}
        {canSend && mail.text !== '' && (
          <ReplayButton
            path={`/api/operator/mails/${mail.id}/resend`}
            label={t('outbox.resend')}
            name={t('outbox.resendName', { recipient: mail.recipient })}
            done={t('outbox.resent')}
          />
        )}
      </div>
    </>
  );
}

function MailStatus({ mail }: { mail: KeptMail }) {
  return <Status kind={mail.error !== null ? 'failed' : mail.sentAt === null ? 'kept' : 'sent'} />;
}

function columnsOf(t: Translate<'operator'>, show: (mail: KeptMail) => void): Column<KeptMail>[] {
  return [
    {
      id: 'subject',
      header: t('outbox.subject'),
      place: 'lead',
      cell: (mail) => (
        <button type="button" onClick={() => show(mail)} className="text-left hover:underline">
          {mail.subject}
        </button>
      ),
    },
    {
      id: 'recipient',
      header: t('outbox.recipient'),
      cell: (mail) => mail.recipient,
      sortBy: (mail) => mail.recipient,
    },
    { id: 'state', header: t('state'), cell: (mail) => <MailStatus mail={mail} /> },
    {
      id: 'at',
      header: t('outbox.written'),
      isNumber: true,
      place: 'main',
      cell: (mail) => <RelativeTime at={mail.createdAt} />,
      sortBy: (mail) => mail.createdAt,
    },
  ];
}
