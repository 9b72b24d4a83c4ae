'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { makePasskey } from './passkey-ceremony.ts';

export interface PasskeyRow {
  id: string;
  name: string;
  /** Kept by a service that brings it to other devices. */
  isBackedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Keys of devices: they sign in without a password, and no false site can ask for them. */
export function PasskeyPanel({ passkeys }: { passkeys: readonly PasskeyRow[] }) {
  const t = useTranslations('account');
  const router = useRouter();
  const [named, setNamed] = useState<PasskeyRow | 'new' | null>(null);
  const [removed, setRemoved] = useState<PasskeyRow | null>(null);
  const add = <Button onClick={() => setNamed('new')}>{t('passkeys.add')}</Button>;
  return (
    <Panel
      title={t('passkeys.title')}
      description={t('passkeys.text')}
      aside={passkeys.length > 0 && add}
      isFlush={passkeys.length > 0}
    >
      {passkeys.length === 0 ? (
        add
      ) : (
        <DataTable
          label={t('passkeys.title')}
          columns={columnsOf(t, setNamed, setRemoved)}
          rows={passkeys}
          idOf={({ id }) => id}
          empty={null}
        />
      )}
      {named && <PasskeyDialog passkey={named === 'new' ? null : named} onClose={() => setNamed(null)} />}
      <ConfirmDialog
        isOpen={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={t('passkeys.removeTitle', { name: removed?.name ?? t('passkeys.passkey') })}
        action={t('passkeys.removeAction')}
        keep={t('passkeys.keep')}
        onConfirm={async () => {
          await callApi(`/api/account/passkeys/${removed?.id ?? ''}`, { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>{t('passkeys.removeText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}

function columnsOf(
  t: Translate<'account'>,
  onRename: (row: PasskeyRow) => void,
  onRemove: (row: PasskeyRow) => void,
): Column<PasskeyRow>[] {
  return [
    { id: 'name', header: t('passkeys.name'), place: 'lead', cell: ({ name }) => name },
    {
      id: 'kind',
      header: t('passkeys.kept'),
      cell: ({ isBackedUp }) => t(isBackedUp ? 'passkeys.everywhere' : 'passkeys.oneDevice'),
    },
    {
      id: 'used',
      header: t('passkeys.lastUsed'),
      isNumber: true,
      cell: ({ lastUsedAt }) => lastUsedAt && <RelativeTime at={lastUsedAt} />,
      isEmpty: ({ lastUsedAt }) => lastUsedAt === null,
    },
    {
      id: 'created',
      header: t('passkeys.added'),
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (row) => (
        <span className="flex justify-end gap-2">
          <Button size="small" aria-label={t('passkeys.renameOne', { name: row.name })} onClick={() => onRename(row)}>
            {t('passkeys.rename')}
          </Button>
          <Button
            size="small"
            variant="danger"
            aria-label={t('passkeys.removeTitle', { name: row.name })}
            onClick={() => onRemove(row)}
          >
            {t('passkeys.remove')}
          </Button>
        </span>
      ),
    },
  ];
}

function PasskeyDialog({ passkey, onClose }: { passkey: PasskeyRow | null; onClose: () => void }) {
  const t = useTranslations('account');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name: passkey?.name ?? '' },
    onSubmit: async ({ name }) => {
      if (passkey === null) {
        await makePasskey(name.trim());
        showToast({ title: t('passkeys.addedToast'), detail: t('passkeys.addedDetail') });
      } else await callApi(`/api/account/passkeys/${passkey.id}`, { method: 'PATCH', body: { name: name.trim() } });
      onClose();
      router.refresh();
    },
  });
  const title = passkey === null ? t('passkeys.add') : t('passkeys.renameOne', { name: passkey.name });
  return (
    <FormDialog
      id="name-passkey"
      title={title}
      action={t(passkey === null ? 'passkeys.add' : 'passkeys.renameAction')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('passkeys.name')} help={t('passkeys.nameHelp')} error={form.errorOf('name')}>
        <Input
          {...form.register('name', {
            validate: (name) => name.trim() !== '' || t('passkeys.giveName'),
            maxLength: { value: 80, message: t('atMost80') },
          })}
          placeholder={t('passkeys.placeholder')}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
