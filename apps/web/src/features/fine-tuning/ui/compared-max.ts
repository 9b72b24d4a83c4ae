/** A chart holds so many lines before nobody can tell them apart. */
export const comparedMax = 4;
