import { product } from '../product.ts';

/** What is wrong with a desktop entry: without it the desktop does not know who opens the link. */
export function desktopEntryFaults(fileName: string, text: string): readonly string[] {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
  const faults = [];
  if (fileName !== product.desktopName) faults.push(`it is named ${fileName}, not ${product.desktopName}`);
  const types = fields.get('MimeType')?.split(';') ?? [];
  if (!types.includes(`x-scheme-handler/${product.scheme}`)) {
    faults.push(`MimeType has no x-scheme-handler/${product.scheme}`);
  }
  const exec = fields.get('Exec') ?? '';
  if (!/ %[uU]$/.test(exec)) faults.push('Exec does not end in %U: a link would not reach the app');
  if (exec.includes('--no-sandbox')) faults.push('Exec switches the sandbox off');
  const wmClass = product.desktopName.replace(/\.desktop$/, '');
  if (fields.get('StartupWMClass') !== wmClass) faults.push(`StartupWMClass is not ${wmClass}`);
  return faults;
}
