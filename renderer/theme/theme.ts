import {
  type CSSVariablesResolver,
  createTheme,
  DEFAULT_THEME,
  type MantineColorsTuple,
  type MantineTheme,
  mergeMantineTheme,
  rem,
} from '@mantine/core';
import { dark, light, type Tokens } from './tokens.ts';

const teal: MantineColorsTuple = [
  '#e6f4f2',
  '#c9e6e3',
  '#a0d3ce',
  '#6fbdb6',
  '#3fa59d',
  '#1f8f87',
  '#137d76',
  '#0f6e68',
  '#0b5954',
  '#084540',
];
const slate: MantineColorsTuple = [
  '#f7f8fa',
  '#eceff3',
  '#dde2e9',
  '#c5cdd8',
  '#a3aebb',
  '#7f8b9b',
  '#526070',
  '#3d4957',
  '#283442',
  '#1a232f',
];
const darkSlate: MantineColorsTuple = [
  '#e6ebf1',
  '#c3ccd7',
  '#a3b0bf',
  '#8595a7',
  '#3d4b5b',
  '#2d3947',
  '#212b37',
  '#1a222c',
  '#151c24',
  '#0f151b',
];
// No one scrolls the page behind a dialog (the frame never scrolls), and the scroll lock would inject a <style>,
// which the page's content policy refuses.
const dialog = { lockScroll: false, overlayProps: { color: 'var(--desk-backdrop)', backgroundOpacity: 1 } };
const appear = { duration: 120, timingFunction: 'ease-out' };

const own = { teal, gray: slate, dark: darkSlate } as const;

const chosen = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: own,
  black: light.text,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Consolas, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: rem(12), sm: rem(14), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { ...dialog, transitionProps: { transition: 'pop', ...appear } } },
    ModalRoot: { defaultProps: { lockScroll: false, transitionProps: { transition: 'pop', ...appear } } },
    ModalOverlay: { defaultProps: dialog.overlayProps },
    Drawer: { defaultProps: { ...dialog, transitionProps: appear } },
    SpotlightRoot: { defaultProps: { ...dialog, transitionProps: { transition: 'pop', ...appear } } },
    Popover: { defaultProps: { transitionProps: { transition: 'fade', ...appear } } },
    Menu: { defaultProps: { transitionProps: { transition: 'fade', ...appear } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { transition: 'fade', ...appear } } },
  },
});

/** The whole theme, for `MantineProvider` and for the variables derived from it. */
export const theme = mergeMantineTheme(DEFAULT_THEME, chosen);

/** Of a theme's colours those that are not as Mantine has them. */
export const ownColours = (colours: MantineTheme['colors']): MantineTheme['colors'] => ({
  // Its type names Mantine's colours, which may be left out here: only the ones of the list are looked at.
  ...(Object.fromEntries(Object.entries(colours).filter(([name]) => name in own)) as MantineTheme['colors']),
});

const deskVariables = (tokens: Tokens): Record<string, string> =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--desk-${name}`, String(value)]));

/** What Mantine's own parts take from our tokens, so that its inputs and menus lie on our surfaces. */
const mantineVariables = (tokens: Tokens): Record<string, string> => ({
  '--mantine-color-body': tokens.raised,
  '--mantine-color-text': tokens.text,
  '--mantine-color-dimmed': tokens.secondary,
  '--mantine-color-placeholder': tokens.secondary,
  '--mantine-color-error': tokens.missed,
  '--mantine-color-anchor': tokens['accent-text'],
  '--mantine-color-default': tokens.raised,
  '--mantine-color-default-hover': tokens.hover,
  '--mantine-color-default-color': tokens.text,
  '--mantine-color-default-border': tokens.edge,
  '--mantine-primary-color-filled': tokens.accent,
  '--mantine-primary-color-filled-hover': tokens['accent-hover'],
  '--mantine-color-teal-filled': tokens.accent,
  '--mantine-color-teal-filled-hover': tokens['accent-hover'],
});

export const deskVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...deskVariables(light), ...mantineVariables(light) },
  dark: { ...deskVariables(dark), ...mantineVariables(dark) },
});
