'use client';

import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { ColumnField } from './column-field.tsx';
import { Fault } from './fault.tsx';
import { detectTarget } from './judge-reading.ts';
import type { PeekedFile } from './peek-file.ts';
import { type ReadingControl, targetOf, withRole } from './reading-form.ts';
import { RoleList } from './role-list.tsx';
import { targetKindNames } from './role-names.ts';

interface TableFieldsProps extends ReadingControl {
  peeked: PeekedFile;
}

const content = 'content';

/** What is predicted, and what each other column is to the model. */
export function TableFields({ peeked, value, errorOf, onChange }: TableFieldsProps) {
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
        label="Target column"
        value={chosen ?? ''}
        columns={columns}
        detected={detected}
        {...(detected === null ? { help: 'What the model learns to predict for a row.' } : {})}
        error={isOpen ? fault : undefined}
        onChange={(name) => onChange({ ...value, roles: name === '' ? open : withRole(roles, name, 'target') })}
      />
      <Field label="The target holds" help="Labels are told apart; of numbers the value is predicted.">
        <Select
          value={targetKind === '' ? content : targetKind}
          onValueChange={(next) => onChange({ ...value, targetKind: next === content ? '' : next })}
          options={[
            { value: content, label: `Decide by content${kind ? `: ${targetKindNames[kind]}` : ''}` },
            { value: 'label', label: 'Labels' },
            { value: 'value', label: 'Numbers' },
          ]}
        />
      </Field>
      <div className="col-span-full grid gap-1" data-fault={isOpen ? undefined : fault}>
        <p className="font-medium">Roles of the columns</p>
        <p className="mb-1 text-small text-pretty text-fg-3">
          What you leave open is told from the first 1,000 rows: numbers, else categories. Columns with another value in
          nearly every row, such as ids and texts, are left out.
        </p>
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
