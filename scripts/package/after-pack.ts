import type { AfterPackContext } from 'electron-builder';
import { fusedFile, setFuses } from './fuses.ts';
import type { Platform } from './product.ts';

/**
 * electron-builder's hook between packing and signing: sets the fuses. `app.asar` must not change any more: its hash
 * is already written down.
 */
export async function afterPack({
  appOutDir,
  electronPlatformName,
}: Pick<AfterPackContext, 'appOutDir' | 'electronPlatformName'>): Promise<void> {
  const platform = toPlatform(electronPlatformName);
  // Without a certificate nobody signs after this.
  const resign = platform === 'darwin' && process.env['SWITCHDECK_UNSIGNED'] === '1';
  await setFuses(fusedFile(appOutDir, platform), platform, resign);
}

function toPlatform(name: string): Platform {
  if (name === 'linux' || name === 'win32' || name === 'darwin') return name;
  throw new Error(`There are no packages for ${name}.`);
}
