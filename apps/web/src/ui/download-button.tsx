'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { type ButtonLook, buttonStyle } from './button-style.ts';
import { useIsSupport } from './support-view.tsx';

interface DownloadButtonProps extends Pick<ButtonLook, 'variant'> {
  href: string;
  icon?: ReactNode;
  children: ReactNode;
}

/** A link that saves a file and looks like a button; to support it says why it does not. */
export function DownloadButton({ href, icon, variant = 'secondary', children }: DownloadButtonProps) {
  const t = useTranslations('ui');
  if (useIsSupport())
    return (
      <Button variant={variant} icon={icon} blockedBecause={t('support.noDownload')}>
        {children}
      </Button>
    );
  return (
    <a href={href} download className={buttonStyle({ variant })}>
      {icon}
      <span>{children}</span>
    </a>
  );
}
