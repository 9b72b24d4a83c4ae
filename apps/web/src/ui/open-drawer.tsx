'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

export interface DrawerProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
}

/** The drawer from its first opening on. */
export function OpenDrawer({ isOpen, onOpenChange, title, description, children }: DrawerProps) {
  const t = useTranslations('ui');
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange} modal={false}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          // Not the close button: its tooltip would open.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.target instanceof HTMLElement) event.target.focus();
          }}
          className="sliding-from-right fixed inset-y-0 right-0 z-(--layer-sheet) flex w-(--size-drawer) max-w-full flex-col border-l border-line-strong bg-surface shadow-float outline-none! max-md:w-full"
        >
          <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-2">
            <div className="min-w-0">
              <Radix.Title className="truncate text-section font-semibold">{title}</Radix.Title>
              {description && <p className="text-small text-fg-3">{description}</p>}
            </div>
            <Radix.Close asChild>
              <IconButton label={t('close')} size="small" icon={<Icon of={X} />} />
            </Radix.Close>
          </div>
          <div className="grid min-h-0 flex-1 content-start gap-3 overflow-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
