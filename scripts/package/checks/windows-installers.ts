import zlib from 'node:zlib';
import { product } from '../product.ts';

const key = `Software\\Classes\\${product.scheme}`;

/** What `build/installer.nsh` must say, in words that do not depend on its layout. */
export function installerScriptFaults(script: string): readonly string[] {
  const code = script.replace(/^\s*[;#].*$/gm, '');
  const install = macro(code, 'customInstall');
  const uninstall = macro(code, 'customUnInstall');
  const wanted: readonly (readonly [boolean, string])[] = [
    [code.includes(`!define LINK_SCHEME "${product.scheme}"`), `the scheme is not ${product.scheme}`],
    [
      code.includes('!define LINK_KEY "Software\\Classes\\${LINK_SCHEME}"'),
      'the key is not below Software\\Classes',
    ],
    [
      /WriteRegStr SHELL_CONTEXT "\$\{LINK_KEY\}" "URL Protocol" ""/.test(install),
      'URL Protocol is not written',
    ],
    [
      install.includes(
        `WriteRegStr SHELL_CONTEXT "\${LINK_KEY}\\shell\\open\\command" "" '"$INSTDIR\\\${APP_EXECUTABLE_FILENAME}" "--" "%1"'`,
      ),
      'the command is not the program, "--" and the link',
    ],
    [
      /\$\{if\} \$installMode == "all"\s+DeleteRegKey HKCU "\$\{LINK_KEY\}"\s+\$\{endif\}/i.test(install),
      'a stale key of the user is not removed',
    ],
    [
      /\$\{ifNot\} \$\{isUpdated\}\s+DeleteRegKey SHELL_CONTEXT "\$\{LINK_KEY\}"/i.test(uninstall),
      'the uninstaller does not remove the key, or does so during an update',
    ],
    [!/WriteReg\w+ HK/.test(code), 'a key is written to a fixed hive instead of SHELL_CONTEXT'],
  ];
  return wanted.filter(([holds]) => !holds).map(([, fault]) => fault);
}

const macro = (code: string, name: string): string =>
  new RegExp(`!macro ${name}\\s([\\s\\S]*?)!macroend`).exec(code)?.[1] ?? '';

/** What is wrong with the strings of an installer that NSIS made. Throws when the file is none that can be read. */
export function nsisInstallerFaults(installer: Buffer): readonly string[] {
  const strings = nsisHeader(installer);
  const wanted = [
    `${key}\\shell\\open\\command`,
    'URL Protocol',
    // Before it stands the installer's variable for the folder, as a number.
    `\\${product.name}.exe" "--" "%1"`,
  ];
  return wanted
    .filter((text) => !strings.includes(Buffer.from(text, 'utf16le')))
    .map((text) => `the installer does not contain ${text}`);
}

/**
 * The unpacked script of an NSIS installer compressed with zlib, file by file (electron-builder's setting). Behind the
 * program stand the flags, this signature, the script's size and everything's size, then the script's packed size.
 */
function nsisHeader(installer: Buffer): Buffer {
  const signature = Buffer.concat([Buffer.from([0xef, 0xbe, 0xad, 0xde]), Buffer.from('NullsoftInst')]);
  const at = installer.indexOf(signature);
  if (at < 0) throw new Error('This is no installer of NSIS.');
  const sizes = at + signature.length;
  const packed = installer.readUInt32LE(sizes + 8);
  const block = installer.subarray(sizes + 12, sizes + 12 + (packed & 0x7fffffff));
  return packed >>> 31 === 1 ? zlib.inflateRawSync(block) : block;
}

/** What is wrong with the `Registry` table of an MSI, as `msiinfo export` prints it: tabs between, three lines on top. */
export function msiRegistryFaults(table: string): readonly string[] {
  const rows = table
    .split(/\r?\n/)
    .slice(3)
    .map((line) => line.split('\t'));
  /** Root -1 is HKLM for everybody and HKCU for one person. An empty name is the key's own value. */
  const value = (below: string, name: string): string | undefined =>
    rows.find(
      ([, root, rowKey, rowName]) => root === '-1' && rowKey === `${key}${below}` && rowName === name,
    )?.[4];
  const faults = [];
  if (value('', '') !== `URL:${product.name}`) faults.push('the key of the scheme has no description');
  if (value('', 'URL Protocol') === undefined) faults.push('URL Protocol is not written');
  if (!/^"\[#\w+\]" "--" "%1"$/.test(value('\\shell\\open\\command', '') ?? '')) {
    faults.push('the command is not the program, "--" and the link');
  }
  return faults;
}
