'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { Button } from './button.tsx';
import { CopyId } from './copy-id.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { StatusIcon } from './status-icon.tsx';
import { type ToastOptions, takeToasts } from './toast.ts';

const shapes = { success: 'tick', danger: 'octagon', info: 'info' } as const;
const tones = { success: 'tone-success', danger: 'tone-danger', info: 'tone-info' } as const;

interface ToastProps extends ToastOptions {
  id: number | string;
  tone: NonNullable<ToastOptions['tone']>;
}

function Toast({ id, tone, title, detail, requestId, undo }: ToastProps) {
  const t = useTranslations('ui');
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={`${tones[tone]} flex w-90 max-w-full items-start font-sans text-body text-fg gap-2.5 rounded-md border border-line-strong bg-surface px-3 py-2.5 shadow-float`}
    >
      <StatusIcon shape={shapes[tone]} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {detail && <p className="text-fg-2">{detail}</p>}
        {requestId && <CopyId id={requestId} what={t('copy.requestId')} />}
      </div>
      {undo && (
        <Button
          size="small"
          variant="ghost"
          onClick={() => {
            toast.dismiss(id);
            undo();
          }}
        >
          {t('toast.undo')}
        </Button>
      )}
      {!undo && (
        <IconButton
          size="small"
          label={t('toast.dismiss')}
          onClick={() => toast.dismiss(id)}
          icon={<Icon of={X} size={14} />}
        />
      )}
    </div>
  );
}

function open({ tone = 'success', ...said }: ToastOptions): void {
  toast.custom((id) => <Toast id={id} tone={tone} {...said} />, {
    duration: tone === 'danger' ? Number.POSITIVE_INFINITY : 6_000,
  });
}

/** The corner of the screen, from the first toast on. */
export function OpenToaster() {
  useEffect(() => takeToasts(open), []);
  return <Sonner position="bottom-right" gap={8} offset={16} mobileOffset={{ bottom: 84 }} visibleToasts={4} />;
}
