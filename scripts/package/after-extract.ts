import fs from 'node:fs';
import path from 'node:path';

/**
 * electron-builder's hook once Electron's files are in place: takes out its sample app and its version file, which
 * electron-builder leaves in when Electron comes from an unpacked folder.
 */
export async function afterExtract({ appOutDir }: { readonly appOutDir: string }): Promise<void> {
  for (const file of [
    'resources/default_app.asar',
    'Electron.app/Contents/Resources/default_app.asar',
    'version',
  ]) {
    fs.rmSync(path.join(appOutDir, file), { force: true });
  }
}
