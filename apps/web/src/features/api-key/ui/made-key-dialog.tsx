'use client';

import { useTranslations } from 'next-intl';
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
  const t = useTranslations('apiKey');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('made.title', { name: made.name })}
      foot={<Button onClick={onClose}>{t('made.done')}</Button>}
    >
      <Note tone="warning">{t.rich('made.once', { b: (chunks) => <b>{chunks}</b> })}</Note>
      <div className="flex items-center gap-2 rounded-md border border-line bg-code py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 text-small break-all">{made.key}</code>
        <CopyButton text={made.key} label={t('made.copy')} variant="secondary" />
      </div>
      <p className="text-small text-fg-3">{t.rich('made.variable', { code: (chunks) => <code>{chunks}</code> })}</p>
    </Dialog>
  );
}
