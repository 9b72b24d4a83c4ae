/** Rows of a list of the console at once. */
export const rowsShownMax = 100;
