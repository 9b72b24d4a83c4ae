import { StatusIcon } from '../../../ui/status-icon.tsx';

/** Under a control that is no field: what is wrong with the choice. */
export function Fault({ children }: { children: string }) {
  return (
    <p role="alert" className="tone-danger flex gap-1.5 text-small text-pretty text-(--ink)">
      <StatusIcon shape="triangle" size={14} className="mt-px" />
      <span>{children}</span>
    </p>
  );
}
