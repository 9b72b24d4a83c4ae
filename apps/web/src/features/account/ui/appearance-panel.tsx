'use client';

import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';
import { Panel } from '../../../ui/panel.tsx';
import { Segments } from '../../../ui/segments.tsx';

const themes = ['system', 'light', 'dark'] as const;

/** Light, dark or as the system; kept in this browser. */
export function AppearancePanel() {
  const t = useTranslations('account');
  const { theme = '', setTheme } = useTheme();
  // What the browser keeps is not known to the server, whose first paint must stay as it is.
  const [isHere, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  return (
    <Panel title={t('appearance.title')} description={t('appearance.text')}>
      <Segments
        label={t('appearance.title')}
        value={isHere ? theme : ''}
        onValueChange={setTheme}
        options={themes.map((value) => ({ value, label: t(`appearance.${value}`) }))}
      />
    </Panel>
  );
}
