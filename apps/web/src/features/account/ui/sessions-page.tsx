'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { SessionView } from '../server/list-own-sessions.ts';

/** By the name that domain/sign-in-method gives it. */
const methods: Record<string, string> = {
  password: 'Password',
  magic_link: 'Link in a mail',
  passkey: 'Passkey',
  sso: 'Single sign-on',
  github: 'GitHub',
  google: 'Google',
};

/** Where one is signed in; null while it is read. */
export function SessionsPage({ sessions }: { sessions: readonly SessionView[] | null }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const end = useAction(async (session: SessionView) => {
    await callApi(`/api/account/sessions/${session.id}`, { method: 'DELETE' });
    showToast({ title: `${session.device} signed out` });
    router.refresh();
  });
  const others = (sessions ?? []).filter(({ isCurrent }) => !isCurrent).length;
  return (
    <Page>
      <PageHeader
        title="Sessions"
        facts={['Browsers that are signed in. One that nobody uses for 24 hours is signed out by itself.']}
        actions={others > 0 && <Button onClick={() => setAsking(true)}>Sign out all others</Button>}
      />
      <FormProblem problem={end.problem} />
      <Panel isFlush>
        <DataTable
          label="Sessions"
          columns={columnsOf((session) => end.run(session))}
          rows={sessions}
          idOf={({ id }) => id}
          empty={null}
        />
      </Panel>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Sign out all others"
        action="Sign out all others"
        keep="Keep sessions"
        onConfirm={async () => {
          await callApi('/api/account/sessions', { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>
          {others === 1 ? 'One other browser is' : `${others} other browsers are`} signed out at once. This one stays.
        </p>
      </ConfirmDialog>
    </Page>
  );
}

function columnsOf(onEnd: (session: SessionView) => void): Column<SessionView>[] {
  return [
    {
      id: 'device',
      header: 'Browser',
      place: 'lead',
      cell: ({ device, isCurrent }) => (isCurrent ? `${device} (this browser)` : device),
    },
    { id: 'method', header: 'Signed in by', cell: ({ method }) => methods[method] ?? method },
    {
      id: 'address',
      header: 'Address',
      cell: ({ address }) => <code>{address}</code>,
      isEmpty: ({ address }) => address === null,
    },
    { id: 'seen', header: 'Last used', isNumber: true, cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    { id: 'created', header: 'Signed in', isNumber: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (session) =>
        !session.isCurrent && (
          <Button size="small" aria-label={`Sign out ${session.device}`} onClick={() => onEnd(session)}>
            Sign out
          </Button>
        ),
    },
  ];
}
