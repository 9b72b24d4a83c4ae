'use client';

import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Note } from '../../../ui/note.tsx';

export interface MadeKey {
  name: string;
  key: string;
}

/** The key, for the only time. */
export function MadeKeyDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  return (
    <Dialog isOpen onOpenChange={onClose} title={`Copy ${made.name}`} foot={<Button onClick={onClose}>Done</Button>}>
      <Note tone="warning">
        <b>This is the only time that the key is shown.</b> Keep it where your code reads its secrets. If it is lost,
        rotate the key and use the new secret.
      </Note>
      <div className="flex items-center gap-2 rounded-md border border-line bg-code py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 text-small break-all">{made.key}</code>
        <CopyButton text={made.key} label="Copy key" variant="secondary" />
      </div>
      <p className="text-small text-fg-3">
        The examples on the page of an endpoint read it from <code>MODELMINT_API_KEY</code>.
      </p>
    </Dialog>
  );
}
