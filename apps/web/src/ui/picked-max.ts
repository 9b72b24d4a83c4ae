/** So many of the newest are offered at once; whoever types in the list of choices finds the others. */
export const pickedMax = 200;
/** Of those that a search has found. */
export const foundMax = 50;
