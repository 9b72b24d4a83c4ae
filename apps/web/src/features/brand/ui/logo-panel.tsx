'use client';

import { type BrandLogo, logoBytesMax } from '@modelmint/domain/brand';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Logo } from '../../../ui/logo.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';

const path = '/api/operator/site/logo';

export function LogoPanel({ logo }: { logo: BrandLogo | null }) {
  const t = useTranslations('brand');
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const { run, isBusy, problem, clear } = useAction(async (file: File | null) => {
    if (file === null) await callApi(path, { method: 'DELETE' });
    else await callApi(path, { method: 'PUT', body: { png: await toBase64(file) } });
    showToast({ title: t(file === null ? 'logo.removed' : 'logo.saved') });
    router.refresh();
  });
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    clear();
    setTooLarge(file.size > logoBytesMax);
    if (file.size <= logoBytesMax) run(file);
  };
  const message = isTooLarge ? t('logo.tooLarge') : problem?.message;
  return (
    <Panel title={t('logo.title')} description={t('logo.description')}>
      <div className="grid gap-3">
        <div className="flex items-center gap-3">
          <Logo size={40} />
          <span className="text-fg-2">{t(logo === null ? 'logo.none' : 'logo.current')}</span>
        </div>
        {message && (
          <Note tone="danger" isAlert>
            {message}
          </Note>
        )}
        <div className="flex flex-wrap gap-2">
          <input
            ref={input}
            type="file"
            accept="image/png"
            aria-label={t('logo.choose')}
            className="sr-only"
            tabIndex={-1}
            onChange={({ target }) => {
              take(target.files?.[0]);
              // The same file may be chosen again.
              target.value = '';
            }}
          />
          <Button isBusy={isBusy} onClick={() => input.current?.click()}>
            {t('logo.choose')}
          </Button>
          {logo !== null && (
            <Button isBusy={isBusy} onClick={() => run(null)}>
              {t('logo.remove')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
