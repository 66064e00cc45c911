import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { infoPlistFaults } from '../../../scripts/package/checks/mac-bundle.ts';
import { machineOf } from '../../../scripts/package/checks/machine.ts';
import { root } from '../../../scripts/package/product.ts';

describe("a bundle's Info.plist", () => {
  const plist = `<plist version="1.0"><dict>
    <key>CFBundleURLTypes</key>
    <array>
      <dict>
        <key>CFBundleURLName</key><string>Switchdeck</string>
        <key>CFBundleURLSchemes</key>
        <array>
          <string>app.switchdeck</string>
        </array>
      </dict>
    </array>
    <key>ElectronAsarIntegrity</key>
    <dict><key>Resources/app.asar</key><dict><key>hash</key><string>abc123</string></dict></dict>
  </dict></plist>`;

  it('registers the link and knows the archive', () => {
    expect(infoPlistFaults(plist, 'abc123')).toEqual([]);
  });

  it('is at fault when it does not', () => {
    const without = (text: string): string => plist.replace(text, 'other');
    expect(infoPlistFaults(without('app.switchdeck'), 'abc123')).toEqual([
      'CFBundleURLTypes has no app.switchdeck',
    ]);
    expect(infoPlistFaults(without('CFBundleURLTypes'), 'abc123')).toHaveLength(1);
    expect(infoPlistFaults(without('ElectronAsarIntegrity'), 'abc123')).toEqual([
      'there is no ElectronAsarIntegrity',
    ]);
    expect(infoPlistFaults(plist, 'def456')).toEqual([
      'ElectronAsarIntegrity has the hash of another archive',
    ]);
  });
});

describe('the kind of a program', () => {
  const prebuilds = path.join(root, 'node_modules/keytar/prebuilds');

  it.each(['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64'])(
    'is read from its header: %s',
    (machine) => {
      expect(machineOf(fs.readFileSync(path.join(prebuilds, machine, 'keytar.node')))).toBe(machine);
    },
  );

  it('is unknown of anything else', () => {
    expect(machineOf(Buffer.from('#!/bin/sh'))).toBeNull();
    expect(machineOf(Buffer.alloc(100))).toBeNull();
    const cut = Buffer.alloc(100);
    cut.write('MZ');
    cut.writeUInt32LE(0xffffffff, 0x3c);
    expect(machineOf(cut)).toBeNull();
  });
});
