'use client';

import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** For everybody: go. The last owner is told what to do instead. */
export function LeavePanel({ organization: { id, name } }: { organization: { id: string; name: string } }) {
  const [isAsking, setAsking] = useState(false);
  const leave = async () => {
    await callApi(`/api/organizations/${id}/leave`, { body: {} });
    // A whole load: what this person may see is another.
    location.assign('/home');
  };
  return (
    <Panel title="Leave">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[64ch] text-pretty text-fg-2">
          You lose sight of the organization. What you made stays. To come back you need an invitation.
        </p>
        <Button variant="danger" onClick={() => setAsking(true)}>
          Leave organization
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Leave ${name}`}
        action="Leave organization"
        keep="Stay"
        onConfirm={leave}
      >
        <p>You lose sight of it at once. What you made stays. To come back, you need a new invitation.</p>
      </ConfirmDialog>
    </Panel>
  );
}
