'use client';

import { useTranslations } from 'next-intl';
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
  const t = useTranslations('account');
  const text = codes.join('\n');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('recovery.title')}
      foot={
        <>
          <CopyButton text={text} label={t('recovery.copy')} variant="secondary" size="regular" />
          <Button variant="primary" onClick={onClose}>
            {t('recovery.kept')}
          </Button>
        </>
      }
    >
      <Note tone="warning">{t.rich('recovery.text', { b: (text) => <b>{text}</b> })}</Note>
      <ul
        aria-label={t('recovery.label')}
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
