'use client';

import { Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SendHint } from '../../playground/ui/send-hint.tsx';
import type { CallControl } from '../../playground/ui/use-call.ts';

interface SendBarProps {
  call: Pick<CallControl<never>, 'state' | 'stop'>;
  label: string;
  onSend: () => void;
}

/** Sends, and while it is answered stops: a stopped call costs nothing. */
export function SendBar({ call, label, onSend }: SendBarProps) {
  const t = useTranslations('generation');
  return (
    <div className="mt-3 flex items-center justify-between gap-3">
      <SendHint />
      {call.state === 'idle' ? (
        <Button variant="primary" onClick={onSend} className="max-md:w-full">
          {label}
        </Button>
      ) : (
        <Button icon={<Icon of={Square} />} onClick={call.stop} className="max-md:w-full">
          {t('send.stop')}
        </Button>
      )}
    </div>
  );
}
