import Stripe from 'stripe';

/** `apiBase`: where a simulated Stripe listens; without it, Stripe itself. */
export function openStripe({ secretKey, apiBase }: { secretKey: string; apiBase?: string | undefined }): Stripe {
  return new Stripe(secretKey, {
    maxNetworkRetries: 2,
    // Below the 15 s of a database transaction, which a sync holds while it reads.
    timeout: 6_000,
    telemetry: false,
    ...(apiBase === undefined ? {} : addressOf(apiBase)),
  });
}

function addressOf(apiBase: string) {
  const { hostname, port, protocol } = new URL(apiBase);
  const isSecure = protocol === 'https:';
  return {
    host: hostname,
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    protocol: isSecure ? ('https' as const) : ('http' as const),
  };
}
