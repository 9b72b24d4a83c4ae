'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { accentPalette } from '@modelmint/domain/accent-palette';
import { Brand, type StoredBrand } from '@modelmint/domain/brand';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { AccentPreview } from './accent-preview.tsx';

/** As typed: an empty field stands for none. */
const emptyAsNull = (text: unknown) => (typeof text === 'string' && text.trim() === '' ? null : text);
const Typed = z.object({
  name: z.string(),
  accent: z.string(),
  supportEmail: z.string(),
});
type Typed = z.infer<typeof Typed>;
const bodyOf = ({ name, accent, supportEmail }: Typed) => ({
  name,
  accent: emptyAsNull(accent),
  supportEmail: emptyAsNull(supportEmail),
});
const check = zodResolver(Brand);
const isColour = /^#[0-9a-f]{6}$/i;
const mint = '#5be0b3';

export function IdentityForm({ brand }: { brand: StoredBrand }) {
  const t = useTranslations('brand');
  const router = useRouter();
  const form = useApiForm<Typed>({
    defaultValues: { name: brand.name, accent: brand.accent ?? '', supportEmail: brand.supportEmail ?? '' },
    resolver: async (values, context, options) => {
      const { errors } = await check(bodyOf(values) as Brand, context, options as never);
      return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors: errors as never };
    },
    onSubmit: async (values) => {
      const { logo: _, ...was } = brand;
      await callApi('/api/operator/site/brand', { method: 'PUT', body: { ...bodyOf(values), was } });
      showToast({ title: t('identity.saved') });
      router.refresh();
    },
  });
  const accent = form.watch('accent').trim();
  const set = (value: string) => form.setValue('accent', value, { shouldValidate: true, shouldDirty: true });
  return (
    <Panel title={t('identity.title')}>
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        <Field label={t('identity.name')} help={t('identity.nameHelp')} error={form.errorOf('name')}>
          <Input {...form.register('name')} autoComplete="off" />
        </Field>
        <Field
          label={t('identity.support')}
          hint={t('identity.optional')}
          help={t('identity.supportHelp')}
          error={form.errorOf('supportEmail')}
        >
          {/* i18n-ignore */}
          <Input {...form.register('supportEmail')} inputMode="email" placeholder="support@example.com" />
        </Field>
        <Field
          label={t('identity.accent')}
          hint={t('identity.optional')}
          help={t('identity.accentHelp')}
          error={form.errorOf('accent')}
        >
          {/* i18n-ignore */}
          <Input {...form.register('accent')} placeholder="#2f6fed" autoComplete="off" spellCheck={false} />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <input
            type="color"
            aria-label={t('identity.ownAccent')}
            value={isColour.test(accent) ? accent : mint}
            onChange={({ target }) => set(target.value)}
            className="h-8 w-12 cursor-pointer rounded-sm border border-line-control bg-surface"
          />
          {accent !== '' && (
            <Button size="small" onClick={() => set('')}>
              {t('identity.restore')}
            </Button>
          )}
        </div>
        {isColour.test(accent) && <AccentPreview palette={accentPalette(accent)} />}
        <FormProblem problem={form.problem} />
        <div>
          <Button type="submit" variant="primary" isBusy={form.isBusy}>
            {t('identity.save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
