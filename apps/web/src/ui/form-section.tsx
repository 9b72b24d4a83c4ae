import type { ReactNode } from 'react';

interface FormSectionProps {
  title: string;
  description?: ReactNode;
  /** Under the description: `Reset to suggested`. */
  action?: ReactNode;
  children: ReactNode;
}

/** What a part is at the left, its fields at the right. */
export const formSectionGrid =
  'grid gap-x-8 gap-y-3 border-t border-line py-6 first:border-t-0 first:pt-1 md:grid-cols-[168px_minmax(0,1fr)] max-md:py-5';

/** One part of a long form. */
export function FormSection({ title, description, action, children }: FormSectionProps) {
  return (
    <section className={formSectionGrid}>
      <div>
        <h2 className="text-section font-semibold tracking-[-0.005em]">{title}</h2>
        {description && <p className="mt-0.5 text-small text-pretty text-fg-3">{description}</p>}
        {action && <div className="mt-2">{action}</div>}
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4">{children}</div>
    </section>
  );
}

/** Two fields side by side, one on phones. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-[minmax(0,1fr)] gap-x-5 gap-y-4 md:grid-cols-2">{children}</div>;
}
