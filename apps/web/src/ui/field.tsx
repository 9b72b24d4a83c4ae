'use client';

import { createContext, type ReactNode, useContext, useId } from 'react';
import { StatusIcon } from './status-icon.tsx';

interface FieldContext {
  id: string;
  describedBy: string | undefined;
  isInvalid: boolean;
}

const Context = createContext<FieldContext | null>(null);

/** What a control inside a `Field` needs to belong to its label, help and error. */
export function useField(): FieldContext | null {
  return useContext(Context);
}

interface FieldProps {
  label: ReactNode;
  /** Beside the label: `required`, `optional`. */
  hint?: string;
  /** The effect and a suggested value; gives its place to the error. */
  help?: ReactNode;
  error?: string | null | undefined;
  /** Does not block. */
  warning?: string | null | undefined;
  /** One Input, Textarea, Select or Checkbox. */
  children: ReactNode;
  className?: string;
}

export function Field({ label, hint, help, error, warning, children, className }: FieldProps) {
  const id = useId();
  const isInvalid = error !== undefined && error !== null && error !== '';
  const isWarned = warning !== undefined && warning !== null && warning !== '';
  const parts = [isInvalid ? `${id}-error` : help ? `${id}-help` : null, isWarned ? `${id}-warning` : null];
  const describedBy = parts.filter((part) => part !== null).join(' ') || undefined;
  return (
    <div className={`grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1 ${className ?? ''}`}>
      <label htmlFor={id} className="font-medium">
        {label}
        {hint && <span className="ml-1.5 text-small font-regular text-fg-3">{hint}</span>}
      </label>
      <Context value={{ id, describedBy, isInvalid }}>{children}</Context>
      {isInvalid ? (
        <p id={`${id}-error`} role="alert" className="tone-danger flex gap-1.5 text-small text-pretty text-(--ink)">
          <StatusIcon shape="triangle" size={14} className="mt-px" />
          <span>{error}</span>
        </p>
      ) : (
        help && (
          <p id={`${id}-help`} className="text-small text-pretty text-fg-3">
            {help}
          </p>
        )
      )}
      {isWarned && (
        <p id={`${id}-warning`} className="tone-warning flex gap-1.5 text-small text-pretty text-(--ink)">
          <StatusIcon shape="triangle" size={14} className="mt-px" />
          <span>{warning}</span>
        </p>
      )}
    </div>
  );
}
