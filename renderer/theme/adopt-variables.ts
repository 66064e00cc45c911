import { convertCssVariables, defaultCssVariablesResolver } from '@mantine/core';
import { deskVariablesResolver, ownColours, theme } from './theme.ts';

/**
 * Puts the theme's variables in force as a constructed stylesheet. Mantine would write them into a <style> element,
 * which `style-src 'self'` refuses; a constructed sheet is script's own work and is allowed. Call once, before
 * anything is shown; `MantineProvider` then runs with `withCssVariables={false}`.
 */
export function adoptThemeVariables(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    // Mantine's stylesheet has the variables of the colours that are its own.
    convertCssVariables(defaultCssVariablesResolver({ ...theme, colors: ownColours(theme.colors) })) +
      convertCssVariables(deskVariablesResolver(theme)),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
