'use client';

import { SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { type CallInput, callSnippets } from '../../endpoint/ui/call-snippets.ts';

interface ViewCodeProps {
  publicUrl: string;
  model: string;
  call: CallInput;
}

/** The call that the button makes, as code of one's own. */
export function ViewCode({ publicUrl, model, call }: ViewCodeProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Icon of={SquareTerminal} />} onClick={() => setOpen(true)}>
        View code
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={`Call ${model}`}
        width="wide"
        foot={<Button onClick={() => setOpen(false)}>Close</Button>}
      >
        <p className="text-fg-2">
          Each runs as shown once an API key is in <code>MODELMINT_API_KEY</code>
          {call.kind === 'images' && ', with an image beside it'}.
        </p>
        <CodeBlock
          label="The same call as code"
          samples={callSnippets({ ...call, baseUrl: `${publicUrl}/v1`, model }).map(({ id, label, code }) => ({
            label,
            language: id,
            code,
          }))}
        />
      </Dialog>
    </>
  );
}
