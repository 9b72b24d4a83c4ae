'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Note } from '../../../ui/note.tsx';

/** The signing secret, for the only time. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations('webhook');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('secret.title')}
      foot={<Button onClick={onClose}>{t('secret.done')}</Button>}
    >
      <Note tone="warning">{t.rich('secret.once', { b: (chunks) => <b>{chunks}</b> })}</Note>
      <div className="flex items-center gap-2 rounded-md border border-line bg-code py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 text-small break-all">{secret}</code>
        <CopyButton text={secret} label={t('secret.copy')} variant="secondary" />
      </div>
    </Dialog>
  );
}
