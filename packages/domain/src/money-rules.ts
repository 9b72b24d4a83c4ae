/** Credit that a new organization starts with. */
export const trialCreditMicros = 5_000_000n;

/** What the operator can give at once, in micro-USD: whole cents. */
export const creditGiftMicros = { min: 10_000n, max: 10_000_000_000n } as const;

/** What can be bought at once, in micro-USD. */
export const creditPurchaseMicros = { min: 5_000_000n, max: 5_000_000_000n } as const;

/** Below it credit counts as low: people are told. */
export const lowCreditMicros = 1_000_000n;
