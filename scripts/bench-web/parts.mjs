import { measureInteractions } from './measure-interactions.mjs';
import { measureLighthouse } from './measure-lighthouse.mjs';
import { measureRenders } from './measure-renders.mjs';
import { measureScripts } from './measure-scripts.mjs';
import { measureVitals } from './measure-vitals.mjs';

/** What is measured, by name: each an async generator of figures with their budgets. */
export const parts = {
  scripts: measureScripts,
  lighthouse: measureLighthouse,
  vitals: measureVitals,
  interactions: measureInteractions,
  renders: measureRenders,
};
