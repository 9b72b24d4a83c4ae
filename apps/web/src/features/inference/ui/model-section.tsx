'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Field } from '../../../ui/field.tsx';
import { FormSection } from '../../../ui/form-section.tsx';
import { Select } from '../../../ui/select.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { usePickerSearch } from '../../../ui/use-picker-search.ts';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { PlaygroundTarget } from '../../playground/ui/playground-target.ts';
import type { InferenceForm } from './inference-form.ts';
import { routeOfTarget } from './new-inference-props.ts';
import { routeNames } from './route-names.ts';

interface ModelSectionProps {
  projectId: string;
  form: ReturnType<typeof useApiForm<InferenceForm>>;
  targets: readonly PlaygroundTarget[];
  target: PlaygroundTarget | undefined;
  onModel: (name: string) => void;
}

export function ModelSection({ projectId, form, targets, target, onModel }: ModelSectionProps) {
  const t = useTranslations('inference');
  const onSearch = usePickerSearch('find', targets.filter(({ kind }) => kind === 'model').length);
  return (
    <FormSection title={t('list.model')} description={t('model.detail')}>
      <Field
        label={t('model.label')}
        error={form.errorOf('model')}
        help={
          target === undefined
            ? undefined
            : t.rich('model.help', {
                does: t(routeNames[routeOfTarget(target)]),
                route: () => <code>{`POST ${routeOfTarget(target)}`}</code>,
                link: (chunks) => (
                  <Link
                    className="link"
                    href={`/projects/${projectId}/playground?model=${encodeURIComponent(target.name)}`}
                  >
                    {chunks}
                  </Link>
                ),
              })
        }
      >
        <Select
          onSearch={onSearch}
          options={targets.map((one) => ({
            value: one.name,
            label: one.kind === 'model' ? shortModelName(one.name) : one.name,
            detail: t(`model.kind.${one.kind}`, { does: t(routeNames[routeOfTarget(one)]).toLowerCase() }),
          }))}
          value={target?.name ?? null}
          onValueChange={onModel}
        />
      </Field>
    </FormSection>
  );
}
