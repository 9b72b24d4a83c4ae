/** Credit that a new organization starts with. */
export const trialCreditMicros = 5_000_000n;

/** What can be bought at once, in micro-USD. */
export const creditPurchaseMicros = { min: 5_000_000n, max: 5_000_000_000n } as const;
