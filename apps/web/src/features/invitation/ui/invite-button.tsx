'use client';

import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useOpenByUrl } from '../../../ui/use-open-by-url.ts';
import type { ProjectOption } from '../../member/ui/project-choice.tsx';

const InviteDialog = dialogOnUse(async () => (await import('./invite-dialog.tsx')).InviteDialog);

interface InviteButtonProps {
  organizationId: string;
  projects: readonly ProjectOption[];
  canMakeOwners: boolean;
}

export function InviteButton(props: InviteButtonProps) {
  const t = useTranslations('invitation');
  const [isOpen, setOpen] = useOpenByUrl();
  return (
    <>
      <Button variant="primary" icon={<Icon of={UserPlus} />} onClick={() => setOpen(true)}>
        {t('invite.open')}
      </Button>
      {isOpen && <InviteDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
