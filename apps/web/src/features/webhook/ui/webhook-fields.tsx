'use client';

import { organizationEventTypes, type WebhookEventType, webhookEventTypes } from '@modelmint/domain/webhook-event';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { eventWords } from './event-words.ts';

export interface WebhookValues {
  url: string;
  description: string;
  /** `all`: of every project. */
  projectId: string;
  events: readonly WebhookEventType[];
}

export const everyProject = 'all';

interface WebhookFieldsProps {
  form: ReturnType<typeof useApiForm<WebhookValues>>;
  /** Of one project: then some events are not to be had. */
  isOfProject: boolean;
}

/** Address, description and events. */
export function WebhookFields({ form, isOfProject }: WebhookFieldsProps) {
  const t = useTranslations('webhook');
  return (
    <>
      <Field label={t('form.url')} help={t('form.urlHelp')} error={form.errorOf('url')}>
        <Input
          {...form.register('url', { required: t('form.urlMissing') })}
          inputMode="url"
          placeholder={t('form.urlExample')}
          autoComplete="off"
        />
      </Field>
      <Field label={t('form.description')} help={t('form.descriptionHelp')} error={form.errorOf('description')}>
        <Input
          {...form.register('description', { maxLength: { value: 200, message: t('form.descriptionLong') } })}
          autoComplete="off"
        />
      </Field>
      <EventFields form={form} isOfProject={isOfProject} />
    </>
  );
}

function EventFields({ form, isOfProject }: WebhookFieldsProps) {
  const t = useTranslations('webhook');
  form.register('events', { validate: (events) => events.length > 0 || t('form.eventsMissing') });
  const field = useRef<HTMLFieldSetElement>(null);
  const error = form.errorOf('events');
  useEffect(() => {
    // The form goes to the first field at fault by itself; this one has no input that it knows.
    const isFirst = field.current?.form?.querySelector('[aria-invalid=true]') === null;
    if (error !== undefined && isFirst) field.current?.querySelector<HTMLElement>('[role=checkbox]')?.focus();
  }, [error]);
  const events = form.watch('events');
  const shown = webhookEventTypes.filter((type) => !isOfProject || !organizationEventTypes.includes(type));
  const toggle = (type: WebhookEventType, isChosen: boolean) =>
    form.setValue(
      'events',
      webhookEventTypes.filter((one) => (one === type ? isChosen : events.includes(one))),
      { shouldValidate: form.formState.isSubmitted },
    );
  return (
    <fieldset ref={field} className="grid gap-2">
      <legend className="mb-1 font-medium">{t('form.events')}</legend>
      <div className="grid gap-2 rounded-md border border-line px-3.5 py-3">
        {shown.map((type) => (
          <Checkbox
            key={type}
            name="events"
            label={t(eventWords[type])}
            help={<code>{type}</code>}
            checked={events.includes(type)}
            onCheckedChange={(isChosen) => toggle(type, isChosen)}
          />
        ))}
      </div>
      {error !== undefined && (
        <p role="alert" className="tone-danger flex gap-1.5 text-small text-pretty text-(--ink)">
          <StatusIcon shape="triangle" size={14} className="mt-px" />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  );
}
