const foreign = /^(DATABASE_|S3_|SMTP_|MAIL_|STRIPE_|HF_|MODELMINT_(URL|STATE|SECRETS)|UPLOADS_FOLDER$|PORT$|HOST$)/;

/**
 * The environment without what would let a test or a trial touch a server of somebody's. `REDIS_URL` stays: with it the
 * suite runs on that Redis on purpose.
 */
export function ownSettings(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
