/** What the set-up tells the journeys; the only reader of the environment in e2e. */
export function e2eEnv() {
  const read = (name: string): string => {
    const value = process.env[`E2E_${name}`];
    if (value === undefined) throw new Error(`E2E_${name} is not set: run the journeys through playwright.config.ts`);
    return value;
  };
  return {
    url: read('URL'),
    systemUrl: read('SYSTEM_URL'),
    superuserUrl: read('SUPERUSER_URL'),
    stripeUrl: read('STRIPE_URL'),
    stripeKey: read('STRIPE_KEY'),
    setUpUrl: read('SET_UP_URL'),
  };
}

export function setE2eEnv(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) process.env[`E2E_${name}`] = value;
}

/** Launch options of the Chromium that was found; empty before the set-up has run. */
export function chromiumLaunch(): { executablePath?: string; env?: Record<string, string> } {
  return JSON.parse(process.env.E2E_CHROMIUM ?? '{}');
}

/** In CI nothing may be skipped. */
export function isCi(): boolean {
  return Boolean(process.env.CI);
}
