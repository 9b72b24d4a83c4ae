import { chartColour } from './chart-colour.ts';

/** The colour of a series beside its name in a table. */
export function Swatch({ colour }: { colour: number }) {
  return <i aria-hidden="true" className="chart-swatch mr-2" style={{ background: chartColour(colour) }} />;
}
