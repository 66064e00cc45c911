import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  installerScriptFaults,
  msiRegistryFaults,
  nsisInstallerFaults,
} from '../../../scripts/package/checks/windows-installers.ts';
import { registerScheme } from '../../../scripts/package/msi-project.ts';
import { root } from '../../../scripts/package/product.ts';

const script = fs.readFileSync(path.join(root, 'build/installer.nsh'), 'utf8');

describe("the Windows installer's script", () => {
  it('registers the link with "--" before it, and removes it', () => {
    expect(installerScriptFaults(script)).toEqual([]);
  });

  it.each<[string, string | RegExp, string]>([
    ['another scheme', '"app.switchdeck"', '"app.other"'],
    ['another place', 'Software\\Classes', 'Software\\Other'],
    ['no URL Protocol', '"URL Protocol"', '"Protocol"'],
    ['no "--"', ' "--" "%1"', ' "%1"'],
    ['an unquoted link', /"%1"(?=')/, '%1'],
    ['the command commented out', /(?=WriteRegStr SHELL_CONTEXT "\$\{LINK_KEY\}\\shell)/, '; '],
    ['a fixed hive', 'WriteRegStr SHELL_CONTEXT', 'WriteRegStr HKCU'],
    ['no cleaning', /\$\{if\} \$installMode[\s\S]*?\$\{endif\}/, ''],
    ['no removal', /DeleteRegKey SHELL_CONTEXT "\$\{LINK_KEY\}"\n(?=    System)/, ''],
    ['removal during an update', '${ifNot} ${isUpdated}', '${if} 1 == 1'],
  ])('is at fault with %s', (_what, from, to) => {
    const changed = script.replace(from, to);
    expect(changed).not.toBe(script);
    expect(installerScriptFaults(changed)).not.toEqual([]);
  });
});

describe('an installer that NSIS made', () => {
  /** The container as NSIS writes it: a program, the signature, sizes, and the script, packed or not. */
  const installer = (strings: readonly string[], packed: boolean): Buffer => {
    const text = Buffer.from(strings.join('\0'), 'utf16le');
    const block = packed ? zlib.deflateRawSync(text) : text;
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(text.length, 0);
    sizes.writeUInt32LE(packed ? (block.length | 0x80000000) >>> 0 : block.length, 8);
    const signature = Buffer.from([0, 0, 0, 0, 0xef, 0xbe, 0xad, 0xde]);
    return Buffer.concat([Buffer.from('MZ program'), signature, Buffer.from('NullsoftInst'), sizes, block]);
  };
  const strings = [
    'Software\\Classes\\app.switchdeck\\shell\\open\\command',
    'URL Protocol',
    '"\u0003\u0015\\Switchdeck.exe" "--" "%1"',
  ];

  it.each([true, false])('is read, packed: %s', (packed) => {
    expect(nsisInstallerFaults(installer(strings, packed))).toEqual([]);
  });

  it('is at fault when a string is missing', () => {
    for (const missing of strings) {
      const others = strings.filter((text) => text !== missing);
      expect(nsisInstallerFaults(installer(others, true))).toHaveLength(1);
    }
    const withoutDashes = [...strings.slice(0, 2), '"\u0003\u0015\\Switchdeck.exe" "%1"'];
    expect(nsisInstallerFaults(installer(withoutDashes, true))).toHaveLength(1);
  });

  it('is not taken for one when it is something else', () => {
    expect(() => nsisInstallerFaults(Buffer.from('MZ program'))).toThrow('no installer of NSIS');
  });
});

describe('the MSI project', () => {
  // As electron-builder 26 writes it, shortened.
  const project = `<?xml version="1.0" encoding="UTF-8"?>
<Wix xmlns="http://wixtoolset.org/schemas/v4/wxs">
  <Product Id="*" Name="Switchdeck">
    <Feature Id="ProductFeature" Absent="disallow">
      <ComponentGroupRef Id="ProductComponents"/>
    </Feature>
    <ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">
      <Component>
        <File Name="Switchdeck.exe" Source="$(var.appDir)\\Switchdeck.exe" ReadOnly="yes" KeyPath="yes" Id="mainExecutable"/>
      </Component>
    </ComponentGroup>
  </Product>
</Wix>
`;

  it('gets one component with the keys of the scheme, and nothing else changes', () => {
    const registered = registerScheme(project);
    const [component = ''] = /\n {6}<Component Id="linkScheme"[\s\S]*?<\/Component>/.exec(registered) ?? [];
    expect(registered.replace(component, '')).toBe(project);
    expect(component).toMatchInlineSnapshot(`
      "
            <Component Id="linkScheme" Guid="A1B0E6D4-3C55-4D0A-9B0E-52F5C7E98F16">
              <RegistryKey Root="HKMU" Key="Software\\Classes\\app.switchdeck" ForceDeleteOnUninstall="yes">
                <RegistryValue Type="string" Value="URL:Switchdeck" KeyPath="yes"/>
                <RegistryValue Type="string" Name="URL Protocol" Value=""/>
              </RegistryKey>
              <RegistryKey Root="HKMU" Key="Software\\Classes\\app.switchdeck\\DefaultIcon">
                <RegistryValue Type="string" Value="&quot;[#mainExecutable]&quot;,0"/>
              </RegistryKey>
              <RegistryKey Root="HKMU" Key="Software\\Classes\\app.switchdeck\\shell\\open\\command">
                <RegistryValue Type="string" Value="&quot;[#mainExecutable]&quot; &quot;--&quot; &quot;%1&quot;"/>
              </RegistryKey>
            </Component>"
    `);
    expect(registerScheme(project)).toBe(registered);
  });

  it('is refused when it is not built as expected, or registers the link already', () => {
    expect(() => registerScheme(project.replace('Id="mainExecutable"', ''))).toThrow('0 main executables');
    expect(() => registerScheme(project.replace(/<ComponentGroup [\s\S]*<\/ComponentGroup>/, ''))).toThrow(
      '0 component groups',
    );
    expect(() => registerScheme(registerScheme(project))).toThrow('already');
  });

  it("finds its place in electron-builder's own template", () => {
    const template = fs.readFileSync(
      path.join(root, 'node_modules/app-builder-lib/templates/msi/template.xml'),
      'utf8',
    );
    const file = '<File Name="Switchdeck.exe" Id="mainExecutable"/>';
    expect(registerScheme(template.replace('{{-files}}', file))).toContain('linkScheme');
  });
});

describe('the registry table of an MSI', () => {
  const row = (...cells: readonly string[]): string => cells.join('\t');
  const key = 'Software\\Classes\\app.switchdeck';
  const rows = [
    row('reg1', '-1', key, '', 'URL:Switchdeck', 'linkScheme'),
    row('reg2', '-1', key, 'URL Protocol', '', 'linkScheme'),
    row('reg3', '-1', `${key}\\shell\\open\\command`, '', '"[#mainExecutable]" "--" "%1"', 'linkScheme'),
  ];
  const table = (kept: readonly string[]): string =>
    [
      'Registry\tRoot\tKey\tName\tValue\tComponent_',
      's72\ti2\tl255\tL255\tL0\ts72',
      'Registry\tRegistry',
      ...kept,
    ].join('\r\n');

  it('registers the link', () => {
    expect(msiRegistryFaults(table(rows))).toEqual([]);
  });

  it('is at fault when a row is missing, in a fixed hive, or without "--"', () => {
    for (const missing of rows) {
      expect(msiRegistryFaults(table(rows.filter((one) => one !== missing)))).toHaveLength(1);
    }
    expect(msiRegistryFaults(table(rows.map((one) => one.replace('\t-1\t', '\t1\t'))))).toHaveLength(3);
    expect(msiRegistryFaults(table(rows.map((one) => one.replace('"--" ', ''))))).toHaveLength(1);
  });
});
