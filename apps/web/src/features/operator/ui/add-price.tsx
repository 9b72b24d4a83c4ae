'use client';

import { useTranslations } from 'next-intl';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

interface AddPriceProps {
  taken: readonly string[];
  onAdd: (name: string) => void;
  onClose: () => void;
}

const pattern = /^(\*|[a-z0-9][a-z0-9./-]{0,99})$/;

/** A line for a model that has no price yet. */
export function AddPrice({ taken, onAdd, onClose }: AddPriceProps) {
  const t = useTranslations('operator');
  const form = useApiForm({
    defaultValues: { name: '' },
    onSubmit: async ({ name }) => {
      onAdd(name.trim());
      onClose();
    },
  });
  return (
    <FormDialog id="add-price" title={t('prices.addTitle')} action={t('prices.add')} form={form} onClose={onClose}>
      <p className="text-pretty text-fg-2">{t('prices.addHelp')}</p>
      <Field label={t('prices.name')} help={t('prices.nameHelp')} error={form.errorOf('name')}>
        <Input
          {...form.register('name', {
            validate: (text) => {
              if (!pattern.test(text.trim())) return t('prices.nameProblem');
              return !taken.includes(text.trim()) || t('prices.nameTaken');
            },
          })}
          autoComplete="off"
          spellCheck={false}
          // i18n-ignore
          placeholder="causal-lm/small"
        />
      </Field>
    </FormDialog>
  );
}
