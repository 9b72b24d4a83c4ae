import { useTranslations } from 'next-intl';
import { Kbd } from '../../../ui/kbd.tsx';

/** The keys that send; there are none on a phone. */
export function SendHint() {
  const t = useTranslations('playground');
  return (
    <span className="inline-flex items-center gap-1 text-small text-fg-3 max-md:hidden">
      <Kbd>⌘</Kbd>
      <Kbd>{t('keys.enter')}</Kbd> {t('hint')} <Kbd>Ctrl</Kbd>
      <Kbd>{t('keys.enter')}</Kbd>
    </span>
  );
}

/** True for the keys of `SendHint`. */
export function isSendKey({ key, metaKey, ctrlKey }: { key: string; metaKey: boolean; ctrlKey: boolean }): boolean {
  return key === 'Enter' && (metaKey || ctrlKey);
}
