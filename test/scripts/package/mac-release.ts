import fs from 'node:fs';
import path from 'node:path';
import { fuseNames } from '../../../scripts/package/fuses.ts';
import { fuseWire } from '../../../scripts/package/placeholder.ts';

const plist = (id: string, executable: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>CFBundleIdentifier</key><string>${id}</string>
  <key>CFBundleExecutable</key><string>${executable}</string>
  <key>CFBundleName</key><string>${executable}</string>
</dict></plist>`;

/** A folder in the shape of Electron's release for Macs with an Apple chip; nothing in it runs. */
export function makeMacRelease(folder: string): void {
  const put = (name: string, content: string | Buffer): void => {
    const file = path.join(folder, 'Electron.app/Contents', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content, { mode: 0o755 });
  };
  const program = Buffer.alloc(64);
  program.writeUInt32LE(0xfeedfacf, 0);
  program.writeUInt32LE(0x100000c, 4); // arm64
  put('Info.plist', plist('com.github.Electron', 'Electron'));
  put('MacOS/Electron', program);
  put('Resources/default_app.asar', '');
  put('Frameworks/Electron Framework.framework/Electron Framework', fuseWire(fuseNames.map(() => false)));
  for (const kind of ['', ' (GPU)', ' (Renderer)', ' (Plugin)']) {
    const helper = `Electron Helper${kind}`;
    put(`Frameworks/${helper}.app/Contents/Info.plist`, plist('com.github.Electron.helper', helper));
    put(`Frameworks/${helper}.app/Contents/MacOS/${helper}`, program);
  }
  fs.writeFileSync(path.join(folder, 'version'), '45.4.1');
}
