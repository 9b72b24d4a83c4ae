/** Characters of a text that is tried without an account. */
export const demoTextMax = 500;
