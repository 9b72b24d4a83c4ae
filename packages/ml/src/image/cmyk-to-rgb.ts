/**
 * Ink to light as Pillow does it, without a colour profile: `(255 − ink) · (255 − black) / 255`, rounded.
 *
 * @param cmyk [pixels, 4]
 * @returns [pixels, 3]
 */
export function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4) {
    const light = 255 - (cmyk[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++) {
      const taken = Math.round(((cmyk[from + ink] ?? 0) * light) / 255);
      rgb[to++] = light - taken;
    }
  }
  return rgb;
}
