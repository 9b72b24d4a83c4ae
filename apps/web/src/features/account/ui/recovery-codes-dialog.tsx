'use client';

import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Note } from '../../../ui/note.tsx';

interface RecoveryCodesDialogProps {
  codes: readonly string[];
  onClose: () => void;
}

/** Shows them for the only time. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const text = codes.join('\n');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Keep your recovery codes"
      foot={
        <>
          <CopyButton text={text} label="Copy codes" variant="secondary" size="regular" />
          <Button variant="primary" onClick={onClose}>
            I have kept them
          </Button>
        </>
      }
    >
      <Note tone="warning">
        <b>This is the only time that they are shown.</b> Each signs in once in place of a code from the app. Keep them
        where you find them without your phone.
      </Note>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1 rounded-md border border-line bg-code p-3 sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>
            <code className="text-small">{code}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
