import { classNames } from './class-names.ts';

interface SkeletonProps {
  /** CSS width, as wide as what will stand there. */
  width?: string;
  height?: string;
  className?: string;
}

/** Holds the place of text that is on its way. Appears after 150 ms, so that quick answers do not flash. */
export function Skeleton({ width = '60%', height = '10px', className }: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block rounded-xs bg-track', className)}
      style={{ width, height, animation: 'appear 1ms 150ms backwards' }}
    />
  );
}
