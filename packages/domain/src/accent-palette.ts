/** Lightness (0–1), chroma and hue (degrees) of Oklab in its polar form (Ottosson 2020). */
interface Oklch {
  lightness: number;
  chroma: number;
  hue: number;
}

export type AccentToken =
  | 'accent'
  | 'accent-hover'
  | 'accent-press'
  | 'accent-edge'
  | 'accent-ink'
  | 'accent-text'
  | 'accent-soft';

export interface AccentPalette {
  light: Record<AccentToken, string>;
  dark: Record<AccentToken, string>;
  /** Every pair that is read or told apart, with its contrast by WCAG 2.2 and the least that it must have. */
  contrasts: { theme: 'light' | 'dark'; pair: string; ratio: number; least: number }[];
}

/** Lightness of each token, and its share of the chosen colour's chroma, as in the mint of tokens.css. */
const ladders: Record<'light' | 'dark', Record<AccentToken, [lightness: number, share: number]>> = {
  light: {
    accent: [0.84, 1],
    'accent-hover': [0.805, 1],
    'accent-press': [0.77, 1],
    'accent-edge': [0.595, 0.9],
    'accent-ink': [0.225, 0.33],
    'accent-text': [0.465, 0.73],
    'accent-soft': [0.97, 0.15],
  },
  dark: {
    accent: [0.84, 1],
    'accent-hover': [0.875, 0.9],
    'accent-press': [0.8, 1],
    'accent-edge': [0.84, 1],
    'accent-ink': [0.205, 0.3],
    'accent-text': [0.835, 0.9],
    'accent-soft': [0.262, 0.28],
  },
};

/** Lightness of the surfaces that accents stand on. */
const surfaces = { light: 0.974, dark: 0.222 };

/**
 * The accent's tokens for both themes from one colour: its hue and chroma at the lightness that each token needs, less
 * chroma where a screen cannot show it. So every colour can be read, and the contrasts say how well.
 *
 * @param hex `#rrggbb`
 */
export function accentPalette(hex: string): AccentPalette {
  const chosen = toOklch(linearOf(hex));
  const palette = { light: themeOf('light', chosen), dark: themeOf('dark', chosen) };
  const contrasts = (['light', 'dark'] as const).flatMap((theme) => {
    const surface = toLinear({ lightness: surfaces[theme], chroma: 0, hue: 0 });
    const of = (token: AccentToken) => toLinear(palette[theme][token]);
    return [
      { theme, pair: 'accent-ink on accent', ratio: contrast(of('accent-ink'), of('accent')), least: 4.5 },
      { theme, pair: 'accent-ink on accent-press', ratio: contrast(of('accent-ink'), of('accent-press')), least: 4.5 },
      { theme, pair: 'accent-text on a surface', ratio: contrast(of('accent-text'), surface), least: 4.5 },
      { theme, pair: 'accent-text on accent-soft', ratio: contrast(of('accent-text'), of('accent-soft')), least: 4.5 },
      { theme, pair: 'accent-edge on a surface', ratio: contrast(of('accent-edge'), surface), least: 3 },
    ];
  });
  return { light: written(palette.light), dark: written(palette.dark), contrasts };
}

function themeOf(theme: 'light' | 'dark', { chroma, hue }: Oklch): Record<AccentToken, Oklch> {
  const entries = Object.entries(ladders[theme]).map(([token, [lightness, share]]) => [
    token,
    fitted({ lightness, chroma: chroma * share, hue }),
  ]);
  return Object.fromEntries(entries) as Record<AccentToken, Oklch>;
}

/** The strongest colour of this lightness and hue that sRGB has. */
function fitted(colour: Oklch): Oklch {
  let chroma = colour.chroma;
  while (chroma > 0.001 && toLinear({ ...colour, chroma }).some((part) => part < -1e-4 || part > 1 + 1e-4))
    chroma *= 0.97;
  return { ...colour, chroma };
}

function written(tokens: Record<AccentToken, Oklch>): Record<AccentToken, string> {
  const entries = Object.entries(tokens).map(([token, { lightness, chroma, hue }]) => [
    token,
    `oklch(${(lightness * 100).toFixed(1)}% ${chroma.toFixed(3)} ${hue.toFixed(1)})`,
  ]);
  return Object.fromEntries(entries) as Record<AccentToken, string>;
}

type Linear = readonly [red: number, green: number, blue: number];

function linearOf(hex: string): Linear {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function toOklch([red, green, blue]: Linear): Oklch {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return { lightness, chroma: Math.hypot(a, b), hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
}

function toLinear({ lightness, chroma, hue }: Oklch): Linear {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** WCAG 2.2: (L₁ + 0.05) / (L₂ + 0.05) of the relative luminances, the greater first. */
function contrast(one: Linear, other: Linear): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const luminance = ([red, green, blue]: Linear): number =>
  [red, green, blue].reduce(
    (sum, part, at) => sum + Math.min(1, Math.max(0, part)) * ([0.2126, 0.7152, 0.0722][at] ?? 0),
    0,
  );
