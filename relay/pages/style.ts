// The colours are those of the app (renderer/theme/tokens.ts), so that the page is recognised.
export const style = `
:root { color-scheme: light dark;
  --page:#eceff3; --raised:#fff; --line:#dde2e9; --edge:#7f8b9b; --text:#1a232f; --secondary:#526070;
  --accent:#0f6e68; --accent-hover:#0b5954; --on-accent:#fff; --accent-text:#0d655f;
  --waiting:#835400; --waiting-surface:#fbf1dc; --code:#f7f8fa; }
@media (prefers-color-scheme: dark) { :root {
  --page:#151c24; --raised:#212b37; --line:#2d3947; --edge:#6f8095; --text:#e6ebf1; --secondary:#a3b0bf;
  --accent:#137d76; --accent-hover:#0f6e68; --on-accent:#fff; --accent-text:#5fcabf;
  --waiting:#e9bb62; --waiting-surface:#3b3222; --code:#1a222c; } }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; min-height: 100vh; padding: 24px 16px 48px; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
.column { max-width: 560px; margin: 0 auto; }
.brand { display: flex; align-items: center; gap: 10px; margin: 4vh 4px 16px; font-weight: 600; }
.brand svg { width: 28px; height: 28px; display: block; }
main { background: var(--raised); border: 1px solid var(--line); border-radius: 12px; padding: 32px; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; font-weight: 600; text-wrap: balance; }
h2 { margin: 0 0 4px; font-size: 16px; line-height: 1.4; font-weight: 600; }
p { margin: 0 0 12px; }
ul { margin: 0 0 16px; padding-left: 20px; }
li { margin-bottom: 6px; }
:is(p, ul, section, div):last-child { margin-bottom: 0; }
.quiet { color: var(--secondary); font-size: 14px; }
.time { font-variant-numeric: tabular-nums; }
a { color: var(--accent-text); text-underline-offset: 3px; }
a, button { border-radius: 6px; }
:focus-visible { outline: 3px solid var(--accent-text); outline-offset: 2px; }
.press { display: flex; align-items: center; justify-content: center; min-height: 52px; margin: 20px 0 0;
  padding: 10px 24px; background: var(--accent); color: var(--on-accent); font-size: 17px; font-weight: 600;
  text-align: center; text-decoration: none; border-radius: 8px; }
.press + * { margin-top: 12px; }
.press:hover { background: var(--accent-hover); }
.ways { margin-top: 28px; padding-top: 24px; border-top: 1px solid var(--line); }
.way { margin-top: 20px; }
.second { display: inline-flex; align-items: center; min-height: 44px; padding: 8px 18px; color: var(--text);
  background: transparent; border: 1px solid var(--edge); font: inherit; font-weight: 500; text-decoration: none;
  cursor: pointer; }
.second:hover { border-color: var(--accent-text); color: var(--accent-text); }
.code { display: flex; flex-wrap: wrap; gap: 10px; align-items: stretch; margin: 10px 0; }
.code code { flex: 1 1 260px; padding: 10px 12px; background: var(--code); border: 1px solid var(--line);
  border-radius: 6px; font: 15px/1.5 ui-monospace, SFMono-Regular, Consolas, 'DejaVu Sans Mono', monospace;
  overflow-wrap: anywhere; user-select: all; }
.warning { margin-top: 12px; padding: 10px 14px; background: var(--waiting-surface); color: var(--text);
  border-left: 3px solid var(--waiting); border-radius: 4px; font-size: 14px; }
@media (max-width: 480px) { main { padding: 24px 20px; } .brand { margin-top: 0; } }
@media (forced-colors: active) { .press { border: 1px solid ButtonText; } }
`;
