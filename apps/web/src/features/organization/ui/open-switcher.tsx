'use client';

import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { SwitcherButton, type SwitcherProps } from './switcher-button.tsx';
import { SwitcherList } from './switcher-list.tsx';

/** The switcher from its first opening on. */
export function OpenSwitcher({ organization, project }: SwitcherProps) {
  const t = useTranslations('shell');
  const [isOpen, setOpen] = useState(true);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <SwitcherButton organization={organization} project={project} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('switcher.label')}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="appearing z-(--layer-tip) w-72 rounded-md border border-line-strong bg-surface shadow-float"
        >
          <SwitcherList organizationId={organization.id} projectId={project?.id ?? null} close={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
