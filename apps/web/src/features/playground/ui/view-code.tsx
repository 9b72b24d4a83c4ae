'use client';

import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
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
  const t = useTranslations('playground');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Icon of={SquareTerminal} />} onClick={() => setOpen(true)}>
        {t('code.open')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('code.title', { model })}
        width="wide"
        foot={<Button onClick={() => setOpen(false)}>{t('code.close')}</Button>}
      >
        <p className="text-fg-2">
          {t.rich('code.hint', {
            isImage: String(call.kind === 'images'),
            code: (chunks) => <code>{chunks}</code>,
          })}
        </p>
        <CodeBlock
          label={t('code.label')}
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
