'use client';

import { Ellipsis, ExternalLink, Pencil, Power, RotateCw, Send, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { showFailure } from '../../../ui/show-failure.ts';
import { showToast } from '../../../ui/toast.ts';
import type { WebhookView } from '../server/webhook-view.ts';

const EditWebhookDialog = dialogOnUse(async () => (await import('./edit-webhook-dialog.tsx')).EditWebhookDialog);
const SecretDialog = dialogOnUse(async () => (await import('./secret-dialog.tsx')).SecretDialog);

interface WebhookActionsProps {
  organizationId: string;
  webhook: WebhookView;
  /** On its own page there is nothing to open, and nothing to stay for once it is deleted. */
  isOwnPage?: boolean;
}

type Asked = 'edit' | 'rotate' | 'delete' | null;

/** What can be done with a webhook. */
export function WebhookActions({ organizationId, webhook, isOwnPage = false }: WebhookActionsProps) {
  const t = useTranslations('webhook');
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const home = `/organizations/${organizationId}/webhooks`;
  const path = `/api${home}/${webhook.id}`;
  /** At once, without a dialog in which a problem could stand. */
  const act = (deed: Promise<unknown>, words: { title: string; detail?: string }) => {
    deed.then(
      () => {
        showToast(words);
        router.refresh();
      },
      (error: unknown) => showFailure(t('actions.failed'), error),
    );
  };
  const send = () => act(callApi(`${path}/test`, { body: {} }), { title: t('actions.tested') });
  const turn = (isEnabled: boolean) =>
    act(
      callApi(path, { method: 'PATCH', body: { isEnabled, version: webhook.version } }),
      isEnabled
        ? { title: t('actions.turnedOn') }
        : { title: t('actions.turnedOff'), detail: t('actions.turnedOffDetail') },
    );
  const entries: MenuEntry[] = [
    ...(isOwnPage
      ? []
      : [
          {
            ...{ kind: 'link' as const, label: t('actions.open') },
            ...{ icon: <Icon of={ExternalLink} />, href: `${home}/${webhook.id}` },
          },
        ]),
    { kind: 'action', label: t('actions.edit'), icon: <Icon of={Pencil} />, onSelect: () => setAsked('edit') },
    ...(webhook.isEnabled
      ? [{ kind: 'action' as const, label: t('actions.test'), icon: <Icon of={Send} />, onSelect: send }]
      : []),
    { kind: 'action', label: t('actions.rotate'), icon: <Icon of={RotateCw} />, onSelect: () => setAsked('rotate') },
    {
      ...{ kind: 'action', icon: <Icon of={Power} />, onSelect: () => turn(!webhook.isEnabled) },
      label: webhook.isEnabled ? t('actions.turnOff') : t('actions.turnOn'),
    },
    { kind: 'line' },
    {
      ...{ kind: 'action', label: t('actions.delete'), icon: <Icon of={Trash2} />, isDanger: true },
      onSelect: () => setAsked('delete'),
    },
  ];
  const close = () => setAsked(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton
            {...(isOwnPage ? { variant: 'secondary' as const } : { size: 'small' as const })}
            label={t('actions.for', { url: webhook.url })}
            icon={<Icon of={Ellipsis} />}
          />
        }
        entries={entries}
      />
      {asked === 'edit' && <EditWebhookDialog path={path} webhook={webhook} onClose={close} />}
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
      <ConfirmDialog
        isOpen={asked === 'rotate'}
        onOpenChange={close}
        title={t('actions.rotateTitle')}
        action={t('actions.rotateAction')}
        keep={t('actions.rotateKeep')}
        onConfirm={async () => {
          const rotated = await callApi<{ secret: string }>(`${path}/rotate`, { body: {} });
          setSecret(rotated.secret);
          router.refresh();
        }}
      >
        <p>{t('actions.rotateText')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'delete'}
        onOpenChange={close}
        title={t('actions.deleteTitle')}
        typedName={new URL(webhook.url).host}
        action={t('actions.deleteAction')}
        keep={t('actions.deleteKeep')}
        onConfirm={async () => {
          await callApi(path, { method: 'DELETE' });
          showToast({ title: t('actions.deleted') });
          if (isOwnPage) router.push(home);
          else router.refresh();
        }}
      >
        <p className="[overflow-wrap:anywhere]">{t('actions.deleteText', { url: webhook.url })}</p>
      </ConfirmDialog>
    </>
  );
}
