/** One sheet for all pages; every pair of colours has at least the contrast of WCAG AA. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --canvas: oklch(98.5% 0.002 170); --surface: oklch(100% 0 0); --line: oklch(91.8% 0.004 170);
  --line-control: oklch(64% 0.012 170); --fg: oklch(21.5% 0.012 175); --fg-2: oklch(43.5% 0.014 175);
  --accent: oklch(84% 0.13 168); --accent-ink: oklch(22.5% 0.043 172); --focus: oklch(56% 0.114 167);
  --link: oklch(46.5% 0.095 167); --warning: oklch(46.5% 0.095 68); --warning-soft: oklch(97% 0.034 88);
  --danger: oklch(48% 0.165 27); --danger-soft: oklch(96.8% 0.015 22); --success: oklch(45% 0.11 150);
  --success-soft: oklch(96.6% 0.028 150);
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: oklch(15.8% 0.006 178); --surface: oklch(18.6% 0.007 178); --line: oklch(26.2% 0.009 178);
    --line-control: oklch(53% 0.012 178); --fg: oklch(95.5% 0.004 175); --fg-2: oklch(77.5% 0.009 175);
    --accent-ink: oklch(20.5% 0.039 172); --focus: oklch(80% 0.13 168); --link: oklch(83.5% 0.118 168);
    --warning: oklch(83.5% 0.115 82); --warning-soft: oklch(26.5% 0.038 78); --danger: oklch(79% 0.105 22);
    --danger-soft: oklch(26.2% 0.046 22); --success: oklch(81.5% 0.13 150); --success-soft: oklch(25.8% 0.04 152);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--canvas); color: var(--fg); font-size: 13px; line-height: 20px;
  font-family: Geist, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans CJK SC", Arial, sans-serif;
}
.banner {
  padding: 8px 16px; background: var(--warning-soft); color: var(--warning); text-align: center;
  border-bottom: 1px solid var(--line); font-weight: 500;
}
main { max-width: 560px; margin: 0 auto; padding: 32px 16px 48px; }
h1 { margin: 0 0 4px; font-size: 20px; line-height: 28px; font-weight: 600; letter-spacing: -0.015em; }
h2 { margin: 0 0 12px; font-size: 14px; line-height: 20px; font-weight: 600; }
p { margin: 0 0 12px; max-width: 72ch; text-wrap: pretty; }
a { color: var(--link); }
.quiet { color: var(--fg-2); }
.figure { font-size: 24px; line-height: 32px; font-weight: 500; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
section { margin-top: 24px; padding: 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.rows { margin: 0; padding: 0; list-style: none; }
.rows li { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; padding: 8px 0; border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; padding-top: 0; }
.rows li:last-child { padding-bottom: 0; }
.rows .name { min-width: 0; overflow-wrap: anywhere; flex: 1 1 120px; }
.amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
.total { font-weight: 600; }
.field { margin: 0 0 16px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
label { display: block; margin-bottom: 4px; font-weight: 500; }
input, select {
  width: 100%; min-height: 40px; padding: 8px 12px; font: inherit; font-size: 16px; color: var(--fg);
  background: var(--canvas); border: 1px solid var(--line-control); border-radius: 6px;
}
.number { font-variant-numeric: tabular-nums; }
.help { margin: 4px 0 0; font-size: 12px; line-height: 16px; color: var(--fg-2); }
button {
  width: 100%; min-height: 40px; padding: 8px 16px; font: inherit; font-weight: 500; color: var(--fg); cursor: pointer;
  background: var(--surface); border: 1px solid var(--line-control); border-radius: 6px;
}
button.primary { background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
.actions { display: grid; gap: 8px; }
.note { padding: 8px 12px; margin: 16px 0 0; border-radius: 6px; border: 1px solid currentColor; }
.error { color: var(--danger); background: var(--danger-soft); }
.done { color: var(--success); background: var(--success-soft); }
details { margin-top: 16px; }
.back { margin-top: 24px; }
summary { cursor: pointer; font-weight: 500; min-height: 24px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
@media (min-width: 600px) { .actions { grid-template-columns: 2fr 1fr; } .actions.one { grid-template-columns: 1fr; } }
@media print { .banner, form, .actions { display: none; } }
`;
