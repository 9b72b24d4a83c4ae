/** Whose passkeys they are: a browser offers them on this host only, and signs the origin. */
export function passkeySite(publicUrl: string): { rpID: string; origin: string } {
  return { rpID: new URL(publicUrl).hostname, origin: publicUrl };
}
