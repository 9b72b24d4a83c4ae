'use client';

import { useTranslations } from 'next-intl';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { ColumnField } from './column-field.tsx';
import { Fault } from './fault.tsx';
import { detectTarget } from './judge-reading.ts';
import type { PeekedFile } from './peek-file.ts';
import { type ReadingControl, targetOf, withRole } from './reading-form.ts';
import { RoleList } from './role-list.tsx';

interface TableFieldsProps extends ReadingControl {
  peeked: PeekedFile;
}

const content = 'content';

/** What is predicted, and what each other column is to the model. */
export function TableFields({ peeked, value, errorOf, onChange }: TableFieldsProps) {
  const t = useTranslations('file');
  const { columns, samples } = peeked;
  const { roles, targetKind } = value;
  const chosen = targetOf(value);
  const open = roles.filter(({ role }) => role !== 'target');
  const detected = detectTarget({ ...value, roles: open }, columns);
  const isOpen = chosen === undefined && detected === null;
  const fault = errorOf('roles');
  const target = chosen ?? detected;
  const kind = target === null ? null : samples[columns.indexOf(target)]?.targetKind;
  return (
    <>
      <ColumnField
        label={t('table.target')}
        value={chosen ?? ''}
        columns={columns}
        detected={detected}
        {...(detected === null ? { help: t('table.targetHelp') } : {})}
        error={isOpen ? fault : undefined}
        onChange={(name) => onChange({ ...value, roles: name === '' ? open : withRole(roles, name, 'target') })}
      />
      <Field label={t('table.holds')} help={t('table.holdsHelp')}>
        <Select
          value={targetKind === '' ? content : targetKind}
          onValueChange={(next) => onChange({ ...value, targetKind: next === content ? '' : next })}
          options={[
            { value: content, label: kind ? t(`table.byContent.${kind}`) : t('table.byContent.unknown') },
            { value: 'label', label: t('table.labels') },
            { value: 'value', label: t('role.numeric') },
          ]}
        />
      </Field>
      <div className="col-span-full grid gap-1" data-fault={isOpen ? undefined : fault}>
        <p className="font-medium">{t('roles.title')}</p>
        <p className="mb-1 text-small text-pretty text-fg-3">{t('roles.detail')}</p>
        <RoleList
          columns={columns}
          samples={samples}
          roles={roles}
          detected={detected}
          onChange={(next) => onChange({ ...value, roles: next })}
        />
        {fault && !isOpen && <Fault>{fault}</Fault>}
      </div>
    </>
  );
}
