'use client';

import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { HistoryList } from './history-list.tsx';

/** What one tried before, at the right of the page. */
export function HistoryButton({ projectId }: { projectId: string }) {
  const t = useTranslations('playground');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Icon of={History} />} onClick={() => setOpen(true)}>
        {t('history.open')}
      </Button>
      <Drawer isOpen={isOpen} onOpenChange={setOpen} title={t('history.title')} description={t('history.description')}>
        {isOpen && <HistoryList projectId={projectId} />}
      </Drawer>
    </>
  );
}
