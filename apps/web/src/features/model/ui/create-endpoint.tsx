'use client';

import { Plug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { ModelView } from '../server/model-view.ts';

const CreateEndpointDialog = dialogOnUse(
  async () => (await import('../../endpoint/ui/create-endpoint-dialog.tsx')).CreateEndpointDialog,
);

/** The next step after a model: a fixed name that points at it. */
export function CreateEndpoint({ projectId, model }: { projectId: string; model: ModelView }) {
  const t = useTranslations('model');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Icon of={Plug} />} onClick={() => setOpen(true)}>
        {t('createEndpoint')}
      </Button>
      {isOpen && <CreateEndpointDialog projectId={projectId} models={[model]} onClose={() => setOpen(false)} />}
    </>
  );
}
