'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, type ButtonProps } from './button.tsx';
import { Icon } from './icon.tsx';
import { useCopy } from './use-copy.ts';

interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'size'> {
  text: string;
  label?: string;
}

export function CopyButton({ text, label, variant = 'ghost', size = 'small' }: CopyButtonProps) {
  const t = useTranslations('ui');
  const { isCopied, copy } = useCopy();
  return (
    <Button
      variant={variant}
      size={size}
      onClick={() => copy(text)}
      icon={<Icon of={isCopied ? Check : Copy} size={14} className={isCopied ? 'text-success-mark!' : ''} />}
    >
      <span aria-live="polite">{isCopied ? t('copy.copied') : (label ?? t('copy.copy'))}</span>
    </Button>
  );
}
