'use client';

import { Announce } from '@modelmint/domain/announcement';
import { Megaphone, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { Console } from '../server/read-console.ts';
import { ReplayButton } from './replay-button.tsx';

type Row = Console['announcements'][number];

/** What everybody who is signed in reads above every page. */
export function AnnouncementPanel({ announcements }: { announcements: readonly Row[] }) {
  const t = useTranslations('operator');
  const [isOpen, setOpen] = useState(false);
  const button = (
    <Button size="small" icon={<Icon of={Plus} />} onClick={() => setOpen(true)}>
      {t('announce.action')}
    </Button>
  );
  return (
    <Panel
      title={t('announce.title')}
      description={t('announce.about')}
      aside={announcements.length > 0 && button}
      isFlush
    >
      {announcements.length === 0 ? (
        <EmptyState icon={<Icon of={Megaphone} />} title={t('announce.empty.title')} actions={button}>
          {t('announce.empty.text')}
        </EmptyState>
      ) : (
        <ul>
          {announcements.map((row) => (
            <Announced key={row.id} row={row} />
          ))}
        </ul>
      )}
      {isOpen && <AnnounceDialog onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function Announced({ row }: { row: Row }) {
  const t = useTranslations('operator');
  const { id, text, isShown, startsAt, endsAt } = row;
  const at = endsAt ?? startsAt;
  const words = !isShown ? 'announce.ended' : endsAt === null ? 'announce.since' : 'announce.until';
  return (
    <li className="flex items-start justify-between gap-3 border-t border-line px-4 py-2.5">
      <div className="min-w-0">
        <p className={isShown ? '' : 'text-fg-3'}>
          <bdi className="[overflow-wrap:anywhere]">{text}</bdi>
        </p>
        <p className="text-small text-fg-3">{t.rich(words, { time: () => <RelativeTime at={at} /> })}</p>
      </div>
      {isShown && (
        <ReplayButton
          path={`/api/operator/announcements/${id}/end`}
          label={t('announce.end')}
          name={t('announce.endName', { text })}
          done={t('announce.done')}
        />
      )}
    </li>
  );
}

function AnnounceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('operator');
  const u = useTranslations('ui');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { text: '', textChinese: '', endsAt: '', isWarning: false },
    draft: { name: 'announcement' },
    onSubmit: async ({ text, textChinese, endsAt, isWarning }) => {
      const body = {
        ...{ text, tone: isWarning ? 'warning' : 'info' },
        ...(textChinese.trim() === '' ? {} : { textChinese }),
        ...(endsAt === '' ? {} : { endsAt: `${endsAt}:00Z` }),
      };
      await callApi('/api/operator/announcements', { body });
      showToast({ title: t('announce.shown') });
      onClose();
      router.refresh();
    },
  });
  const { text, textChinese } = Announce.shape;
  const rule = (schema: typeof text | typeof textChinese) => (typed: string) => {
    if (schema.safeParse(typed).success) return true;
    if (typed.trim() === '') return schema === textChinese || t('announce.missing');
    return typed.trim().length > 300 ? t('reason.long') : u('nameRules.visible');
  };
  return (
    <FormDialog id="announce" title={t('announce.new')} action={t('announce.action')} form={form} onClose={onClose}>
      <Field label={t('announce.text')} help={t('announce.textHelp')} error={form.errorOf('text')}>
        <Input
          {...form.register('text', { validate: rule(text) })}
          placeholder={t('announce.example')}
          autoComplete="off"
        />
      </Field>
      <Field
        label={t('announce.chinese')}
        hint={t('announce.optional')}
        help={t('announce.chineseHelp')}
        error={form.errorOf('textChinese')}
      >
        <Input {...form.register('textChinese', { validate: rule(textChinese) })} autoComplete="off" />
      </Field>
      <Field
        label={t('announce.endsAt')}
        hint={t('announce.optional')}
        help={t('announce.endsAtHelp')}
        error={form.errorOf('endsAt')}
      >
        <Input type="datetime-local" {...form.register('endsAt')} />
      </Field>
      <Checkbox
        label={t('announce.warning')}
        help={t('announce.warningHelp')}
        checked={form.watch('isWarning')}
        onCheckedChange={(isChosen) => form.setValue('isWarning', isChosen)}
      />
    </FormDialog>
  );
}
