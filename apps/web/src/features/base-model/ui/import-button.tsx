'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { showToast } from '../../../ui/toast.ts';

const ImportDialog = dialogOnUse(async () => (await import('./import-dialog.tsx')).ImportDialog);

interface ImportButtonProps {
  projectId: string;
  /** The largest file that may be stored now. */
  sizeBytesMax: number;
}

/** For the customer's own organization. */
export function ImportButton({ projectId, sizeBytesMax }: ImportButtonProps) {
  const t = useTranslations('baseModel');
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setOpen(true)}>
        {t('import.title')}
      </Button>
      {isOpen && (
        <ImportDialog
          path={`/api/projects/${projectId}/base-models`}
          kinds={['hub', 'file']}
          archive={{ projectId, sizeBytesMax }}
          reach={t('import.reach')}
          onClose={() => setOpen(false)}
          onMade={({ id, name }) => {
            setOpen(false);
            showToast({ title: t('import.begun', { name }), detail: t('import.mayClose') });
            router.push(`/projects/${projectId}/models/base/${id}`);
          }}
        />
      )}
    </>
  );
}
